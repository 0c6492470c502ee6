//! `[[A note.]]`, `[[<a> A note that has a name.]]`, `[[<a>]]`.

use super::Writer;
use crate::{
    outcome::{Entry, Kind, Reason},
    source::markup::escaped,
};

/// A note, as it was typed.
pub(super) struct Typed {
    pub id: String,
    pub text: String,
    /// Whether a number leads to it.
    pub is_named: bool,
    /// How many notes it stands in.
    pub depth: usize,
}

/// Notes stand in notes so deep at most.
const DEEPEST: usize = 2;

impl Writer<'_> {
    /// Puts the number of each note where it stood.
    pub(super) fn without_notes(&mut self, said: &str) -> String {
        let mut out = String::with_capacity(said.len());
        let mut rest = said;
        while let Some(at) = rest.find("[[").filter(|_| self.depth <= DEEPEST) {
            let (before, from) = rest.split_at(at);
            let Some((inner, after)) = inner(from) else {
                break;
            };
            out.push_str(before);
            let (label, words) = labelled(inner);
            let mark = self.note(label, words.trim());
            out.push_str(&mark);
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn note(&mut self, label: Option<&str>, words: &str) -> String {
        if self.is_line {
            return match words.is_empty() {
                true => String::new(),
                false => format!(" ({words})"),
            };
        }
        let label = label.map(str::trim);
        let named = label.filter(|label| !label.is_empty());
        let known = named.and_then(|label| self.labels.get(label).copied());
        let known = known.and_then(|number| self.typed.get_mut(number));
        let number = match known {
            Some(known) => {
                if known.text.is_empty() {
                    words.clone_into(&mut known.text);
                } else if !words.is_empty() {
                    known.text.push_str("\n\n");
                    known.text.push_str(words);
                }
                known.id.clone()
            }
            None if words.is_empty() && label.is_none_or(str::is_empty) => {
                let entry = Entry::new(Reason::NothingShown, Kind::Other, self.place);
                self.entries.push(entry.was("[[ ]]"));
                return String::new();
            }
            None => {
                let id = (self.typed.len() + 1).to_string();
                if let Some(label) = named {
                    self.labels.insert(label.to_owned(), self.typed.len());
                }
                self.typed.push(Typed {
                    id: id.clone(),
                    text: words.to_owned(),
                    is_named: label != Some(""),
                    depth: self.depth,
                });
                id
            }
        };
        if label == Some("") {
            return String::new();
        }
        let shown = label.unwrap_or(&number).to_owned();
        self.shelf.put(format!(
            "<sup data-fn=\"note-{number}\">{}</sup>",
            escaped(&shown)
        ))
    }
}

/// What stands in a note that a text begins with, and what after it. A link may be the last thing in it.
fn inner(from: &str) -> Option<(&str, &str)> {
    let text = from.strip_prefix("[[")?;
    let mut end = text.find("]]")?;
    while text.get(end + 2..).is_some_and(|after| after.starts_with(']')) {
        end += 1;
    }
    Some((text.get(..end)?, text.get(end + 2..)?))
}

/// The name of a note, where it has one, and its text.
fn labelled(inner: &str) -> (Option<&str>, &str) {
    let trimmed = inner.trim_start();
    let found = trimmed.strip_prefix('<').and_then(|after| after.split_once('>'));
    match found {
        Some((label, words)) if !is_tag(label) => (Some(label), words),
        _ => (None, inner),
    }
}

/// Whether what stands between `<` and `>` is a tag or a document rather than a name.
fn is_tag(label: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '*' | '_' | '-' | ' ' | '†' | '‡');
    let is_document = label.len() > 3
        && label.starts_with(|c: char| c.is_ascii_alphabetic())
        && label.ends_with(|c: char| c.is_ascii_digit());
    let tags = [
        "b", "i", "u", "em", "strong", "sup", "sub", "span", "q", "cite", "small", "big", "code", "quote",
        "html", "multi", "br", "p", "div", "tt", "math", "cadre",
    ];
    !label.chars().all(is_plain) || is_document || tags.iter().any(|tag| label.eq_ignore_ascii_case(tag))
}
