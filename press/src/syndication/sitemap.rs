//! Sitemaps (https://www.sitemaps.org/protocol.html) with Google's additions for pictures and news,
//! and robots.txt, which names them.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use kiosque::{
    contract::{Article, Site},
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

impl Entry {
    /// Of an article as readers are served it.
    pub fn of(article: &Article) -> Self {
        Self {
            slug: article.slug.clone(),
            headline: article.headline.clone(),
            language: article.in_language.clone(),
            published: article.date_published.clone(),
            modified: dates::modified(article).to_owned(),
            image: article.image.as_ref().map(|image| image.url.clone()),
        }
    }

    /// The month of publication, such as "2024-03".
    pub fn month(&self) -> &str {
        self.published.get(..7).unwrap_or_default()
    }
}

/// A sitemap in the index: where it is, and when what it names last changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub export: Export,
    pub modified: Option<String>,
}

/// Every sitemap and robots.txt. The articles come the newest first.
pub fn sitemaps(site: &Site, articles: &[Entry]) -> Vec<File> {
    let mut files = Vec::new();
    let mut parts = vec![Part {
        export: Export::PagesSitemap,
        modified: None,
    }];
    let mut months: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in articles {
        months.entry(entry.month()).or_default().push(entry);
    }
    for (name, entries) in &months {
        for (part, file) in month(site, name, entries) {
            parts.push(part);
            files.push(file);
        }
    }
    files.extend([
        pages(site),
        index(site, &parts),
        robots(site, !articles.is_empty()),
    ]);
    files.extend(news(site, articles));
    files
}

/// The sitemaps of a month, from its articles, the newest first. The oldest article is first in the
/// first of them, so that a full one is not written again.
pub fn month(site: &Site, month: &str, articles: &[&Entry]) -> Vec<(Part, File)> {
    let oldest_first: Vec<&Entry> = articles.iter().rev().copied().collect();
    let numbered = oldest_first.chunks(MOST).zip(1..);
    numbered
        .map(|(entries, number)| {
            let export = Export::MonthSitemap(month.to_owned(), number);
            let mut root = urls().attribute("xmlns:image", IMAGE);
            for entry in entries {
                root = root.with(url(site, entry));
            }
            let file = (export.path(), xml::document(root));
            let modified = dates::latest(entries.iter().map(|entry| entry.modified.as_str()));
            let modified = modified.map(str::to_owned);
            (Part { export, modified }, file)
        })
        .collect()
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

/// The articles of the 48 hours before the newest one, itself included; none when there is no
/// article. By the newest article's clock, not by ours: what is made of the same articles is the
/// same, and an article that is older than two days by the searcher's own clock is left alone there
/// (docs/decisions/0015). The articles come the newest first.
pub fn news(site: &Site, articles: &[Entry]) -> Option<File> {
    let newest = dates::instant(&articles.first()?.published)?;
    let is_news = |entry: &&Entry| {
        let published = dates::instant(&entry.published);
        published.is_some_and(|published| newest.duration_since(published) <= NEWS_FOR)
    };
    let mut root = urls().attribute("xmlns:news", NEWS);
    for entry in articles.iter().take_while(is_news).take(MOST_NEWS) {
        let publication = element("news:publication")
            .with(element("news:name").with(&site.name))
            .with(element("news:language").with(language(&entry.language)));
        let news = element("news:news")
            .with(publication)
            .with(element("news:publication_date").with(&entry.published))
            .with(element("news:title").with(&entry.headline));
        root = root.with(located("url", &article(site, entry)).with(news));
    }
    Some((Export::NewsSitemap.path(), xml::document(root)))
}

/// Everybody may read everything.
pub fn robots(site: &Site, has_news: bool) -> File {
    let news = has_news.then_some(Export::NewsSitemap);
    let mut text = "User-agent: *\nDisallow:\n\n".to_owned();
    for sitemap in [Export::SitemapIndex].into_iter().chain(news) {
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
