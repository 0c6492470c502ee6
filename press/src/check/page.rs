//! Pages that are no articles: about the newspaper, legal notices, contact.

use std::collections::HashSet;

use kiosque::routes::{RESERVED, Route};
use serde_json::Value;

use super::{
    Newspaper, article, body, lists, moments, picture,
    place::{
        Key,
        Kind::{List, Object, Text},
        Place,
    },
};
use crate::{content::Source, language_tag, links::Destination};

const KEYS: [Key; 8] = [
    ("version", Text, true),
    ("slug", Text, true),
    ("inLanguage", Text, false),
    ("headline", Text, true),
    ("description", Text, false),
    ("dateModified", Text, false),
    ("image", Object, false),
    ("body", List, true),
];

/// One page's file.
pub fn check(place: &Place<'_>, value: &Value, source: &Source, newspaper: &Newspaper<'_>) {
    let Some(page) = place.object(value, &KEYS) else {
        return;
    };
    article::version(place, value);
    article::slug(place, value, source);
    if RESERVED.contains(&source.stem.as_str()) {
        place.field("slug").error(
            &format!("\"{}\" is an address of Kiosque's own, or of hosts", source.stem),
            "give the page another slug, and name its file after it",
        );
    }
    place.said(page, "headline");
    if let Some(language) = place.said(page, "inLanguage")
        && !language_tag::is_tag(language)
    {
        place
            .field("inLanguage")
            .error("this is no language tag", "write a BCP 47 tag such as \"fr\"");
    }
    moments::changed(
        &place.field("dateModified"),
        &value["dateModified"],
        "page",
        newspaper,
    );
    if value["image"].is_object() {
        picture::check(&place.field("image"), &value["image"], newspaper);
    }
    if value["body"].is_array() {
        body::body(&place.field("body"), &place.items(page, "body"), newspaper);
    }
}

/// The pages that a file's links lead to.
pub fn linked(value: &Value) -> HashSet<String> {
    let mut pages = HashSet::new();
    lists::walk(&mut Vec::new(), value, &mut |_, href| {
        if let Some(Destination::Page(Route::Page(slug))) = Destination::of(href) {
            pages.insert(slug);
        }
    });
    pages
}
