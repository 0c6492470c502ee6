//! Sitemaps, as a search engine reads them.

use kiosque::contract::{Profile, decode};

use super::{
    sitemap::{Entry, Part},
    *,
};

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
        .map(|(export, entries)| Part::new(export, entries.iter().map(|entry| entry.modified.clone())))
        .collect();
    let (path, index) = sitemap::index(&site, &parts).ok().unwrap();
    assert_eq!(path, "sitemap.xml");
    assert_eq!(
        texts(&index, "loc"),
        ["sitemap-2024-02.xml", "sitemap-2024-03.xml"].map(|name| format!("https://jour.example/le/{name}"))
    );
    assert_eq!(
        sitemap::robots(&site, false).1,
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
    let about = r#"{"version": "1.1", "slug": "a-propos", "headline": "Qui", "dateModified": "2024-02-21T22:41:00+00:00"}"#;
    let about: Article = decode(about).unwrap();
    let (_, pages) = sitemap::pages(&site, [&about].into_iter()).ok().unwrap();
    assert_eq!(
        texts(&pages, "loc"),
        ["/", "/abonnement/", "/rubrique/a/", "/auteur/awa/", "/a-propos/"]
            .map(|path| format!("https://jour.example/le{path}"))
    );
    assert_eq!(texts(&pages, "lastmod"), ["2024-02-21T22:41:00+00:00"]);
}
