//! What stands in every page for other programs: its head and its linked data.

use std::path::{Path, PathBuf};

use schemaorg_rs::{SchemaNode, extract_all, profiles::ProfileRegistry, validation};
use scraper::{Html, Selector};

use crate::site::{self, Site, text};

/// Programs that make previews read no further; WhatsApp is said to stop first.
const READ: usize = 20 * 1024;

fn pages(site: &Site) -> Vec<PathBuf> {
    let mut pages = site.named("index.html");
    pages.retain(|path| !path.starts_with(site.root.join(".press")));
    assert!(pages.len() > 30, "{} pages", pages.len());
    pages.push(site.root.join("404.html"));
    pages
}

fn below(site: &Site, path: &Path) -> String {
    path.strip_prefix(&site.root).unwrap().display().to_string()
}

#[test]
fn the_head_is_within_what_previews_read_and_its_attributes_are_quoted() {
    let site = site::sample();
    for path in pages(&site) {
        let page = text(&path);
        let name = below(&site, &path);
        let mut tags = 0;
        for begin in ["<meta", "<link", "<title"] {
            for (at, _) in page.match_indices(begin) {
                let tag = page[at..].split_once('>').unwrap().0;
                assert!(at + tag.len() < READ, "{name}: {tag} begins at byte {at}");
                for (value, _) in tag.match_indices('=') {
                    let (before, after) = tag.split_at(value);
                    let within = before.matches('"').count() % 2 == 1;
                    assert!(within || after.starts_with("=\""), "{name}: {tag} is not quoted");
                }
                tags += 1;
            }
        }
        assert!(tags > 15, "{name} has a head of {tags}");
    }
}

#[test]
fn every_page_is_presented_by_its_head() {
    let site = site::sample();
    for path in pages(&site) {
        let name = below(&site, &path);
        let page = Html::parse_document(&text(&path));
        let all = |selector: &str, attribute: &str| -> Vec<String> {
            let selector = Selector::parse(selector).unwrap();
            let elements = page.select(&selector).map(|element| element.value());
            elements
                .filter_map(|element| element.attr(attribute).map(str::to_owned))
                .collect()
        };
        let one = |selector: &str, attribute: &str| {
            let values = all(selector, attribute);
            assert!(
                values.len() == 1 && !values[0].is_empty(),
                "{name} has {values:?} of {selector}"
            );
            values[0].clone()
        };
        let property = |property: &str| one(&format!("head meta[property=\"{property}\"]"), "content");
        let robots = all("head meta[name=robots]", "content");
        if name == "404.html" {
            // No search engine keeps it, under whatever address and status a host sends it.
            assert!(robots.contains(&"noindex".to_owned()), "{robots:?}");
            assert_eq!(all("head link[rel=canonical]", "href"), [""]);
            assert!(all("head meta[property=\"og:url\"]", "content").is_empty());
        } else {
            assert_eq!(robots, ["max-image-preview:large"], "{name}");
            let canonical = one("head link[rel=canonical]", "href");
            assert_eq!(property("og:url"), canonical);
            assert_eq!(
                site.file_of(&canonical).as_deref(),
                Some(path.as_path()),
                "{canonical}"
            );
        }
        assert_eq!(property("og:site_name"), "Les Deux Rives");
        assert_eq!(
            property("og:description"),
            one("head meta[name=description]", "content")
        );
        property("og:title");
        let card = one("head meta[name=\"twitter:card\"]", "content");
        let pictures = all("head meta[property=\"og:image\"]", "content");
        let must_be_pictured = ["index.html", "page/", "rubrique/"]
            .iter()
            .any(|it| name.starts_with(it));
        if pictures.is_empty() {
            assert!(!must_be_pictured, "{name}: no picture for a preview");
            assert_eq!(card, "summary", "{name}");
        } else {
            assert_eq!(card, "summary_large_image", "{name}");
            let alt = one("head meta[name=\"twitter:image:alt\"]", "content");
            assert!(
                all("head meta[property=\"og:image:alt\"]", "content").contains(&alt),
                "{name}"
            );
        }
        for picture in pictures {
            site.leads_somewhere(&picture, &path);
        }
        for (scheme, colour) in [("light", "#fdfbf7"), ("dark", "#171310")] {
            let selector =
                format!("head meta[name=\"theme-color\"][media=\"(prefers-color-scheme: {scheme})\"]");
            assert_eq!(one(&selector, "content"), colour);
        }
        let mut files = vec![
            one("head link[rel=icon]", "href"),
            one("head link[rel=apple-touch-icon]", "href"),
            one("head link[rel=manifest]", "href"),
        ];
        let feeds = [
            "application/rss+xml",
            "application/atom+xml",
            "application/feed+json",
        ];
        let is_list = name.starts_with("rubrique/") || name.starts_with("auteur/");
        for kind in feeds {
            let of_kind = all(&format!("head link[rel=alternate][type=\"{kind}\"]"), "href");
            assert_eq!(of_kind.len(), if is_list { 2 } else { 1 }, "{name}: {of_kind:?}");
            files.extend(of_kind);
        }
        if name.starts_with("article/") {
            assert_eq!(property("og:type"), "article");
            property("article:section");
            let published = property("article:published_time");
            assert!(published.ends_with("+00:00"), "{name}: {published} has no offset");
            files.push(one("head link[rel=alternate][type=\"application/json\"]", "href"));
        }
        for file in files {
            site.leads_somewhere(&format!("{}{file}", site.url), &path);
        }
    }
}

#[test]
fn search_engines_understand_the_linked_data() {
    let site = site::sample();
    let google = ProfileRegistry::with_google();
    let mut stories = 0;
    for path in pages(&site) {
        let name = below(&site, &path);
        let html = text(&path);
        let graph = extract_all(&html).unwrap();
        let result = validation::validate(&graph);
        let wrong: Vec<&str> = result
            .errors()
            .chain(result.warnings())
            .map(|wrong| wrong.message.as_str())
            .collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
        let is = |node: &SchemaNode, name: &str| node.types.iter().any(|kind| kind == name);
        let kinds: Vec<&String> = graph.nodes.iter().flat_map(|node| &node.types).collect();
        let expected: &[&str] = match name.split('/').next() {
            Some("article") => &["NewsArticle", "BreadcrumbList"],
            Some("rubrique") => &["BreadcrumbList"],
            Some("auteur") => &["ProfilePage"],
            Some("index.html") => &["WebSite"],
            Some("a-propos" | "mentions-legales") => &["WebPage", "BreadcrumbList"],
            _ => &[],
        };
        assert_eq!(kinds, expected, "{name}");
        if expected.len() < 2 && !expected.contains(&"BreadcrumbList") {
            continue;
        }
        let verdict = google.evaluate("google", &graph, &result.diagnostics).unwrap();
        let story = graph.nodes.iter().find(|node| is(node, "NewsArticle"));
        // What an article without a picture lacks, no search engine can be given.
        let pictured = html.contains("<meta property=\"og:image\"");
        stories += usize::from(story.is_some());
        for kind in &verdict.type_results {
            let missing: Vec<&String> = kind
                .required_missing
                .iter()
                .chain(&kind.recommended_missing)
                .collect();
            let allowed: &[&str] = if pictured || kind.schema_type != "NewsArticle" {
                &[]
            } else {
                &["image"]
            };
            assert_eq!(missing, allowed, "{name}: {}", kind.schema_type);
            let said = kind.field_diagnostics.iter();
            let said: Vec<&str> = said
                .filter(|said| !allowed.iter().any(|it| said.path.ends_with(it)))
                .map(|said| said.message.as_str())
                .collect();
            assert!(said.is_empty(), "{name}: {said:?}");
        }
    }
    assert!(stories > 20, "{stories} articles");
}

#[test]
fn the_judge_of_linked_data_finds_what_is_wrong() {
    let html = r#"<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
        "headlin": "Un titre"}</script>"#;
    let graph = extract_all(html).unwrap();
    let result = validation::validate(&graph);
    assert!(
        result.errors().chain(result.warnings()).count() > 0,
        "a misspelt property"
    );
    let verdict = ProfileRegistry::with_google()
        .evaluate("google", &graph, &result.diagnostics)
        .unwrap();
    assert!(
        verdict
            .type_results
            .iter()
            .any(|kind| kind.required_missing.iter().any(|it| it == "headline"))
    );
}
