//! Where in a file a JSON path leads.

use std::{collections::HashMap, ops::Range};

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::Value,
    common::{Range as Place, Ranged},
    parse_to_ast,
};

/// The text of a file, and where JSON paths lead in it.
pub struct Located {
    text: String,
    places: HashMap<String, Range<usize>>,
}

impl Located {
    /// Finds the places of paths in a text, all in one reading; none where it is no JSON.
    pub fn read<'a>(text: String, paths: impl Iterator<Item = &'a str>) -> Self {
        let mut places = HashMap::new();
        if let Ok(parsed) = parse_to_ast(&text, &CollectOptions::default(), &ParseOptions::default())
            && let Some(value) = parsed.value
        {
            for path in paths {
                let Place { start, end, .. } = step(&value, path.trim_start_matches('$'));
                places.insert(path.to_owned(), start..end);
            }
        }
        Self { text, places }
    }

    /// The bytes of what one of the paths leads to, or of the nearest around it that is there.
    pub fn find(&self, path: &str) -> Option<Range<usize>> {
        self.places.get(path).cloned()
    }

    /// Both from 1 on; columns count characters.
    pub fn line_and_column(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or_default();
        let line_begins = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(line_begins..).unwrap_or_default().chars().count();
        (before.matches('\n').count() + 1, column + 1)
    }

    /// The text, but where the line of a place is longer than `longest` bytes only a part of that line, at its number; and
    /// where the place is in it.
    pub fn excerpt(&self, at: Range<usize>, longest: usize) -> (String, Range<usize>) {
        let text = self.text.as_str();
        let line_begins = text
            .get(..at.start)
            .unwrap_or_default()
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let line_ends = text
            .get(at.start..)
            .unwrap_or_default()
            .find('\n')
            .map_or(text.len(), |end| at.start + end);
        // Of what goes over several lines, the first.
        let end = at.end.min(line_ends);
        if line_ends - line_begins <= longest {
            return (self.text.clone(), at.start..end);
        }
        let half = longest / 2;
        let from = floor(text, line_begins.max(at.start.saturating_sub(half)));
        let to = floor(text, line_ends.min(at.start + half));
        let lines = text.get(..line_begins).unwrap_or_default().matches('\n').count();
        let mut shown = "\n".repeat(lines);
        shown.push_str(if from > line_begins { "…" } else { "" });
        let start = shown.len() + (at.start - from);
        shown.push_str(text.get(from..to).unwrap_or_default());
        let end = start + (end.min(to) - at.start);
        shown.push_str(if to < line_ends { "…" } else { "" });
        (shown, start..end)
    }
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
        let located = Located::read(text.to_owned(), wanted.iter().map(|(path, _)| *path));
        for (path, wanted) in wanted {
            let at = located.find(path).unwrap();
            assert_eq!(&text[at], wanted, "{path}");
        }
        assert_eq!(Located::read("{".to_owned(), ["$"].into_iter()).find("$"), None);
    }
}
