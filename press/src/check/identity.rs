//! What feeds and agencies know articles by: `feedId`, and `identities.json`.

use std::{cell::RefCell, collections::HashMap};

use jiff::Timestamp;
use kiosque::contract::{self, Site};
use serde::Deserialize;
use serde_json::Value;

use super::{
    Newspaper,
    place::{
        Key,
        Kind::{Object, Text},
        Place,
    },
};
use crate::{
    address::{self, ascii},
    content::{Folder, IDENTITIES},
    report::Report,
    syndication::{
        Kept,
        identity::{self, Dated},
    },
};

const KEPT: [Key; 2] = [("feeds", Text, false), ("articles", Object, true)];

/// `feedId` in `site.json`.
pub fn feed_id(place: &Place<'_>, tag: &str, newspaper: &Newspaper<'_>) {
    // Whoever looks back at an earlier moment has it already.
    let now = newspaper.now.max(Timestamp::now());
    if let Some(wrong) = identity::wrong_with_tag(tag, now) {
        place.error(
            wrong,
            "write your host and a year in which it was yours, such as \"tag:journal.example,2024:\", and never change it",
        );
    }
}

/// `identities.json`.
pub fn kept(place: &Place<'_>, value: &Value) {
    let Some(kept) = place.object(value, &KEPT) else {
        return;
    };
    if let Some(feeds) = place.said(kept, "feeds")
        && !(address::newspaper(feeds).is_ok() && ascii(feeds) == feeds)
    {
        place.field("feeds").error(
            "feeds are known below an address of the newspaper",
            "write it as it was when they were first published, such as https://journal.example",
        );
    }
    let place = place.field("articles");
    let mut known: HashMap<&str, &str> = HashMap::new();
    for (id, uri) in value["articles"].as_object().into_iter().flatten() {
        let place = place.field(id);
        match uri.as_str().filter(|uri| is_uri(uri)) {
            None => place.error(
                "an article is known by a URI",
                "write what it was first published with, such as \"tag:journal.example,2024:12\"",
            ),
            Some(uri) => {
                if let Some(other) = known.insert(uri, id) {
                    place.error(
                        &format!("the article \"{other}\" is known by \"{uri}\", too"),
                        "leave it to the one that was published with it",
                    );
                }
            }
        }
    }
}

/// A scheme and something that is in ASCII (RFC 3986).
fn is_uri(text: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    let parts = text.split_once(':');
    ascii(text) == text && parts.is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty())
}

/// Articles that `identities.json` gives what `feedId` gives another, given the `id` of each that there is.
pub fn taken<'a>(folder: &Folder, ids: impl Iterator<Item = &'a str>) -> Report {
    let report = RefCell::new(Report::default());
    let site: Site = contract::decode(&folder.site.text).unwrap_or_default();
    let kept = kept_in(folder);
    if !site.feed_id.is_empty() {
        let by_uri: HashMap<&str, &str> = kept
            .articles
            .iter()
            .map(|(id, uri)| (uri.as_str(), id.as_str()))
            .collect();
        for other in ids.filter(|id| !kept.articles.contains_key(*id)) {
            let uri = identity::by_feed_id(&site.feed_id, other);
            if let Some(id) = by_uri.get(uri.as_str()) {
                Place::file(&report, IDENTITIES).field("articles").field(id).error(
                    &format!("the article \"{other}\" is known by \"{uri}\", too, by the \"feedId\" of site.json"),
                    &format!("leave it to the one that was published with it: add what \"{other}\" was, or remove this"),
                );
            }
        }
    }
    report.into_inner()
}

/// What to write into `site.json` where it has no `feedId`, given the articles that have appeared.
pub fn proposed(folder: &Folder, articles: &[Dated]) -> Report {
    let report = RefCell::new(Report::default());
    let site: Site = contract::decode(&folder.site.text).unwrap_or_default();
    if let Some(proposal) = identity::propose(&site, &kept_in(folder), articles) {
        let line = format!("\"feedId\": \"{}\"", proposal.feed_id);
        // What an import writes that does not know where the old site was.
        let is_no_address = site.url == "https://journal.example";
        let remedy = match proposal.keeps_all {
            true if is_no_address => {
                "write the newspaper's own address as \"url\" first; then this says what to add".to_owned()
            }
            true => format!("add {line} and never change it; what is published stays what it is"),
            false => format!(
                "run `kiosque identities {}`, which keeps what everything is known by that is published, then add {line} and \
                 never change it",
                folder.path.display()
            ),
        };
        Place::file(&report, "site.json").warning(
            "feeds and agencies know each article by the host of \"url\" and the year of its date: with another host, time \
             zone or date they take it for another article",
            &remedy,
        );
    }
    report.into_inner()
}

/// What is kept in `identities.json`; nothing where that cannot be read.
pub fn kept_in(folder: &Folder) -> Kept {
    let json = folder
        .identities
        .as_ref()
        .and_then(|source| source.json.as_ref().ok());
    json.and_then(|json| Kept::deserialize(json).ok())
        .unwrap_or_default()
}
