//! Every text of a file, held against characters that no reader sees, and against markup that readers would see.

use serde_json::Value;

use super::{markup, place::Place};
use crate::unseen;

/// What is an address, or a name for programs, and no text.
const NO_TEXT: [&str; 9] = [
    "url",
    "href",
    "slug",
    "id",
    "email",
    "feedId",
    "contentUrl",
    "from",
    "to",
];

/// Holds every text of a file.
pub fn check(place: &Place<'_>, value: &Value) {
    walk(place, value, true);
}

/// `is_said` where readers read the words.
fn walk(place: &Place<'_>, value: &Value, is_said: bool) {
    match value {
        Value::String(text) => {
            if let Some((sign, what, remedy)) = text.chars().find_map(unseen::doubt) {
                let what = format!("here is U+{:04X}, {what}", u32::from(sign));
                match sign {
                    '\n' | '\r' | '\u{fffd}' => place.warning(&what, remedy),
                    _ => place.error(&what, remedy),
                }
            }
            match is_said {
                true => words(place, text),
                false => heaped(place, text),
            }
        }
        Value::Array(items) if items.iter().any(is_doubtful) => {
            for (number, item) in items.iter().enumerate() {
                walk(&place.item(number), item, is_said);
            }
        }
        Value::Object(fields) if fields.values().any(is_doubtful) => {
            for (key, value) in fields {
                walk(&place.field(key), value, !NO_TEXT.contains(&key.as_str()));
            }
        }
        _ => {}
    }
}

/// What readers read in one piece.
pub fn words(place: &Place<'_>, text: &str) {
    heaped(place, text);
    for found in markup::find(text) {
        place.warning(&found.what, found.remedy);
    }
}

fn heaped(place: &Place<'_>, text: &str) {
    if unseen::is_heaped(text) {
        place.warning(
            "more than 8 marks stand on one letter, and paint over the lines around it",
            "remove them, typing the word again",
        );
    }
}

/// Whether [`words`] would say anything.
pub fn has_doubt(text: &str) -> bool {
    unseen::is_heaped(text) || !markup::find(text).is_empty()
}

fn is_doubtful(value: &Value) -> bool {
    match value {
        Value::String(text) => text.chars().any(|c| unseen::doubt(c).is_some()) || has_doubt(text),
        Value::Array(items) => items.iter().any(is_doubtful),
        Value::Object(fields) => fields.values().any(is_doubtful),
        _ => false,
    }
}
