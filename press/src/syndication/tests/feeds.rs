//! Feeds, as their readers read them.

use ::rss::{Channel, validation::Validate};
use jsonschema::Validator;

use super::*;

/// RSS, Atom, JSON Feed.
fn written(site: &Site, articles: &[Article]) -> [String; 3] {
    let subject = Subject {
        route: &Route::Section("a".to_owned(), None),
        name: &site.name,
        description: &site.name,
    };
    let served: Vec<Served> = articles.iter().map(served).collect();
    let feeds = feeds(site, &icons(), &identities(site), &subject, &served)
        .ok()
        .unwrap();
    let texts: Vec<String> = feeds.into_iter().map(|(_, text)| text).collect();
    texts.try_into().unwrap()
}

/// What a text becomes where XML cannot hold a character of it.
fn in_xml(text: &str) -> String {
    text.replace(|c: char| c.is_control(), "")
}

#[test]
fn no_words_break_a_feed_and_all_of_them_arrive() {
    let words = format!("{} \u{0}\u{8}\u{1b}", hostile());
    let site = site(&words);
    let articles = [article(2, &words), article(1, &words)];
    let [rss, atom, json] = written(&site, &articles);

    let channel = Channel::read_from(rss.as_bytes()).unwrap();
    channel.validate().unwrap();
    let item = &channel.items()[0];
    let text = in_xml(&words);
    assert_eq!(item.title(), Some(text.trim()));
    let lead = xml::escaped(text.trim());
    assert_eq!(
        item.description(),
        Some(&*lead),
        "no markup in a program that shows it as HTML"
    );
    assert_eq!(item.dublin_core_ext().unwrap().creators(), [text.trim()]);
    assert_eq!(item.pub_date(), Some("Wed, 3 Jan 2024 23:30:00 +0100"));

    let feed: atom_syndication::Feed = atom.parse().unwrap();
    let entry = &feed.entries()[0];
    assert_eq!(entry.title().as_str().trim(), text.trim());
    assert_eq!(entry.authors()[0].name.trim(), text.trim());
    assert_eq!(feed.updated().to_rfc3339(), "2024-01-03T23:30:00+01:00");

    let feed: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(feed["items"][0]["title"], words);

    let html = story::html(Newspaper::new(site.clone(), &site.url), &articles[0]);
    assert_eq!(item.content().map(str::trim), Some(in_xml(&html).as_str()));
    let content = entry.content().unwrap();
    assert_eq!(content.content_type(), Some("html"));
    assert_eq!(content.value().map(str::trim), Some(in_xml(&html).as_str()));
    assert_eq!(feed["items"][0]["content_html"], html);
    assert!(!html.contains("<script"), "words are no markup: {html}");
}

#[test]
fn a_reader_of_feeds_finds_the_same_in_each_format() {
    let site = site("Le Jour");
    let articles: Vec<Article> = (1..=30).rev().map(|day| article(day, "Un titre")).collect();
    for text in written(&site, &articles) {
        let feed = feed_rs::parser::parse(text.as_bytes()).unwrap();
        assert_eq!(feed.title.unwrap().content, "Le Jour");
        assert_eq!(feed.entries.len(), NEWEST);
        let entry = &feed.entries[0];
        assert_eq!(entry.id, "tag:jour.example,2024:30%20%C3%A9");
        assert_eq!(entry.links[0].href, "https://jour.example/le/article/jour-30/");
        assert_eq!(entry.authors[0].name.as_deref(), Some("Un titre"));
        assert_eq!(entry.published.unwrap().to_rfc3339(), "2024-02-03T22:30:00+00:00");
        let content = entry.content.clone().unwrap().body.unwrap();
        assert!(content.contains("<p class=\"lead\">Un titre</p>"), "{content}");
        for address in [
            "src=\"https://jour.example/le/images/a.jpg\"",
            "href=\"https://jour.example/le/article/b/\"",
        ] {
            assert!(content.contains(address), "{address} is not in full: {content}");
        }
    }
}

#[test]
fn a_feed_without_articles_can_be_followed_already() {
    let site = site("Le Jour");
    let [rss, atom, json] = written(&site, &[]);
    Channel::read_from(rss.as_bytes()).unwrap().validate().unwrap();
    let feed: atom_syndication::Feed = atom.parse().unwrap();
    assert_eq!(feed.updated().timestamp(), 0);
    assert!(json_feed_rules().is_valid(&serde_json::from_str(&json).unwrap()));
}

/// What JSON Feed 1.1 asks for (https://www.jsonfeed.org/version/1.1/), of what the press writes.
fn json_feed_rules() -> Validator {
    let address = json!({ "type": "string", "pattern": "^https?://[^\\s]+$" });
    let text = json!({ "type": "string", "minLength": 1 });
    let date = json!({ "type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$" });
    let attachments = json!({ "type": "array", "minItems": 1, "items": {
                        "type": "object",
                        "required": ["url", "mime_type"],
                        "additionalProperties": false,
                        "properties": {
                            "url": address, "mime_type": { "type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$" }, "title": text,
                            "size_in_bytes": { "type": "integer", "minimum": 1 }, "duration_in_seconds": { "type": "integer", "minimum": 1 },
                        },
                    } });
    jsonschema::validator_for(&json!({
        "type": "object",
        "required": ["version", "title", "items"],
        "additionalProperties": false,
        "properties": {
            "version": { "const": "https://jsonfeed.org/version/1.1" },
            "title": text, "description": text, "language": text,
            "home_page_url": address, "feed_url": address, "icon": address, "favicon": address,
            "items": { "type": "array", "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": false,
                "properties": {
                    "id": text, "url": address, "title": text, "summary": text, "content_html": text,
                    "image": address, "date_published": date, "date_modified": date, "language": text,
                    "tags": { "type": "array", "items": text, "uniqueItems": true },
                    "attachments": attachments,
                    "authors": { "type": "array", "items": {
                        "type": "object",
                        "minProperties": 1,
                        "additionalProperties": false,
                        "properties": { "name": text, "url": address },
                    } },
                },
            } },
        },
    }))
    .unwrap()
}

#[test]
fn a_json_feed_keeps_the_rules_of_its_version() {
    let rules = json_feed_rules();
    let [_, _, json] = written(&site(HOSTILE), &[article(1, HOSTILE)]);
    let mut feed: Value = serde_json::from_str(&json).unwrap();
    let errors: Vec<String> = rules.iter_errors(&feed).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    feed["items"][0]["date_published"] = json!("hier");
    assert!(!rules.is_valid(&feed), "the rules find what is wrong");
}

/// A podcast is followed in programs that play only what is enclosed.
#[test]
fn recordings_and_films_are_enclosed_with_their_weight() {
    let mut article = article(1, "Un titre");
    article.body.extend(recordings());
    let [rss, atom, json] = written(&site("Le Jour"), &[article]);

    let channel = Channel::read_from(rss.as_bytes()).unwrap();
    channel.validate().unwrap();
    let first = channel.items()[0].enclosure().unwrap();
    assert_eq!(
        first.url(),
        "https://jour.example/le/files/voix%20d%E2%80%99ici.mp3"
    );
    assert_eq!((first.length(), first.mime_type()), ("1234", "audio/mpeg"));

    let feed: atom_syndication::Feed = atom.parse().unwrap();
    let enclosed: Vec<_> = feed.entries()[0]
        .links()
        .iter()
        .filter(|link| link.rel() == "enclosure")
        .map(|link| (link.mime_type().unwrap(), link.length(), link.title().unwrap()))
        .collect();
    assert_eq!(
        enclosed,
        [
            ("audio/mpeg", Some("1234"), "Voix & \"échos\""),
            ("video/mp4", Some("1234"), "Film"),
            ("audio/mp4", None, "Parti")
        ]
    );

    let feed: Value = serde_json::from_str(&json).unwrap();
    let errors: Vec<String> = json_feed_rules()
        .iter_errors(&feed)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    let attachments = &feed["items"][0]["attachments"];
    assert_eq!(attachments.as_array().unwrap().len(), 3);
    assert_eq!(attachments[1]["mime_type"], "video/mp4");
    assert_eq!(attachments[1]["size_in_bytes"], 1234);
    assert_eq!(attachments[0]["duration_in_seconds"], 95);
    assert_eq!(attachments[2]["url"], "https://jour.example/le/files/parti.mp4");
    assert_eq!(attachments[2].get("size_in_bytes"), None);
}

#[test]
fn an_unreadable_block_costs_a_feed_no_other() {
    let mut article = article(1, "Un titre");
    article.body.insert(0, Block::Unknown);
    for text in written(&site("Le Jour"), &[article]) {
        let feed = feed_rs::parser::parse(text.as_bytes()).unwrap();
        let content = feed.entries[0].content.clone().unwrap().body.unwrap();
        assert!(
            content.contains("href=\"https://jour.example/le/article/b/\""),
            "{content}"
        );
    }
}

/// Around it there is no page of the newspaper that would say it.
#[test]
fn elsewhere_too_an_arabic_article_is_read_from_right_to_left() {
    let site = Site {
        in_language: "ar".to_owned(),
        ..site("جريدة")
    };
    let arabic = Article {
        in_language: "ar-ML".to_owned(),
        ..article(1, "سلام")
    };
    let french = Article {
        language: LanguageAttributes {
            lang: Some("fr".to_owned()),
            dir: Some("ltr".to_owned()),
        },
        ..article(2, "Bonjour")
    };
    let (_, agencies) = ninjs(&site, &identities(&site), &served(&arabic));
    let [_, _, json] = written(&site, &[french, arabic]);
    let feed: Value = serde_json::from_str(&json).unwrap();
    let ninjs: Value = serde_json::from_str(&agencies).unwrap();
    for (html, begin) in [
        (&feed["items"][0]["content_html"], "<div lang=\"fr\" dir=\"ltr\">"),
        (
            &feed["items"][1]["content_html"],
            "<div lang=\"ar-ML\" dir=\"rtl\">",
        ),
        (&ninjs["bodies"][0]["value"], "<div lang=\"ar-ML\" dir=\"rtl\">"),
    ] {
        assert!(html.as_str().unwrap().starts_with(begin), "{html}");
    }
}
