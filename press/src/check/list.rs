//! Lists, with the lists within them, and notes.

use kiosque::contract::MOST_LEVELS;
use serde_json::{Map, Value};

use super::{
    Newspaper,
    body::{SPANS, rows, spans},
    place::{
        Kind::{Flag, List, Text},
        Place,
    },
};

/// A list's items, each an array of spans, or an object of spans and the items of a list within.
pub fn check(place: &Place<'_>, object: Option<&Map<String, Value>>, newspaper: &Newspaper<'_>) {
    items(place, object, newspaper, 1);
}

fn items(place: &Place<'_>, object: Option<&Map<String, Value>>, newspaper: &Newspaper<'_>, level: usize) {
    rows(place, object, "items", |place, item| {
        if !item.is_object() {
            spans(place, item, newspaper);
            return;
        }
        let keys = [SPANS, ("ordered", Flag, false), ("items", List, false)];
        let Some(object) = place.object(item, &keys) else {
            return;
        };
        if let Some(value) = object.get("spans") {
            spans(&place.field("spans"), value, newspaper);
        }
        if !object.contains_key("items") {
            return;
        }
        if level == MOST_LEVELS {
            place.field("items").error(
                &format!("a list stands in a list more than {MOST_LEVELS} deep, which does not fit a phone"),
                "bring its items up a level",
            );
            return;
        }
        items(place, Some(object), newspaper, level + 1);
    });
}

/// Notes, each with the id by which texts name it.
pub fn notes(place: &Place<'_>, object: Option<&Map<String, Value>>, newspaper: &Newspaper<'_>) {
    rows(place, object, "items", |place, note| {
        let Some(object) = place.object(note, &[("id", Text, true), SPANS]) else {
            return;
        };
        place.said(object, "id");
        if let Some(value) = object.get("spans") {
            spans(&place.field("spans"), value, newspaper);
        }
    });
}
