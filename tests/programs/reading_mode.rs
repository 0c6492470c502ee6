//! Articles in browsers' reading modes and in programs that keep pages for later, which look for the text by themselves.

use std::{fs, path::PathBuf, process::Command};

use serde_json::Value;

use crate::site::{self, json, succeeds};

/// What a reading mode must find in an article, or must not.
#[derive(Default)]
struct Parts {
    words: Vec<String>,
    pictures: Vec<String>,
}

impl Parts {
    fn add_words(&mut self, words: &Value) {
        let words = spaced(words.as_str().unwrap_or_default());
        if !words.is_empty() {
            self.words.push(words);
        }
    }

    fn add_spans(&mut self, spans: &Value) {
        let mut text = String::new();
        for span in spans.as_array().into_iter().flatten() {
            text.push_str(span["text"].as_str().unwrap_or_default());
            // The number of a note follows its words.
            let marks = span["marks"].as_array().into_iter().flatten();
            let notes = marks.filter(|mark| mark["type"] == "note");
            notes.for_each(|note| text.push_str(note["id"].as_str().unwrap_or_default()));
        }
        self.add_words(&Value::from(text));
    }

    /// An item is its spans alone, or they and a list.
    fn add_items(&mut self, items: &Value) {
        for item in items.as_array().into_iter().flatten() {
            let spans = if item.is_array() { item } else { &item["spans"] };
            self.add_spans(spans);
            self.add_items(&item["items"]);
        }
    }

    fn add_picture(&mut self, image: &Value) {
        self.pictures.extend(image["url"].as_str().map(str::to_owned));
        self.add_words(&image["caption"]);
        self.add_words(&image["creditText"]);
    }

    fn add_blocks(&mut self, blocks: &Value) {
        for block in blocks.as_array().into_iter().flatten() {
            self.add_spans(&block["spans"]);
            for said in [
                "attribution",
                "title",
                "caption",
                "creditText",
                "providerName",
                "text",
            ] {
                self.add_words(&block[said]);
            }
            if block["type"] == "image" {
                self.add_picture(block);
            }
            for image in block["images"].as_array().into_iter().flatten() {
                self.add_picture(image);
            }
            self.add_items(&block["items"]);
            let rows = block["rows"].as_array().into_iter().flatten();
            for cell in rows.filter_map(Value::as_array).flatten() {
                self.add_spans(&cell["spans"]);
            }
            self.add_blocks(&block["body"]);
            self.add_blocks(&block["transcript"]);
        }
    }
}

/// A text with one space where there is any.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Headlines of other articles, and what leads to them.
fn around(article: &Value) -> Vec<String> {
    let mut around = Parts::default();
    let lists = article["authorArticles"].as_array().into_iter().flatten();
    for list in lists {
        around.add_words(&list["author"]["description"]);
        for other in list["articles"].as_array().into_iter().flatten() {
            around.add_words(&other["headline"]);
        }
    }
    for other in article["related"].as_array().into_iter().flatten() {
        around.add_words(&other["headline"]);
    }
    let own = [
        "S’abonner",
        "Lire aussi",
        "Déjà abonné",
        "À la une",
        "Mode léger",
        "Mots-clés",
    ];
    around.words.into_iter().chain(own.map(str::to_owned)).collect()
}

#[test]
fn a_reading_mode_shows_all_of_an_article_and_nothing_else() {
    let site = site::sample();
    let mut files: Vec<PathBuf> = fs::read_dir(site.root.join("data/articles"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort_unstable();
    let page = |file: &PathBuf| {
        let slug = file.file_stem().unwrap().to_owned();
        site.root.join("article").join(slug).join("index.html")
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/programs/readability.cjs");
    let mut readability = Command::new("node");
    readability.arg(script).arg(format!("{}/", site.url));
    let output = succeeds(readability.args(files.iter().map(page)));
    let found = String::from_utf8(output.stdout).unwrap();
    assert_eq!(found.lines().count(), files.len());

    for (file, found) in files.iter().zip(found.lines()) {
        let (article, name) = (json(file), file.display());
        let found: Value = serde_json::from_str(found).unwrap();
        let text = spaced(found["text"].as_str().unwrap());
        let mut wanted = Parts::default();
        wanted.add_words(&article["description"]);
        wanted.add_picture(&article["image"]);
        wanted.add_blocks(&article["body"]);
        assert!(!wanted.words.is_empty(), "{name}");
        for words in &wanted.words {
            assert!(text.contains(words), "{name} has lost: {words}");
        }
        let pictures: Vec<&str> = found["pictures"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        for picture in &wanted.pictures {
            assert!(
                pictures.iter().any(|found| found.ends_with(picture)),
                "{name} has lost the picture {picture}: {pictures:?}"
            );
        }
        assert_eq!(pictures.len(), wanted.pictures.len(), "{name}: {pictures:?}");
        let own = wanted.words.join(" ");
        for words in around(&article) {
            assert!(
                own.contains(&words) || !text.contains(&words),
                "{name} has {words}"
            );
        }
    }
}
