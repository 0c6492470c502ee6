//! What can only be said of a body when all of it is there: addresses alone on their lines, levels of headings, footnotes,
//! and whether every link is somewhere.

use super::{Body, Converter, Said, flow, hosts};
use crate::{
    address,
    block::{Block, Mark, Span, Text},
    outcome::{Entry, Kind, Reason},
    text,
};

impl<'a> Converter<'a> {
    pub(super) fn finish(mut self, blocks: Vec<Block>) -> Body {
        self.tell_unvisited();
        let mut made = Vec::with_capacity(blocks.len());
        self.lone_addresses(blocks, &mut made);
        self.end_before_notes(&mut made);
        level_headings(&mut made);
        let notes = std::mem::take(&mut self.notes);
        if !notes.is_empty() {
            made.push(Block::Notes { items: notes });
        }
        for (id, html) in self.context.notes {
            if !self.known_notes.contains_key(id) {
                self.entries
                    .extend(Said::of(html).lost(Reason::NotAllowed, "notes"));
            }
        }
        self.account_for_links(&made);
        Body {
            blocks: made,
            entries: self.entries,
            said: None,
        }
    }

    /// Addresses that stand alone on their lines are cards, as WordPress shows them.
    fn lone_addresses(&mut self, blocks: Vec<Block>, made: &mut Vec<Block>) {
        for block in blocks {
            match block {
                Block::Paragraph { spans } if has_lone(&spans) => self.parted(spans, made),
                Block::Box { title, body } => {
                    let mut inner = Vec::with_capacity(body.len());
                    self.lone_addresses(body, &mut inner);
                    made.push(Block::Box { title, body: inner });
                }
                block => made.push(block),
            }
        }
    }

    fn parted(&mut self, spans: Vec<Span>, made: &mut Vec<Block>) {
        let mut before: Vec<Span> = Vec::new();
        for line in lines(&spans) {
            let Some(url) = lone(&line) else {
                if let Some(last) = before.last_mut() {
                    last.text.push('\n');
                }
                before.extend(line);
                continue;
            };
            let said = flow::tidied(std::mem::take(&mut before));
            if !said.is_empty() {
                made.push(Block::Paragraph { spans: said });
            }
            let library = self.context.library;
            if library.file(&url).is_none()
                && let Some((reason, why)) = library.lack(&url)
            {
                self.entries
                    .push(Entry::new(reason, Kind::Other, "body").was(url.as_str()).why(why));
            }
            let url = hosts::page(&url).unwrap_or(url);
            let (title, provider_name) = (hosts::title(&url), hosts::name(&url));
            let whole = format!("{title} {provider_name}");
            self.entries
                .push(Entry::new(Reason::Embed, Kind::Words, "body").was(crate::account::parted(&line)));
            self.entries
                .push(Entry::new(Reason::Embed, Kind::Frame, "body").now(url.as_str()));
            self.entries
                .push(Entry::new(Reason::CardTitle, Kind::Words, "body").now(whole));
            made.push(Block::Embed {
                url: url.into(),
                title,
                provider_name,
            });
        }
        let said = flow::tidied(before);
        if !said.is_empty() {
            made.push(Block::Paragraph { spans: said });
        }
    }

    /// Each link of the source is once in the body, or the report says why not.
    fn account_for_links(&mut self, blocks: &[Block]) {
        let mut counts = vec![0_usize; self.links.len()];
        crate::block::visit(blocks, &mut |said| {
            if let Text::Spans(spans) = said {
                for number in runs(spans) {
                    if let Some(count) = counts.get_mut(number) {
                        *count += 1;
                    }
                }
            }
        });
        for (number, (link, count)) in self.links.iter().zip(counts).enumerate() {
            let source = self.sources.get(number).and_then(Option::as_ref);
            let told = self.told.get(number).copied().unwrap_or_default();
            let entry = |reason, kind| Entry::new(reason, kind, link.place.clone());
            let parted = |address: &str| entry(Reason::LinkParted, Kind::Link).now(address);
            // As often as the source's address was reported beyond its once, it is made up for.
            if let Some(source) = source {
                let again = told.saturating_sub(1);
                self.entries.extend((0..again).map(|_| {
                    Entry::new(Reason::LinkParted, source.kind, link.place.clone()).now(&source.address)
                }));
            }
            let is_free = link.is_new || source.is_none() || told == 0;
            match (count, link.href.is_empty()) {
                (0, true) => {
                    if let Some(source) = source.filter(|_| told == 0) {
                        let reason = match source.kind {
                            Kind::Link => link.lost.unwrap_or(Reason::EmptyLink),
                            _ => Reason::NotAllowed,
                        };
                        self.entries
                            .push(Entry::new(reason, source.kind, "body").was(&source.address));
                    }
                }
                (0, false) if is_free => {
                    self.entries
                        .push(entry(link.lost.unwrap_or(Reason::EmptyLink), Kind::Link).was(&link.href));
                }
                (0, false) => {}
                (count, _) => {
                    let more = if is_free { count - 1 } else { count };
                    self.entries.extend((0..more).map(|_| parted(&link.href)));
                }
            }
        }
    }
}

fn number(span: &Span) -> Option<usize> {
    span.marks.iter().find_map(|mark| match mark {
        Mark::Link { number, .. } => Some(*number),
        _ => None,
    })
}

/// The links of a line, by their numbers; one that another stands within is there twice.
fn runs(spans: &[Span]) -> Vec<usize> {
    spans
        .chunk_by(|one, other| number(one) == number(other))
        .filter_map(|run| number(run.first()?))
        .collect()
}

/// Lines of a paragraph, without the breaks between them.
fn lines(spans: &[Span]) -> Vec<Vec<Span>> {
    let mut lines: Vec<Vec<Span>> = vec![Vec::new()];
    for span in spans {
        for (number, part) in span.text.split('\n').enumerate() {
            if number > 0 {
                lines.push(Vec::new());
            }
            if !part.is_empty()
                && let Some(line) = lines.last_mut()
            {
                line.push(Span {
                    text: part.to_owned(),
                    marks: span.marks.clone(),
                });
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn has_lone(spans: &[Span]) -> bool {
    spans.iter().any(|span| span.text.contains("://")) && lines(spans).iter().any(|line| lone(line).is_some())
}

fn lone(line: &[Span]) -> Option<url::Url> {
    let [span] = line else { return None };
    let words = span.text.trim();
    let is_web = words.starts_with("https://") || words.starts_with("http://");
    let is_alone = is_web && !words.contains(text::is_space) && span.marks.is_empty();
    is_alone.then(|| address::web(words, None)).flatten()
}

/// A heading of the third level stands below one of the second.
fn level_headings(blocks: &mut [Block]) {
    let mut is_below = false;
    for block in blocks {
        if let Block::Heading { level, .. } = block {
            if *level == 3 && !is_below {
                *level = 2;
            }
            is_below = is_below || *level == 2;
        }
    }
}
