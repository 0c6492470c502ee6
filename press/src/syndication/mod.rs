//! What other programs read of the newspaper: feeds, sitemaps, ninjs, the web app's manifest.
//!
//! Each is a function of the newspaper and of the few articles that it holds, and of nothing else:
//! no clock, no list that is derived from later articles. So a file changes when what it speaks of
//! changes, and a new article rewrites a handful of them (docs/decisions/0015).

mod atom;
mod dates;
mod feed;
mod feeds;
pub mod icons;
mod json_feed;
mod manifest;
mod ninjs;
mod rss;
pub mod sitemap;
mod xml;

#[cfg(test)]
mod tests;

pub use feed::Subject;
pub use feeds::{NEWEST, feeds};
pub use icons::Icons;
pub use manifest::manifest;
pub use ninjs::ninjs;

use kiosque::{
    contract::{Article, Site},
    newspaper::Newspaper,
    routes::{Export, Route},
    story,
};
use serde_json::Value;

/// A file to write: its path below the site, and its text.
pub type File = (String, String);

/// The address of an export, in full.
fn address(site: &Site, export: &Export) -> String {
    format!("{}/{}", site.url, export.path())
}

/// The address of a page, in full.
fn page(site: &Site, route: &Route) -> String {
    format!("{}{}", site.url, route.path())
}

/// An address that the content gives, in full.
fn in_full(site: &Site, href: &str) -> String {
    match href.strip_prefix('/') {
        Some(path) => format!("{}/{path}", site.url),
        None => href.to_owned(),
    }
}

/// An article's picture, lead and body as HTML whose addresses are in full.
fn html(site: &Site, article: &Article) -> String {
    story::html(Newspaper::new(site.clone(), &site.url), article)
}

/// What an article is known by for ever, whatever becomes of its address: a tag URI (RFC 4151) of
/// its `id`, which a newsroom never changes.
fn identity(site: &Site, article: &Article) -> String {
    let host = site.url.split("://").nth(1).unwrap_or(&site.url);
    let host = host.split(['/', ':']).next().unwrap_or_default();
    let year = article.date_published.get(..4).unwrap_or_default();
    let mut tag = format!("tag:{},{year}:", host.to_ascii_lowercase());
    for byte in article.id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            tag.push(char::from(byte));
        } else {
            tag.push_str(&format!("%{byte:02X}"));
        }
    }
    tag
}

/// What is not known is not said.
pub fn without_nulls(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            for field in fields.values_mut() {
                *field = without_nulls(field.take());
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| *item = without_nulls(item.take())),
        _ => {}
    }
    value
}
