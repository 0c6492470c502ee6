//! What valid JSON says twice.

use std::collections::HashMap;

/// A key that an object has twice, of which programs read the last.
#[derive(Debug, PartialEq, Eq)]
pub struct Doubled {
    /// The JSON path, from `$` on.
    pub path: String,
    /// The lines and columns of both, from 1 on; columns count bytes, as serde_json's do.
    pub places: [(usize, usize); 2],
}

/// What valid JSON says twice, at every depth.
pub fn doubled(text: &str) -> Vec<Doubled> {
    let mut doubled = Vec::new();
    let mut open: Vec<Level> = Vec::new();
    let (mut line, mut line_begins) = (1, 0);
    let mut rest = text.char_indices();
    while let Some((at, sign)) = rest.next() {
        match sign {
            '\n' => (line, line_begins) = (line + 1, at + 1),
            '{' => open.push(Level::Object {
                keys: HashMap::new(),
                key: String::new(),
                is_key_next: true,
            }),
            '[' => open.push(Level::List { number: 0 }),
            '}' | ']' => drop(open.pop()),
            ',' => match open.last_mut() {
                Some(Level::Object { is_key_next, .. }) => *is_key_next = true,
                Some(Level::List { number }) => *number += 1,
                None => {}
            },
            '"' => {
                let end = end_of_text(&mut rest).unwrap_or(text.len());
                let Some(Level::Object {
                    keys,
                    key,
                    is_key_next,
                }) = open.last_mut()
                else {
                    continue;
                };
                if !std::mem::take(is_key_next) {
                    continue;
                }
                *key = text
                    .get(at..end)
                    .and_then(|quoted| serde_json::from_str(quoted).ok())
                    .unwrap_or_default();
                let place = (line, at - line_begins + 1);
                if let Some(first) = keys.insert(key.clone(), place) {
                    doubled.push(Doubled {
                        path: path(&open),
                        places: [first, place],
                    });
                }
            }
            _ => {}
        }
    }
    doubled
}

/// What is open where a key stands.
enum Level {
    Object {
        /// The line and column of each.
        keys: HashMap<String, (usize, usize)>,
        key: String,
        is_key_next: bool,
    },
    List {
        number: usize,
    },
}

fn path(open: &[Level]) -> String {
    open.iter().fold("$".to_owned(), |path, level| match level {
        Level::Object { key, .. } => format!("{path}.{key}"),
        Level::List { number } => format!("{path}[{number}]"),
    })
}

/// Goes to the end of a text whose quotation mark was read; says where that is.
fn end_of_text(rest: &mut std::str::CharIndices<'_>) -> Option<usize> {
    while let Some((at, sign)) = rest.next() {
        match sign {
            '\\' => drop(rest.next()),
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice_is_found_at_every_depth() {
        let text = r#"{
            "body": [1, {"a": {"x": "\"body\": {", "y": 1}}],
            "title": "body",
            "list": [{"a": 1}, {"b": 2,
                "b": {"c": [], "c": []}}],
            "b\u006fdy": []
        }"#;
        let found = doubled(text);
        let said = |path: &str, first, second| Doubled {
            path: path.to_owned(),
            places: [first, second],
        };
        assert_eq!(
            found,
            [
                said("$.list[1].b", (4, 33), (5, 17)),
                said("$.list[1].b.c", (5, 23), (5, 32)),
                said("$.body", (2, 13), (6, 13))
            ]
        );
        assert_eq!(
            doubled(r#"{"a": {"a": {"a": ["a", "a", {"a": "a"}]}}, "b": "a"}"#),
            []
        );
    }
}
