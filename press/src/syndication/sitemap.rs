//! Sitemaps (https://www.sitemaps.org/protocol.html) with Google's additions for pictures and news,
//! and robots.txt, which names them.

use std::{collections::BTreeMap, io};

use jiff::SignedDuration;
use kiosque::{
    contract::{Article, Site},
    dates::for_programs,
    routes::{Export, Route},
};
use quick_xml::events::attributes::Attribute;

use super::{
    File, address, dates, in_full, page,
    xml::{self, Writer, attribute},
};
use crate::Stop;

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
    /// RFC 3339, as programs read it.
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
    pub fn new(export: Export, changed: impl Iterator<Item = String>) -> Self {
        Self {
            export,
            modified: dates::latest(changed),
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

/// In how many sitemaps so many articles of a month are.
pub fn count(articles: usize) -> usize {
    articles.div_ceil(MOST)
}

/// A sitemap of articles.
pub fn articles(site: &Site, export: &Export, entries: &[Entry]) -> Result<File, Stop> {
    let root = urls(Some(attribute("xmlns:image", IMAGE)), |xml| {
        entries.iter().try_for_each(|entry| {
            located(xml, "url", &article(site, entry), |xml| {
                xml::text(xml, "lastmod", &entry.modified)?;
                let image = entry.image.as_ref();
                image.map_or(Ok(()), |image| picture(xml, &in_full(site, image)))
            })
        })
    });
    Ok((export.path(), root?))
}

fn picture(xml: &mut Writer, address: &str) -> io::Result<()> {
    let picture = xml.create_element("image:image");
    let picture = picture.write_inner_content(|xml| xml::text(xml, "image:loc", address));
    picture.map(drop)
}

/// What is no article: the front page, the sections, the authors, the plans, and the newspaper's own pages.
pub fn pages<'a>(site: &Site, pages: impl Iterator<Item = &'a Article>) -> Result<File, Stop> {
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
        .chain(authors)
        .map(|route| (route, None));
    let pages = pages.map(|page| {
        let changed = page.date_modified.as_deref().map(for_programs);
        (Route::Page(page.slug.clone()), changed)
    });
    let root = urls(None, |xml| {
        routes.chain(pages).take(MOST).try_for_each(|(route, changed)| {
            located(xml, "url", &page(site, &route), |xml| {
                let changed = changed.as_ref();
                changed.map_or(Ok(()), |date| xml::text(xml, "lastmod", date))
            })
        })
    });
    Ok((Export::PagesSitemap.path(), root?))
}

/// The sitemap that names the others.
pub fn index(site: &Site, parts: &[Part]) -> Result<File, Stop> {
    let root = root("sitemapindex", None, |xml| {
        parts.iter().take(MOST).try_for_each(|part| {
            located(xml, "sitemap", &address(site, &part.export), |xml| {
                let modified = part.modified.as_ref();
                modified.map_or(Ok(()), |date| xml::text(xml, "lastmod", date))
            })
        })
    });
    Ok((Export::SitemapIndex.path(), root?))
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
pub fn news(site: &Site, entries: &[Entry]) -> Result<File, Stop> {
    let root = urls(Some(attribute("xmlns:news", NEWS)), |xml| {
        entries.iter().try_for_each(|entry| {
            located(xml, "url", &article(site, entry), |xml| {
                let news = xml.create_element("news:news");
                news.write_inner_content(|xml| news_of(xml, site, entry))
                    .map(drop)
            })
        })
    });
    Ok((Export::NewsSitemap.path(), root?))
}

fn news_of(xml: &mut Writer, site: &Site, entry: &Entry) -> io::Result<()> {
    xml.create_element("news:publication")
        .write_inner_content(|xml| {
            xml::text(xml, "news:name", &site.name)?;
            xml::text(xml, "news:language", &language(&entry.language))
        })?;
    xml::text(xml, "news:publication_date", &entry.published)?;
    xml::text(xml, "news:title", &entry.headline)
}

/// Everybody may read everything, but of a preview nothing.
pub fn robots(site: &Site, is_preview: bool) -> File {
    if is_preview {
        return (Export::Robots.path(), "User-agent: *\nDisallow: /\n".to_owned());
    }
    let mut text = "User-agent: *\nDisallow:\n\n".to_owned();
    for sitemap in [Export::SitemapIndex, Export::NewsSitemap] {
        text.push_str(&format!("Sitemap: {}\n", address(site, &sitemap)));
    }
    (Export::Robots.path(), text)
}

fn article(site: &Site, entry: &Entry) -> String {
    page(site, &Route::Article(entry.slug.clone()))
}

/// A sitemap, with the namespace of what it says beside addresses.
fn urls(
    namespace: Option<Attribute<'_>>,
    content: impl FnOnce(&mut Writer) -> io::Result<()>,
) -> Result<String, Stop> {
    root("urlset", namespace, content)
}

fn root(
    tag: &str,
    namespace: Option<Attribute<'_>>,
    content: impl FnOnce(&mut Writer) -> io::Result<()>,
) -> Result<String, Stop> {
    xml::document(|xml| {
        let root = xml
            .create_element(tag)
            .with_attribute(attribute("xmlns", SITEMAP))
            .with_attributes(namespace);
        root.write_inner_content(content).map(drop)
    })
}

/// An element that begins with an address.
fn located(
    xml: &mut Writer,
    tag: &str,
    address: &str,
    content: impl FnOnce(&mut Writer) -> io::Result<()>,
) -> io::Result<()> {
    let located = xml.create_element(tag).write_inner_content(|xml| {
        xml::text(xml, "loc", address)?;
        content(xml)
    });
    located.map(drop)
}

/// An ISO 639 code, as Google's news wants it; Chinese alone is told apart by its country.
fn language(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    match tag.as_str() {
        "zh-cn" | "zh-tw" => tag,
        _ => tag.split('-').next().unwrap_or_default().to_owned(),
    }
}
