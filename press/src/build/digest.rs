//! What the rest of the newspaper must know of an article: little enough to keep for every one.

use std::collections::BTreeSet;

use jiff::Timestamp;
use kiosque::{
    contract::{Article, Block, Image, Mark, Span, Summary, from_value, parse},
    dates::for_programs,
    routes::Route,
};
use serde::{Deserialize, Serialize};

use super::{archive::Dates, served_links::article_at, teaser::teaser};
use crate::{
    Stop,
    blocks::{address, each, images, texts},
    check,
    files::IMAGES,
    fingerprint,
    gallery::Gallery,
    links::{self, Destination},
    syndication::sitemap,
};

/// An article, in short.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Digest {
    pub slug: String,
    pub id: String,
    /// A BCP 47 tag.
    pub language: String,
    /// Microseconds since 1970.
    pub published: i64,
    /// RFC 3339, in the newspaper's own time.
    pub date: String,
    /// RFC 3339, in the newspaper's own time; none while it is ahead.
    pub modified: Option<String>,
    /// When it was or will be updated, in microseconds since 1970.
    updated: Option<i64>,
    pub section: String,
    pub authors: Vec<String>,
    pub keywords: Vec<String>,
    /// The editor's picks for "Lire aussi".
    pub picks: Vec<String>,
    /// The article as a list shows it, with its picture: a [`Summary`], as JSON.
    teaser: String,
    /// The fingerprint of the whole file.
    pub content: u64,
    /// The fingerprint of all that other pages may show of it or choose it by.
    pub shown: u64,
    pub references: References,
    /// The teaser's picture as it is served.
    #[serde(skip)]
    pub picture: Option<Image>,
}

/// What an article depends on beside its own file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct References {
    /// The slugs of articles that it links to or that its editors picked.
    pub articles: Vec<String>,
    /// The slugs of pages that it links to.
    pub pages: Vec<String>,
    /// The slugs of those that it links to by the newspaper's address in full or within another, which nobody has checked.
    pub in_full: Vec<String>,
    /// Files of the content folder: its pictures, and those it links to.
    pub files: Vec<String>,
    /// The pictures among them that it shows, by their path below `images/`.
    pub pictures: Vec<String>,
    /// Those that it links to and that are published because it does, by their path in the content folder.
    pub linked: Vec<String>,
    /// Whether it links to what is there from a number of articles on only.
    pub counted: bool,
}

impl Digest {
    /// Digests an article whose dates are in the newspaper's own time already. `text` is its file, and `address` the
    /// newspaper's.
    ///
    /// # Errors
    /// When its teaser cannot be written as JSON.
    pub fn new(article: &Article, dates: Dates, text: &str, address: &str) -> Result<Self, Stop> {
        let teaser = serde_json::to_string(&teaser(article))
            .map_err(|why| Stop::Failure(format!("articles/{}.json: {why}", article.slug)))?;
        let authors: Vec<String> = article.author.iter().map(|author| author.slug.clone()).collect();
        let shown = fingerprint::Fingerprint::default()
            .text(&teaser)
            .text(&article.article_section.slug)
            .numbers(article.keywords.iter().map(|keyword| fingerprint::of(keyword)))
            .numbers(authors.iter().map(|author| fingerprint::of(author)))
            .done();
        Ok(Self {
            slug: article.slug.clone(),
            id: article.id.clone(),
            language: article.in_language.clone(),
            published: dates.published.as_microsecond(),
            date: article.date_published.clone(),
            modified: article.date_modified.clone(),
            updated: dates.updated.map(Timestamp::as_microsecond),
            section: article.article_section.slug.clone(),
            authors,
            keywords: article.keywords.clone(),
            picks: article.related.iter().map(|pick| pick.slug.clone()).collect(),
            teaser,
            content: fingerprint::of(text),
            shown,
            references: References::of(article, address),
            picture: None,
        })
    }

    /// Whether the article waits at a moment.
    pub fn waits_at(&self, now: Timestamp) -> bool {
        self.published > now.as_microsecond()
    }

    /// Whether at a moment the article is told of, and its update as it is here.
    pub fn holds_at(&self, now: Timestamp) -> bool {
        let is_updated = self
            .updated
            .is_some_and(|updated| updated <= now.as_microsecond());
        !self.waits_at(now) && is_updated == self.modified.is_some()
    }

    /// When its update will be told of, where that is ahead.
    pub fn next_update(&self) -> Option<Timestamp> {
        let updated = self.updated.filter(|_| self.modified.is_none());
        Timestamp::from_microsecond(updated?).ok()
    }

    /// The article as a list shows it; its picture only where the list shows pictures.
    ///
    /// # Errors
    /// When what was remembered of it is damaged.
    pub fn teaser(&self, picture: bool) -> Result<Summary, Stop> {
        let mut teaser: Summary = parse(&self.teaser)
            .and_then(|teaser| from_value(&teaser))
            .map_err(|_| {
                Stop::Failure(format!(
                    "what is remembered of articles/{}.json is damaged; remove the output folder and build again",
                    self.slug
                ))
            })?;
        teaser.image = match picture {
            true => self.picture.clone().or(teaser.image),
            false => None,
        };
        Ok(teaser)
    }

    /// Shows its picture as it is served.
    ///
    /// # Errors
    /// As [`Digest::teaser`].
    pub fn hang(&mut self, gallery: &Gallery) -> Result<(), Stop> {
        self.picture = self.teaser(true)?.image.map(|mut image| {
            gallery.fill(&mut image);
            image
        });
        Ok(())
    }

    /// The fingerprint of all that a list shows of it.
    pub fn listed(&self) -> u64 {
        let picture = self.picture.as_ref().map_or("", |image| &image.url);
        fingerprint::Fingerprint::default()
            .number(self.shown)
            .text(picture)
            .done()
    }

    /// When the article was last changed, as programs read it.
    pub fn last_changed(&self) -> String {
        for_programs(self.modified.as_deref().unwrap_or(&self.date))
    }

    /// The month of publication, such as "2024-03".
    pub fn month(&self) -> &str {
        self.date.get(..7).unwrap_or_default()
    }

    /// What sitemaps say of the article.
    ///
    /// # Errors
    /// As [`Digest::teaser`].
    pub fn entry(&self) -> Result<sitemap::Entry, Stop> {
        let teaser = self.teaser(true)?;
        Ok(sitemap::Entry {
            slug: teaser.slug,
            headline: teaser.headline,
            language: self.language.clone(),
            published: for_programs(&self.date),
            modified: self.last_changed(),
            image: teaser.image.map(|image| image.url),
        })
    }
}

impl References {
    pub fn of(article: &Article, address: &str) -> Self {
        let mut found = Found {
            address,
            ..Found::default()
        };
        article.image.iter().for_each(|image| found.image(image));
        found.blocks(&article.body);
        found
            .articles
            .extend(article.related.iter().map(|pick| pick.slug.clone()));
        Self {
            articles: found.articles.into_iter().collect(),
            pages: found.pages.into_iter().collect(),
            in_full: found.in_full.into_iter().collect(),
            files: found.files.into_iter().collect(),
            pictures: found.pictures.into_iter().collect(),
            linked: found.linked.into_iter().collect(),
            counted: found.counted,
        }
    }
}

#[derive(Default)]
struct Found<'a> {
    /// The newspaper's.
    address: &'a str,
    articles: BTreeSet<String>,
    pages: BTreeSet<String>,
    in_full: BTreeSet<String>,
    files: BTreeSet<String>,
    pictures: BTreeSet<String>,
    linked: BTreeSet<String>,
    counted: bool,
}

impl Found<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        each(blocks, &mut |block| {
            images(block).iter().for_each(|image| self.image(image));
            address(block).into_iter().for_each(|url| self.link(url));
            texts(block).into_iter().for_each(|text| self.spans(text));
        });
    }

    fn image(&mut self, image: &Image) {
        if let Some(name) = links::picture(&image.url) {
            self.files.insert(format!("{IMAGES}/{name}"));
            self.pictures.insert(name);
        }
    }

    fn spans(&mut self, spans: &[Span]) {
        for mark in spans.iter().flat_map(|span| &span.marks) {
            if let Mark::Link { href } = mark {
                self.link(href);
            }
        }
    }

    fn link(&mut self, href: &str) {
        let destination = Destination::of(href);
        if let Some(Destination::Page(Route::Article(slug)) | Destination::Beside(Route::Article(slug))) =
            destination
        {
            self.articles.insert(slug);
            return;
        }
        if let Some(Destination::Page(Route::Page(slug))) = &destination {
            self.pages.insert(slug.clone());
        }
        self.counted |= destination.as_ref().is_some_and(check::is_counted);
        self.in_full.extend(article_at(self.address, href));
        if let Some(Destination::File(name)) = destination {
            self.files.insert(name);
            self.linked.extend(links::linked(href));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_article_depends_on_is_known() {
        let text = r#"{"version": "1.0", "slug": "un", "headline": "Un",
            "image": {"url": "/images/a.jpg", "width": 1, "height": 1},
            "related": [{"slug": "choisi"}],
            "body": [
                {"type": "image", "url": "/images/b.jpg", "width": 1, "height": 1},
                {"type": "box", "title": "Repères", "body": [
                    {"type": "list", "items": [[{"text": "x", "marks": [{"type": "link", "href": "/article/lie/#fin"}]}]]},
                    {"type": "embed", "url": "/images/plan.pdf", "title": "Plan", "providerName": "Nous"}]},
                {"type": "table", "rows": [[{"spans": [{"text": "x",
                    "marks": [{"type": "link", "href": "https://ailleurs.example/article/la/"}]}, {"text": "y",
                    "marks": [{"type": "link", "href": "https://jour.example/le/article/entier/?a"}]}]}]]}]}"#;
        let article: Article = kiosque::contract::decode(text).unwrap();
        let dates = Dates {
            published: Timestamp::UNIX_EPOCH,
            updated: None,
        };
        let digest = Digest::new(&article, dates, text, "https://jour.example/le")
            .ok()
            .unwrap();
        assert_eq!(digest.references.articles, ["choisi", "lie"]);
        assert_eq!(digest.references.in_full, ["entier"]);
        assert_eq!(
            digest.references.files,
            ["images/a.jpg", "images/b.jpg", "images/plan.pdf"]
        );
        assert_eq!(digest.references.pictures, ["a.jpg", "b.jpg"]);
        assert_eq!(digest.references.linked, ["images/plan.pdf"]);
        assert_eq!(digest.teaser(true).ok().unwrap().headline, "Un");
        assert!(digest.teaser(true).ok().unwrap().image.is_some());
        assert!(digest.teaser(false).ok().unwrap().image.is_none());
    }
}
