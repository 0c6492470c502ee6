//! WordPress's shortcodes: found in the text before it is parsed, and made elements of their own, so that the parser sees
//! what each encloses (https://codex.wordpress.org/Shortcode_API).

mod names;

use std::{collections::HashMap, ops::Range};

use super::lex::{Token, Tokens};
pub use names::Purpose;
use names::purpose;

/// A shortcode of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortcode {
    pub name: String,
    pub purpose: Purpose,
    /// As it stands in the text, with its brackets.
    pub open: String,
    /// What closes it, where something does.
    pub close: Option<String>,
}

/// The name of the attribute that says which shortcode an element is.
pub const NUMBER: &str = "n";

/// The beginning of these elements' names.
pub const ELEMENT: &str = "kiosque-code";

struct Found {
    range: Range<usize>,
    name: String,
    is_end: bool,
    /// Whether it is one also where nothing closes it.
    is_sure: bool,
    is_escaped: bool,
}

/// The text with its shortcodes made elements, and what these are. Brackets that hold words are left as they are.
pub fn marked(html: &str) -> (String, Vec<Shortcode>, usize) {
    let found = find(html);
    let mut closed_by: HashMap<usize, usize> = HashMap::new();
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, code) in found.iter().enumerate().filter(|(_, code)| !code.is_escaped) {
        let of_name = open.entry(&code.name).or_default();
        match code.is_end {
            false => of_name.push(number),
            true => {
                if let Some(opening) = of_name.pop() {
                    closed_by.insert(opening, number);
                }
            }
        }
    }
    let closes: HashMap<usize, usize> = closed_by.iter().map(|(open, close)| (*close, *open)).collect();
    let text = |range: &Range<usize>| html.get(range.clone()).unwrap_or_default();

    let mut marked = String::with_capacity(html.len() + found.len() * 32);
    let mut codes: Vec<Shortcode> = Vec::new();
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    let mut escaped = 0;
    let mut at = 0;
    for (index, code) in found.iter().enumerate() {
        let is_code = code.is_end || code.is_sure || closed_by.contains_key(&index);
        if !is_code || code.range.start < at {
            continue;
        }
        marked.push_str(html.get(at..code.range.start).unwrap_or_default());
        at = code.range.end;
        if code.is_escaped {
            escaped += 1;
            let inner = text(&code.range);
            marked.push_str(inner.get(1..inner.len().saturating_sub(1)).unwrap_or_default());
            continue;
        }
        if let Some(opening) = closes.get(&index) {
            if let Some(number) = numbers.get(opening) {
                marked.push_str(&format!("</{ELEMENT}-{number}>"));
            }
            // Its end is no end where tags are badly nested, and parts words all the same.
            let after = html.get(at..).and_then(|rest| rest.chars().next());
            marked.extend(after.filter(|c| !c.is_whitespace()).map(|_| crate::text::CUT));
            continue;
        }
        let close = closed_by.get(&index).and_then(|close| found.get(*close));
        let number = codes.len();
        numbers.insert(index, number);
        marked.push_str(&format!("<{ELEMENT}-{number} {NUMBER}=\"{number}\">"));
        if close.is_none() {
            marked.push_str(&format!("</{ELEMENT}-{number}>"));
        }
        codes.push(Shortcode {
            purpose: purpose(&code.name),
            name: code.name.clone(),
            open: text(&code.range).to_owned(),
            close: close.map(|close| text(&close.range).to_owned()),
        });
    }
    marked.push_str(html.get(at..).unwrap_or_default());
    (marked, codes, escaped)
}

fn find(html: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    if !html.contains('[') {
        return found;
    }
    let mut verbatim = 0_usize;
    for token in Tokens::new(html) {
        match token {
            Token::Tag { name, is_end, .. } => {
                let name = html.get(name).unwrap_or_default();
                if name.eq_ignore_ascii_case("pre") || name.eq_ignore_ascii_case("code") {
                    verbatim = if is_end {
                        verbatim.saturating_sub(1)
                    } else {
                        verbatim + 1
                    };
                }
            }
            Token::Text(range) if verbatim == 0 => {
                let mut from = range.start;
                while let Some(next) = html.get(from..range.end).and_then(|text| text.find('[')) {
                    let start = from + next;
                    from = start + 1;
                    if found.last().is_some_and(|last| start < last.range.end) {
                        continue;
                    }
                    if let Some(code) = at(html, start) {
                        from = code.range.end.min(range.end);
                        found.push(code);
                    }
                }
            }
            Token::Text(_) | Token::Comment(_) | Token::Raw(_) => {}
        }
    }
    found
}

/// The shortcode that begins at a bracket, if one does.
fn at(html: &str, start: usize) -> Option<Found> {
    let rest = html.get(start..)?;
    if let Some(inner) = rest.strip_prefix("[[") {
        let is_known = |name: &str| purpose(name) != Purpose::Unknown;
        let (name, _) = name_of(inner.strip_prefix('/').unwrap_or(inner))?;
        // Not beyond the next bracket: a text of brackets would be read to its end for each of them.
        let end = inner.find(['[', ']', '<'])?;
        let is_closed = inner.get(end..)?.starts_with("]]");
        return (is_known(&name) && is_closed).then(|| Found {
            range: start..start + 2 + end + 2,
            name,
            is_end: false,
            is_sure: true,
            is_escaped: true,
        });
    }
    let inner = rest.get(1..)?;
    if let Some(inner) = inner.strip_prefix('/') {
        let (name, after) = name_of(inner)?;
        let after = after.trim_start().strip_prefix(']')?;
        return Some(Found {
            range: start..html.len() - after.len(),
            name,
            is_end: true,
            is_sure: true,
            is_escaped: false,
        });
    }
    let (name, after) = name_of(inner)?;
    let given_at = inner.len() - after.len();
    if !after.starts_with(|c: char| c.is_whitespace() || matches!(c, ']' | '/' | '=')) {
        return None;
    }
    let length = end_of(after)?;
    let given = after.get(..length)?;
    let purpose = purpose(&name);
    let has_attributes =
        given.contains('=') && !given.trim_start().starts_with(['=', '>']) || given.starts_with('=');
    let is_technical = name.contains(['_', '-']);
    let stands_alone = given.trim().is_empty();
    let is_sure = match purpose {
        // Words that newspapers put into brackets, too: "[Video]", "[note]", "[box office]".
        Purpose::Unknown => {
            has_attributes || given.trim_end().ends_with('/') || (is_technical && stands_alone)
        }
        Purpose::Embed
        | Purpose::Quote
        | Purpose::Box
        | Purpose::Note
        | Purpose::Form
        | Purpose::Advertisement => {
            has_attributes
                || is_technical
                || given.contains("://")
                || (name == "poll" && !stands_alone)
                || given.bytes().any(|byte| byte.is_ascii_digit())
        }
        Purpose::Layout => has_attributes || is_technical,
        Purpose::Caption | Purpose::Gallery => has_attributes || stands_alone,
    };
    Some(Found {
        range: start..start + 1 + given_at + length + 1,
        name,
        is_end: false,
        is_sure,
        is_escaped: false,
    })
}

fn name_of(text: &str) -> Option<(String, &str)> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let end = text.find(|c: char| !is_of_name(c)).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.bytes().any(|byte| byte.is_ascii_uppercase());
    is_name.then(|| (name.to_owned(), after))
}

/// The longest shortcode that is looked for, in bytes.
const LONGEST: usize = 4_000;

/// Where the bracket that ends a shortcode is: attributes between quotation marks may hold brackets and tags.
fn end_of(after: &str) -> Option<usize> {
    let after = crate::text::beginning(after, LONGEST);
    let plain = after.find(']');
    let is_plain = after
        .get(..plain?)
        .is_some_and(|given| !given.contains(['<', '[']) && given.matches('"').count() % 2 == 0);
    if is_plain {
        return plain;
    }
    let mut quote = None;
    let mut is_value = false;
    for (at, c) in after.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, ']') => return Some(at),
            (None, '<' | '[') => return None,
            (None, '"' | '\'') if is_value => quote = Some(c),
            (None, _) => {}
        }
        is_value = c == '=';
    }
    None
}

/// The attributes of a shortcode, given as readers would see it; those without a name have an empty one.
pub fn attributes(open: &str) -> Vec<(String, String)> {
    let inner = open
        .trim_start_matches('[')
        .trim_end_matches(']')
        .trim_end_matches('/');
    let after_name = inner
        .find(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c)))
        .unwrap_or(inner.len());
    let mut rest = inner.get(after_name..).unwrap_or_default().trim_start();
    let mut attributes = Vec::new();
    while !rest.is_empty() {
        let name_end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c)))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let (name, value) = match after.trim_start().strip_prefix('=') {
            Some(value) => (name.to_ascii_lowercase(), value.trim_start()),
            None => (String::new(), rest),
        };
        let (value, after) = value_of(value);
        attributes.push((name, value.to_owned()));
        rest = after.trim_start();
    }
    attributes
}

fn value_of(text: &str) -> (&str, &str) {
    const QUOTES: [(char, char); 6] = [
        ('"', '"'),
        ('\'', '\''),
        ('“', '”'),
        ('”', '”'),
        ('«', '»'),
        ('″', '″'),
    ];
    for (open, close) in QUOTES {
        if let Some((value, after)) = text.strip_prefix(open).and_then(|inner| inner.split_once(close)) {
            return (value.trim(), after);
        }
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    let end = text
        .get(first..)
        .and_then(|rest| rest.find(char::is_whitespace))
        .map_or(text.len(), |end| first + end);
    text.split_at(end)
}

#[cfg(test)]
mod tests;
