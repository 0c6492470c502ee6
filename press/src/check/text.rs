//! Characters that no reader sees, and that change what others see.

use serde_json::Value;

use super::place::Place;

/// Whether a text has anything to read.
pub fn says(text: &str) -> bool {
    let unseen = |c: char| c.is_whitespace() || c.is_control() || is_mark(c);
    !text.chars().all(unseen)
}

/// Unicode's marks without a width (its format characters of general punctuation).
fn is_mark(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Holds every text of a file.
pub fn check(place: &Place<'_>, value: &Value) {
    match value {
        Value::String(text) => {
            if let Some((sign, what, remedy)) = text.chars().find_map(doubt) {
                let what = format!("here is U+{:04X}, {what}", u32::from(sign));
                match sign {
                    '\n' | '\r' | '\u{fffd}' => place.warning(&what, remedy),
                    _ => place.error(&what, remedy),
                }
            }
        }
        Value::Array(items) if items.iter().any(is_doubtful) => {
            for (number, item) in items.iter().enumerate() {
                check(&place.item(number), item);
            }
        }
        Value::Object(fields) if fields.values().any(is_doubtful) => {
            for (key, value) in fields {
                check(&place.field(key), value);
            }
        }
        _ => {}
    }
}

fn is_doubtful(value: &Value) -> bool {
    match value {
        Value::String(text) => text.chars().any(|c| doubt(c).is_some()),
        Value::Array(items) => items.iter().any(is_doubtful),
        Value::Object(fields) => fields.values().any(is_doubtful),
        _ => false,
    }
}

/// What is wrong with a character, and what to do.
fn doubt(c: char) -> Option<(char, &'static str, &'static str)> {
    let (what, remedy) = match c {
        '\n' | '\r' => (
            "a line break, which is shown as a space",
            "write two paragraphs, or a space",
        ),
        '\t' => return None,
        // They make a name or an address read as another (https://trojansource.codes).
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => (
            "an unseen sign that turns the order of the letters after it",
            "remove it: browsers order letters by themselves",
        ),
        '\u{fffd}' => (
            "the sign of a letter that an earlier program lost",
            "type the letter again",
        ),
        c if c.is_control() => (
            "an unseen control character",
            "remove it, typing the words around it again",
        ),
        _ => return None,
    };
    Some((c, what, remedy))
}
