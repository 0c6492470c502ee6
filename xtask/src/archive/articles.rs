//! An archive of articles that nobody wrote, the same at every run.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

const SECTIONS: [(&str, &str); 6] = [
    ("politique", "Politique"),
    ("economie", "Économie"),
    ("societe", "Société"),
    ("culture", "Culture"),
    ("sport", "Sport"),
    ("environnement", "Environnement"),
];
const AUTHORS: usize = 40;
const KEYWORDS: usize = 300;

/// Words of a report from a town by a river; what they say together does not matter.
const WORDS: [&str; 64] = [
    "fleuve",
    "marché",
    "commune",
    "école",
    "récolte",
    "ministre",
    "habitants",
    "pirogue",
    "marchande",
    "village",
    "rive",
    "saison",
    "pluie",
    "maire",
    "projet",
    "route",
    "pont",
    "riz",
    "coton",
    "santé",
    "eau",
    "quartier",
    "assemblée",
    "budget",
    "jeunes",
    "formation",
    "atelier",
    "énergie",
    "solaire",
    "région",
    "district",
    "conseil",
    "réunion",
    "matin",
    "année",
    "millions",
    "francs",
    "familles",
    "pêcheurs",
    "éleveurs",
    "enseignants",
    "ouvre",
    "annonce",
    "prépare",
    "attend",
    "reçoit",
    "construit",
    "partage",
    "dans",
    "avec",
    "pour",
    "après",
    "depuis",
    "entre",
    "selon",
    "contre",
    "nouveau",
    "grande",
    "premier",
    "public",
    "local",
    "durable",
    "prochaine",
    "ensemble",
];

/// Chooses by chance, the same way for the same seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        usize::try_from((mixed ^ (mixed >> 31)) % limit).unwrap_or(0)
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        let text = words.join(" ");
        let mut letters = text.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).collect()
    }
}

/// An article, as every bench needs it.
pub struct Article {
    pub slug: String,
    pub headline: String,
    pub lead: String,
    pub date: String,
    pub section: (&'static str, &'static str),
    pub author: usize,
    pub keywords: Vec<String>,
    pub paragraphs: Vec<String>,
}

/// The article of that number; a higher one is newer, by a quarter of an hour.
pub fn article(number: usize) -> Article {
    let mut chance = Chance(u64::try_from(number).unwrap_or(0));
    let minutes = number * 15;
    let (day, minute) = (minutes / 1440, minutes % 1440);
    // Months of 28 days: every date exists.
    let (year, month) = (2000 + day / 336, day % 336 / 28 + 1);
    Article {
        slug: format!("article-{number:06}"),
        headline: chance.words(9),
        lead: chance.words(32) + ".",
        date: format!(
            "{year}-{month:02}-{:02}T{:02}:{:02}:00Z",
            day % 28 + 1,
            minute / 60,
            minute % 60
        ),
        section: SECTIONS[chance.below(SECTIONS.len())],
        author: chance.below(AUTHORS),
        keywords: (0..3)
            .map(|_| format!("sujet {}", chance.below(KEYWORDS)))
            .collect(),
        paragraphs: (0..8).map(|_| chance.words(55) + ".").collect(),
    }
}

pub fn author_slug(author: usize) -> String {
    format!("auteur-{author}")
}

pub fn author_name(author: usize) -> String {
    format!("Autrice {author}")
}

/// Writes a content folder with the articles `0..count`.
///
/// # Errors
/// When it cannot be written.
pub fn write(folder: &Path, count: usize) -> io::Result<()> {
    fs::create_dir_all(folder.join("articles"))?;
    fs::write(folder.join("site.json"), newspaper().to_string())?;
    (0..count).try_for_each(|number| write_article(folder, number))
}

/// Adds one article to a content folder, or writes it again.
///
/// # Errors
/// When it cannot be written.
pub fn write_article(folder: &Path, number: usize) -> io::Result<()> {
    let article = article(number);
    let path = folder.join(format!("articles/{}.json", article.slug));
    fs::write(path, as_json(number, &article).to_string())
}

fn newspaper() -> Value {
    let sections = SECTIONS.map(|(slug, name)| json!({"slug": slug, "name": name}));
    let authors: Vec<Value> = (0..AUTHORS)
        .map(|author| json!({"slug": author_slug(author), "name": author_name(author)}))
        .collect();
    json!({
        "version": "1.0", "name": "Les Archives", "tagline": "Tout ce qui fut écrit", "url": "https://archives.example",
        "feedId": "tag:archives.example,2024:", "inLanguage": "fr", "timeZone": "Africa/Bamako", "sections": sections, "authors": authors,
    })
}

fn as_json(number: usize, article: &Article) -> Value {
    let (slug, name) = article.section;
    let mut keywords = article.keywords.clone();
    keywords.dedup();
    let paragraphs = article.paragraphs.iter();
    let body: Vec<Value> = paragraphs
        .map(|text| json!({"type": "paragraph", "spans": [{"text": text}]}))
        .collect();
    json!({
        "version": "1.0", "id": number.to_string(), "slug": article.slug, "inLanguage": "fr",
        "headline": article.headline, "description": article.lead, "datePublished": article.date,
        "articleSection": {"slug": slug, "name": name}, "keywords": keywords,
        "author": [{"slug": author_slug(article.author), "name": author_name(article.author)}],
        "body": body, "comments": {"access": "subscribers"},
    })
}
