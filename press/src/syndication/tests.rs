//! Hostile words and every format, read by programs that we did not write.

use ::rss::{Channel, validation::Validate};
use jsonschema::Validator;
use kiosque::contract::{Block, Profile, decode};
use serde_json::{Value, json};

use super::{
    sitemap::{Entry, Part},
    *,
};

/// What a newsroom may write, and what a broken export may: ends of CDATA and of elements, letters
/// from right to left, an emoji of several code points, ends of lines, a word without an end.
const HOSTILE: &str =
    "]]> </title><script>alert('1 & \"2\"')</script> &amp; &#0; \u{2028}\u{2029} العربية ߒߞߏ 👩🏿‍🌾";

fn hostile() -> String {
    format!("{HOSTILE} {}", "long".repeat(5_000))
}

fn site(name: &str) -> Site {
    Site {
        version: "1.0".to_owned(),
        name: name.to_owned(),
        url: "https://jour.example/le".to_owned(),
        in_language: "fr".to_owned(),
        time_zone: "Africa/Bamako".to_owned(),
        ..Site::default()
    }
}

/// An article whose every text is the same.
fn article(day: u32, text: &str) -> Article {
    let text = json!(text);
    decode(&format!(
        r#"{{"version": "1.0", "id": "{day} é", "slug": "jour-{day}", "inLanguage": "fr", "headline": {text},
            "kicker": {text}, "description": {text}, "keywords": [{text}],
            "datePublished": "2024-{:02}-{:02}T23:30:00+01:00",
            "articleSection": {{"slug": "a", "name": {text}}}, "author": [{{"slug": "awa", "name": {text}}}],
            "image": {{"url": "/images/a.jpg", "width": 1600, "height": 900, "alt": {text}, "caption": {text},
                "creditText": {text}}},
            "body": [{{"type": "paragraph", "spans": [{{"text": {text},
                "marks": [{{"type": "link", "href": "/article/b/"}}]}}]}}]}}"#,
        1 + day / 28,
        1 + day % 28,
    ))
    .unwrap()
}

fn icons() -> Icons {
    Icons {
        favicon: Some("favicon.svg".to_owned()),
        squares: [192, 512]
            .map(|side| icons::Square {
                path: format!("icons/icon-{side}.png"),
                side,
            })
            .into(),
    }
}

/// RSS, Atom, JSON Feed.
fn written(site: &Site, articles: &[Article]) -> [String; 3] {
    let subject = Subject {
        route: &Route::Section("a".to_owned(), None),
        name: &site.name,
        description: &site.name,
    };
    let feeds = feeds(site, &icons(), &subject, articles).ok().unwrap();
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

/// IPTC's schema, where it stands beside the checkout; it is not ours to publish.
fn iptc() -> Option<Validator> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/reference/ninjs/ninjs-schema_3.1.json"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        // Past the test harness, which shows what a passing test prints to nobody.
        let _ = std::io::Write::write_all(
            &mut std::io::stderr(),
            b"NOT CHECKED: ninjs against IPTC's schema, which is not at ../shared/reference/ninjs/\n",
        );
        return None;
    };
    let schema: Value = serde_json::from_str(&text).unwrap();
    let options = jsonschema::options().should_validate_formats(true);
    Some(options.with_retriever(Elsewhere).build(&schema).unwrap())
}

/// IPTC's schema leaves the shape of places on a map to GeoJSON's, on another site. The press names
/// no places: a place would be refused.
struct Elsewhere;

impl jsonschema::Retrieve for Elsewhere {
    fn retrieve(
        &self,
        _: &jsonschema::Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        Ok(json!(false))
    }
}

#[test]
fn an_agency_reads_every_article() {
    let site = site(HOSTILE);
    let mut article = article(1, HOSTILE);
    article.image.as_mut().unwrap().credit_text = None;
    article.date_modified = Some("2024-01-03T08:00:00+01:00".to_owned());
    let (path, text) = ninjs(&site, &article);
    assert_eq!(path, "data/ninjs/jour-1.json");
    let mut item: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(item["uri"], "tag:jour.example,2024:1%20%C3%A9");
    assert_eq!(item["headlines"][0]["value"], HOSTILE);
    assert_eq!(item["versionCreated"], "2024-01-03T08:00:00+01:00");
    assert!(
        item["bodies"][0]["value"]
            .as_str()
            .unwrap()
            .contains("https://jour.example/le/images/a.jpg")
    );
    if let Some(schema) = iptc() {
        let errors: Vec<String> = schema.iter_errors(&item).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        item["firstCreated"] = json!("hier");
        assert!(!schema.is_valid(&item), "the schema finds what is wrong");
    }
}

#[test]
fn what_others_wrote_later_changes_no_article_s_ninjs() {
    let alone = article(1, "Un titre");
    let mut followed = alone.clone();
    followed.related = vec![decode_summary()];
    assert_eq!(
        ninjs(&site("Le Jour"), &alone),
        ninjs(&site("Le Jour"), &followed)
    );
}

fn decode_summary() -> kiosque::contract::Summary {
    let article: Article = decode(
        r#"{"version": "1.0", "slug": "x", "headline": "x", "related": [{"slug": "y", "headline": "y"}]}"#,
    )
    .unwrap();
    article.related[0].clone()
}

fn entry(published: &str, slug: &str) -> Entry {
    Entry {
        slug: slug.to_owned(),
        headline: HOSTILE.to_owned(),
        language: "fr-ML".to_owned(),
        published: published.to_owned(),
        modified: published.to_owned(),
        image: None,
    }
}

/// The texts of an element, wherever it is.
fn texts(xml: &str, tag: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(xml).unwrap();
    let nodes = document
        .descendants()
        .filter(|node| node.tag_name().name() == tag);
    nodes
        .map(|node| node.text().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_month_is_the_newspaper_s_own_and_its_sitemap_names_its_articles() {
    let site = site("Le Jour");
    let entries = [
        entry("2024-03-01T00:10:00+02:00", "mars"),
        entry("2024-02-29T23:50:00+02:00", "fevrier"),
    ];
    let months = sitemap::months(entries.iter(), |entry| &entry.published[..7]);
    let files: Vec<File> = months
        .iter()
        .map(|(export, entries)| {
            let entries: Vec<Entry> = entries.iter().copied().cloned().collect();
            sitemap::articles(&site, export, &entries).ok().unwrap()
        })
        .collect();
    assert_eq!(files[0].0, "sitemap-2024-02.xml");
    assert_eq!(texts(&files[0].1, "lastmod"), ["2024-02-29T23:50:00+02:00"]);
    assert_eq!(files[1].0, "sitemap-2024-03.xml");
    assert_eq!(
        texts(&files[1].1, "loc"),
        ["https://jour.example/le/article/mars/"]
    );
    let parts: Vec<Part> = months
        .into_iter()
        .map(|(export, entries)| Part::new(export, entries.iter().map(|entry| entry.modified.as_str())))
        .collect();
    let (path, index) = sitemap::index(&site, &parts).ok().unwrap();
    assert_eq!(path, "sitemap.xml");
    assert_eq!(
        texts(&index, "loc"),
        ["sitemap-2024-02.xml", "sitemap-2024-03.xml"].map(|name| format!("https://jour.example/le/{name}"))
    );
    assert_eq!(
        sitemap::robots(&site).1,
        "User-agent: *\nDisallow:\n\nSitemap: https://jour.example/le/sitemap.xml\n\
         Sitemap: https://jour.example/le/sitemap-news.xml\n"
    );
    let (_, news) = sitemap::news(&site, &entries).ok().unwrap();
    assert_eq!(texts(&news, "title"), [HOSTILE; 2]);
    assert_eq!(texts(&news, "language"), ["fr"; 2]);
}

#[test]
fn a_very_full_month_is_split_and_its_full_part_stays() {
    let site = site("Le Jour");
    let entries: Vec<Entry> = (0..50_002)
        .rev()
        .map(|number| entry("2024-03-01T00:10:00Z", &number.to_string()))
        .collect();
    fn month(entry: &Entry) -> &str {
        &entry.published[..7]
    }
    let (before, after) = (
        sitemap::months(entries[1..].iter(), month),
        sitemap::months(entries.iter(), month),
    );
    let names: Vec<String> = after.iter().map(|(export, _)| export.path()).collect();
    assert_eq!(names, ["sitemap-2024-03.xml", "sitemap-2024-03-2.xml"]);
    assert_eq!(before[0], after[0]);
    assert_eq!((after[0].1.len(), after[1].1.len()), (50_000, 2));
    let (_, full) = sitemap::articles(&site, &after[0].0, &entries[2..]).ok().unwrap();
    assert!(full.len() < 50 * 1024 * 1024, "the most bytes of a sitemap");
}

#[test]
fn news_are_of_the_last_two_days_and_a_thousand_at_most() {
    let two_days = [
        "2024-03-03T12:00:00+02:00",
        "2024-03-01T10:00:00Z",
        "2024-03-01T09:59:59Z",
    ];
    assert_eq!(sitemap::how_many_are_news(two_days.into_iter()), 2);
    let many = std::iter::repeat_n("2024-03-01T00:10:00Z", 1_100);
    assert_eq!(sitemap::how_many_are_news(many), 1_000);
    assert_eq!(sitemap::how_many_are_news(std::iter::empty()), 0);
}

#[test]
fn the_pages_that_are_no_articles_are_found() {
    let section = kiosque::contract::Section {
        slug: "a".to_owned(),
        name: "A".to_owned(),
    };
    let author = Profile {
        slug: "awa".to_owned(),
        name: "Awa".to_owned(),
        job_title: None,
        description: None,
        image: None,
    };
    let site = Site {
        sections: vec![section],
        authors: vec![author],
        ..site("Le Jour")
    };
    let (_, pages) = sitemap::pages(&site).ok().unwrap();
    assert_eq!(
        texts(&pages, "loc"),
        ["/", "/abonnement/", "/rubrique/a/", "/auteur/awa/"]
            .map(|path| format!("https://jour.example/le{path}"))
    );
}

#[test]
fn a_home_screen_finds_the_newspaper_where_it_is_deployed() {
    let (path, text) = manifest(&site(HOSTILE), "/journal/", &icons());
    assert_eq!(path, "manifest.webmanifest");
    let manifest: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(manifest["name"], HOSTILE);
    assert_eq!(manifest["start_url"], "/journal/");
    assert_eq!(manifest["scope"], "/journal/");
    assert_eq!(manifest["lang"], "fr");
    assert_eq!(
        manifest["icons"],
        json!([
            { "src": "/journal/icons/icon-192.png", "sizes": "192x192", "type": "image/png" },
            { "src": "/journal/icons/icon-512.png", "sizes": "512x512", "type": "image/png" },
            { "src": "/journal/favicon.svg", "sizes": "any", "type": "image/svg+xml" },
        ])
    );
    assert!(!text.contains("null"), "what is not known is not said");
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
