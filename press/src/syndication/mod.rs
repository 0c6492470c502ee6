//! What other programs read of the newspaper: feeds, sitemaps, ninjs, the web app's manifest.
//!
//! Each is a function of the newspaper and of the few articles that it holds, and of nothing else:
//! no clock, no list that is derived from later articles. So a file changes when what it speaks of
//! changes, and a new article rewrites a handful of them (docs/decisions/0015).

mod atom;
mod dates;
mod enclosure;
mod feed;
mod feeds;
pub mod icons;
pub mod identity;
mod json_feed;
mod manifest;
mod ninjs;
mod rss;
pub mod sitemap;
mod xml;

#[cfg(test)]
mod tests;

pub use enclosure::{Enclosure, enclosures};
pub use feed::Subject;
pub use feeds::{NEWEST, feeds};
pub use icons::Icons;
pub use identity::{Identities, Kept};
pub use manifest::manifest;
pub use ninjs::ninjs;

use kiosque::{
    contract::{Article, LanguageAttributes, Site},
    newspaper::Newspaper,
    routes::{Export, Route},
    story,
};
use serde_json::Value;

use crate::{address::ascii, language_tag::direction};

/// A file to write: its path below the site, and its text.
pub type File = (String, String);

/// An article as readers are served it, and what stands in it for programs that play it.
pub struct Served {
    pub article: Article,
    pub enclosures: Vec<Enclosure>,
}

/// The address of an export, in full.
fn address(site: &Site, export: &Export) -> String {
    ascii(&format!("{}/{}", site.url, export.path()))
}

/// The address of a page, in full.
fn page(site: &Site, route: &Route) -> String {
    ascii(&format!("{}{}", site.url, route.path()))
}

/// An address that the content gives, in full.
pub fn in_full(site: &Site, href: &str) -> String {
    match href.strip_prefix('/') {
        Some(path) => ascii(&format!("{}/{path}", site.url)),
        None => ascii(href),
    }
}

/// An article's picture, lead and body as HTML whose addresses are in full. Elsewhere words are read from left to right, where
/// they do not say otherwise.
fn html(site: &Site, article: &Article) -> String {
    let newspaper = Newspaper::new(site.clone(), &ascii(&site.url));
    if article.language.dir.is_none() && direction(&article.in_language) == "rtl" {
        let language = LanguageAttributes {
            lang: Some(article.in_language.clone()),
            dir: Some("rtl".to_owned()),
        };
        let article = Article {
            language,
            ..article.clone()
        };
        return story::html(newspaper, &article);
    }
    story::html(newspaper, article)
}

/// A text, where there is one: what is empty says nothing.
pub fn said(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
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
