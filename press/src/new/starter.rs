//! What a newspaper begins with.

use std::collections::HashSet;

use any_ascii::any_ascii;
use jiff::{SignedDuration, Timestamp};
use rust_embed::Embed;
use serde_json::json;

use super::{Newspaper, Sample};
use crate::address;

/// The articles, for each language that they are written in; the last is for all others.
const LANGUAGES: [Texts; 2] = [
    Texts {
        language: "fr",
        articles: ["bienvenue", "ecrire-un-article", "publier"],
        name: "Mon journal",
        sections: ["Actualités", "Culture"],
        author: ["redaction", "La rédaction"],
    },
    Texts {
        language: "en",
        articles: ["welcome", "writing-an-article", "publishing"],
        name: "My newspaper",
        sections: ["News", "Culture"],
        author: ["editors", "The editors"],
    },
];

pub struct Texts {
    language: &'static str,
    articles: [&'static str; 3],
    pub name: &'static str,
    pub sections: [&'static str; 2],
    author: [&'static str; 2],
}

#[derive(Embed)]
#[folder = "starter/"]
struct Starter;

/// The picture that an article of the starter shows, of the sample newspaper's.
const PICTURE: &str = "images/delta-oiseaux.jpg";

/// What is written in a language, or in the one for all others.
pub fn texts(language: &str) -> &'static Texts {
    let begins = |texts: &&Texts| language.split('-').next() == Some(texts.language);
    let [.., others] = &LANGUAGES;
    LANGUAGES.iter().find(begins).unwrap_or(others)
}

/// The files of a newspaper, below its folder.
pub fn files(newspaper: &Newspaper, now: Timestamp) -> Vec<(String, Vec<u8>)> {
    let texts = texts(&newspaper.language);
    let sections = slugs(&newspaper.sections);
    let section = |at: usize| {
        sections
            .get(at % sections.len().max(1))
            .cloned()
            .unwrap_or_default()
    };
    let [author, author_name] = texts.author;
    let mut files = vec![(
        "site.json".to_owned(),
        site(newspaper, &sections, texts, now).into_bytes(),
    )];
    for (at, article) in texts.articles.iter().enumerate() {
        let file = Starter::get(&format!("{}/{article}.json", texts.language));
        let text = file.map(|file| String::from_utf8_lossy(&file.data).into_owned());
        let hours = i64::try_from(at).unwrap_or_default() + 1;
        let date = now
            .checked_sub(SignedDuration::from_hours(hours))
            .unwrap_or(Timestamp::UNIX_EPOCH);
        let (slug, name) = section(at);
        let own = format!(
            "\"version\": \"1.1\",\n  \"id\": {},\n  \"inLanguage\": {},\n  \"datePublished\": {},\n  \"articleSection\": {},\n  \
             \"author\": [{}],",
            json!(article),
            json!(newspaper.language),
            json!(date.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            named(&slug, &name),
            named(author, author_name),
        );
        let text = text
            .unwrap_or_default()
            .replacen("\"version\": \"1.1\",", &own, 1);
        files.push((format!("articles/{article}.json"), text.into_bytes()));
    }
    if let Some(picture) = Sample::get(PICTURE) {
        files.push(("images/sample.jpg".to_owned(), picture.data.into_owned()));
    }
    files
}

/// `site.json`, as a newsroom would write it.
fn site(newspaper: &Newspaper, sections: &[(String, String)], texts: &Texts, now: Timestamp) -> String {
    let Newspaper {
        name,
        url,
        language,
        time_zone,
        ..
    } = newspaper;
    let host = address::newspaper(url)
        .ok()
        .and_then(|url| Some(url.host_str()?.to_owned()));
    let feed_id = format!("tag:{},{}:", host.unwrap_or_default(), now.strftime("%Y"));
    let sections: Vec<String> = sections
        .iter()
        .map(|(slug, name)| format!("    {}", named(slug, name)))
        .collect();
    let [author, author_name] = texts.author;
    format!(
        "{{\n  \"version\": \"1.1\",\n  \"name\": {},\n  \"url\": {},\n  \"feedId\": {},\n  \"inLanguage\": {},\n  \"timeZone\": {},\n  \
         \"sections\": [\n{}\n  ],\n  \"authors\": [\n    {}\n  ],\n  \"frontPage\": [{}]\n}}\n",
        json!(name),
        json!(url),
        json!(feed_id),
        json!(language),
        json!(time_zone),
        sections.join(",\n"),
        named(author, author_name),
        json!(texts.articles[0]),
    )
}

fn named(slug: &str, name: &str) -> String {
    format!("{{\"slug\": {}, \"name\": {}}}", json!(slug), json!(name))
}

/// The slugs of names, each another, and the names.
fn slugs(names: &[String]) -> Vec<(String, String)> {
    let mut taken = HashSet::new();
    names
        .iter()
        .map(|name| {
            let mut slug = slug(name);
            let mut number = 1;
            while !taken.insert(slug.clone()) {
                number += 1;
                slug = format!("{}-{number}", self::slug(name));
            }
            (slug, name.clone())
        })
        .collect()
}

/// A name in the letters of an address.
fn slug(name: &str) -> String {
    let plain: String = any_ascii(name)
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                ' '
            }
        })
        .collect();
    match plain.split_whitespace().collect::<Vec<_>>().join("-") {
        slug if slug.is_empty() => "section".to_owned(),
        slug => slug,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_of_any_name() {
        for (name, wanted) in [
            ("Société", "societe"),
            ("L\u{2019}œuvre & l\u{2019}eau", "l-oeuvre-l-eau"),
            ("ثقافة", "thqfh"),
            ("!!", "section"),
        ] {
            assert_eq!(slug(name), wanted, "{name}");
        }
    }
}
