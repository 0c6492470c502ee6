//! `[words->address]`, `[->art12]`, `[?word]`, and the names of places within a page.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::Writer;
use crate::{
    language,
    outcome::{Entry, Kind, Reason},
    source::{markup::escaped, spip::tables::Object},
    text,
};

/// What stands for itself in the path of an address.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'#')
    .add(b'%')
    .add(b'`');

/// How long the words of a link, and its address, are at most, in bytes.
const LONGEST: usize = 4_000;

impl Writer<'_> {
    /// Sets links aside; their words stay where they are.
    pub(super) fn linked(&mut self, said: &str) -> String {
        let mut out = String::with_capacity(said.len());
        let mut rest = said;
        while let Some(at) = next(rest) {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            if let Some(after) = from.strip_prefix("->") {
                rest = self.link(after, &mut out).unwrap_or_else(|| {
                    out.push_str("->");
                    after
                });
            } else if let Some(after) = from.strip_prefix("[?") {
                rest = self.glossary(after, &mut out).unwrap_or_else(|| {
                    out.push_str("[?");
                    after
                });
            } else if let Some(after) = from.strip_prefix("<-]") {
                // `[name<-]`.
                match start(&out) {
                    Some(start) => {
                        let name = out.split_off(start);
                        self.anchor(name.get(1..).unwrap_or_default());
                    }
                    None => out.push_str("<-]"),
                }
                rest = after;
            } else if let Some((name, after)) = from.strip_prefix("[<-").and_then(bracketed) {
                self.anchor(name);
                rest = after;
            } else {
                let after = from.get(1..).unwrap_or_default();
                out.push_str(from.get(..1).unwrap_or_default());
                rest = after;
            }
        }
        out.push_str(rest);
        out
    }

    fn anchor(&mut self, name: &str) {
        let name = self.shelf.words(name.trim_start_matches('#'));
        self.entries
            .push(Entry::new(Reason::InPageLink, Kind::Other, self.place).was(name));
    }

    /// A link whose words have been written already; gives what follows it, where it is one.
    fn link<'t>(&mut self, after: &'t str, out: &mut String) -> Option<&'t str> {
        let (target, rest) = bracketed(after)?;
        let target = target.strip_prefix('>').unwrap_or(target).trim();
        // A tag within is no part of an address, but what SPIP made of "<" is.
        if target.len() > 2_000 {
            return None;
        }
        let target = self.shelf.restored(target);
        let start = start(out)?;
        let words = out.split_off(start);
        let words = words.get(1..).unwrap_or_default();
        let (words, title, lang) = attributes(words);
        if text::says(title) {
            let title = self.shelf.words(title);
            self.entries
                .push(Entry::new(Reason::NotAllowed, Kind::Words, self.place).was(title));
        }
        let (url, made) = self.address(&target);
        let words = match words.trim().is_empty() {
            true => self.shelf.put(made),
            false => words.to_owned(),
        };
        if url.is_empty() {
            out.push_str(&words);
            return Some(rest);
        }
        let lang = match language::is_tag(lang) {
            true => format!(" hreflang=\"{lang}\""),
            false => String::new(),
        };
        out.push_str(&self.shelf.put(format!("<a href=\"{}\"{lang}>", escaped(&url))));
        out.push_str(&words);
        out.push_str(&self.shelf.put("</a>"));
        Some(rest)
    }

    /// Where a link leads, and what it is called that has no words, as HTML.
    fn address(&mut self, target: &str) -> (String, String) {
        if let Some(term) = target.strip_prefix('?') {
            return (self.page_of(term), escaped(term.trim()));
        }
        if let Some((kind, number, end)) = object(target) {
            let document = self
                .context
                .tables
                .document(number)
                .filter(|_| kind == Object::Document);
            let (url, title) = match (kind, document.cloned()) {
                (Object::Document, Some(document)) => {
                    self.documents.push(number);
                    let title = match text::says(&document.title) {
                        true => self.title(kind, number),
                        false => escaped(document.name()),
                    };
                    (self.context.tables.file(&document), title)
                }
                _ => (
                    self.context.tables.address(kind, number),
                    self.title(kind, number),
                ),
            };
            return (format!("{url}{end}"), title);
        }
        let is_mail = !target.contains(['/', ':', ' ', '?'])
            && target
                .split_once('@')
                .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        let url = match is_mail {
            true => format!("mailto:{target}"),
            false => crate::html::tree::text_of(target),
        };
        let shown = url.trim_start_matches("mailto:");
        (url.clone(), escaped(shown))
    }

    /// `[?word]`: an encyclopaedia's page on it.
    fn glossary<'t>(&mut self, after: &'t str, out: &mut String) -> Option<&'t str> {
        let (term, rest) = bracketed(after)?;
        let term = term.trim_start_matches('?');
        if !term.contains(char::is_alphanumeric) || term.len() > 300 {
            return None;
        }
        let (words, title, _) = attributes(term);
        if text::says(title) {
            self.entries
                .push(Entry::new(Reason::NotAllowed, Kind::Words, self.place).was(self.shelf.words(title)));
        }
        let words = words.split('#').next().unwrap_or_default().trim();
        let url = self.page_of(&self.shelf.words(words));
        out.push_str(&self.shelf.put(format!("<a href=\"{}\">", escaped(&url))));
        out.push_str(words);
        out.push_str(&self.shelf.put("</a>"));
        Some(rest)
    }

    fn page_of(&self, term: &str) -> String {
        let lang = match self.context.language.split(['_', '-']).next() {
            Some(lang) if (2..=3).contains(&lang.len()) => lang,
            _ => "fr",
        };
        let page = term.trim().replace(' ', "_");
        format!(
            "https://{lang}.wikipedia.org/wiki/{}",
            utf8_percent_encode(&page, PATH)
        )
    }
}

/// What stands before the bracket that ends it, on its line, and what after that.
fn bracketed(after: &str) -> Option<(&str, &str)> {
    let (inner, _) = text::beginning(after, LONGEST).split_once(']')?;
    let is_one = !['[', '\n'].iter().any(|sign| inner.contains(*sign));
    Some((inner, after.get(inner.len() + 1..)?)).filter(|_| is_one)
}

/// Where the next sign of a link is.
fn next(rest: &str) -> Option<usize> {
    let is_sign = |(at, _): &(usize, &str)| {
        let from = rest.get(*at..).unwrap_or_default();
        ["->", "[?", "<-]", "[<-"]
            .iter()
            .any(|sign| from.starts_with(sign))
    };
    rest.match_indices(['-', '[', '<'])
        .find(is_sign)
        .map(|(at, _)| at)
}

/// Where the bracket stands that the words of a link begin with; there may be brackets within.
fn start(out: &str) -> Option<usize> {
    let beginning = text::beginning(out, out.len().saturating_sub(LONGEST)).len();
    let near = out.get(beginning..)?;
    near.rfind('[')?;
    let mut depth = 0_usize;
    for (at, c) in near.char_indices().rev() {
        let at = beginning + at;
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            '\n' if out.get(..at).is_some_and(|before| before.ends_with('\n')) => return None,
            _ => {}
        }
    }
    None
}

/// The words of a link, its title and its language: `words|title{lang}`.
fn attributes(words: &str) -> (&str, &str, &str) {
    let (words, lang) = match words.strip_suffix('}').and_then(|it| it.rsplit_once('{')) {
        Some((before, lang)) if lang.len() <= 3 && language::is_tag(lang) => (before, lang),
        _ => (words, ""),
    };
    match words.split_once('|') {
        Some((words, title)) => (words, title, lang),
        None => (words, "", lang),
    }
}

/// The object that a target names, and what follows its number.
fn object(target: &str) -> Option<(Object, u64, String)> {
    let name: String = target
        .chars()
        .take_while(|c| c.is_alphabetic() || *c == '_')
        .collect();
    let kind = match name.as_str() {
        "" => Object::Article,
        name => Object::named(&name.to_lowercase())?,
    };
    let after = target.get(name.len()..)?.trim_start();
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    let end = after.get(digits.len()..)?.trim();
    let end = match end.chars().next() {
        None => "",
        Some('#') => end,
        // Arguments and languages are of SPIP itself.
        Some('?') => end.split_once('#').map_or("", |(arguments, _)| {
            end.get(arguments.len()..).unwrap_or_default()
        }),
        Some(_) if !name.is_empty() && language::is_tag(end) => "",
        Some(_) => return None,
    };
    Some((kind, digits.parse().ok()?, end.to_owned()))
}
