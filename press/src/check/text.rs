//! Every text of a file, held against characters that no reader sees.

use serde_json::Value;

use super::{place::Place, unseen::doubt};

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
