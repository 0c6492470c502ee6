//! Each thing a newsroom can get wrong, and what it is told.

mod articles;
mod blocks;
mod linked;
mod redirects;
mod site_file;
mod words;

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;

/// A content folder with one article and a picture, all in order.
struct Newsroom {
    folder: TempDir,
    site: Value,
    article: Value,
}

impl Newsroom {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("articles")).unwrap();
        fs::create_dir_all(folder.path().join("images")).unwrap();
        // The smallest GIF, 1 × 1.
        let gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;";
        fs::write(folder.path().join("images/a.gif"), gif).unwrap();
        let picture = json!({"url": "/images/a.gif", "width": 1, "height": 1, "alt": "Un point"});
        Self {
            folder,
            site: json!({"version": "1.0", "name": "Le Jour", "url": "https://jour.example", "feedId": "tag:jour.example,2024:", "inLanguage": "fr",
                "timeZone": "Africa/Bamako", "sections": [{"slug": "societe", "name": "Société"}],
                "authors": [{"slug": "awa", "name": "Awa", "image": picture}],
                "plans": [{"id": "m", "name": "Mensuel", "amount": 2500, "currency": "XOF", "interval": "month",
                    "url": "https://pay.example"}],
                "frontPage": ["un"]}),
            article: json!({"version": "1.0", "id": "1", "slug": "un", "inLanguage": "fr", "headline": "Un",
                "description": "Le chapô.", "datePublished": "2024-01-01T08:00:00Z",
                "articleSection": {"slug": "societe", "name": "Société"},
                "author": [{"slug": "awa", "name": "Awa"}], "image": picture,
                "body": [{"type": "paragraph", "spans": [{"text": "Un."}]}]}),
        }
    }

    fn report(&self) -> Report {
        let path = self.folder.path();
        fs::write(path.join("site.json"), self.site.to_string()).unwrap();
        fs::write(path.join("articles/un.json"), self.article.to_string()).unwrap();
        check(&Folder::open(path).ok().unwrap(), now()).0
    }
}

/// When the checks take place.
fn now() -> Timestamp {
    "2024-06-01T12:00:00Z".parse().unwrap()
}

fn shown(report: &Report) -> String {
    report
        .problems()
        .iter()
        .map(|problem| format!("{problem}\n"))
        .collect()
}

#[test]
fn a_newspaper_in_order_has_no_problem() {
    let report = Newsroom::new().report();
    assert_eq!(shown(&report), "");
}

#[test]
fn all_problems_are_named_at_once() {
    let mut newsroom = Newsroom::new();
    newsroom.article["headline"] = json!("");
    newsroom.article["datePublished"] = json!("hier");
    newsroom.site["timeZone"] = json!("x");
    let articles = newsroom.folder.path().join("articles");
    fs::write(articles.join("deux.json"), "{\"slug\": \"deux\",\n}").unwrap();
    fs::write(articles.join("latin.json"), b"{\"slug\": \"\xe9\"}").unwrap();
    fs::write(articles.join("bom.json"), "\u{feff}{}").unwrap();
    for (name, ends) in [
        ("le.json", u16::to_le_bytes as fn(u16) -> [u8; 2]),
        ("be.json", u16::to_be_bytes),
    ] {
        let bytes: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(ends).collect();
        fs::write(articles.join(name), bytes).unwrap();
    }
    for (name, text) in [("line.json", "\n{}"), ("space.json", " {}"), ("list.json", "[]")] {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        fs::write(articles.join(name), bytes).unwrap();
    }
    fs::write(articles.join("wide.json"), b"\0\0\0{\0\0\0}").unwrap();
    fs::write(articles.join("cut.json"), b"{\"slug\": \"\xc3").unwrap();
    fs::create_dir(articles.join("folder.json")).unwrap();
    fs::write(articles.join("notes.txt"), "").unwrap();
    let report = newsroom.report();
    let shown = shown(&report);
    for line in [
        "articles/un.json: $.headline",
        "articles/un.json: $.datePublished",
        "site.json: $.timeZone",
        "articles/deux.json: $: error: there is a comma after the last item of a list or of an object at line 1 column 16; remove the comma",
        "articles/latin.json: $: error: the file is not in UTF-8 but likely in Latin-1 (Windows-1252): line 1 column 11 has a letter as that writes it; save the file with the encoding UTF-8",
        "articles/bom.json: $: error: the file begins with a byte order mark",
        "articles/le.json: $: error: the file is in UTF-16",
        "articles/be.json: $: error: the file is in UTF-16",
        "articles/line.json: $: error: the file is in UTF-16",
        "articles/space.json: $: error: the file is in UTF-16",
        "articles/list.json: $: error: the file is in UTF-16",
        "articles/wide.json: $: error: the file is in UTF-32",
        "articles/cut.json: $: error: the file breaks off within a letter",
        "articles/folder.json: $: warning",
        "articles/notes.txt: $: warning",
    ] {
        assert!(shown.contains(line), "{line}\nis not in\n{shown}");
    }
}

#[test]
fn what_is_said_twice_is_not_published_as_if_once() {
    let newsroom = Newsroom::new();
    let twice = |value: &serde_json::Value, key: &str| {
        let text = serde_json::to_string_pretty(value).unwrap();
        text.replacen('{', &format!("{{ \"{key}\": [],"), 1)
    };
    let folder = newsroom.folder.path();
    fs::write(folder.join("articles/un.json"), twice(&newsroom.article, "body")).unwrap();
    fs::write(folder.join("site.json"), twice(&newsroom.site, "sections")).unwrap();
    let shown = shown(&check(&Folder::open(folder).ok().unwrap(), now()).0);
    for line in [
        "articles/un.json: $.body: error: this is said twice, at line 1 column ",
        "site.json: $.sections: error: this is said twice, at line 1 column ",
    ] {
        assert!(shown.contains(line), "{line}\nis not in\n{shown}");
    }
}

#[test]
fn two_articles_cannot_have_one_id() {
    let newsroom = Newsroom::new();
    let mut other = newsroom.article.clone();
    other["slug"] = json!("deux");
    fs::write(
        newsroom.folder.path().join("articles/deux.json"),
        other.to_string(),
    )
    .unwrap();
    assert!(
        shown(&newsroom.report())
            .contains("articles/un.json: $.id: error: articles/deux.json has the id \"1\" too")
    );
}

/// News readers would show one of the two only, or the one in the place of the other.
#[test]
fn two_articles_cannot_be_known_by_the_same() {
    let mut newsroom = Newsroom::new();
    let folder = newsroom.folder.path();
    let mut other = newsroom.article.clone();
    other["slug"] = json!("deux");
    other["id"] = json!("é");
    fs::write(folder.join("articles/deux.json"), other.to_string()).unwrap();
    let keep = |kept: Value| {
        fs::write(
            folder.join("identities.json"),
            json!({"articles": kept}).to_string(),
        )
        .unwrap()
    };
    keep(json!({"1": "tag:jour.example,2024:%C3%A9"}));
    let told = shown(&newsroom.report());
    let line = "identities.json: $.articles.1: error: the article \"é\" is known by \"tag:jour.example,2024:%C3%A9\", too, \
                by the \"feedId\"";
    assert!(told.contains(line), "{told}");
    // An article that is gone leaves its name to others, and two may have changed names.
    for kept in [
        json!({"1": "tag:jour.example,2024:parti"}),
        json!({"1": "tag:jour.example,2024:%C3%A9", "é": "tag:jour.example,2024:1"}),
    ] {
        keep(kept);
        assert_eq!(shown(&newsroom.report()), "");
    }
    newsroom.site.as_object_mut().unwrap().remove("feedId");
    keep(json!({"1": "tag:jour.example,2024:%C3%A9"}));
    assert!(!newsroom.report().stops());
}

#[test]
fn a_picture_is_what_its_name_says() {
    let newsroom = Newsroom::new();
    let images = newsroom.folder.path().join("images");
    fs::write(
        images.join("psd.jpg"),
        b"8BPS\0\x01\0\0\0\0\0\0\0\x03\0\0\0\x01\0\0\0\x01\0\x08\0\x03",
    )
    .unwrap();
    fs::copy(images.join("a.gif"), images.join("a.txt")).unwrap();
    for (name, line) in [
        (
            "psd.jpg",
            "error: images/psd.jpg is not a picture that every browser shows",
        ),
        (
            "a.txt",
            "error: the name of images/a.txt does not say what it is; end it with .gif",
        ),
    ] {
        let mut newsroom = Newsroom::new();
        for file in ["psd.jpg", "a.txt"] {
            fs::copy(
                images.join(file),
                newsroom.folder.path().join("images").join(file),
            )
            .unwrap();
        }
        newsroom.article["image"]["url"] = json!(format!("/images/{name}"));
        let shown = shown(&newsroom.report());
        assert!(shown.contains(line), "{line}\nis not in\n{shown}");
    }
}

#[test]
fn a_newspaper_without_articles_says_so() {
    let newsroom = Newsroom::new();
    newsroom.report();
    fs::remove_file(newsroom.folder.path().join("articles/un.json")).unwrap();
    let (report, _) = check(&Folder::open(newsroom.folder.path()).ok().unwrap(), now());
    assert!(shown(&report).contains("articles: $: error: there is no article"));
}

#[test]
fn a_picture_may_still_come_while_the_newspaper_is_written() {
    let mut newsroom = Newsroom::new();
    newsroom.article["image"]["url"] = json!("/images/demain.jpg");
    let mut report = newsroom.report();
    assert!(report.stops());
    report.forgive_pictures();
    assert!(!report.stops());
    assert!(
        shown(&report).contains("articles/un.json: $.image.url: warning: "),
        "but it is spoken of: {}",
        shown(&report)
    );
}

#[test]
fn the_sample_newspaper_is_in_order() {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    let (report, _) = check(&Folder::open(&public).ok().unwrap(), now());
    assert_eq!(shown(&report), "");
}
