//! One article's file.

use std::collections::HashSet;

use kiosque::routes::is_slug;
use serde_json::Value;

use super::{
    Newspaper, body, moments, names, picture,
    place::{
        Key,
        Kind::{List, Object, Text},
        Place,
    },
};
use crate::{content::Source, language_tag};

const KEYS: [Key; 16] = [
    ("version", Text, true),
    ("id", Text, true),
    ("slug", Text, true),
    ("inLanguage", Text, true),
    ("headline", Text, true),
    ("kicker", Text, false),
    ("description", Text, false),
    ("datePublished", Text, true),
    ("dateModified", Text, false),
    ("articleSection", Object, true),
    ("keywords", List, false),
    ("author", List, true),
    ("image", Object, false),
    ("body", List, true),
    ("comments", Object, false),
    ("related", List, false),
];

/// The longest headline that fits the page and search engines' cards well, in characters.
const LONG_HEADLINE: usize = 140;

pub fn check(place: &Place<'_>, value: &Value, source: &Source, newspaper: &Newspaper<'_>) {
    let Some(article) = place.object(value, &KEYS) else {
        return;
    };
    version(place, value);
    slug(place, value, source);
    for key in ["id", "kicker"] {
        place.said(article, key);
    }
    if let Some(language) = place.said(article, "inLanguage")
        && !language_tag::is_tag(language)
    {
        place
            .field("inLanguage")
            .error("this is no language tag", "write a BCP 47 tag such as \"fr\"");
    }
    if let Some(headline) = place.said(article, "headline")
        && headline.chars().count() > LONG_HEADLINE
    {
        place.field("headline").warning(
            &format!("the headline is longer than {LONG_HEADLINE} characters"),
            "shorten it; what it cannot say goes into the lead",
        );
    }
    if value["description"].as_str().is_none_or(str::is_empty) {
        place.warning(
            "there is no lead",
            "add \"description\": lists show it under the headline",
        );
    }
    moments::check(place, value, newspaper);
    if value["articleSection"].is_object() {
        section(
            &place.field("articleSection"),
            &value["articleSection"],
            newspaper,
        );
    }
    names::keywords(&place.items(article, "keywords"));
    let authors = place.items(article, "author");
    if authors.is_empty() && value["author"].is_array() {
        place.field("author").error(
            "nobody signs the article",
            "name at least one author of site.json",
        );
    }
    let mut signed = HashSet::new();
    for (place, author) in &authors {
        if let Some(slug) = author["slug"].as_str()
            && !signed.insert(slug)
        {
            place
                .field("slug")
                .error(&format!("\"{slug}\" signs twice"), "name each author once");
        }
        names::named(
            place,
            author,
            &[
                ("slug", Text, true),
                ("name", Text, true),
                ("jobTitle", Text, false),
            ],
            "author",
            newspaper,
        );
    }
    if value["image"].is_object() {
        picture::check(&place.field("image"), &value["image"], newspaper);
    }
    if value["body"].is_array() {
        body::body(&place.field("body"), &place.items(article, "body"), newspaper);
    }
    if value["comments"].is_object() {
        let place = place.field("comments");
        place.object(&value["comments"], &[("access", Text, true)]);
        if value["comments"]["access"]
            .as_str()
            .is_some_and(|access| access != "subscribers")
        {
            place.field("access").error(
                "contributions are for subscribers",
                "write \"subscribers\", or leave \"comments\" out for no discussion",
            );
        }
    }
    for (place, pick) in place.items(article, "related") {
        let Some(slug) = pick["slug"].as_str() else {
            place.error(
                "an editor's pick names an article",
                "write {\"slug\": \"the-article\"}",
            );
            continue;
        };
        if slug == source.stem {
            place
                .field("slug")
                .error("the article recommends itself", "choose another");
        } else if !newspaper.articles.contains(slug) {
            place.field("slug").error(
                &format!("there is no article \"{slug}\""),
                "mend the slug, or remove the pick",
            );
        }
    }
}

/// A version that this Kiosque reads.
pub fn version(place: &Place<'_>, value: &Value) {
    let Some(version) = value["version"].as_str() else {
        return;
    };
    let major = version
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major != Some(kiosque::contract::MAJOR) {
        place.field("version").error(
            &format!("this Kiosque does not read version \"{version}\""),
            "write \"1.1\", or update Kiosque",
        );
    }
}

pub fn slug(place: &Place<'_>, value: &Value, source: &Source) {
    let Some(slug) = value["slug"].as_str() else {
        return;
    };
    let place = place.field("slug");
    if !is_slug(slug) {
        place.error(
            &format!("\"{slug}\" cannot stand in an address"),
            "use lower-case letters a to z, digits and hyphens",
        );
    } else if slug != source.stem {
        place.error(
            &format!(
                "the slug \"{slug}\" and the file name {}.json differ",
                source.stem
            ),
            "name the file after its slug: no two articles can then have the same",
        );
    }
}

fn section(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>) {
    names::named(
        place,
        value,
        &[("slug", Text, true), ("name", Text, true)],
        "section",
        newspaper,
    );
}
