//! The documents of Ghost's editor before version 5.3x (<https://github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md>), as HTML.

use serde_json::Value;

use super::cards;
use crate::source::{json, markup::Markup};

/// The HTML of a document; none where it is no document.
pub fn written(document: &Value) -> Option<Markup> {
    let sections = match &document["sections"] {
        // Version 0.2 keeps markups and sections in one list.
        Value::Array(sections) if json::text(document, "version").starts_with("0.3") => sections,
        _ => return None,
    };
    let of = Document { whole: document };
    let mut to = Markup::default();
    for (number, section) in sections.iter().enumerate() {
        of.section(section, number + 1, &mut to);
    }
    Some(to)
}

struct Document<'a> {
    whole: &'a Value,
}

impl Document<'_> {
    fn section(&self, section: &Value, number: usize, to: &mut Markup) {
        let markers = |at: usize| section[at].as_array().map_or(&[][..], Vec::as_slice);
        match section[0].as_u64() {
            Some(1) => match section[1].as_str().unwrap_or("p") {
                name @ ("p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote") => {
                    to.element(name, &[], |to| self.line(markers(2), to));
                }
                "pull-quote" | "aside" => to.element("blockquote", &[("class", "pullquote")], |to| {
                    self.line(markers(2), to);
                }),
                _ => to.element("p", &[], |to| self.line(markers(2), to)),
            },
            Some(2) => to.open("img", &[("src", section[1].as_str().unwrap_or_default())]),
            Some(3) => {
                let name = match section[1].as_str() {
                    Some("ol") => "ol",
                    _ => "ul",
                };
                to.element(name, &[], |to| {
                    for item in markers(2) {
                        let line = item.as_array().map_or(&[][..], Vec::as_slice);
                        to.element("li", &[], |to| self.line(line, to));
                    }
                });
            }
            Some(10) => {
                let card = section[1]
                    .as_u64()
                    .and_then(|at| self.whole["cards"].get(usize::try_from(at).ok()?));
                if let Some(card) = card {
                    let name = card[0].as_str().unwrap_or_default();
                    let place = format!("mobiledoc/section[{number}]/{name}");
                    cards::card(name, &card[1], &place, to);
                }
            }
            _ => {
                let place = format!("mobiledoc/section[{number}]");
                cards::unknown(section, &place, to);
            }
        }
    }

    /// A line's markers: which marks each opens, its words, and how many marks end after it.
    fn line(&self, markers: &[Value], to: &mut Markup) {
        let mut open: Vec<&str> = Vec::new();
        for marker in markers {
            for number in marker[1].as_array().into_iter().flatten() {
                let markup = number
                    .as_u64()
                    .and_then(|at| self.whole["markups"].get(usize::try_from(at).ok()?));
                let name = markup.and_then(|it| it[0].as_str()).unwrap_or("span");
                open.push(self.mark(name, markup, to));
            }
            match marker[0].as_u64() {
                Some(1) => self.atom(&marker[3], to),
                _ => to.text(marker[3].as_str().unwrap_or_default()),
            }
            for _ in 0..marker[2].as_u64().unwrap_or_default() {
                if let Some(name) = open.pop() {
                    to.raw(&format!("</{name}>"));
                }
            }
        }
        for name in open.iter().rev() {
            to.raw(&format!("</{name}>"));
        }
    }

    /// Opens a mark, and gives the element that is to be closed.
    fn mark(&self, name: &str, markup: Option<&Value>, to: &mut Markup) -> &'static str {
        const NAMES: [&str; 12] = [
            "a", "b", "code", "em", "i", "s", "strong", "sub", "sup", "u", "mark", "del",
        ];
        let name = NAMES.into_iter().find(|it| *it == name).unwrap_or("span");
        let attributes = markup.and_then(|it| it[1].as_array());
        // Names and values one after the other.
        let href = attributes.and_then(|list| {
            let at = list.iter().position(|it| it == "href")?;
            list.get(at + 1)?.as_str()
        });
        match (name, href) {
            ("a", Some(href)) => to.open(name, &[("href", href)]),
            _ => to.open(name, &[]),
        }
        name
    }

    fn atom(&self, number: &Value, to: &mut Markup) {
        let atom = number
            .as_u64()
            .and_then(|at| self.whole["atoms"].get(usize::try_from(at).ok()?));
        match atom {
            Some(atom) if atom[0] == "soft-return" => to.raw("<br>"),
            Some(atom) => to.text(atom[1].as_str().unwrap_or_default()),
            None => {}
        }
    }
}
