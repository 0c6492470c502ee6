//! News items in JSON, as agencies and newsrooms' systems write them: IPTC's ninjs, versions 1 to 3
//! (<https://www.iptc.org/std/ninjs/>); one in a file, or a list.

use std::{collections::HashMap, io::Read};

use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use super::{
    Ids, Index, Source, fingerprint, is_year,
    json::{self, ELEMENT, Path, Step},
    markup::{Markup, escaped},
    recognise::Input,
};
use crate::{
    error::Error,
    outcome::{Entry, Kind, Reason},
    record::{Body, Person, Picture, Record, Standing, Term},
    slug, text,
};

/// Items of news.
pub struct Ninjs {
    inputs: Vec<Input>,
    /// The fingerprint of the newest version of each item.
    newest: HashMap<u64, (String, u64)>,
}

/// Whether a file begins as items do.
#[must_use]
pub fn is(beginning: &str) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| json::has_field(beginning, name));
    json::begins(beginning)
        && has(&["uri"])
        && has(&[
            "versioncreated",
            "versionCreated",
            "pubstatus",
            "pubStatus",
            "headline",
            "headlines",
        ])
        && has(&[
            "body_html",
            "body_xhtml",
            "body_text",
            "bodies",
            "headlines",
            "renditions",
            "associations",
        ])
}

/// A field by its names in the versions.
fn field<'a>(item: &'a Value, names: &[&str]) -> &'a str {
    let found = names.iter().map(|name| json::text(item, name));
    found.into_iter().find(|it| text::says(it)).unwrap_or_default()
}

/// A text that version 1 has in one field, later ones in a list of which the main one is wanted.
fn said<'a>(item: &'a Value, one: &[&str], list: &str) -> &'a str {
    let many = item[list].as_array().map_or(&[][..], Vec::as_slice);
    let main = many
        .iter()
        .find(|it| it["role"] == "main")
        .or_else(|| many.first());
    match main {
        Some(main) => json::text(main, "value"),
        None => field(item, one),
    }
}

fn date(item: &Value, names: &[&str]) -> Option<Timestamp> {
    let at: Timestamp = field(item, names).trim().parse().ok()?;
    is_year(at).then_some(at)
}

const CHANGED: [&str; 2] = ["versioncreated", "versionCreated"];
const APPEARED: [&str; 8] = [
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
fn version(item: &Value) -> String {
    format!("{:0>12}{}", json::id(&item["version"]), field(item, &CHANGED))
}

fn standing(item: &Value) -> Standing {
    let status = field(item, &["pubstatus", "pubStatus"]).to_ascii_lowercase();
    let embargo = field(item, &["embargoed", "embargoedUntil"]);
    if !matches!(status.as_str(), "" | "usable") || text::says(embargo) {
        return Standing::SetAside(Reason::Withheld);
    }
    match field(item, &["type"]) {
        "" | "text" | "composite" => match date(item, &APPEARED) {
            Some(_) => Standing::Published,
            None => Standing::Draft(Reason::NoDate),
        },
        _ => Standing::SetAside(Reason::OtherRecord),
    }
}

fn names(item: &Value, lists: &[&str]) -> Vec<String> {
    let of = |it: &Value| it.as_str().unwrap_or_else(|| json::text(it, "name")).to_owned();
    let all = lists.iter().filter_map(|list| item[*list].as_array()).flatten();
    all.map(of).filter(|name| text::says(name)).collect()
}

/// Systems that send what they publish name its section as a service; agencies classify by subjects.
fn sections(item: &Value) -> Vec<Term> {
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

fn authors(item: &Value) -> Vec<Person> {
    let mut all = names(item, &["authors"]);
    if all.is_empty() {
        all.push(field(item, &["byline", "by"]).to_owned());
    }
    let person = |name: String| Person {
        slug: slug::slug(&name),
        name: text::line(&name),
        ..Person::default()
    };
    all.into_iter()
        .map(person)
        .filter(|it| !it.slug.is_empty())
        .collect()
}

/// The pictures, films and others that go with an item, with their names: an object in version 1, then a list.
fn associations(item: &Value) -> Vec<(&str, &Value)> {
    match &item["associations"] {
        Value::Object(named) => named.iter().map(|(name, it)| (name.as_str(), it)).collect(),
        Value::Array(list) => list.iter().map(|it| (json::text(it, "name"), it)).collect(),
        _ => Vec::new(),
    }
}

/// Where a picture is, the largest first.
fn renditions(picture: &Value) -> Vec<String> {
    let all: Vec<&Value> = match &picture["renditions"] {
        Value::Object(named) => named.values().collect(),
        Value::Array(list) => list.iter().collect(),
        _ => Vec::new(),
    };
    let mut found: Vec<(u64, &str)> = all
        .into_iter()
        .map(|it| (it["width"].as_u64().unwrap_or_default(), json::text(it, "href")))
        .filter(|(_, href)| Url::parse(href).is_ok())
        .collect();
    found.sort_by_key(|(width, _)| std::cmp::Reverse(*width));
    found.into_iter().map(|(_, href)| href.to_owned()).collect()
}

fn picture(of: &Value) -> Option<Picture> {
    let addresses = renditions(of);
    let credit = field(
        of,
        &["creditline", "creditLine", "byline", "by", "copyrightholder"],
    );
    (!addresses.is_empty()).then(|| Picture {
        addresses,
        alt: escaped(field(of, &["body_text", "altText"])),
        caption: escaped(said(of, &["description_text"], "descriptions")),
        credit: escaped(credit),
        title: escaped(said(of, &["headline"], "headlines")),
    })
}

/// The text as HTML where there is any, else plain.
fn body(item: &Value) -> (String, bool) {
    let bodies = item["bodies"].as_array().map_or(&[][..], Vec::as_slice);
    let of = |wanted: &str| {
        let kind = |it: &Value| field(it, &["contenttype", "contentType"]).to_owned();
        bodies
            .iter()
            .find(|it| kind(it).contains(wanted))
            .map_or("", |it| json::text(it, "value"))
    };
    let html = match field(item, &["body_html", "body_xhtml"]) {
        "" => of("html"),
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
    (if plain.is_empty() { first } else { plain }.to_owned(), false)
}

impl Ninjs {
    #[must_use]
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            inputs,
            newest: HashMap::new(),
        }
    }

    fn items(inputs: &[Input], each: &mut dyn FnMut(&Value, &str) -> Result<(), Error>) -> Result<(), Error> {
        for input in inputs {
            let mut bytes = [0; 64];
            let read = input
                .open()?
                .read(&mut bytes)
                .map_err(|why| Error::read(&input.path, why))?;
            let beginning = bytes.iter().take(read).find(|byte| matches!(byte, b'[' | b'{'));
            let is_list = beginning == Some(&b'[');
            let choose = move |path: &Path| match path {
                [] if is_list => Step::Into,
                [element] if is_list && element == ELEMENT => Step::Take,
                [] => Step::Take,
                _ => Step::Skip,
            };
            json::read(input, &choose, &mut |_, raw| {
                let value: Value = serde_json::from_str(raw.get()).map_err(|why| {
                    Error::content(
                        &input.path,
                        format!("an item cannot be read: {why}"),
                        "export it again",
                    )
                })?;
                if text::says(json::text(&value, "uri")) {
                    return each(&value, raw.get());
                }
                // Answers of interfaces have the items in a list.
                for list in ["_items", "items"] {
                    for item in value[list].as_array().into_iter().flatten() {
                        if text::says(json::text(item, "uri")) {
                            each(item, &item.to_string())?;
                        }
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// The id of an item, and whether it is the newest version.
    fn id(&self, item: &Value, print: u64) -> (String, bool) {
        let uri = json::text(item, "uri");
        let is_newest = self
            .newest
            .get(&super::hash(uri))
            .is_none_or(|(_, newest)| *newest == print);
        match is_newest {
            true => (format!("ninjs-{uri}"), true),
            false => (format!("ninjs-{uri}#{}", version(item)), false),
        }
    }

    fn record(id: String, is_newest: bool, item: &Value, raw: &str, print: u64) -> Record {
        let standing = match is_newest {
            true => standing(item),
            false => Standing::SetAside(Reason::Superseded),
        };
        let mut entries = Vec::new();
        let (mut text, is_html) = body(item);
        let mut own = None;
        for (name, of) in associations(item) {
            let place = format!("associations/{name}");
            let shown = renditions(of);
            match picture(of).filter(|_| matches!(field(of, &["type"]), "" | "picture" | "graphic")) {
                Some(_) if shown.iter().any(|url| text.contains(url.as_str())) => {}
                Some(found) if own.is_none() => own = Some(found),
                Some(found) if is_html => {
                    let mut figure = Markup::default();
                    figure.element("figure", &[], |to| {
                        let src = found.addresses.first().map_or("", String::as_str);
                        to.open("img", &[("src", src)]);
                        to.element("figcaption", &[], |to| to.raw(&found.caption));
                    });
                    text.push_str(&figure.finish().0);
                }
                _ => {
                    let what = shown.first().map_or(json::text(of, "uri"), String::as_str);
                    entries.push(Entry::new(Reason::MetaField, Kind::Other, place).was(what));
                }
            }
        }
        let address = Url::parse(field(item, &["url", "canonicalUrl"])).ok();
        Record {
            headline: escaped(said(item, &["headline"], "headlines")),
            lead: escaped(said(item, &["description_text"], "descriptions")),
            body: match is_html {
                true => Body::Html {
                    text,
                    newlines: false,
                    shortcodes: false,
                },
                false => Body::Plain(text),
            },
            published: date(item, &APPEARED),
            modified: date(item, &CHANGED),
            language: field(item, &["language"]).to_owned(),
            sections: sections(item),
            keywords: names(item, &["keywords"]),
            authors: authors(item),
            picture: own,
            addresses: address.into_iter().collect(),
            entries,
            raw: match standing {
                Standing::SetAside(_) => raw.to_owned(),
                _ => String::new(),
            },
            fingerprint: print,
            id,
            standing,
            ..Record::default()
        }
    }
}

impl Source for Ninjs {
    fn name(&self) -> &'static str {
        "ninjs items"
    }

    fn index(&mut self, index: &mut Index) -> Result<(), Error> {
        let inputs = self.inputs.clone();
        Self::items(&inputs, &mut |item, raw| {
            let found = (version(item), fingerprint(raw.as_bytes()));
            let newest = self
                .newest
                .entry(super::hash(json::text(item, "uri")))
                .or_default();
            if found.0 >= newest.0 {
                *newest = found;
            }
            Ok(())
        })?;
        let mut ids = Ids::default();
        Self::items(&inputs, &mut |item, raw| {
            let print = fingerprint(raw.as_bytes());
            let (id, is_newest) = self.id(item, print);
            let Some(id) = ids.own(id, print) else {
                return Ok(());
            };
            index.record(&id, print);
            let standing = standing(item);
            *index.newspaper.kinds.entry("item".to_owned()).or_default() += 1;
            if !is_newest || matches!(standing, Standing::SetAside(_)) {
                return Ok(());
            }
            for section in sections(item).iter().take(1) {
                index.section(section);
            }
            for person in authors(item) {
                index.author(&person);
            }
            let address = Url::parse(field(item, &["url", "canonicalUrl"])).ok();
            let addresses: Vec<Url> = address.into_iter().collect();
            let title = said(item, &["headline"], "headlines");
            index.article(&id, title, &addresses, standing == Standing::Published);
            Ok(())
        })
    }

    fn records(&mut self, _: &Index, each: &mut dyn FnMut(Record) -> Result<(), Error>) -> Result<(), Error> {
        let mut ids = Ids::default();
        Self::items(&self.inputs, &mut |item, raw| {
            let print = fingerprint(raw.as_bytes());
            let (id, is_newest) = self.id(item, print);
            match ids.own(id, print) {
                Some(id) => each(Self::record(id, is_newest, item, raw, print)),
                None => Ok(()),
            }
        })
    }
}
