//! The law that nothing is lost: what the source says is what the blocks say and what the report says.
//!
//! For words, and so for links, pictures and frames: all that the source has, and all that the report says stands there
//! now, is all that the blocks have, and all that the report says stood there before.

use std::collections::BTreeMap;

use serde::Serialize;
use url::Url;
use xxhash_rust::xxh3::xxh3_64;

use crate::{
    address::{self, Link},
    block::{self, Block, Mark, Span, Text},
    html::{
        Said,
        tree::{self, Node},
    },
    outcome::{Entry, Kind},
    text,
};

/// What is counted.
pub const KINDS: [Kind; 4] = [Kind::Words, Kind::Link, Kind::Picture, Kind::Frame];

/// Words, links, pictures and frames, by what each is and how many.
pub type Unaccounted = BTreeMap<(Kind, String), i64>;

/// Counts words, links, pictures and frames.
trait Count {
    fn add(&mut self, kind: Kind, what: &str, count: i64);

    fn add_words(&mut self, words: &str, count: i64) {
        text::words(words, &mut |word| self.add(Kind::Words, word, count));
    }

    fn add_address(&mut self, kind: Kind, address: &str, base: Option<&Url>, count: i64) {
        self.add(kind, &normal(address, base), count);
    }

    /// What a text says.
    fn add_said(&mut self, said: &Said, base: Option<&Url>, count: i64) {
        self.add_words(&said.words, count);
        for source in &said.sources {
            self.add_address(source.kind, &source.address, base, count);
        }
    }

    /// What blocks say.
    fn add_blocks(&mut self, blocks: &[Block], base: Option<&Url>, count: i64) {
        block::visit(blocks, &mut |said| match said {
            Text::Plain(words) => self.add_words(words, count),
            Text::Picture(url) => self.add_address(Kind::Picture, url, base, count),
            Text::Frame(url) => self.add_address(Kind::Frame, url, base, count),
            Text::Spans(spans) => {
                self.add_words(&parted(spans), count);
                for href in links(spans) {
                    self.add_address(Kind::Link, &href, base, count);
                }
            }
        });
    }

    /// What a report says stood in the source, less what it says stands there now.
    fn add_entries(&mut self, report: &[Entry], base: Option<&Url>, count: i64) {
        let mut add = |kind: Kind, what: &str, count: i64| match kind {
            Kind::Words => self.add_words(what, count),
            Kind::Link | Kind::Picture | Kind::Frame => self.add_address(kind, what, base, count),
            Kind::Other => {}
        };
        for entry in report {
            if let Some(was) = &entry.was {
                add(entry.kind, was, count);
            }
            if let Some(now) = &entry.now {
                add(entry.kind, now, -count);
            }
        }
    }
}

/// How many there are of each kind, and a number that differs where they do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    counts: [i64; 4],
    print: u64,
}

impl Count for Sum {
    fn add(&mut self, kind: Kind, what: &str, count: i64) {
        let number = KINDS.iter().position(|it| *it == kind).unwrap_or_default();
        if let Some(of_kind) = self.counts.get_mut(number) {
            *of_kind += count;
        }
        let print = xxh3_64(what.as_bytes())
            .wrapping_add(number as u64)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.print = self.print.wrapping_add(print.wrapping_mul(count.cast_unsigned()));
    }
}

/// How many there are of each.
#[derive(Default)]
struct Tally(Unaccounted);

impl Count for Tally {
    fn add(&mut self, kind: Kind, what: &str, count: i64) {
        *self.0.entry((kind, what.to_owned())).or_default() += count;
    }
}

/// How much of a kind the source has, the article has, and the report tells of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub source: i64,
    pub article: i64,
    pub report: i64,
}

/// The account of a text.
#[derive(Debug, Default)]
pub struct Account {
    /// In the order of [`KINDS`].
    pub counts: [Counts; 4],
    /// What is in the source and neither in the blocks nor in the report (more than 0 times), or the other way round (less).
    /// Nothing, where the law holds.
    pub unaccounted: Unaccounted,
}

/// Holds texts of a page at `base`, the blocks that they became, the fields beside those (headline, lead, captions), and what the
/// report says of them to the law.
#[must_use]
pub fn account(
    source: &[Said],
    blocks: &[Block],
    beside: &[&str],
    report: &[Entry],
    base: Option<&Url>,
) -> Account {
    let [mut said, mut made, mut told] = [Sum::default(); 3];
    source.iter().for_each(|it| said.add_said(it, base, 1));
    made.add_blocks(blocks, base, 1);
    beside.iter().for_each(|words| made.add_words(words, 1));
    told.add_entries(report, base, 1);
    let mut counts = [Counts::default(); 4];
    for (counts, ((source, article), report)) in counts
        .iter_mut()
        .zip(said.counts.into_iter().zip(made.counts).zip(told.counts))
    {
        *counts = Counts {
            source,
            article,
            report,
        };
    }
    let mut unaccounted = Unaccounted::new();
    if said.print != made.print.wrapping_add(told.print) {
        let mut tally = Tally::default();
        source.iter().for_each(|it| tally.add_said(it, base, 1));
        tally.add_blocks(blocks, base, -1);
        beside.iter().for_each(|words| tally.add_words(words, -1));
        tally.add_entries(report, base, -1);
        unaccounted = tally.0;
        unaccounted.retain(|_, count| *count != 0);
    }
    Account { counts, unaccounted }
}

/// One way to write an address, so that it is found again in blocks.
fn normal(address: &str, base: Option<&Url>) -> String {
    match address::link(address, base) {
        Link::Good(good) => good,
        Link::InPage | Link::Nowhere => address.trim().to_owned(),
    }
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
