//! The law that nothing is lost: what the source says is what the blocks say and what the report says.
//!
//! For words, and so for links, pictures and frames: all that the source has, and all that the report says stands there
//! now, is all that the blocks have, and all that the report says stood there before.

use std::collections::BTreeMap;

use url::Url;

use crate::{
    address::{self, Link},
    block::{self, Block, Mark, Span, Text},
    html::tree::{self, Node},
    outcome::{Entry, Kind},
    text,
};

/// How often each word, link, picture and frame is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<(Kind, String), i64>);

impl Tally {
    fn add(&mut self, kind: Kind, what: &str, count: i64) {
        let entry = self.0.entry((kind, what.to_owned())).or_default();
        *entry += count;
    }

    fn add_words(&mut self, words: &str, count: i64) {
        text::words(words, &mut |word| self.add(Kind::Words, word, count));
    }

    fn add_address(&mut self, kind: Kind, address: &str, base: Option<&Url>, count: i64) {
        self.add(kind, &normal(address, base), count);
    }

    fn add_entries(&mut self, report: &[Entry], base: Option<&Url>) {
        let mut add = |kind: Kind, what: &str, count: i64| match kind {
            Kind::Words => self.add_words(what, count),
            Kind::Link | Kind::Picture | Kind::Frame => self.add_address(kind, what, base, count),
            Kind::Other => {}
        };
        for entry in report {
            if let Some(was) = &entry.was {
                add(entry.kind, was, 1);
            }
            if let Some(now) = &entry.now {
                add(entry.kind, now, -1);
            }
        }
    }

    /// How many of a kind there are.
    #[must_use]
    pub fn count(&self, kind: Kind) -> i64 {
        self.0
            .iter()
            .filter(|((it, _), _)| *it == kind)
            .map(|(_, count)| count)
            .sum()
    }

    /// Adds what another source says.
    pub fn merge(&mut self, other: Self) {
        for ((kind, what), count) in other.0 {
            *self.0.entry((kind, what)).or_default() += count;
        }
    }

    /// What is in the one and not in the other.
    fn less(mut self, other: &Self) -> BTreeMap<(Kind, String), i64> {
        for ((kind, what), count) in &other.0 {
            self.add(*kind, what, -count);
        }
        self.0.retain(|_, count| *count != 0);
        self.0
    }
}

/// What a report says stood in the source, less what it says stands there now.
#[must_use]
pub fn of_entries(report: &[Entry]) -> Tally {
    let mut tally = Tally::default();
    tally.add_entries(report, None);
    tally
}

/// One way to write an address, so that it is found again in blocks.
fn normal(address: &str, base: Option<&Url>) -> String {
    match address::link(address, base) {
        Link::Good(good) => good,
        Link::InPage | Link::Nowhere => address.trim().to_owned(),
    }
}

/// What HTML says, of a page at `base`.
#[must_use]
pub fn of_html(html: &str, base: Option<&Url>) -> Tally {
    let mut tally = Tally::default();
    let (bounded, _) = crate::html::bounded(html);
    let parsed = tree::parse(&bounded);
    tally.add_words(&tree::text(tree::root(&parsed)), 1);
    let closed = crate::html::sound(html);
    for source in crate::html::numbered(&closed).1.into_iter().flatten() {
        tally.add_address(source.kind, &source.address, base, 1);
    }
    tally
}

/// What blocks say.
#[must_use]
pub fn of_blocks(blocks: &[Block], base: Option<&Url>) -> Tally {
    let mut tally = Tally::default();
    block::visit(blocks, &mut |said| match said {
        Text::Plain(words) => tally.add_words(words, 1),
        Text::Picture(url) => tally.add_address(Kind::Picture, url, base, 1),
        Text::Frame(url) => tally.add_address(Kind::Frame, url, base, 1),
        Text::Spans(spans) => {
            tally.add_words(&parted(spans), 1);
            for href in links(spans) {
                tally.add_address(Kind::Link, &href, base, 1);
            }
        }
    });
    tally
}

/// The words of spans; raised and lowered ones are words of their own.
pub(crate) fn parted(spans: &[Span]) -> String {
    let mut words = String::new();
    let has = |span: &Span, mark: Mark| span.marks.contains(&mark);
    let raised = |span: &Span| (has(span, Mark::Superscript), has(span, Mark::Subscript));
    let mut before = (false, false);
    for span in spans {
        let is_seam = span.text.chars().all(|c| c == text::SEAM);
        if !is_seam && raised(span) != before {
            words.push(' ');
        }
        before = if is_seam { before } else { raised(span) };
        words.push_str(&span.text);
    }
    words
}

/// The links of a line: neighbouring spans of one link are one.
#[must_use]
pub fn links(spans: &[Span]) -> Vec<String> {
    let link = |span: &Span| {
        span.marks.iter().find_map(|mark| match mark {
            Mark::Link { href, number } => Some((href.clone(), *number)),
            _ => None,
        })
    };
    spans
        .chunk_by(|one, other| link(one) == link(other))
        .filter_map(|run| link(run.first()?))
        .map(|(href, _)| href)
        .collect()
}

/// The address of what a frame, a recording or a film shows.
#[must_use]
pub fn frame_address(node: Node<'_>) -> Option<&str> {
    let name = match tree::name(node) {
        "iframe" | "embed" | "audio" | "video" => "src",
        "source" => "src",
        "object" => "data",
        _ => return None,
    };
    tree::attribute(node, name)
        .map(str::trim)
        .filter(|src| !src.is_empty())
}

/// What is in the source and neither in the blocks nor in the report (more than 0 times), or the other way round (less).
/// Nothing, where the law holds.
#[must_use]
pub fn account(
    source: &Tally,
    blocks: &[Block],
    report: &[Entry],
    base: Option<&Url>,
) -> BTreeMap<(Kind, String), i64> {
    let mut found = of_blocks(blocks, base);
    found.add_entries(report, base);
    source.clone().less(&found)
}
