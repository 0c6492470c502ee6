//! The Atom Syndication Format (RFC 4287).

use kiosque::{
    routes::Format,
    view::{Element, element},
};

use super::{
    dates,
    feed::{Feed, Item, author_page},
    in_full, xml,
};

pub fn atom(feed: &Feed<'_>) -> String {
    let site = feed.site;
    let address = feed.address(Format::Atom);
    let mut root = element("feed")
        .attribute("xmlns", "http://www.w3.org/2005/Atom")
        .attribute("xml:lang", site.in_language.clone())
        .with(element("id").with(&address))
        .with(element("title").with(&feed.title))
        .with(element("subtitle").with(feed.description))
        .with(element("updated").with(feed.updated().unwrap_or(dates::NEVER)))
        .with(link("self", Format::Atom.media_type(), address))
        .with(link("alternate", "text/html", feed.page()))
        // Whose an article without authors is.
        .with(element("author").with(element("name").with(&site.name)));
    if let Some(icon) = feed.icons.largest() {
        root = root.with(element("icon").with(in_full(site, &format!("/{}", icon.path))));
    }
    for entry in &feed.items {
        root = root.with(self::entry(feed, entry));
    }
    xml::document(root)
}

fn entry(feed: &Feed<'_>, item: &Item<'_>) -> Element {
    let article = item.article;
    let language = Some(&article.in_language).filter(|language| **language != feed.site.in_language);
    let mut entry = element("entry")
        .maybe("xml:lang", language.cloned())
        .with(element("id").with(&item.id))
        .with(element("title").with(&article.headline))
        .with(link("alternate", "text/html", item.address.clone()))
        .with(element("published").with(&article.date_published))
        .with(element("updated").with(dates::modified(article)));
    for author in &article.author {
        let address = author_page(feed.site, author);
        entry = entry.with(
            element("author")
                .with(element("name").with(&author.name))
                .with(element("uri").with(address)),
        );
    }
    for category in item.categories() {
        entry = entry.with(element("category").attribute("term", category.to_owned()));
    }
    entry
        .with(element("summary").with(&article.description))
        .with(element("content").attribute("type", "html").with(&item.html))
}

fn link(relation: &'static str, media_type: &'static str, address: String) -> Element {
    element("link")
        .attribute("rel", relation)
        .attribute("type", media_type)
        .attribute("href", address)
}
