//! Feeds: the newest articles of the paper, a section or an author, whole, in three formats.

use kiosque::{
    contract::{Article, Author, Site},
    language,
    routes::{Export, Format, Route},
};

use super::{File, Icons, address, atom, dates, html, identity, json_feed, page, rss};
use crate::Stop;

/// How many articles a feed holds, whole: a day or two of a daily, and some 200 KB.
pub const NEWEST: usize = 20;

/// What a feed is of.
pub struct Subject<'a> {
    /// The page whose articles it holds.
    pub route: &'a Route,
    /// Of the section or the author; empty for the whole paper.
    pub name: &'a str,
    pub description: &'a str,
}

/// A subject's feed in every format. The articles are as readers are served them, the newest first;
/// those after [`NEWEST`] are not looked at.
///
/// # Errors
/// When XML cannot be written.
pub fn feeds(
    site: &Site,
    icons: &Icons,
    subject: &Subject<'_>,
    articles: &[Article],
) -> Result<Vec<File>, Stop> {
    let newest = articles.get(..NEWEST).unwrap_or(articles);
    let feed = Feed {
        site,
        icons,
        route: subject.route,
        title: language::page_title(subject.name, &site.name),
        description: match subject.description {
            "" => &site.name,
            description => description,
        },
        items: newest.iter().map(|article| Item::new(site, article)).collect(),
    };
    let file = |format: Format| {
        let text = match format {
            Format::Rss => rss::rss(&feed)?,
            Format::Atom => atom::atom(&feed)?,
            Format::Json => json_feed::json_feed(&feed),
        };
        Ok((Export::Feed(format, subject.route.clone()).path(), text))
    };
    Format::ALL.into_iter().map(file).collect()
}

/// What all formats say.
pub struct Feed<'a> {
    pub site: &'a Site,
    pub icons: &'a Icons,
    route: &'a Route,
    pub title: String,
    pub description: &'a str,
    pub items: Vec<Item<'a>>,
}

/// An article in a feed.
pub struct Item<'a> {
    pub article: &'a Article,
    pub id: String,
    pub address: String,
    pub html: String,
}

impl Feed<'_> {
    /// The page that it follows.
    pub fn page(&self) -> String {
        page(self.site, self.route)
    }

    /// Its own address.
    pub fn address(&self, format: Format) -> String {
        address(self.site, &Export::Feed(format, self.route.clone()))
    }

    /// When one of its articles last changed; the feed says nothing of when it was made.
    pub fn updated(&self) -> Option<&str> {
        dates::latest(self.items.iter().map(|item| dates::modified(item.article)))
    }
}

impl<'a> Item<'a> {
    fn new(site: &Site, article: &'a Article) -> Self {
        Self {
            article,
            id: identity(site, article),
            address: page(site, &Route::Article(article.slug.clone())),
            html: html(site, article),
        }
    }

    /// The section, then the keywords, each once.
    pub fn categories(&self) -> Vec<&'a str> {
        let section = &self.article.article_section.name;
        let mut categories = Vec::new();
        for name in [section].into_iter().chain(&self.article.keywords) {
            if !name.is_empty() && !categories.contains(&name.as_str()) {
                categories.push(name.as_str());
            }
        }
        categories
    }
}

/// The address of an author's page, in full.
pub fn author_page(site: &Site, author: &Author) -> String {
    page(site, &Route::Author(author.slug.clone(), None))
}
