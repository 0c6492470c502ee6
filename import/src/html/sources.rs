//! Every link, picture and frame of a text, counted before it is parsed: a parser moves tags, opens them again, and drops
//! what a place cannot hold.

use std::collections::HashMap;

use super::{
    lex::{Token, Tokens},
    tree::{self, Node},
};
use crate::outcome::Kind;

/// A link, a picture or a frame of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub kind: Kind,
    pub address: String,
}

/// The attribute that says which of them a tag is.
const NUMBER: &str = "data-kiosque";

/// Recordings, films and pictures whose sources follow.
#[derive(Default)]
struct Within {
    open: Vec<String>,
    counts: HashMap<String, usize>,
}

impl Within {
    fn open(&mut self, name: &str) {
        self.open.push(name.to_owned());
        *self.counts.entry(name.to_owned()).or_default() += 1;
    }

    /// Ends what is open up to one of that name; an end of what is not open ends nothing, and is not looked for.
    fn close(&mut self, name: &str) {
        let is_open = |within: &Self| within.counts.get(name).is_some_and(|count| *count > 0);
        let mut is_ended = !is_open(self);
        while !is_ended && let Some(last) = self.open.pop() {
            is_ended = last == name;
            if let Some(count) = self.counts.get_mut(&last) {
                *count -= 1;
            }
        }
    }

    fn is_in_recording(&self) -> bool {
        self.open.last().is_some_and(|it| it != "picture")
    }
}

/// The text with its tags numbered, and what they lead to; `None` for those that lead nowhere.
pub fn numbered(html: &str) -> (String, Vec<Option<Source>>) {
    let mut marked = String::with_capacity(html.len() + 64);
    let mut tags = String::new();
    let mut kinds: Vec<(Kind, &str)> = Vec::new();
    let mut at = 0;
    let mut within = Within::default();
    for token in Tokens::new(html) {
        let Token::Tag { all, name, is_end } = token else {
            continue;
        };
        let named = html.get(name.clone()).unwrap_or_default().to_ascii_lowercase();
        let kind = match named.as_str() {
            "audio" | "video" | "picture" => {
                match is_end {
                    false => within.open(&named),
                    true => within.close(&named),
                }
                if named == "picture" {
                    continue;
                }
                (Kind::Frame, "src")
            }
            "a" => (Kind::Link, "href"),
            "img" | "image" => (Kind::Picture, "src"),
            "iframe" | "embed" => (Kind::Frame, "src"),
            "object" => (Kind::Frame, "data"),
            "source" if within.is_in_recording() => (Kind::Frame, "src"),
            _ => continue,
        };
        // A tag that is cut off at the end of the text is none.
        if is_end || !html.get(all.clone()).is_some_and(|tag| tag.ends_with('>')) {
            continue;
        }
        let number = format!(" {NUMBER}={}", kinds.len());
        kinds.push(kind);
        marked.push_str(html.get(at..name.end).unwrap_or_default());
        marked.push_str(&number);
        at = name.end;
        if html.as_bytes().get(at) == Some(&b'/') {
            marked.push(' ');
        }
        tags.push_str("<img");
        tags.push_str(&number);
        if html.as_bytes().get(at) == Some(&b'/') {
            tags.push(' ');
        }
        tags.push_str(html.get(name.end..all.end).unwrap_or_default());
    }
    marked.push_str(html.get(at..).unwrap_or_default());
    let mut sources: Vec<Option<Source>> = vec![None; kinds.len()];
    if !kinds.is_empty() {
        let parsed = tree::parse(&tags);
        for node in tree::root(&parsed).descendants() {
            let Some(number) = number(node) else { continue };
            let (Some((kind, attribute)), Some(place)) = (kinds.get(number), sources.get_mut(number)) else {
                continue;
            };
            let address = tree::attribute(node, attribute).map(str::trim);
            // A link to nothing is a link still.
            let address = address.filter(|address| *kind == Kind::Link || !address.is_empty());
            *place = address.map(|address| Source {
                kind: *kind,
                address: address.to_owned(),
            });
        }
    }
    (marked, sources)
}

/// Which of the text's links, pictures and frames a node is.
pub fn number(node: Node<'_>) -> Option<usize> {
    tree::attribute(node, NUMBER)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_counted_as_they_stand_in_the_text() {
        let (html, sources) = numbered(
            "<a href=\"/x?a=1&amp;b\"><select><img src=/y.jpg/></select><a name=z><video><source src=v></video><source src=w><!-- <a href=n> --><img",
        );
        assert!(
            html.starts_with(
                "<a data-kiosque=0 href=\"/x?a=1&amp;b\"><select><img data-kiosque=1 src=/y.jpg/>"
            )
        );
        let told: Vec<Option<&str>> = sources
            .iter()
            .map(|it| it.as_ref().map(|it| it.address.as_str()))
            .collect();
        assert_eq!(told, [Some("/x?a=1&b"), Some("/y.jpg/"), None, None, Some("v")]);
    }
}
