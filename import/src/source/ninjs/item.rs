//! The fields of an item, by their names in the versions of ninjs, in Superdesk and in AP's interface.

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};
use serde_json::Value;
use url::Url;

use crate::{
    outcome::{Entry, Reason},
    record::{Person, Picture, Standing, Term},
    slug,
    source::{is_year, json, markup::escaped},
    text,
};

/// The fields that are texts.
const TEXTS: [&str; 30] = [
    "uri",
    "guid",
    "type",
    "headline",
    "body_html",
    "body_xhtml",
    "body_text",
    "description_text",
    "description_html",
    "byline",
    "by",
    "language",
    "pubstatus",
    "pubStatus",
    "state",
    "embargoed",
    "embargoedUntil",
    "versioncreated",
    "versionCreated",
    "firstpublished",
    "firstPublished",
    "firstcreated",
    "firstCreated",
    "contentcreated",
    "contentCreated",
    "url",
    "canonicalUrl",
    "slugline",
    "creditline",
    "ednote",
];

/// Brings an item into the form of the standard; tells of what is in none.
pub fn settle(item: &mut Value) -> Vec<Entry> {
    json::settle(item, &TEXTS)
}

/// What an item is known by: its address or name, as Superdesk calls it `guid` and AP `altids.itemid`.
pub fn name(item: &Value) -> String {
    let own = [&item["uri"], &item["guid"], &item["altids"]["itemid"]];
    let found = own.into_iter().map(json::id).find(|name| text::says(name));
    found.unwrap_or_default()
}

/// Whether an object is an item of news, rather than an answer that holds some or a part of one.
pub fn is_item(value: &Value) -> bool {
    let has = |name: &str| value.get(name).is_some();
    let says = |prefix: &str| {
        let fields = value.as_object().into_iter().flatten();
        fields.into_iter().any(|(name, _)| name.starts_with(prefix))
    };
    value.is_object()
        && text::says(&name(value))
        && (has("type") || has("bodies") || says("headline") || says("body_") || says("version"))
}

/// A field by its names in the versions.
pub fn field<'a>(item: &'a Value, names: &[&str]) -> &'a str {
    let found = names.iter().map(|name| json::text(item, name));
    found.into_iter().find(|it| text::says(it)).unwrap_or_default()
}

/// A text that version 1 has in a field or in several (`headline`, `headline_main`), later ones in a list of which the main
/// one is wanted.
pub fn said<'a>(item: &'a Value, one: &[&str], list: &str) -> &'a str {
    let many = item[list].as_array().map_or(&[][..], Vec::as_slice);
    let main = many
        .iter()
        .find(|it| it["role"] == "main")
        .or_else(|| many.first());
    if let Some(main) = main {
        return json::text(main, "value");
    }
    let own = field(item, one);
    match text::says(own) {
        true => own,
        false => others(item, &format!("{}_", list.trim_end_matches('s'))).unwrap_or_default(),
    }
}

/// The first field of a name that may go on in any way, as the standard lets texts have it.
fn others<'a>(item: &'a Value, prefix: &str) -> Option<&'a str> {
    let fields = item.as_object().into_iter().flatten();
    fields
        .filter(|(name, _)| name.starts_with(prefix))
        .find_map(|(_, value)| value.as_str().filter(|it| text::says(it)))
}

pub fn headline(item: &Value) -> &str {
    said(item, &["headline"], "headlines")
}

/// The lead as HTML.
pub fn lead(item: &Value) -> String {
    let plain = said(item, &["description_text"], "descriptions");
    let html = json::text(item, "description_html");
    match json::text(item, "description_text") {
        "" if text::says(html) => html.to_owned(),
        _ => escaped(plain),
    }
}

pub fn date(item: &Value, names: &[&str]) -> Option<Timestamp> {
    let at: Timestamp = field(item, names).trim().parse().ok()?;
    is_year(at).then_some(at)
}

pub const CHANGED: [&str; 2] = ["versioncreated", "versionCreated"];
pub const APPEARED: [&str; 8] = [
    "firstpublished",
    "firstPublished",
    "firstcreated",
    "firstCreated",
    "contentcreated",
    "contentCreated",
    "versioncreated",
    "versionCreated",
];

/// Which of two versions is the newer: by number, else by date.
pub fn version(item: &Value) -> String {
    format!("{:0>12}{}", json::id(&item["version"]), field(item, &CHANGED))
}

/// When an embargo ends: "the date and time before which all versions of the news object are embargoed"
/// (<https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json>). A day without an hour counts whole.
fn embargo(item: &Value) -> Option<Result<Timestamp, ()>> {
    let said = field(item, &["embargoed", "embargoedUntil"]).trim();
    if said.is_empty() {
        return None;
    }
    let of_day = || {
        let day: Date = said.parse().ok()?;
        let next = day.tomorrow().ok()?.to_datetime(Time::midnight());
        Some(next.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp())
    };
    Some(said.parse().ok().or_else(of_day).ok_or(()))
}

/// What becomes of an item, and when that changes by itself.
pub fn standing(item: &Value, now: Timestamp) -> (Standing, Option<Timestamp>) {
    let status = field(item, &["pubstatus", "pubStatus"]).to_ascii_lowercase();
    let withheld = (Standing::SetAside(Reason::Withheld), None);
    if !matches!(status.as_str(), "" | "usable") {
        return withheld;
    }
    match embargo(item) {
        Some(Err(())) => return withheld,
        Some(Ok(end)) if end > now => return (withheld.0, Some(end)),
        _ => {}
    }
    // Where Superdesk keeps its own items; what it publishes does not say it.
    match json::text(item, "state") {
        "" | "published" | "corrected" => {}
        "killed" | "recalled" | "spiked" | "unpublished" | "being_corrected" => return withheld,
        _ => return (Standing::Draft(Reason::Draft), None),
    }
    let standing = match field(item, &["type"]) {
        "" | "text" | "composite" => match date(item, &APPEARED) {
            Some(_) => Standing::Published,
            None => Standing::Draft(Reason::NoDate),
        },
        _ => Standing::SetAside(Reason::OtherRecord),
    };
    (standing, None)
}

pub fn names(item: &Value, lists: &[&str]) -> Vec<String> {
    let of = |it: &Value| it.as_str().unwrap_or_else(|| json::text(it, "name")).to_owned();
    let all = lists.iter().filter_map(|list| item[*list].as_array()).flatten();
    all.map(of).filter(|name| text::says(name)).collect()
}

/// Systems that send what they publish name its section as a service; agencies classify by subjects.
pub fn sections(item: &Value) -> Vec<Term> {
    let term = |name: String| Term {
        slug: slug::slug(&name),
        name,
    };
    let all = names(item, &["service", "subject", "subjects"]);
    all.into_iter()
        .map(term)
        .filter(|term| !term.slug.is_empty())
        .collect()
}

pub fn authors(item: &Value) -> Vec<Person> {
    let mut all = names(item, &["authors"]);
    if all.is_empty() {
        let lines = item["bylines"].as_array().into_iter().flatten();
        all.extend(lines.map(|line| json::text(line, "by").to_owned()));
    }
    if all.iter().all(|name| !text::says(name)) {
        all = vec![field(item, &["byline", "by"]).to_owned()];
    }
    let person = |said: String| {
        let name = unsigned(&text::line(&said)).to_owned();
        Person {
            slug: slug::slug(&name),
            name,
            ..Person::default()
        }
    };
    all.into_iter()
        .map(person)
        .filter(|it| !it.slug.is_empty())
        .collect()
}

/// A name without the word before it, as agencies sign: "By Awa Diarra".
fn unsigned(line: &str) -> &str {
    let is_sign = |first: &str| matches!(first.to_lowercase().as_str(), "by" | "par");
    match line.split_once(' ') {
        Some((first, name)) if is_sign(first) && text::says(name) => name.trim(),
        _ => line,
    }
}

/// The pictures, films and others that go with an item, with their names: an object in version 1, then a list.
pub fn associations(item: &Value) -> Vec<(&str, &Value)> {
    match &item["associations"] {
        Value::Object(named) => named.iter().map(|(name, it)| (name.as_str(), it)).collect(),
        Value::Array(list) => list.iter().map(|it| (json::text(it, "name"), it)).collect(),
        _ => Vec::new(),
    }
}

/// Where a picture is, the largest first.
pub fn renditions(picture: &Value) -> Vec<String> {
    let all: Vec<&Value> = match &picture["renditions"] {
        Value::Object(named) => named.values().collect(),
        Value::Array(list) => list.iter().collect(),
        _ => Vec::new(),
    };
    let mut found: Vec<(u64, &str)> = all
        .into_iter()
        .map(|it| {
            (
                json::id(&it["width"]).parse().unwrap_or_default(),
                json::text(it, "href"),
            )
        })
        .filter(|(_, href)| Url::parse(href).is_ok_and(|url| matches!(url.scheme(), "http" | "https")))
        .collect();
    found.sort_by_key(|(width, _)| std::cmp::Reverse(*width));
    found.into_iter().map(|(_, href)| href.to_owned()).collect()
}

pub fn picture(of: &Value) -> Option<Picture> {
    let addresses = renditions(of);
    let credit = field(
        of,
        &["creditline", "creditLine", "byline", "by", "copyrightholder"],
    );
    (!addresses.is_empty()).then(|| Picture {
        addresses,
        alt: escaped(field(of, &["body_text", "altText"])),
        caption: lead(of),
        credit: escaped(credit),
        title: escaped(headline(of)),
    })
}

/// The text as HTML where there is any, else plain.
pub fn body(item: &Value) -> (String, bool) {
    let bodies = item["bodies"].as_array().map_or(&[][..], Vec::as_slice);
    let of = |wanted: &str| {
        let kind = |it: &Value| field(it, &["contenttype", "contentType"]).to_owned();
        bodies
            .iter()
            .find(|it| kind(it).contains(wanted))
            .map_or("", |it| json::text(it, "value"))
    };
    let own = match field(item, &["body_html", "body_xhtml"]) {
        "" => of("html"),
        html => html,
    };
    // Texts of other names are HTML where they have paragraphs of it.
    let other = others(item, "body_").unwrap_or_default();
    let html = match own {
        "" if other.contains("<p") || other.contains("</") => other,
        html => html,
    };
    if text::says(html) {
        // A whole page has its title before its text.
        let inner = html.find("<body").and_then(|at| html.get(at..)?.split_once('>'));
        let inner = inner.map_or(html, |(_, inner)| inner);
        return (inner.split("</body>").next().unwrap_or_default().to_owned(), true);
    }
    let plain = match field(item, &["body_text"]) {
        "" => of("text/plain"),
        plain => plain,
    };
    let first = bodies.first().map_or("", |it| json::text(it, "value"));
    let found = [plain, first, other].into_iter().find(|it| text::says(it));
    (found.unwrap_or_default().to_owned(), false)
}
