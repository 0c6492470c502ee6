//! Footnotes: WordPress's own, and those of its plugins.

use std::collections::HashMap;

use super::{
    Converter,
    flow::Flow,
    tree::{self, Node},
};
use crate::{
    account,
    block::{self, Block, Mark, Note},
    outcome::{Entry, Kind, Reason},
    text,
};

impl<'a> Converter<'a> {
    /// Raised words, among them the numbers of footnotes.
    pub(super) fn superscript(&mut self, node: Node<'a>, flow: &mut Flow) {
        if self.footnotes.are_there()
            && let Some(link) = only_link(node)
            && self.footnote(link, flow)
        {
            return;
        }
        let source = tree::attribute(node, "data-fn").or_else(|| {
            let link = tree::find(node, "a").next()?;
            let to = tree::attribute(link, "href")?.strip_prefix('#')?;
            self.context.notes.iter().any(|(id, _)| id == to).then_some(to)
        });
        let Some(source) = source else {
            self.raised(Mark::Superscript, node, flow);
            return;
        };
        let Some((_, html)) = self.context.notes.iter().find(|(id, _)| id == source) else {
            self.raised(Mark::Superscript, node, flow);
            return;
        };
        let (source, html) = (source.to_owned(), html.clone());
        if self.known_notes.contains_key(&source) {
            self.raised(Mark::Superscript, node, flow);
            return;
        }
        let id = self.next_note();
        if !flow.note(&id) {
            self.raised(Mark::Superscript, node, flow);
            return;
        }
        let number = text::line(&tree::text(node));
        self.report(Reason::Note, Kind::Words, node, Some(&number), None);
        self.tell_addresses(node, Reason::Note, None);
        self.known_notes.insert(source, id.clone());
        // Its text stands beside the body, and is accounted for as made of it.
        let context = super::Context {
            notes: &[],
            shortcodes: false,
            ..self.context
        };
        let mut body = super::convert(&html, context);
        let before = links(&body.blocks);
        self.renumber(&mut body.blocks);
        let (spans, others) = self.line_of(std::mem::take(&mut body.blocks), node);
        self.entries.append(&mut body.entries);
        let line = Block::Paragraph { spans: spans.clone() };
        let mut after = links(&others);
        after.extend(links(&[line]));
        // Links over several paragraphs were told of as parted, and are one again in a line.
        for href in before {
            match after.iter().position(|it| *it == href) {
                Some(at) => drop(after.swap_remove(at)),
                None => {
                    let entry = Entry::new(Reason::LinkParted, Kind::Link, "notes");
                    self.entries.push(entry.was(href));
                }
            }
        }
        // What no note holds follows the paragraph that names it.
        flow.blocks.extend(others);
        self.notes.push(Note { id, spans });
    }

    /// Raised or lowered words: they are words of their own beside the others.
    pub(super) fn raised(&mut self, mark: Mark, node: Node<'a>, flow: &mut Flow) {
        flow.seam();
        self.marked(mark, node, flow);
        flow.seam();
    }

    /// Links of a text that was read apart are numbered among the others.
    fn renumber(&mut self, blocks: &mut [Block]) {
        let mut known: HashMap<usize, usize> = HashMap::new();
        block::each_spans(blocks, &mut |spans| {
            for mark in spans.iter_mut().flat_map(|span| &mut span.marks) {
                if let Mark::Link { href, number } = mark {
                    let new = *known.entry(*number).or_insert_with(|| {
                        self.links.push(super::SourceLink {
                            href: href.clone(),
                            place: "notes".to_owned(),
                            ..super::SourceLink::default()
                        });
                        self.links.len() - 1
                    });
                    *number = new;
                }
            }
        });
    }

    fn next_note(&self) -> String {
        (self.notes.len() + 1).to_string()
    }

    /// A footnote whose text stands where its number is to be, as a shortcode encloses it.
    pub(super) fn inline_note(&mut self, node: Node<'a>, flow: &mut Flow) {
        // A note within a note is a part of its text.
        if self.in_note {
            flow.seam();
            self.children(node, flow);
            flow.seam();
            return;
        }
        self.note_of(node, flow);
    }

    /// Makes a note of what stands in an element, marked at the last word; says whether there were words for one.
    pub(super) fn note_of(&mut self, node: Node<'a>, flow: &mut Flow) -> bool {
        self.in_note = true;
        let blocks = self.apart(node, &Flow::default());
        self.in_note = false;
        let (spans, others) = self.line_of(blocks, node);
        if spans.is_empty() {
            flow.seam();
            flow.blocks.extend(others);
            return false;
        }
        let id = self.next_note();
        if flow.note(&id) {
            self.notes.push(Note { id, spans });
        } else {
            flow.end_paragraph(&mut self.entries);
            flow.blocks.push(Block::Paragraph { spans });
        }
        flow.blocks.extend(others);
        true
    }

    /// Whether an item of a list is a footnote whose text the body has already.
    pub(super) fn is_note(&self, item: Node<'_>) -> bool {
        tree::attribute(item, "id").is_some_and(|id| self.known_notes.contains_key(id))
    }

    /// The rendered text of a footnote that is known: it would be there twice.
    pub(super) fn note_item(&mut self, item: Node<'a>, _flow: &Flow, _after: &mut Vec<Block>) {
        self.drop(item, Reason::Note);
    }
}

/// The link that is all of a raised text.
fn only_link(node: Node<'_>) -> Option<Node<'_>> {
    let link = tree::find(node, "a").next()?;
    (tree::text(link).trim() == tree::text(node).trim()).then_some(link)
}

/// The links of blocks, each as often as it stands there.
fn links(blocks: &[Block]) -> Vec<String> {
    let mut found = Vec::new();
    block::visit(blocks, &mut |said| {
        if let block::Text::Spans(spans) = said {
            found.extend(account::links(spans));
        }
    });
    found
}
