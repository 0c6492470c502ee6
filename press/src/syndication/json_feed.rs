//! JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

use kiosque::routes::Format;
use serde_json::{Value, json};

use super::{
    dates,
    feed::{Feed, Item, author_page},
    in_full, said, without_nulls,
};

pub fn json_feed(feed: &Feed<'_>) -> String {
    let site = feed.site;
    let icon = |path: &str| in_full(site, &format!("/{path}"));
    let feed = without_nulls(json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page(),
        "feed_url": feed.address(Format::Json),
        "description": said(feed.description),
        "icon": feed.icons.largest().map(|largest| icon(&largest.path)),
        "favicon": feed.icons.favicon.as_deref().map(icon),
        "language": site.in_language,
        "items": feed.items.iter().map(|entry| item(feed, entry)).collect::<Vec<Value>>(),
    }));
    format!("{feed}\n")
}

fn item(feed: &Feed<'_>, item: &Item<'_>) -> Value {
    let article = item.article;
    let attachments = item.enclosures.iter().map(|it| {
        json!({
            "url": it.address, "mime_type": it.media_type, "title": it.title, "size_in_bytes": it.bytes,
            "duration_in_seconds": it.duration,
        })
    });
    let attachments: Vec<Value> = attachments.collect();
    let authors = article.author.iter();
    let authors = authors.map(|author| json!({ "name": author.name, "url": author_page(feed.site, author) }));
    json!({
        "id": item.id,
        "url": item.address,
        "title": article.headline,
        "summary": said(&article.description),
        "content_html": item.html,
        "image": article.image.as_ref().map(|image| in_full(feed.site, &image.url)),
        "date_published": dates::published(article),
        "date_modified": dates::updated(article),
        "authors": authors.collect::<Vec<Value>>(),
        "tags": item.categories(),
        "language": article.in_language,
        "attachments": (!attachments.is_empty()).then_some(attachments),
    })
}
