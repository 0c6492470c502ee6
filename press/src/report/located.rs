//! Where in a file a JSON path leads.

use std::{collections::HashMap, ops::Range, path::Path};

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::Value,
    common::{Range as Place, Ranged},
    parse_to_ast,
};

use super::plain;
use crate::content::{self, line_and_column};

/// The text of a file, and where JSON paths lead in it.
pub struct Located {
    text: String,
    /// Where it is no JSON.
    fault: Option<Range<usize>>,
    places: HashMap<String, Range<usize>>,
}

impl Located {
    /// Reads a file, and finds in it the places of paths.
    pub fn read<'a>(path: &Path, paths: impl Iterator<Item = &'a str>) -> Self {
        let (text, fault) = content::shown(path);
        match fault {
            None => Self::find_all(text, paths),
            fault => Self {
                text,
                fault,
                places: HashMap::new(),
            },
        }
    }

    /// Finds the places of paths in a text, all in one reading; none where it is no JSON.
    pub fn find_all<'a>(text: String, paths: impl Iterator<Item = &'a str>) -> Self {
        let mut places = HashMap::new();
        if let Ok(parsed) = parse_to_ast(&text, &CollectOptions::default(), &ParseOptions::default())
            && let Some(value) = parsed.value
        {
            for path in paths {
                let Place { start, end, .. } = step(&value, path.trim_start_matches('$'));
                places.insert(path.to_owned(), start..end);
            }
        }
        Self {
            text,
            fault: None,
            places,
        }
    }

    /// The bytes for which the file is no JSON, or of what one of the paths leads to, or of the nearest around it that is there.
    pub fn find(&self, path: &str) -> Option<Range<usize>> {
        let fault = self.fault.as_ref();
        fault.or_else(|| self.places.get(path)).cloned()
    }

    /// What to mark: a file that is wrong as a whole is so at no line of it.
    pub fn marked(&self, path: &str) -> Option<Range<usize>> {
        self.find(path).filter(|_| self.fault.is_some() || path != "$")
    }

    pub fn line_and_column(&self, at: usize) -> (usize, usize) {
        line_and_column(&self.text, at)
    }

    /// The line of a place and those beside it, of each no more than some `longest` bytes. Of a place that goes over several
    /// lines, the first.
    pub fn excerpt(&self, at: Range<usize>, longest: usize) -> Excerpt {
        let text = self.text.as_str();
        let line = line_around(text, at.start);
        let (number, column) = self.line_and_column(at.start);
        let mut first_line = number - 1;
        let mut shown = String::new();
        if let Some(end) = line.start.checked_sub(1) {
            first_line -= 1;
            push(text, line_around(text, end), longest, &mut shown);
            shown.push('\n');
        }
        let half = longest / 2;
        let (from, to) = match line.len() <= longest {
            true => (line.start, line.end),
            false => (
                floor(text, line.start.max(at.start.saturating_sub(half))),
                floor(text, line.end.min(at.start + half)),
            ),
        };
        let part = |from: usize, to: usize| plain(text.get(from..to).unwrap_or_default());
        let end = at.end.min(to).max(at.start);
        shown.push_str(if from > line.start { "…" } else { "" });
        shown.push_str(&part(from, at.start));
        let begins = shown.len();
        shown.push_str(&part(at.start, end));
        let marked = begins..shown.len();
        shown.push_str(&part(end, to));
        shown.push_str(if to < line.end { "…" } else { "" });
        if let Some(next) = text.get(line.end..).and_then(|rest| rest.find('\n')) {
            shown.push('\n');
            push(text, line_around(text, line.end + next + 1), longest, &mut shown);
        }
        Excerpt {
            text: shown,
            marked,
            first_line,
            column: column - 1,
        }
    }
}

/// A part of a file.
pub struct Excerpt {
    pub text: String,
    /// What is marked of it.
    pub marked: Range<usize>,
    /// How many lines there are before it in the file.
    pub first_line: usize,
    /// How many characters there are in the file before what is marked, in its line.
    pub column: usize,
}

/// Adds the beginning of a line.
fn push(text: &str, line: Range<usize>, longest: usize, shown: &mut String) {
    let to = floor(text, line.end.min(line.start + longest));
    shown.push_str(&plain(text.get(line.start..to).unwrap_or_default()));
    shown.push_str(if to < line.end { "…" } else { "" });
}

/// The bytes of the line that a place is in, without its end.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = at + after.find('\n').unwrap_or(after.len());
    let line = text.get(start..end).unwrap_or_default();
    start..start + line.strip_suffix('\r').unwrap_or(line).len()
}

/// The last place before `at` where a character begins.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn step(value: &Value<'_>, path: &str) -> Place {
    match value {
        Value::Object(object) => {
            let Some(rest) = path.strip_prefix('.') else {
                return value.range();
            };
            // Keys may have any signs in them: the longest is meant.
            let mut properties: Vec<_> = object.properties.iter().collect();
            properties.sort_by_key(|property| std::cmp::Reverse(property.name.as_str().len()));
            let found = properties.into_iter().find_map(|property| {
                let rest = rest.strip_prefix(property.name.as_str())?;
                (rest.is_empty() || rest.starts_with(['.', '['])).then_some((property, rest))
            });
            match found {
                Some((property, "")) => property.range(),
                Some((property, rest)) => step(&property.value, rest),
                None => first_line(value),
            }
        }
        Value::Array(array) => {
            let item = path.strip_prefix('[').and_then(|path| path.split_once(']'));
            let found = item
                .and_then(|(number, rest)| Some((array.elements.get(number.parse::<usize>().ok()?)?, rest)));
            match found {
                Some((item, rest)) => step(item, rest),
                None => first_line(value),
            }
        }
        other => other.range(),
    }
}

/// Of what lacks something, where it begins.
fn first_line(value: &Value<'_>) -> Place {
    let Place { start, .. } = value.range();
    Place {
        start,
        end: start + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_its_place() {
        let text = r#"{"a": {"b.c": [1, {"d": "é"}], "b": 2}, "e": []}"#;
        let wanted = [
            ("$", text),
            ("$.a.b.c[1].d", r#""d": "é""#),
            ("$.a.b", r#""b": 2"#),
            ("$.a.b.c[0]", "1"),
            ("$.e", r#""e": []"#),
            ("$.e[0]", "["),
            ("$.a.z", "{"),
        ];
        let located = Located::find_all(text.to_owned(), wanted.iter().map(|(path, _)| *path));
        for (path, wanted) in wanted {
            let at = located.find(path).unwrap();
            assert_eq!(&text[at], wanted, "{path}");
        }
        assert_eq!(
            Located::find_all("{".to_owned(), ["$"].into_iter()).find("$"),
            None
        );
    }
}
