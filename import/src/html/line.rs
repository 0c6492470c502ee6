//! What stands in a line: links, raised words, and blocks that a line has to take.

use super::{
    Converter, SourceLink, flow,
    flow::Flow,
    tree::{self, Node},
};
use crate::{
    address::{self, Link},
    block::{Block, Item, Mark, Span},
    library,
    outcome::{Entry, Kind, Reason},
    text,
};

impl<'a> Converter<'a> {
    pub(super) fn link(&mut self, node: Node<'a>, flow: &mut Flow) {
        let Some(href) = tree::attribute(node, "href") else {
            self.in_language(node, flow);
            return;
        };
        if self.footnote(node, flow) || self.way_back(node, flow) {
            return;
        }
        if self.is_button_of_file(node) {
            self.drop(node, Reason::DownloadButton);
            flow.seam();
            return;
        }
        let was_told = super::sources::number(node)
            .and_then(|number| self.told.get(number))
            .is_some_and(|told| *told > 0);
        match address::link(href, self.context.base) {
            Link::InPage | Link::Nowhere if was_told => self.in_language(node, flow),
            Link::InPage => {
                self.report(Reason::InPageLink, Kind::Link, node, Some(href.trim()), None);
                self.in_language(node, flow);
            }
            Link::Nowhere => {
                self.report(Reason::LinkNowhere, Kind::Link, node, Some(href.trim()), None);
                self.in_language(node, flow);
            }
            Link::Good(good) => {
                let mark = self.new_link(node, href, good);
                flow.mark(Some(mark), |flow| self.in_language(node, flow));
            }
        }
    }

    fn new_link(&mut self, node: Node<'a>, given: &str, good: String) -> Mark {
        let number = super::sources::number(node).unwrap_or(self.links.len());
        // The parser opens some links again: they are one.
        if let Some(link) = self.links.get(number).filter(|link| !link.href.is_empty()) {
            return Mark::Link {
                href: link.href.clone(),
                number,
            };
        }
        let url = url::Url::parse(&good).ok();
        let new = url.as_ref().and_then(|url| {
            let library = self.context.library;
            library
                .article(url)
                .map(|new| (new, Reason::LinkToArticle))
                .or_else(|| {
                    let stored = library.file(url)?;
                    Some((stored.url.clone(), Reason::FileBrought))
                })
        });
        let is_new = new.is_some();
        let href = match new {
            Some((new, reason)) => {
                self.report(reason, Kind::Link, node, Some(given.trim()), Some(&new));
                new
            }
            None => {
                // A link from a small picture to the large one is told with that.
                let is_of_picture = |url: &url::Url| {
                    library::is_picture(url.path()) && node.descendants().any(|it| tree::name(it) == "img")
                };
                if let Some(url) = url.filter(|url| !is_of_picture(url)) {
                    self.tell_missing(node, &url);
                }
                good
            }
        };
        let place = self.place_of_link(node);
        if let Some(link) = self.links.get_mut(number) {
            *link = SourceLink {
                href: href.clone(),
                place,
                is_new,
                lost: link.lost,
            };
        }
        Mark::Link { href, number }
    }

    /// Places take time in long texts, and most links are never told of.
    fn place_of_link(&self, node: Node<'a>) -> String {
        match self.links.len() < 2_000 {
            true => self.place(node),
            false => "body".to_owned(),
        }
    }

    pub(super) fn lose_link(&mut self, number: usize, reason: Reason) {
        if let Some(link) = self.links.get_mut(number) {
            link.lost = Some(reason);
        }
    }

    /// The line that blocks say, one after the other, and those of them that no line holds.
    pub(super) fn line_of(&mut self, blocks: Vec<Block>, node: Node<'a>) -> (Vec<Span>, Vec<Block>) {
        let mut lines: Vec<Vec<Span>> = Vec::new();
        let mut others = Vec::new();
        for block in blocks {
            let moved = matches!(block, Block::Paragraph { .. });
            match block {
                Block::Paragraph { spans } | Block::Heading { spans, .. } => lines.push(spans),
                Block::Quote { spans, attribution } | Block::PullQuote { spans, attribution } => {
                    lines.push(spans);
                    lines.extend(attribution.map(|text| {
                        vec![Span {
                            text,
                            marks: Vec::new(),
                        }]
                    }));
                }
                Block::List { items, .. } => items_as_lines(items, &mut lines),
                Block::Table { caption, rows } => {
                    lines.extend(caption.map(|text| {
                        vec![Span {
                            text,
                            marks: Vec::new(),
                        }]
                    }));
                    for row in rows {
                        let mut line = Vec::new();
                        for cell in row {
                            if !line.is_empty() {
                                line.push(Span {
                                    text: " ".to_owned(),
                                    marks: Vec::new(),
                                });
                            }
                            line.extend(cell.spans);
                        }
                        lines.push(line);
                    }
                }
                Block::Separator => {}
                block => {
                    others.push(block);
                    continue;
                }
            }
            if !moved && !lines.is_empty() {
                self.report(Reason::MovedOut, Kind::Other, node, Some(tree::name(node)), None);
            }
        }
        if !others.is_empty() {
            self.report(Reason::MovedOut, Kind::Other, node, Some(tree::name(node)), None);
        }
        let mut spans: Vec<Span> = Vec::new();
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            if let Some(last) = spans.last_mut() {
                last.text.push('\n');
            }
            spans.extend(line);
        }
        (flow::tidied(spans), others)
    }

    /// The words of spans where no marks can stand; links are then lost.
    pub(super) fn plain(&mut self, spans: &[Span], reason: Reason) -> String {
        for mark in spans.iter().flat_map(|span| &span.marks) {
            if let Mark::Link { number, .. } = mark {
                self.lose_link(*number, reason);
            }
        }
        self.entries.extend(flow::in_line(spans));
        flow::plain(spans)
    }

    /// A tag that lay too deep, of which the words stay.
    pub(super) fn cut_tag(&mut self, tag: &str) {
        self.entries
            .push(Entry::new(Reason::TreeDepth, Kind::Other, "body").was(text::first_words(tag, 200)));
    }
}

fn items_as_lines(items: Vec<Item>, lines: &mut Vec<Vec<Span>>) {
    for item in items {
        match item {
            Item::Spans(spans) => lines.push(spans),
            Item::Nested { spans, items, .. } => {
                lines.push(spans);
                items_as_lines(items, lines);
            }
        }
    }
}
