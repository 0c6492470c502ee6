//! Braces, and the signs that SPIP sets.

use std::fmt::Write;

use super::{
    Writer,
    shelf::{self, Part},
};
use crate::text;

/// A mark, by how many braces it is written with, or by its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Emphasis,
    Strong,
    Heading,
    Level(u8),
}

impl Mark {
    fn braces(self) -> usize {
        match self {
            Self::Emphasis => 1,
            Self::Strong => 2,
            Self::Heading => 3,
            Self::Level(_) => 0,
        }
    }
}

/// Braces that open or close a mark.
#[derive(Clone, Copy, Debug)]
struct Brace {
    at: usize,
    length: usize,
    mark: Mark,
    opens: bool,
}

impl Writer<'_> {
    /// Sets aside what braces mark.
    pub(super) fn braced(&mut self, said: &str) -> String {
        let braces = matched(said);
        let mut out = String::with_capacity(said.len());
        let mut at = 0;
        for brace in braces {
            out.push_str(said.get(at..brace.at).unwrap_or_default());
            at = brace.at + brace.length;
            match (brace.mark, brace.opens) {
                (Mark::Emphasis, true) => out.push_str(&shelf::fixed("<em>")),
                (Mark::Emphasis, false) => out.push_str(&shelf::fixed("</em>")),
                (Mark::Strong, true) => out.push_str(&shelf::fixed("<strong>")),
                (Mark::Strong, false) => out.push_str(&shelf::fixed("</strong>")),
                (Mark::Heading | Mark::Level(_), true) => {
                    let stars = said
                        .get(at..)
                        .unwrap_or_default()
                        .bytes()
                        .take_while(|byte| *byte == b'*')
                        .count();
                    let level = match brace.mark {
                        Mark::Level(level) => usize::from(level),
                        _ => stars.max(1) + 1,
                    };
                    at += stars;
                    let html = if level <= 2 { "<h2>" } else { "<h3>" };
                    let _ = write!(out, "\n\n{}", self.shelf.put_block(html));
                    self.levels.push(level);
                }
                (Mark::Heading | Mark::Level(_), false) => {
                    let level = self.levels.pop().unwrap_or(2);
                    let html = if level <= 2 { "</h2>" } else { "</h3>" };
                    let _ = write!(out, "{}\n\n", self.shelf.put_block(html));
                }
            }
        }
        out.push_str(said.get(at..).unwrap_or_default());
        out
    }

    /// A line with SPIP's own typography, and with links for addresses that stand in it.
    pub(super) fn finished(&mut self, said: &str) -> String {
        let mut out = String::with_capacity(said.len());
        let mut in_link = false;
        let is_alone = is_address(said.trim());
        for part in shelf::parts(said) {
            match part {
                Part::Piece(piece, number) => {
                    let html = self.shelf.html(number);
                    in_link = match html.get(..2).unwrap_or_default() {
                        "<a" if html.starts_with("<a ") || html.starts_with("<a>") => !html.contains("</a"),
                        "</" if html.starts_with("</a") => false,
                        _ => in_link,
                    };
                    out.push_str(piece);
                }
                Part::Text(words) if in_link || is_alone || self.is_line => out.push_str(&typeset(words)),
                Part::Text(words) => self.with_addresses(words, &mut out),
            }
        }
        out
    }

    fn with_addresses(&mut self, words: &str, out: &mut String) {
        let mut rest = words;
        while let Some(at) = address(rest) {
            let (before, from) = rest.split_at(at);
            out.push_str(&typeset(before));
            let end = from
                .find(|c: char| text::is_space(c) || "<>\"'[](){}|»«,".contains(c))
                .unwrap_or(from.len());
            let url = from
                .get(..end)
                .unwrap_or_default()
                .trim_end_matches(['.', ':', ';', '!', '?', '…']);
            match is_address(url) {
                true => {
                    let _ = write!(out, "{}", self.shelf.put(format!("<a href=\"{url}\">{url}</a>")));
                }
                false => out.push_str(url),
            }
            rest = from.get(url.len()..).unwrap_or_default();
            if url.is_empty() {
                out.push_str(rest.get(..1).unwrap_or_default());
                rest = rest.get(1..).unwrap_or_default();
            }
        }
        out.push_str(&typeset(rest));
    }
}

fn address(rest: &str) -> Option<usize> {
    let is_address = |at: &usize| {
        let after = rest.get(at + 4..).unwrap_or_default();
        after.starts_with("://") || after.starts_with("s://")
    };
    rest.match_indices("http").map(|(at, _)| at).find(is_address)
}

fn is_address(words: &str) -> bool {
    let after = words
        .strip_prefix("http://")
        .or_else(|| words.strip_prefix("https://"));
    after.is_some_and(|after| {
        after.contains('.') && !after.contains(|c: char| text::is_space(c) || "<>\"".contains(c))
    })
}

/// `~` is a space that does not break, and two hyphens are a dash.
fn typeset(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find(['~', '-']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if from.starts_with('~') {
            out.push('\u{a0}');
            rest = from.get(1..).unwrap_or_default();
            continue;
        }
        let hyphens = from.bytes().take_while(|byte| *byte == b'-').count();
        let (run, after) = from.split_at(hyphens);
        let is_dash = hyphens == 2 && !after.starts_with('>') && !out.ends_with(['<', '!', ';']);
        out.push_str(if is_dash { "—" } else { run });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The braces that belong together, in their order; those that do not are signs as others are.
fn matched(said: &str) -> Vec<Brace> {
    let bytes = said.as_bytes();
    let mut open: Vec<Brace> = Vec::new();
    let mut found: Vec<Brace> = Vec::new();
    let mut at = 0;
    while let Some(next) = said.get(at..).and_then(|rest| rest.find(['{', '}'])) {
        at += next;
        let sign = bytes.get(at).copied().unwrap_or_default();
        if let Some(level) = level(said, at) {
            let brace = Brace {
                at,
                length: 3,
                mark: Mark::Level(level),
                opens: sign == b'{',
            };
            match sign {
                b'{' => open.push(brace),
                _ => close(brace, &mut open, &mut found),
            }
            at += 3;
            continue;
        }
        let mut run = bytes.iter().skip(at).take_while(|byte| **byte == sign).count();
        while run > 0 {
            if sign == b'{' {
                let mark = match run {
                    3.. => Mark::Heading,
                    2 => Mark::Strong,
                    _ => Mark::Emphasis,
                };
                open.push(Brace {
                    at,
                    length: mark.braces(),
                    mark,
                    opens: true,
                });
                at += mark.braces();
                run -= mark.braces();
                continue;
            }
            // What was opened last is closed first; of a longer run only its own braces.
            let fitting = open
                .iter()
                .rev()
                .take(8)
                .map(|brace| brace.mark)
                .find(|mark| (1..=run).contains(&mark.braces()));
            let Some(mark) = fitting else {
                at += run;
                break;
            };
            let length = mark.braces();
            let brace = Brace {
                at,
                length,
                mark,
                opens: false,
            };
            close(brace, &mut open, &mut found);
            at += length;
            run -= length;
        }
    }
    found.sort_by_key(|brace| brace.at);
    found
}

/// Braces stand within so many others at most: for those that nobody closed none is looked for further.
const DEEPEST: usize = 64;

fn close(brace: Brace, open: &mut Vec<Brace>, found: &mut Vec<Brace>) {
    let bottom = open.len().saturating_sub(DEEPEST);
    let near = open.get(bottom..).unwrap_or_default();
    if let Some(number) = near.iter().rposition(|it| it.mark == brace.mark)
        && let number = bottom + number
        && let Some(opened) = open.get(number).copied()
    {
        open.truncate(number);
        found.push(opened);
        found.push(brace);
    }
}

/// The level of `{2{` or `}2}`.
fn level(said: &str, at: usize) -> Option<u8> {
    match said.as_bytes().get(at..at + 3)? {
        [b'{', digit @ b'2'..=b'9', b'{'] | [b'}', digit @ b'2'..=b'9', b'}'] => Some(digit - b'0'),
        _ => None,
    }
}
