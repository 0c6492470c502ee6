//! Notes and the texts that name them.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::place::Place;
use crate::unseen;

/// Holds the notes of a body against the marks that name them.
pub fn check(body: &[(Place<'_>, &Value)]) {
    let blocks = || body.iter().filter(|(_, block)| block["type"] == "notes");
    if let Some((place, _)) = blocks().nth(1) {
        place.error("there are notes in two places", "put all of them into one block");
    }
    let mut known: HashMap<&str, Place<'_>> = HashMap::new();
    for (place, block) in blocks() {
        for (number, note) in block["items"].as_array().into_iter().flatten().enumerate() {
            let place = place.field("items").item(number);
            let Some(id) = note["id"].as_str() else { continue };
            walk(&place, note, &mut |place, _| {
                place.error("a note stands in a note", "write it out, or name it in the text");
            });
            if known.insert(id, place.clone()).is_some() {
                place.field("id").error(
                    &format!("there are two notes \"{id}\""),
                    "give each an id of its own",
                );
            }
        }
    }
    let mut named = HashSet::new();
    for (place, block) in body.iter().filter(|(_, block)| block["type"] != "notes") {
        spans(place, block);
        walk(place, block, &mut |place, id| {
            named.insert(id.to_owned());
            if !known.contains_key(id) {
                place.field("id").error(
                    &format!("there is no note \"{id}\""),
                    "add it to the block \"notes\", or remove the mark",
                );
            }
        });
    }
    let mut unnamed: Vec<_> = known.iter().filter(|(id, _)| !named.contains(**id)).collect();
    unnamed.sort_unstable_by_key(|(id, _)| **id);
    for (id, place) in unnamed {
        place.warning(
            &format!("no text names the note \"{id}\", so it stands at the end of all"),
            "mark the words that it is of, or write it into the text",
        );
    }
}

/// Holds each text that names a note to what readers are shown of it: one number, after words.
fn spans(place: &Place<'_>, value: &Value) {
    match value {
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                spans(&place.item(number), item);
            }
        }
        Value::Object(fields) => {
            let marks = fields.get("marks").and_then(Value::as_array);
            let count = marks.map_or(0, |marks| {
                marks.iter().filter(|mark| mark["type"] == "note").count()
            });
            if count > 1 {
                place.field("marks").error(
                    "two notes are named at one place, of which readers would see one",
                    "part the text in two, with a note each",
                );
            }
            let text = fields.get("text").and_then(Value::as_str);
            if count > 0 && text.is_some_and(|text| !unseen::says(text)) {
                place.field("text").error(
                    "a note is named where there is nothing to read",
                    "give its mark to the words before it",
                );
            }
            for (key, value) in fields.iter().filter(|(_, value)| !value.is_string()) {
                spans(&place.field(key), value);
            }
        }
        _ => {}
    }
}

/// Visits the marks that name notes.
fn walk(place: &Place<'_>, value: &Value, visit: &mut impl FnMut(&Place<'_>, &str)) {
    match value {
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                walk(&place.item(number), item, visit);
            }
        }
        Value::Object(fields) => {
            if fields.get("type").is_some_and(|kind| kind == "note")
                && let Some(id) = fields.get("id").and_then(Value::as_str)
            {
                visit(place, id);
            }
            for (key, value) in fields.iter().filter(|(_, value)| !value.is_string()) {
                walk(&place.field(key), value, visit);
            }
        }
        _ => {}
    }
}
