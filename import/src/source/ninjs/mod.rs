//! News items in JSON, as agencies and newsrooms' systems write them: IPTC's ninjs, versions 1 to 3
//! (<https://www.iptc.org/std/ninjs/>); one in a file, or a list.

mod item;

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use super::{
    Ids, Index, Source, fingerprint,
    input::Input,
    json::{self, Found},
    markup::{Markup, escaped},
    unread,
};
use crate::{
    error::Error,
    outcome::{Entry, Kind, Reason},
    record::{Body, Record, Standing},
    text,
};
use item::{
    APPEARED, CHANGED, associations, authors, body, date, field, headline, lead, name, names, picture,
    renditions, sections, version,
};

/// Items of news.
pub struct Ninjs {
    inputs: Vec<Input>,
    /// The fingerprint of the newest version of each item.
    newest: HashMap<u64, (String, u64)>,
    /// When embargoes are over or not.
    now: Timestamp,
}

/// Whether a file begins as items do.
#[must_use]
pub fn is(beginning: &str) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| json::has_field(beginning, name));
    json::begins(beginning)
        && has(&["uri", "guid", "itemid"])
        && has(&[
            "versioncreated",
            "versionCreated",
            "pubstatus",
            "pubStatus",
            "headline",
            "headlines",
            "headline_main",
        ])
        && has(&[
            "body_html",
            "body_xhtml",
            "body_text",
            "body_main",
            "bodies",
            "headline",
            "headlines",
            "renditions",
            "associations",
            "description_text",
        ])
}

/// An item as it was read, or what could not be.
enum Read<'a> {
    Item(&'a Value, &'a str, Vec<Entry>, usize),
    Unread(String, &'a str, Reason, &'a Input),
}

impl Ninjs {
    #[must_use]
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            inputs,
            newest: HashMap::new(),
            now: Timestamp::now(),
        }
    }

    fn items(
        inputs: &[Input],
        told: &mut Vec<Entry>,
        each: &mut dyn FnMut(Read<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for (file, input) in inputs.iter().enumerate() {
            let mut row = 0;
            let ended = json::objects(input, &item::is_item, &mut |found| {
                row += 1;
                let id = format!("ninjs-row-{}-{row}", file + 1);
                match found {
                    Found::Object(value, raw, _) if !item::is_item(value) => {
                        each(Read::Unread(id, raw, Reason::OtherRecord, input))
                    }
                    Found::Object(value, raw, mut told) => {
                        let mut settled = value.clone();
                        told.extend(item::settle(&mut settled));
                        each(Read::Item(&settled, raw, told, file))
                    }
                    Found::Unread(raw, reason) => each(Read::Unread(id, raw, reason, input)),
                }
            })?;
            ended.tell(input, told);
        }
        Ok(())
    }

    /// The id of an item, and whether it is the newest version.
    fn id(&self, item: &Value, raw: &str) -> (String, bool) {
        let name = name(item);
        let print = fingerprint(raw.as_bytes());
        let is_newest = self
            .newest
            .get(&super::hash(&name))
            .is_none_or(|(_, newest)| *newest == print);
        match is_newest {
            true => (format!("ninjs-{name}"), true),
            false => (format!("ninjs-{name}#{}", version(item)), false),
        }
    }

    /// Of the item and of whether its embargo is over.
    fn print(&self, item: &Value, raw: &str) -> u64 {
        let print = fingerprint(raw.as_bytes());
        match item::standing(item, self.now).1 {
            Some(_) => print.rotate_left(1) ^ 1,
            None => print,
        }
    }

    fn record(&self, (id, is_newest): (String, bool), item: &Value, raw: &str, told: Vec<Entry>) -> Record {
        let standing = match is_newest {
            true => item::standing(item, self.now).0,
            false => Standing::SetAside(Reason::Superseded),
        };
        let mut entries = told;
        let (mut text, is_html) = body(item);
        if !is_html {
            text = escaped(&text);
        }
        // To editors, often of what was corrected.
        let note = field(item, &["ednote"]);
        if text::says(note) {
            entries.push(Entry::new(Reason::MetaField, Kind::Other, "ednote").was(note));
        }
        let mut own = None;
        for (name, of) in associations(item) {
            let place = format!("associations/{name}");
            let shown = renditions(of);
            match picture(of).filter(|_| matches!(field(of, &["type"]), "" | "picture" | "graphic")) {
                Some(_) if shown.iter().any(|url| text.contains(url.as_str())) => {}
                Some(found) if own.is_none() => own = Some(found),
                Some(found) => {
                    let mut figure = Markup::default();
                    figure.element("figure", &[], |to| {
                        let src = found.addresses.first().map_or("", String::as_str);
                        let alt = crate::html::tree::text_of(&found.alt);
                        to.open("img", &[("src", src), ("alt", &alt)]);
                        let caption = format!("{} {}", found.caption, found.credit);
                        to.element("figcaption", &[], |to| to.typed(caption.trim()));
                    });
                    text.push_str(&figure.finish().0);
                }
                None => {
                    let own_name = item::name(of);
                    let what = shown.first().unwrap_or(&own_name);
                    if !of.is_null() {
                        entries.push(Entry::new(Reason::MetaField, Kind::Other, place).was(what));
                    }
                }
            }
        }
        // A lead that begins the text is none that somebody wrote.
        let title = escaped(headline(item));
        let lead = match lead(item) {
            lead if text::is_beginning(&lead, &text) => String::new(),
            lead if text::is_beginning(&format!("{title} {lead}"), &text) => String::new(),
            lead => lead,
        };
        Record {
            headline: title,
            lead,
            body: Body::Html {
                text,
                newlines: !is_html,
                shortcodes: false,
            },
            published: date(item, &APPEARED),
            modified: date(item, &CHANGED),
            language: field(item, &["language"]).to_owned(),
            sections: sections(item),
            keywords: names(item, &["keywords"]),
            authors: authors(item),
            picture: own,
            addresses: address(item).into_iter().collect(),
            entries,
            raw: match standing {
                Standing::SetAside(_) => raw.to_owned(),
                _ => String::new(),
            },
            fingerprint: self.print(item, raw),
            id,
            standing,
            ..Record::default()
        }
    }
}

fn address(item: &Value) -> Option<Url> {
    Url::parse(field(item, &["url", "canonicalUrl"])).ok()
}

impl Source for Ninjs {
    fn name(&self) -> &'static str {
        "ninjs items"
    }

    fn index(&mut self, index: &mut Index) -> Result<(), Error> {
        let inputs = self.inputs.clone();
        let mut told = Vec::new();
        Self::items(&inputs, &mut told, &mut |read| {
            let Read::Item(item, raw, ..) = read else {
                return Ok(());
            };
            let found = (version(item), fingerprint(raw.as_bytes()));
            let newest = self.newest.entry(super::hash(&name(item))).or_default();
            if found.0 >= newest.0 {
                *newest = found;
            }
            Ok(())
        })?;
        index.entries.append(&mut told);
        let mut ids = Ids::default();
        Self::items(&inputs, &mut told, &mut |read| {
            let (item, raw) = match read {
                Read::Item(item, raw, _, file) => {
                    ids.at(file);
                    (item, raw)
                }
                Read::Unread(id, raw, ..) => {
                    index.record(&id, fingerprint(raw.as_bytes()));
                    return Ok(());
                }
            };
            let print = self.print(item, raw);
            let (id, is_newest) = self.id(item, raw);
            let Some(id) = ids.own(id, print) else {
                return Ok(());
            };
            index.record(&id, print);
            let (standing, changes) = item::standing(item, self.now);
            index.changes = index.changes.into_iter().chain(changes).min();
            if !is_newest || matches!(standing, Standing::SetAside(_)) {
                return Ok(());
            }
            index.section_of(&sections(item));
            for person in authors(item) {
                index.author(&person);
            }
            let addresses: Vec<Url> = address(item).into_iter().collect();
            let is_published = standing == Standing::Published;
            index.article(&id, headline(item), &addresses, is_published);
            Ok(())
        })?;
        index.settle(ids);
        Ok(())
    }

    fn records(
        &mut self,
        index: &Index,
        each: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut ids = Ids::of(index);
        let source = &*self;
        Self::items(&source.inputs, &mut Vec::new(), &mut |read| match read {
            Read::Item(item, raw, told, file) => {
                ids.at(file);
                let (id, is_newest) = source.id(item, raw);
                match ids.own(id, source.print(item, raw)) {
                    Some(id) => each(source.record((id, is_newest), item, raw, told)),
                    None => Ok(()),
                }
            }
            Read::Unread(id, raw, reason, input) => each(unread(id, reason, raw, input)),
        })
    }
}
