//! Blocks, spans and marks.

use kiosque::contract::MOST_MARKS;
use serde_json::{Map, Value};

use super::{
    Newspaper, link, list, media, moments, notes, picture,
    place::{
        Key,
        Kind::{Flag, List, Text, Whole},
        Place,
    },
    text,
};
use crate::{language_tag, unseen};

pub const TYPE: Key = ("type", Text, true);
pub const SPANS: Key = ("spans", List, true);
const ATTRIBUTION: Key = ("attribution", Text, false);

const BLOCKS: &str = "paragraph, heading, image, gallery, quote, pullQuote, list, table, embed, audio, video, code, box, \
                      correction, notes or separator";

/// What blocks stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    Body,
    Box,
    Transcript,
}

impl Within {
    /// Why a block of a type may not stand here, and what to do.
    fn refuses(self, kind: &str) -> Option<(String, &'static str)> {
        let (here, remedy) = match (self, kind) {
            (Self::Body, _)
            | (Self::Transcript, "paragraph" | "heading" | "quote" | "list" | "separator") => {
                return None;
            }
            (Self::Box, "box" | "notes" | "correction") => ("a box", "put it into the body itself"),
            (Self::Box, _) => return None,
            (Self::Transcript, _) => (
                "a transcript",
                "write paragraphs, headings, quotes and lists: what is said",
            ),
        };
        Some((format!("a block \"{kind}\" stands in {here}"), remedy))
    }
}

/// An article's or a page's body: its blocks, and what holds between them.
pub fn body(place: &Place<'_>, body: &[(Place<'_>, &Value)], newspaper: &Newspaper<'_>) {
    blocks(place, body, newspaper, Within::Body);
    notes::check(body);
}

/// The blocks of a body, a box or a transcript.
pub fn blocks(place: &Place<'_>, blocks: &[(Place<'_>, &Value)], newspaper: &Newspaper<'_>, within: Within) {
    if blocks.iter().all(|(_, block)| block["type"] == "separator") {
        place.error("there is no text", "write at least one paragraph");
    }
    let mut level = 1;
    for (place, value) in blocks {
        block(place, value, newspaper, within);
        if value["type"] == "heading"
            && let Some(here) = value["level"].as_u64()
        {
            if here == 3 && level == 1 && within == Within::Body {
                place.field("level").error(
                    "a heading of level 3 comes before any of level 2",
                    "make it level 2, or put a level 2 before it",
                );
            }
            level = here;
        }
    }
}

fn block(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>, within: Within) {
    let Some(kind) = value["type"].as_str() else {
        place.error(
            "this is no block",
            "write an object with a \"type\", see content.md",
        );
        return;
    };
    if let Some((what, remedy)) = within.refuses(kind) {
        place.error(&what, remedy);
        return;
    }
    let object = |keys: &[Key]| place.object(value, keys);
    match kind {
        "paragraph" => said(place, object(&[TYPE, SPANS]), newspaper),
        "heading" => {
            said(place, object(&[TYPE, SPANS, ("level", Whole, true)]), newspaper);
            if value["level"]
                .as_u64()
                .is_some_and(|level| level != 2 && level != 3)
            {
                place.field("level").error(
                    "a heading inside an article is of level 2 or 3",
                    "the headline is level 1: write 2 or 3",
                );
            }
        }
        "image" => {
            let keys: Vec<Key> = picture::KEYS.into_iter().chain([TYPE]).collect();
            if object(&keys).is_some() {
                picture::file(place, value, newspaper);
            }
        }
        "quote" | "pullQuote" => {
            let object = object(&[TYPE, SPANS, ATTRIBUTION]);
            if let Some(object) = object {
                place.said(object, "attribution");
            }
            said(place, object, newspaper);
        }
        "list" => list::check(
            place,
            object(&[TYPE, ("ordered", Flag, false), ("items", List, true)]),
            newspaper,
        ),
        "notes" => list::notes(place, object(&[TYPE, ("items", List, true)]), newspaper),
        "table" => table(
            place,
            object(&[TYPE, ("caption", Text, false), ("rows", List, true)]),
            newspaper,
        ),
        "embed" => {
            let keys = [
                TYPE,
                ("url", Text, true),
                ("title", Text, true),
                ("providerName", Text, true),
            ];
            if let Some(object) = object(&keys) {
                place.said(object, "title");
                place.said(object, "providerName");
                if let Some(url) = place.said(object, "url") {
                    link::check(&place.field("url"), url, newspaper);
                }
            }
        }
        "audio" | "video" => media::check(place, value, kind, newspaper),
        "gallery" => media::gallery(place, value, newspaper),
        "code" => {
            if let Some(object) = object(&[TYPE, ("text", Text, true)])
                && !object
                    .get("text")
                    .and_then(Value::as_str)
                    .is_none_or(unseen::says)
            {
                place
                    .field("text")
                    .error("this says nothing", "write its lines, or remove the block");
            }
        }
        "correction" => {
            let object = object(&[TYPE, SPANS, ("datePublished", Text, true)]);
            if object.is_some() {
                moments::changed(
                    &place.field("datePublished"),
                    &value["datePublished"],
                    "correction",
                    newspaper,
                );
            }
            said(place, object, newspaper);
        }
        "box" => {
            if let Some(object) = object(&[TYPE, ("title", Text, true), ("body", List, true)]) {
                place.said(object, "title");
                blocks(
                    &place.field("body"),
                    &place.items(object, "body"),
                    newspaper,
                    Within::Box,
                );
            }
        }
        "separator" => drop(object(&[TYPE])),
        _ => place
            .field("type")
            .error(&format!("there is no block \"{kind}\""), &format!("use {BLOCKS}")),
    }
}

/// A block of spans that must say something.
fn said(place: &Place<'_>, object: Option<&Map<String, Value>>, newspaper: &Newspaper<'_>) {
    if let Some(value) = object.and_then(|object| object.get("spans")) {
        spans(&place.field("spans"), value, newspaper);
    }
}

pub fn spans(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>) {
    let Some(list) = value.as_array() else {
        place.error("this must be a list of spans", "write [{\"text\": \"…\"}]");
        return;
    };
    if !list.iter().map(words).any(unseen::says) {
        place.error("this says nothing", "write its text, or remove the block");
    }
    across(place, list);
    links(place, list);
    for (number, span) in list.iter().enumerate() {
        let place = place.item(number);
        let Some(object) = place.object(span, &[("text", Text, true), ("marks", List, false)]) else {
            continue;
        };
        let marks = place.items(object, "marks");
        if marks.len() > MOST_MARKS {
            place.field("marks").error(
                &format!("a text bears {} marks", marks.len()),
                &format!("leave {MOST_MARKS} at most"),
            );
        }
        if marks.iter().filter(|(_, mark)| mark["type"] == "link").count() > 1 {
            place
                .field("marks")
                .error("a link stands in a link", "leave one of them");
        }
        for (place, value) in marks {
            mark(&place, value, newspaper);
        }
    }
}

fn words(span: &Value) -> &str {
    span["text"].as_str().unwrap_or_default()
}

/// What no span has, and all together have as readers see them.
fn across(place: &Place<'_>, spans: &[Value]) {
    let spoken = || spans.iter().filter(|span| !text::is_code(span)).map(words);
    let line: String = spoken().collect();
    if !spoken().any(text::has_doubt) {
        text::words(place, &line);
    }
}

/// A link is known by its words, those of all spans one after the other that lead to the same place.
fn links(place: &Place<'_>, spans: &[Value]) {
    let href = |span: &Value| {
        let marks = span["marks"].as_array().into_iter().flatten();
        let mut links = marks.filter(|mark| mark["type"] == "link");
        links.find_map(|mark| mark["href"].as_str().map(str::to_owned))
    };
    let mut number = 0;
    for link in spans.chunk_by(|one, other| href(one) == href(other)) {
        if link.first().and_then(href).is_some() && !link.iter().map(words).any(unseen::says) {
            place.item(number).error(
                "this link says nothing: readers do not see it, or cannot tell where it leads",
                "write its words, or remove the mark",
            );
        }
        number += link.len();
    }
}

fn mark(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>) {
    match value["type"].as_str() {
        Some("strong" | "emphasis" | "superscript" | "subscript" | "code") => {
            _ = place.object(value, &[TYPE]);
        }
        Some("note") => {
            if let Some(mark) = place.object(value, &[TYPE, ("id", Text, true)]) {
                place.said(mark, "id");
            }
        }
        Some("link") => {
            if let Some(href) = place
                .object(value, &[TYPE, ("href", Text, true)])
                .and_then(|link| place.said(link, "href"))
            {
                link::check(&place.field("href"), href, newspaper);
            }
        }
        Some("language") => {
            let lang = place
                .object(value, &[TYPE, ("lang", Text, true)])
                .and_then(|mark| place.said(mark, "lang"));
            if lang.is_some_and(|lang| !language_tag::is_tag(lang)) {
                place.field("lang").error(
                    "this is no language tag",
                    "write a BCP 47 tag such as \"bm\" or \"en\"",
                );
            }
        }
        Some(kind) => place.field("type").error(
            &format!("there is no mark \"{kind}\""),
            "use strong, emphasis, superscript, subscript, code, link, note or language",
        ),
        None => place.error("this is no mark", "write an object with a \"type\""),
    }
}

pub fn rows(
    place: &Place<'_>,
    object: Option<&Map<String, Value>>,
    key: &str,
    each: impl Fn(&Place<'_>, &Value),
) {
    let Some(object) = object else { return };
    let items = place.items(object, key);
    if items.is_empty() && object.get(key).is_some_and(Value::is_array) {
        place
            .field(key)
            .error("this is empty", "write at least one, or remove the block");
    }
    for (place, item) in &items {
        each(place, item);
    }
}

fn table(place: &Place<'_>, object: Option<&Map<String, Value>>, newspaper: &Newspaper<'_>) {
    if let Some(object) = object {
        place.said(object, "caption");
    }
    rows(place, object, "rows", |place, row| {
        let Some(cells) = row.as_array() else {
            place.error(
                "this must be a list of cells",
                "write [{\"spans\": [{\"text\": \"…\"}]}]",
            );
            return;
        };
        if cells.is_empty() {
            place.error("this row has no cell", "write its cells, or remove it");
        }
        for (number, cell) in cells.iter().enumerate() {
            let place = place.item(number);
            let keys = [("header", Flag, false), ("spans", List, true)];
            // An empty cell is a fact of tables, however it is written.
            let is_empty = |list: &&Value| {
                let is_blank =
                    |span: &Value| span["text"].as_str().is_some_and(|text| text.trim().is_empty());
                list.as_array().is_some_and(|list| list.iter().all(is_blank))
            };
            if let Some(list) = place
                .object(cell, &keys)
                .and_then(|cell| cell.get("spans"))
                .filter(|list| !is_empty(list))
            {
                spans(&place.field("spans"), list, newspaper);
            }
        }
    });
    let lengths = |object: &Map<String, Value>| -> Vec<usize> {
        object
            .get("rows")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_array)
            .map(Vec::len)
            .collect()
    };
    let lengths = object.map(lengths).unwrap_or_default();
    if lengths.windows(2).any(|pair| pair.first() != pair.last()) {
        place.field("rows").warning(
            "the rows have different numbers of cells",
            "give every row as many cells as the first",
        );
    }
}
