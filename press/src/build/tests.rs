//! What a newspaper's readers fetch, from newspapers of every size.

mod again;
mod compressed;
mod derived;
mod embargo;
mod known;
mod linked;
mod mended;
mod pages;
mod redirects;
mod standing;

use std::{
    cell::Cell,
    collections::BTreeMap,
    fs::{self, File},
    time::{Duration, SystemTime},
};

use kiosque::contract::{
    Article, Author, Block, Comments, LanguageAttributes, ListHead, ListPage, Section, Site, Span, decode,
};
use tempfile::TempDir;

use super::*;
use crate::check;

/// A newsroom's content folder, and the site that is built from it.
struct Newsroom {
    folder: TempDir,
    /// Each file is a minute younger than the one before, and none so young that it could change unseen.
    clock: Cell<u64>,
}

impl Newsroom {
    fn new(site: &Site, articles: &[Article]) -> Self {
        let newsroom = Self {
            folder: TempDir::new().unwrap(),
            clock: Cell::new(0),
        };
        fs::create_dir_all(newsroom.path("content/articles")).unwrap();
        newsroom.write("site.json", &serde_json::to_string(site).unwrap());
        articles.iter().for_each(|article| newsroom.lay(article));
        newsroom
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of the content folder.
    fn write(&self, name: &str, text: &str) {
        self.put(name, text.as_bytes());
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.path("content").join(name);
        fs::write(&path, bytes).unwrap();
        self.clock.set(self.clock.get() + 60);
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000 + self.clock.get());
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }

    fn lay_picture(&self, bytes: &[u8]) {
        fs::create_dir_all(self.path("content/images")).unwrap();
        self.put("images/a.gif", bytes);
    }

    fn lay(&self, article: &Article) {
        let name = format!("articles/{}.json", article.slug);
        self.write(&name, &serde_json::to_string(article).unwrap());
    }

    fn withdraw(&self, slug: &str) {
        fs::remove_file(self.path("content/articles").join(format!("{slug}.json"))).unwrap();
    }

    /// Lays a page to print into, such as Trunk makes.
    fn lay_shell(self) -> Self {
        fs::create_dir_all(self.path("site")).unwrap();
        fs::write(self.path("site/index.html"), SHELL).unwrap();
        self
    }

    fn job(&self, out: &str) -> Job {
        Job {
            content: self.path("content"),
            cache: self.path("cache"),
            out: self.path(out),
            base: "/".into(),
            membership: None,
            pictures_may_miss: false,
            afresh: false,
            precompress: false,
            redirect_renamed: false,
            now: now(),
            preview: false,
            format: crate::report::Format::Short,
        }
    }

    fn publish(&self) -> Published {
        self.publish_at(now()).published
    }

    fn publish_at(&self, now: Timestamp) -> Built {
        let job = Job {
            now,
            ..self.job("site")
        };
        build(&job, &Progress::Silent).ok().unwrap()
    }

    /// The site's files by name, but the press's own.
    fn files(&self) -> BTreeMap<String, String> {
        files_in(&self.path("site"))
    }
}

fn files_in(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if name == ".press" {
                continue;
            } else if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(
                    name,
                    String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned(),
                );
            }
        }
    }
    files
}

/// When newspapers are built, where nothing else is said.
fn now() -> Timestamp {
    at("2024-08-01T12:00:00Z")
}

fn at(moment: &str) -> Timestamp {
    moment.parse().unwrap()
}

/// The smallest GIF, 1 × 1.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

const SHELL: &str = concat!(
    "<html lang=\"\"><title></title><meta name=\"description\" content=\"\"><link rel=\"canonical\" href=\"\">",
    "<link rel=\"icon\" href=\"\"><div id=\"app\"></div><p id=\"trouble\" role=\"status\" hidden></p><script id=\"kiosque\" type=\"application/json\"></script>"
);

fn site() -> Site {
    decode(
        r#"{"version": "1.0", "name": "Le Jour", "inLanguage": "fr", "timeZone": "Africa/Bamako",
            "url": "https://jour.example", "sections": [{"slug": "a", "name": "A"}, {"slug": "b", "name": "B"}],
            "authors": [{"slug": "awa", "name": "Awa"}, {"slug": "bou", "name": "Bou"}]}"#,
    )
    .unwrap()
}

/// The article published on a day counted from 2020: a number is a slug that sorts.
fn article(day: usize) -> Article {
    let date = jiff::Timestamp::from_second(1_577_836_800 + 86_400 * i64::try_from(day).unwrap()).unwrap();
    let (section, author) = if day.is_multiple_of(3) {
        ("a", "awa")
    } else {
        ("b", "bou")
    };
    Article {
        version: "1.0".into(),
        id: day.to_string(),
        slug: slug(day),
        in_language: "fr".into(),
        headline: format!("Jour {day} : le titre"),
        date_published: date.to_string(),
        article_section: Section {
            slug: section.into(),
            name: section.to_uppercase(),
        },
        author: vec![Author {
            slug: author.into(),
            name: author[..1].to_uppercase() + &author[1..],
            job_title: None,
        }],
        keywords: vec![format!("mot{}", day % 5)],
        body: vec![Block::Paragraph {
            language: LanguageAttributes::default(),
            spans: vec![Span {
                text: format!("Ce qui se passa le jour {day}."),
                marks: Vec::new(),
            }],
        }],
        comments: Some(Comments {
            access: kiosque::contract::Access::Subscribers,
        }),
        ..decode(r#"{"version": "1.0", "slug": "x", "headline": "x"}"#).unwrap()
    }
}

fn slug(day: usize) -> String {
    format!("jour-{day:04}")
}

fn files(site: Site, articles: Vec<Article>) -> BTreeMap<String, String> {
    let newsroom = Newsroom::new(&site, &articles);
    newsroom.publish();
    newsroom.files()
}

fn newspaper(articles: usize) -> BTreeMap<String, String> {
    files(site(), (0..articles).map(article).collect())
}

fn served(files: &BTreeMap<String, String>, day: usize) -> Article {
    decode(&files[&format!("data/articles/{}.json", slug(day))]).unwrap()
}

fn slugs(summaries: &[kiosque::contract::Summary]) -> Vec<&str> {
    summaries.iter().map(|summary| summary.slug.as_str()).collect()
}

fn decode_summary(slug: &str) -> kiosque::contract::Summary {
    let article: Article = decode(&format!(
        r#"{{"version": "1.0", "slug": "x", "headline": "x", "related": [{{"slug": "{slug}"}}]}}"#
    ))
    .unwrap();
    article.related[0].clone()
}

fn decode_image() -> Option<kiosque::contract::Image> {
    let article: Article = decode(
        r#"{"version": "1.0", "slug": "x", "headline": "x",
            "image": {"url": "/images/a.gif", "width": 1, "height": 1, "alt": "Un fleuve"}}"#,
    )
    .unwrap();
    article.image
}
