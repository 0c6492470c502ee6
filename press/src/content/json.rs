//! JSON as newsrooms' programs write it: why it is none, and what it says twice.

use std::collections::HashMap;

use serde_json::{Value, error::Category};

use super::Unparsed;

/// Reads JSON.
///
/// # Errors
/// Why it is none, in a sentence for each of the ways that are common.
pub fn parse(text: &str) -> Result<Value, Unparsed> {
    if text.trim().is_empty() {
        return Err(Unparsed {
            what: "the file is empty".to_owned(),
            remedy: "write it, or remove it",
        });
    }
    match serde_json::from_str(text) {
        Ok(Value::String(words)) => Err(Unparsed {
            what: "the whole file is one text between quotation marks".to_owned(),
            remedy: match words.trim_start().starts_with('{') {
                true => "it holds JSON that was encoded twice: export it once",
                false => "write an object between { and }, see docs/content.md",
            },
        }),
        Ok(value) => Ok(value),
        Err(why) => Err(unparsed(text, &why)),
    }
}

fn unparsed(text: &str, why: &serde_json::Error) -> Unparsed {
    let at = format!("at line {} column {}", why.line(), why.column());
    let known = |what: &str, remedy| Unparsed {
        what: format!("{what} {at}"),
        remedy,
    };
    // serde_json names these in words only.
    let said = why.to_string();
    let says = |words: &str| said.starts_with(words);
    if says("recursion limit") {
        return known(
            "this is nested too deep",
            "take lists and boxes out of each other: more than 100 levels are never read",
        );
    }
    if why.classify() == Category::Eof {
        return known(
            "the file breaks off",
            "export it again, or close what is open: quotation marks, ] and }",
        );
    }
    if says("trailing comma") {
        return known(
            "there is a comma after the last item of a list or of an object",
            "remove the comma just before that place",
        );
    }
    let rest = rest(text, why.line(), why.column());
    let begins = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    if begins(&["//", "/*", "#"]) {
        return known("there is a comment, which JSON does not have", "remove it");
    }
    if says("trailing characters") {
        return known(
            "something stands after the end of the object",
            "keep one object in the file",
        );
    }
    if says("control character") {
        return known(
            "a text goes on over the end of a line, or has a tab in it",
            "write \\n or \\t in its place, or two paragraphs",
        );
    }
    if says("invalid escape") {
        return known(
            "a text has a \\ before a sign that needs none",
            "remove the \\, or write \\\\ where readers are to see one",
        );
    }
    // Whatever their capitals, but for JSON's own.
    let value = rest.trim_start_matches(['+', '-']);
    let value = value.get(
        ..value
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(value.len()),
    );
    let value = value.unwrap_or_default().to_ascii_lowercase();
    if [
        "nan",
        "infinity",
        "inf",
        "undefined",
        "none",
        "nil",
        "null",
        "true",
        "false",
        "yes",
        "no",
    ]
    .contains(&value.as_str())
        && !says("key must be a string")
    {
        return known(
            "there is a value that JSON does not have",
            "write a number, true, false or null, or leave the key out",
        );
    }
    if begins(&["'", "“", "”", "„", "«", "‘", "’", "`"]) {
        return known(
            "a text begins with another sign than the quotation mark \"",
            "write \" around texts and keys",
        );
    }
    if says("key must be a string") && !rest.starts_with(',') {
        return known(
            "a key stands there without quotation marks",
            "write \" around every key",
        );
    }
    Unparsed {
        what: format!("this is not JSON: {why}"),
        remedy: "look just before that line and column for a missing comma, quotation mark or bracket",
    }
}

/// What stands at a line and a column, both from 1 on, of what serde_json stumbled over: the sign itself or the first of
/// a word.
fn rest(text: &str, line: usize, column: usize) -> &str {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let mut at = column.saturating_sub(1).min(line.len());
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    // It stops within a word that begins as another, such as the `N` of `Nan` or the `-` of `-Infinity`.
    let before = line.get(..at).unwrap_or_default();
    let word = |c: char| c.is_ascii_alphabetic() || c == '-';
    let begins = before.trim_end_matches(word).len();
    line.get(begins..).unwrap_or_default()
}

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

    #[test]
    fn each_way_to_be_no_json_has_a_sentence_of_its_own() {
        let what = |text: &str| {
            parse(text)
                .err()
                .map(|unparsed| unparsed.what)
                .unwrap_or_default()
        };
        let cases = [
            (" \n", "the file is empty"),
            (r#""{}""#, "the whole file is one text"),
            (r#"{"a": 1,}"#, "there is a comma after the last item"),
            (r#"{"a": [1,]}"#, "there is a comma after the last item"),
            ("// x\n{}", "there is a comment"),
            ("{\"a\": 1 /* x */}", "there is a comment"),
            ("{\"a\": 1, # x\n \"b\": 2}", "there is a comment"),
            ("{\n// x\n\"a\": 1}", "there is a comment"),
            (r#"{"a": NaN}"#, "there is a value that JSON does not have"),
            (r#"{"a": -Infinity}"#, "there is a value that JSON does not have"),
            (
                r#"{"a": [undefined]}"#,
                "there is a value that JSON does not have",
            ),
            (r#"{"a": None}"#, "there is a value that JSON does not have"),
            (r#"{"a": True}"#, "there is a value that JSON does not have"),
            ("{'a': 1}", "a text begins with another sign"),
            ("{\"a\": 'x'}", "a text begins with another sign"),
            ("{“a”: 1}", "a text begins with another sign"),
            ("{\"a\": «x»}", "a text begins with another sign"),
            ("{a: 1}", "a key stands there without quotation marks"),
            ("{\"a\": \"x", "the file breaks off"),
            ("{\"a\": [1, ", "the file breaks off"),
            ("{\"a\": \"x\ny\"}", "a text goes on over the end of a line"),
            ("{}\n// x", "there is a comment"),
            ("{}\n/* x */", "there is a comment"),
            ("{} # x", "there is a comment"),
            (r#"{"a": "L\'eau"}"#, "a text has a \\ before"),
            (r#"{"a": "\x41"}"#, "a text has a \\ before"),
            (r#"{"a": +Infinity}"#, "there is a value that JSON does not have"),
            (r#"{"a": nan}"#, "there is a value that JSON does not have"),
            (r#"{"a": -NaN}"#, "there is a value that JSON does not have"),
            (r#"{"a": NULL}"#, "there is a value that JSON does not have"),
            ("{} {}", "something stands after the end"),
            (r#"{"a" 1}"#, "this is not JSON"),
        ];
        for (text, wanted) in cases {
            assert!(what(text).starts_with(wanted), "{text}: {}", what(text));
        }
        assert!(what("{\n  \"a\": NaN\n}").ends_with("at line 2 column 8"));
    }
}
