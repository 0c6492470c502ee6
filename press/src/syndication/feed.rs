//! What the formats of feeds have in common: what a feed is of, and its items.

use kiosque::{
    contract::{Article, Author, Site},
    language,
    routes::{Export, Format, Route},
};

use super::{Enclosure, Icons, Identities, Served, address, dates, html, page};

/// What a feed is of.
pub struct Subject<'a> {
    /// The page whose articles it holds.
    pub route: &'a Route,
    /// Of the section or the author; empty for the whole paper.
    pub name: &'a str,
    pub description: &'a str,
}

/// What all formats say.
pub struct Feed<'a> {
    pub site: &'a Site,
    pub icons: &'a Icons,
    identities: &'a Identities,
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
    pub enclosures: &'a [Enclosure],
}

impl<'a> Feed<'a> {
    /// Of these articles, the newest first.
    pub fn new(
        site: &'a Site,
        icons: &'a Icons,
        identities: &'a Identities,
        subject: &Subject<'a>,
        articles: &'a [Served],
    ) -> Self {
        let items = articles.iter();
        let items = items.map(|article| Item::new(site, identities, article));
        Self {
            site,
            icons,
            identities,
            route: subject.route,
            title: language::page_title(subject.name, &site.name),
            description: match subject.description {
                "" => &site.name,
                description => description,
            },
            items: items.collect(),
        }
    }

    /// The page that it follows.
    pub fn page(&self) -> String {
        page(self.site, self.route)
    }

    /// Its own address.
    pub fn address(&self, format: Format) -> String {
        address(self.site, &Export::Feed(format, self.route.clone()))
    }

    /// What it is known by, whatever becomes of its address.
    pub fn id(&self, format: Format) -> String {
        self.identities.feed(&Export::Feed(format, self.route.clone()))
    }

    /// When one of its articles last changed; the feed says nothing of when it was made.
    pub fn updated(&self) -> Option<String> {
        dates::latest(self.items.iter().map(|item| dates::modified(item.article)))
    }
}

impl<'a> Item<'a> {
    fn new(site: &Site, identities: &Identities, served: &'a Served) -> Self {
        let Served { article, enclosures } = served;
        Self {
            article,
            id: identities.article(article),
            address: page(site, &Route::Article(article.slug.clone())),
            html: html(site, article),
            enclosures,
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
