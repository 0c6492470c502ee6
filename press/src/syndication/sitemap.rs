//! Sitemaps (https://www.sitemaps.org/protocol.html) with Google's additions for pictures and news,
//! and robots.txt, which names them.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use kiosque::{
    contract::Site,
    routes::{Export, Route},
    view::{Element, element},
};

use super::{File, address, dates, in_full, page, xml};

/// The most addresses of a sitemap (https://www.sitemaps.org/protocol.html#index).
const MOST: usize = 50_000;
/// The most articles of a news sitemap, and how old they may be
/// (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
const MOST_NEWS: usize = 1_000;
const NEWS_FOR: SignedDuration = SignedDuration::from_hours(48);

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const IMAGE: &str = "http://www.google.com/schemas/sitemap-image/1.1";
const NEWS: &str = "http://www.google.com/schemas/sitemap-news/0.9";

/// What sitemaps say of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub slug: String,
    pub headline: String,
    /// A BCP 47 tag.
    pub language: String,
    /// RFC 3339, in the newspaper's own time.
    pub published: String,
    /// As `published`; when there was no change, that.
    pub modified: String,
    /// The picture's address, as the content gives it.
    pub image: Option<String>,
}

/// A sitemap in the index: where it is, and when what it names last changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub export: Export,
    pub modified: Option<String>,
}

impl Part {
    /// `changed` says when each of its articles was last changed.
    pub fn new<'a>(export: Export, changed: impl Iterator<Item = &'a str>) -> Self {
        Self {
            export,
            modified: dates::latest(changed).map(str::to_owned),
        }
    }
}

/// The articles of each sitemap by month, the oldest first, so that a full one is not written again:
/// given the newest first, and the month of publication of each, such as "2024-03".
pub fn months<'a, T>(
    articles: impl DoubleEndedIterator<Item = &'a T>,
    month: impl Fn(&T) -> &str,
) -> Vec<(Export, Vec<&'a T>)> {
    let mut months: BTreeMap<&str, Vec<&T>> = BTreeMap::new();
    for article in articles.rev() {
        months.entry(month(article)).or_default().push(article);
    }
    let mut parts = Vec::with_capacity(months.len());
    for (month, articles) in months {
        for (articles, number) in articles.chunks(MOST).zip(1..) {
            parts.push((Export::MonthSitemap(month.to_owned(), number), articles.to_vec()));
        }
    }
    parts
}

/// A sitemap of articles.
pub fn articles(site: &Site, export: &Export, entries: &[Entry]) -> File {
    let mut root = urls().attribute("xmlns:image", IMAGE);
    for entry in entries {
        root = root.with(url(site, entry));
    }
    (export.path(), xml::document(root))
}

fn url(site: &Site, entry: &Entry) -> Element {
    let image = entry
        .image
        .as_ref()
        .map(|address| element("image:image").with(element("image:loc").with(in_full(site, address))));
    located("url", &article(site, entry))
        .with(element("lastmod").with(&entry.modified))
        .with(image)
}

/// The pages that are no articles: the front page, the sections, the authors, the plans.
pub fn pages(site: &Site) -> File {
    let sections = site
        .sections
        .iter()
        .map(|section| Route::Section(section.slug.clone(), None));
    let authors = site
        .authors
        .iter()
        .map(|author| Route::Author(author.slug.clone(), None));
    let routes = [Route::Home, Route::Plans]
        .into_iter()
        .chain(sections)
        .chain(authors);
    let mut root = urls();
    for route in routes.take(MOST) {
        root = root.with(located("url", &page(site, &route)));
    }
    (Export::PagesSitemap.path(), xml::document(root))
}

/// The sitemap that names the others.
pub fn index(site: &Site, parts: &[Part]) -> File {
    let mut root = element("sitemapindex").attribute("xmlns", SITEMAP);
    for part in parts.iter().take(MOST) {
        let modified = part.modified.as_ref().map(|date| element("lastmod").with(date));
        root = root.with(located("sitemap", &address(site, &part.export)).with(modified));
    }
    (Export::SitemapIndex.path(), xml::document(root))
}

/// How many of the newest articles are news, given when they were published, the newest first: those
/// of the 48 hours before the newest, itself included. By the newest article's clock, not by ours:
/// what is made of the same articles is the same, and an article that is older than two days by the
/// searcher's own clock is left alone there (docs/decisions/0015).
pub fn how_many_are_news<'a>(mut published: impl Iterator<Item = &'a str>) -> usize {
    let Some(newest) = published.next().and_then(dates::instant) else {
        return 0;
    };
    let is_news = |date: &&str| {
        let date = dates::instant(date);
        date.is_some_and(|date| newest.duration_since(date) <= NEWS_FOR)
    };
    1 + published.take(MOST_NEWS - 1).take_while(is_news).count()
}

/// The news sitemap.
pub fn news(site: &Site, entries: &[Entry]) -> File {
    let mut root = urls().attribute("xmlns:news", NEWS);
    for entry in entries {
        let publication = element("news:publication")
            .with(element("news:name").with(&site.name))
            .with(element("news:language").with(language(&entry.language)));
        let news = element("news:news")
            .with(publication)
            .with(element("news:publication_date").with(&entry.published))
            .with(element("news:title").with(&entry.headline));
        root = root.with(located("url", &article(site, entry)).with(news));
    }
    (Export::NewsSitemap.path(), xml::document(root))
}

/// Everybody may read everything.
pub fn robots(site: &Site) -> File {
    let mut text = "User-agent: *\nDisallow:\n\n".to_owned();
    for sitemap in [Export::SitemapIndex, Export::NewsSitemap] {
        text.push_str(&format!("Sitemap: {}\n", address(site, &sitemap)));
    }
    (Export::Robots.path(), text)
}

fn article(site: &Site, entry: &Entry) -> String {
    page(site, &Route::Article(entry.slug.clone()))
}

fn urls() -> Element {
    element("urlset").attribute("xmlns", SITEMAP)
}

fn located(tag: &'static str, address: &str) -> Element {
    element(tag).with(element("loc").with(address))
}

/// An ISO 639 code, as Google's news wants it; Chinese alone is told apart by its country.
fn language(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    match tag.as_str() {
        "zh-cn" | "zh-tw" => tag,
        _ => tag.split('-').next().unwrap_or_default().to_owned(),
    }
}
