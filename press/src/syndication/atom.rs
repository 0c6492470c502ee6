//! The Atom Syndication Format (RFC 4287).

use std::io;

use kiosque::routes::Format;

use super::{
    dates,
    feed::{Feed, Item, author_page},
    in_full, said,
    xml::{self, Writer, attribute},
};
use crate::Stop;

pub fn atom(feed: &Feed<'_>) -> Result<String, Stop> {
    let site = feed.site;
    let address = feed.address(Format::Atom);
    xml::document(|xml| {
        let root = xml.create_element("feed").with_attributes([
            attribute("xmlns", "http://www.w3.org/2005/Atom"),
            attribute("xml:lang", &site.in_language),
        ]);
        let root = root.write_inner_content(|xml| {
            xml::text(xml, "id", &feed.id(Format::Atom))?;
            xml::text(xml, "title", &feed.title)?;
            xml::text(xml, "subtitle", feed.description)?;
            xml::text(xml, "updated", feed.updated().as_deref().unwrap_or(dates::NEVER))?;
            link(xml, "self", Format::Atom.media_type(), &address)?;
            link(xml, "alternate", "text/html", &feed.page())?;
            // Whose an article without authors is.
            author(xml, &site.name, None)?;
            if let Some(icon) = feed.icons.largest() {
                xml::text(xml, "icon", &in_full(site, &format!("/{}", icon.path)))?;
            }
            feed.items.iter().try_for_each(|item| entry(xml, feed, item))
        });
        root.map(drop)
    })
}

fn entry(xml: &mut Writer, feed: &Feed<'_>, item: &Item<'_>) -> io::Result<()> {
    let article = item.article;
    let language = Some(&article.in_language).filter(|language| **language != feed.site.in_language);
    let entry = xml
        .create_element("entry")
        .with_attributes(language.map(|language| attribute("xml:lang", language)));
    let entry = entry.write_inner_content(|xml| {
        xml::text(xml, "id", &item.id)?;
        xml::text(xml, "title", &article.headline)?;
        link(xml, "alternate", "text/html", &item.address)?;
        for it in item.enclosures {
            let length = it.bytes.map(|bytes| bytes.to_string());
            let enclosure = [
                Some(attribute("rel", "enclosure")),
                Some(attribute("type", it.media_type)),
                length.as_deref().map(|length| attribute("length", length)),
                Some(attribute("title", &it.title)),
                Some(attribute("href", &it.address)),
            ];
            xml::empty(xml, "link", enclosure.into_iter().flatten())?;
        }
        xml::text(xml, "published", &dates::published(article))?;
        xml::text(xml, "updated", &dates::modified(article))?;
        for by in &article.author {
            author(xml, &by.name, Some(&author_page(feed.site, by)))?;
        }
        for category in item.categories() {
            xml::empty(xml, "category", [attribute("term", category)])?;
        }
        if let Some(lead) = said(&article.description) {
            xml::text(xml, "summary", lead)?;
        }
        let content = xml
            .create_element("content")
            .with_attribute(attribute("type", "html"));
        content.write_text_content(xml::content(&item.html)).map(drop)
    });
    entry.map(drop)
}

fn author(xml: &mut Writer, name: &str, page: Option<&str>) -> io::Result<()> {
    let author = xml.create_element("author").write_inner_content(|xml| {
        xml::text(xml, "name", name)?;
        page.map_or(Ok(()), |page| xml::text(xml, "uri", page))
    });
    author.map(drop)
}

fn link(xml: &mut Writer, relation: &str, media_type: &str, address: &str) -> io::Result<()> {
    let attributes = [
        attribute("rel", relation),
        attribute("type", media_type),
        attribute("href", address),
    ];
    xml::empty(xml, "link", attributes)
}
