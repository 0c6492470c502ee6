//! The newspaper's own file, `site.json`.

use std::collections::HashSet;

use jiff::tz::TimeZone;
use kiosque::{language::Language, routes::is_slug};
use serde_json::Value;

use super::{
    Newspaper, article, identity, link, names, picture,
    place::{
        Key,
        Kind::{List, Object, Text, Whole},
        Place,
    },
    telephone,
};
use crate::{address, language_tag, unseen};

const KEYS: [Key; 14] = [
    ("version", Text, true),
    ("name", Text, true),
    ("tagline", Text, false),
    ("url", Text, true),
    ("feedId", Text, false),
    ("inLanguage", Text, true),
    ("timeZone", Text, true),
    ("sections", List, true),
    ("authors", List, true),
    ("plans", List, false),
    ("links", List, false),
    ("contact", Object, false),
    ("frontPage", List, false),
    ("membership", Text, false),
];

const PLAN: [Key; 8] = [
    ("id", Text, true),
    ("name", Text, true),
    ("amount", Whole, true),
    ("currency", Text, true),
    ("interval", Text, true),
    ("url", Text, false),
    ("description", Text, false),
    ("features", List, false),
];

pub fn check(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>) {
    let Some(site) = place.object(value, &KEYS) else {
        return;
    };
    article::version(place, value);
    place.said(site, "name");
    if let Some(url) = place.said(site, "url")
        && let Err(why) = address::newspaper(url)
    {
        place.field("url").error(
            &format!("this is not the newspaper's address: {why}"),
            "write it in full, without a slash at its end, such as https://journal.example",
        );
    }
    if let Some(tag) = place.said(site, "feedId") {
        identity::feed_id(&place.field("feedId"), tag, newspaper);
    }
    if let Some(language) = place.said(site, "inLanguage") {
        let place = place.field("inLanguage");
        if !language_tag::is_tag(language) {
            place.error("this is no language tag", "write a BCP 47 tag such as \"fr\"");
        } else if !Language::is_known(&language_tag::told(language)) {
            place.warning(
                &format!("Kiosque's own words are not there in {language}: they will be in French"),
                "write \"fr\", or translate src/language/french.rs",
            );
        }
    }
    if let Some(zone) = place.said(site, "timeZone")
        && let Err(why) = TimeZone::get(zone)
    {
        place.field("timeZone").error(
            &format!("{why}"),
            "write an IANA time zone such as \"Africa/Bamako\"",
        );
    }
    if newspaper.sections.is_empty() {
        place.field("sections").error(
            "there is no section",
            "declare at least one: {\"slug\": \"societe\", \"name\": \"Société\"}",
        );
    }
    for (list, what) in [("sections", "section"), ("authors", "author")] {
        names::apart(&place.items(site, list), what);
    }
    let mut slugs = HashSet::new();
    for (place, section) in place.items(site, "sections") {
        declared(
            &place,
            section,
            &[("slug", Text, true), ("name", Text, true)],
            &mut slugs,
        );
    }
    let mut slugs = HashSet::new();
    for (place, author) in place.items(site, "authors") {
        let keys = [
            ("slug", Text, true),
            ("name", Text, true),
            ("jobTitle", Text, false),
            ("description", Text, false),
            ("image", Object, false),
        ];
        declared(&place, author, &keys, &mut slugs);
        if author["image"].is_object() {
            picture::check(&place.field("image"), &author["image"], newspaper);
        }
    }
    let numbers = value["contact"]["telephones"].as_array().into_iter().flatten();
    let reachable = ["email", "telephone", "address"]
        .iter()
        .map(|way| &value["contact"][way])
        .chain(numbers)
        .any(|way| way.as_str().is_some_and(unseen::says));
    if value["contact"].is_object() {
        let keys = [
            ("email", Text, false),
            ("telephone", Text, false),
            ("telephones", List, false),
            ("address", Text, false),
        ];
        contact(&place.field("contact"), &value["contact"], &keys);
    }
    if let Some(engine) = place.said(site, "membership")
        && !["none", "pocketbase"].contains(&engine)
    {
        place.field("membership").error(
            &format!("there is no membership engine \"{engine}\""),
            "write \"none\" or \"pocketbase\" (membership.md)",
        );
    }
    let mut ids = HashSet::new();
    for (place, plan) in place.items(site, "plans") {
        self::plan(&place, plan, reachable, newspaper);
        if let Some(id) = plan["id"].as_str()
            && !ids.insert(id)
        {
            place.field("id").error(
                &format!("another plan has the id \"{id}\""),
                "give each plan an id of its own",
            );
        }
    }
    for (place, value) in place.items(site, "links") {
        if let Some(link) = place.object(value, &[("name", Text, true), ("url", Text, true)]) {
            place.said(link, "name");
            if let Some(url) = place.said(link, "url") {
                link::check(&place.field("url"), url, newspaper);
            }
        }
    }
    for (place, slug) in place.items(site, "frontPage") {
        match slug.as_str() {
            Some(slug) if newspaper.articles.contains(slug) => {}
            Some(slug) => place.error(
                &format!("there is no article \"{slug}\""),
                "mend the slug, or remove it",
            ),
            None => place.error(
                "the front page is a list of slugs",
                "write the article's slug between quotation marks",
            ),
        }
    }
}

fn contact(place: &Place<'_>, value: &Value, keys: &[Key]) {
    let Some(contact) = place.object(value, keys) else {
        return;
    };
    place.said(contact, "address");
    if let Some(email) = place.said(contact, "email")
        && !address::is_email(email)
    {
        place.field("email").error(
            "this is no e-mail address",
            "write it such as abonnements@journal.example",
        );
    }
    if let Some(number) = place.said(contact, "telephone") {
        telephone::check(&place.field("telephone"), number);
    }
    for (place, number) in place.items(contact, "telephones") {
        match number.as_str() {
            Some(number) => telephone::check(&place, number),
            None => place.error(
                "this is no telephone number",
                "write a text between quotation marks",
            ),
        }
    }
}

/// A section or an author: an address and a name of its own.
fn declared<'v>(place: &Place<'_>, value: &'v Value, keys: &[Key], slugs: &mut HashSet<&'v str>) {
    let Some(object) = place.object(value, keys) else {
        return;
    };
    place.said(object, "name");
    let Some(slug) = place.said(object, "slug") else {
        return;
    };
    if !is_slug(slug) {
        place.field("slug").error(
            &format!("\"{slug}\" cannot stand in an address"),
            "use lower-case letters a to z, digits and hyphens",
        );
    }
    if !slugs.insert(slug) {
        place.field("slug").error(
            &format!("\"{slug}\" is declared twice"),
            "remove one, or give it another slug",
        );
    }
}

fn plan(place: &Place<'_>, value: &Value, reachable: bool, newspaper: &Newspaper<'_>) {
    let Some(plan) = place.object(value, &PLAN) else {
        return;
    };
    for key in ["id", "name", "description"] {
        place.said(plan, key);
    }
    let currency = value["currency"].as_str();
    if currency.is_some_and(|code| code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase())) {
        place.field("currency").error(
            "this is no currency",
            "write an ISO 4217 code such as \"XOF\" or \"EUR\"",
        );
    }
    if value["interval"]
        .as_str()
        .is_some_and(|every| !["day", "week", "month", "year"].contains(&every))
    {
        place.field("interval").error(
            "plans are paid by the day, week, month or year",
            "write \"day\", \"week\", \"month\" or \"year\"",
        );
    }
    match value["url"].as_str() {
        Some(url) => link::check(&place.field("url"), url, newspaper),
        None if !reachable => place.error(
            "nobody can buy this plan: it has no checkout and the newspaper has no contact",
            "add the plan's \"url\", or \"contact\" with an e-mail, a telephone or an address",
        ),
        None => {}
    }
    for (place, feature) in place.items(plan, "features") {
        if !feature.as_str().is_some_and(unseen::says) {
            place.error(
                "a feature is a text",
                "write one sentence between quotation marks",
            );
        }
    }
}
