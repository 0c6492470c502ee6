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

/// What a text is, by where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// One line that readers read.
    Line,
    /// Words that may be of several lines.
    Lines,
    /// What a machine reads, and readers see as it is.
    Code,
    /// An address, or a name for programs.
    Address,
}

/// Holds every text of a file.
pub fn check(place: &Place<'_>, value: &Value) {
    walk(place, value, What::Line);
}

fn walk(place: &Place<'_>, value: &Value, what: What) {
    match value {
        Value::String(text) => {
            let may_break = matches!(what, What::Lines | What::Code);
            let mut signs = text.chars().filter(|sign| !(may_break && *sign == '\n'));
            if let Some((sign, doubt, remedy)) = signs.find_map(unseen::doubt) {
                let doubt = format!("here is U+{:04X}, {doubt}", u32::from(sign));
                match sign {
                    '\n' | '\r' | '\u{fffd}' => place.warning(&doubt, remedy),
                    _ => place.error(&doubt, remedy),
                }
            }
            match what {
                What::Line | What::Lines => words(place, text),
                What::Code | What::Address => heaped(place, text),
            }
        }
        Value::Array(items) if items.iter().any(is_doubtful) => {
            for (number, item) in items.iter().enumerate() {
                walk(&place.item(number), item, what);
            }
        }
        Value::Object(fields) if fields.values().any(is_doubtful) => {
            let text = match is_code(value) {
                true => What::Code,
                false => What::Lines,
            };
            for (key, value) in fields {
                let what = match key.as_str() {
                    "text" => text,
                    key if NO_TEXT.contains(&key) => What::Address,
                    _ => What::Line,
                };
                walk(&place.field(key), value, what);
            }
        }
        _ => {}
    }
}

/// Whether what an object says as its text is for machines: a block of code, or a span that is marked as such.
pub fn is_code(value: &Value) -> bool {
    let marks = value["marks"].as_array().into_iter().flatten();
    value["type"] == "code" || marks.into_iter().any(|mark| mark["type"] == "code")
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
