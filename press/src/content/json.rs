//! JSON as newsrooms' programs write it: why it is none, and where in it.

use std::ops::Range;

use serde_json::{Value, error::Category};

use super::{Unparsed, line_and_column};

/// What to do about a file without its end.
pub const CUT: &str = "export it again, or close what is open: quotation marks, ] and }";

/// What there may be in other languages, in small letters.
const WORDS: [&str; 11] = [
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
];

/// Reads JSON.
///
/// # Errors
/// Why it is none, in a sentence for each of the ways that are common.
pub fn parse(text: &str) -> Result<Value, Unparsed> {
    if text.trim().is_empty() {
        return Err(Unparsed::whole("the file is empty", "write it, or remove it"));
    }
    match serde_json::from_str(text) {
        Ok(Value::String(words)) => {
            let begins = text.find('"').unwrap_or_default();
            Err(Unparsed {
                what: "the whole file is one text between quotation marks".to_owned(),
                remedy: match words.trim_start().starts_with('{') {
                    true => "it holds JSON that was encoded twice: export it once",
                    false => "write an object between { and }, see content.md",
                },
                at: Some(begins..begins + 1),
            })
        }
        Ok(value) => Ok(value),
        Err(why) => Err(unparsed(text, &why)),
    }
}

fn unparsed(text: &str, why: &serde_json::Error) -> Unparsed {
    let stumbled = offset(text, why.line(), why.column());
    let (what, remedy, at) = fault(text, why, stumbled);
    let (line, column) = line_and_column(text, at.start);
    Unparsed {
        what: format!("{what} at line {line} column {column}"),
        remedy,
        at: Some(at),
    }
}

/// What is wrong where serde_json stumbled, what to do, and the bytes that are to be mended.
fn fault(text: &str, why: &serde_json::Error, stumbled: usize) -> (String, &'static str, Range<usize>) {
    let known = |what: &str, remedy, at| (what.to_owned(), remedy, at);
    // serde_json names these in words only.
    let said = why.to_string();
    let says = |words: &str| said.starts_with(words);
    let sign = sign(text, stumbled);
    if says("recursion limit") {
        return known(
            "this is nested too deep",
            "take lists and boxes out of each other: more than 100 levels are never read",
            sign,
        );
    }
    if says("lone leading surrogate") || says("unexpected end of hex escape") {
        return known(
            "a text has half of a sign, which was cut within its \\u codes",
            "write the sign itself, or both of its codes, such as \\ud83d\\ude00",
            from_last(text, '\\', stumbled),
        );
    }
    if why.classify() == Category::Eof {
        let end = text.trim_end().chars().next_back().map_or(0, char::len_utf8);
        let last = text.trim_end().len();
        return known("the file breaks off", CUT, last - end..last);
    }
    if says("trailing comma") {
        let comma = text.get(..stumbled).and_then(|before| before.rfind(','));
        return known(
            "there is a comma after the last item of a list or of an object",
            "remove the comma",
            comma.map_or(sign, |comma| comma..comma + 1),
        );
    }
    let word = word(text, stumbled);
    let rest = text.get(word.start..).unwrap_or_default();
    let line = word.start..word.start + rest.lines().next().unwrap_or_default().len();
    let begins = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    if begins(&["//", "/*", "#"]) {
        return known("there is a comment, which JSON does not have", "remove it", line);
    }
    if says("trailing characters") {
        return known(
            "something stands after the end of the object",
            "keep one object in the file",
            line,
        );
    }
    if says("control character") {
        return unclosed(text, stumbled);
    }
    if says("invalid escape") {
        return known(
            "a text has a \\ before a sign that needs none",
            "remove the \\, or write \\\\ where readers are to see one",
            from_last(text, '\\', stumbled),
        );
    }
    let is_key = says("key must be a string");
    let is_after = says("expected `,`");
    let value = text.get(word.clone()).unwrap_or_default();
    let value = value.trim_start_matches(['+', '-']).to_ascii_lowercase();
    // Whatever their capitals, but for JSON's own.
    if says("expected ident") || WORDS.contains(&value.as_str()) && !is_key && !is_after {
        return known(
            "there is a value that JSON does not have",
            "write a number, true, false or null, or leave the key out",
            word,
        );
    }
    if begins(&["'", "“", "”", "„", "«", "‘", "’", "`"]) {
        return known(
            "a text begins with another sign than the quotation mark \"",
            "write \" around texts and keys",
            self::sign(text, word.start),
        );
    }
    if is_key && !rest.starts_with(',') {
        let at = if word.is_empty() { sign } else { word };
        return known(
            "a key stands there without quotation marks",
            "write \" around every key",
            at,
        );
    }
    if is_after {
        return known(
            "something stands there where a comma or a closing bracket must be",
            "put a comma before it; where it is of a text, write \\\" for each quotation mark within that",
            sign,
        );
    }
    if says("expected `:`") {
        return known(
            "a colon is missing after a key",
            "write : between key and value",
            sign,
        );
    }
    if says("expected value") {
        return known(
            "a value is missing",
            "write one, or remove the comma or the key before it",
            sign,
        );
    }
    if says("number out of range") {
        return known(
            "there is a number that no program reads",
            "write a smaller one",
            sign,
        );
    }
    if says("invalid number") {
        return known(
            "a number is written in another way than JSON's",
            "write it like 12, -3 or 0.5, or between quotation marks where it is a text",
            sign,
        );
    }
    let words = said.split(" at line ").next().unwrap_or_default();
    (
        format!("this is not JSON: {words}"),
        "look just before that line and column for a missing comma, quotation mark or bracket",
        sign,
    )
}

/// A text that goes on where it may not: over the end of a line, mostly because its quotation mark is missing, or over a tab.
fn unclosed(text: &str, stumbled: usize) -> (String, &'static str, Range<usize>) {
    let begins = opening(text, stumbled);
    let rest = text.get(begins..).unwrap_or_default();
    let at = begins + rest.find(|sign| sign < ' ').unwrap_or_default();
    match text.get(at..).unwrap_or_default().chars().next() {
        Some('\n' | '\r') => (
            "a text goes on over the end of a line".to_owned(),
            "close it with a quotation mark, write \\n for the new line, or write two paragraphs",
            begins..at,
        ),
        Some('\t') => (
            "a text has a tab in it".to_owned(),
            "write \\t in its place, or a space",
            at..at + 1,
        ),
        _ => (
            "a text has a sign in it that only machines read".to_owned(),
            "remove it: it is often left behind by copying from another program",
            at..at + 1,
        ),
    }
}

/// Where the text begins that is not closed before `at`: at the last quotation mark that ends none.
fn opening(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let is_escaped = |quote: usize| {
        let before = before.get(..quote).unwrap_or_default();
        (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
    };
    let mut quotes = before.rmatch_indices('"').map(|(quote, _)| quote);
    quotes.find(|quote| !is_escaped(*quote)).unwrap_or_default()
}

/// The byte that serde_json stumbled over; its columns count bytes from 1 on, and 0 is the end of the line before.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let line_begins = match line {
        0 | 1 => 0,
        line => ends.nth(line - 2).unwrap_or_default(),
    };
    floor(text, (line_begins + column).saturating_sub(1))
}

/// The last place up to `at` where a sign begins.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len().saturating_sub(1));
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The bytes of the sign at a place.
fn sign(text: &str, at: usize) -> Range<usize> {
    let sign = text.get(at..).and_then(|rest| rest.chars().next());
    at..at + sign.map_or(0, char::len_utf8)
}

/// From the last `sign` up to a place to the end of what is there.
fn from_last(text: &str, sign: char, at: usize) -> Range<usize> {
    let end = self::sign(text, at).end;
    let begins = text.get(..end).and_then(|before| before.rfind(sign));
    begins.unwrap_or(at)..end
}

/// The word around a place: serde_json stops within one that begins as another, such as the `N` of `Nan` or the `-` of
/// `-Infinity`.
fn word(text: &str, at: usize) -> Range<usize> {
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_');
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let start = before.trim_end_matches(is_of_word).len();
    let end = at + (after.len() - after.trim_start_matches(is_of_word).len());
    start..end
}

#[cfg(test)]
mod tests;
