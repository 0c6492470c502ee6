//! RSS 2.0 (https://www.rssboard.org/rss-specification) with the article whole (RSS 1.0's content
//! module), its authors' names (Dublin Core) and its picture (Media RSS).

use std::io;

use kiosque::{contract::Image, routes::Format};

use super::{
    dates::{self, rfc_822},
    feed::{Feed, Item},
    in_full, said,
    xml::{self, Writer, attribute},
};
use crate::Stop;

pub fn rss(feed: &Feed<'_>) -> Result<String, Stop> {
    xml::document(|xml| {
        let root = xml.create_element("rss").with_attributes([
            attribute("version", "2.0"),
            attribute("xmlns:atom", "http://www.w3.org/2005/Atom"),
            attribute("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
            attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            attribute("xmlns:media", "http://search.yahoo.com/mrss/"),
        ]);
        root.write_inner_content(|xml| channel(xml, feed)).map(drop)
    })
}

fn channel(xml: &mut Writer, feed: &Feed<'_>) -> io::Result<()> {
    let channel = xml.create_element("channel").write_inner_content(|xml| {
        xml::text(xml, "title", &feed.title)?;
        xml::text(xml, "link", &feed.page())?;
        xml::text(xml, "description", feed.description)?;
        xml::text(xml, "language", &feed.site.in_language)?;
        dated(xml, "lastBuildDate", feed.updated().as_deref())?;
        let address = feed.address(Format::Rss);
        let own = [
            attribute("rel", "self"),
            attribute("type", Format::Rss.media_type()),
            attribute("href", &address),
        ];
        xml::empty(xml, "atom:link", own)?;
        feed.items.iter().try_for_each(|entry| item(xml, feed, entry))
    });
    channel.map(drop)
}

fn item(xml: &mut Writer, feed: &Feed<'_>, item: &Item<'_>) -> io::Result<()> {
    let article = item.article;
    let element = xml.create_element("item").write_inner_content(|xml| {
        xml::text(xml, "title", &article.headline)?;
        xml::text(xml, "link", &item.address)?;
        xml.create_element("guid")
            .with_attribute(attribute("isPermaLink", "false"))
            .write_text_content(xml::content(&item.id))?;
        dated(xml, "pubDate", Some(&dates::published(article)))?;
        for author in &article.author {
            xml::text(xml, "dc:creator", &author.name)?;
        }
        for category in item.categories() {
            xml::text(xml, "category", category)?;
        }
        // A description is HTML, which a title is not (https://www.rssboard.org/rss-profile).
        if let Some(lead) = said(&article.description) {
            xml::text(xml, "description", &xml::escaped(lead))?;
        }
        xml::text(xml, "content:encoded", &item.html)?;
        // One at most (https://www.rssboard.org/rss-profile#element-channel-item-enclosure).
        if let Some(first) = item.enclosures.first() {
            let length = first.bytes.unwrap_or_default().to_string();
            let enclosure = [
                attribute("url", &first.address),
                attribute("length", &length),
                attribute("type", first.media_type),
            ];
            xml::empty(xml, "enclosure", enclosure)?;
        }
        let image = article.image.as_ref();
        image.map_or(Ok(()), |image| {
            picture(xml, image, &in_full(feed.site, &image.url))
        })
    });
    element.map(drop)
}

fn picture(xml: &mut Writer, image: &Image, address: &str) -> io::Result<()> {
    let picture = xml.create_element("media:content").with_attributes([
        attribute("url", address),
        attribute("medium", "image"),
        attribute("width", &image.width.to_string()),
        attribute("height", &image.height.to_string()),
    ]);
    let picture = picture.write_inner_content(|xml| {
        if let Some(caption) = &image.caption {
            xml::text(xml, "media:description", caption)?;
        }
        let credit = image.credit_text.as_ref();
        credit.map_or(Ok(()), |credit| xml::text(xml, "media:credit", credit))
    });
    picture.map(drop)
}

/// Nothing where there is no date, or none that can be read.
fn dated(xml: &mut Writer, tag: &str, date: Option<&str>) -> io::Result<()> {
    let date = date.and_then(rfc_822);
    date.map_or(Ok(()), |date| xml::text(xml, tag, &date))
}
