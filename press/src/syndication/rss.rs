//! RSS 2.0 (https://www.rssboard.org/rss-specification) with the article whole (RSS 1.0's content
//! module), its authors' names (Dublin Core) and its picture (Media RSS).

use kiosque::{
    routes::Format,
    view::{Element, children, element, html},
};

use super::{
    dates::rfc_822,
    feed::{Feed, Item},
    in_full, xml,
};

pub fn rss(feed: &Feed<'_>) -> String {
    let mut channel = element("channel")
        .with(element("title").with(&feed.title))
        .with(element("link").with(feed.page()))
        .with(element("description").with(feed.description))
        .with(element("language").with(&feed.site.in_language))
        .with(dated("lastBuildDate", feed.updated()))
        .with(
            element("atom:link")
                .attribute("rel", "self")
                .attribute("type", Format::Rss.media_type())
                .attribute("href", feed.address(Format::Rss)),
        );
    for entry in &feed.items {
        channel = channel.with(item(feed, entry));
    }
    xml::document(
        element("rss")
            .attribute("version", "2.0")
            .attribute("xmlns:atom", "http://www.w3.org/2005/Atom")
            .attribute("xmlns:content", "http://purl.org/rss/1.0/modules/content/")
            .attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/")
            .attribute("xmlns:media", "http://search.yahoo.com/mrss/")
            .with(channel),
    )
}

fn item(feed: &Feed<'_>, item: &Item<'_>) -> Element {
    let article = item.article;
    let mut entry = element("item")
        .with(element("title").with(&article.headline))
        .with(element("link").with(&item.address))
        .with(element("guid").attribute("isPermaLink", "false").with(&item.id))
        .with(dated("pubDate", Some(&article.date_published)));
    for author in &article.author {
        entry = entry.with(element("dc:creator").with(&author.name));
    }
    for category in item.categories() {
        entry = entry.with(element("category").with(category));
    }
    let picture = article.image.as_ref().map(|image| {
        element("media:content")
            .attribute("url", in_full(feed.site, &image.url))
            .attribute("medium", "image")
            .attribute("width", image.width.to_string())
            .attribute("height", image.height.to_string())
            .with(
                image
                    .caption
                    .as_ref()
                    .map(|caption| element("media:description").with(caption)),
            )
            .with(
                image
                    .credit_text
                    .as_ref()
                    .map(|credit| element("media:credit").with(credit)),
            )
    });
    entry
        // A description is HTML, which a title is not (https://www.rssboard.org/rss-profile).
        .with(element("description").with(html(children(&article.description))))
        .with(element("content:encoded").with(&item.html))
        .with(picture)
}

fn dated(tag: &'static str, date: Option<&str>) -> Option<Element> {
    Some(element(tag).with(rfc_822(date?)?))
}
