//! Lists, and lists of terms.

use super::{
    Converter,
    flow::Flow,
    tree::{self, Node},
};
use crate::{
    block::{Block, Item, Mark},
    outcome::{Kind, Reason},
};

/// The levels that a list has at most (docs/content.md).
const LEVELS: usize = 4;

/// The class of lists of links to networks, which are left out.
pub const SOCIAL: &str = "wp-block-social-links";

impl<'a> Converter<'a> {
    pub(super) fn list(&mut self, node: Node<'a>, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        if tree::has_class(node, "blocks-gallery-grid") && tree::find(node, "img").nth(1).is_some() {
            self.gallery(node, None, flow);
            return;
        }
        if tree::has_class(node, SOCIAL) {
            self.drop(node, Reason::Form);
            return;
        }
        let mut after = Vec::new();
        let mut items = Vec::new();
        self.items(node, flow, &mut items, &mut after);
        if !items.is_empty() {
            let ordered = tree::name(node) == "ol";
            let items = self.bounded(items, 1, node);
            flow.blocks.push(Block::List { ordered, items });
        }
        flow.blocks.append(&mut after);
    }

    fn items(&mut self, list: Node<'a>, flow: &Flow, items: &mut Vec<Item>, after: &mut Vec<Block>) {
        // What stands in a list without being an item is one.
        let mut stray = Flow::with_marks(flow.marks());
        for child in list.children() {
            if tree::name(child) == "li" {
                self.end_stray(&mut stray, list, items, after);
                if self.footnotes.is_read(child) {
                    continue;
                }
                if self.is_note(child) {
                    self.note_item(child, flow, after);
                    continue;
                }
                let blocks = self.apart(child, flow);
                self.item(blocks, child, items, after);
            } else {
                self.node(child, &mut stray);
            }
        }
        self.end_stray(&mut stray, list, items, after);
    }

    fn end_stray(&mut self, stray: &mut Flow, list: Node<'a>, items: &mut Vec<Item>, after: &mut Vec<Block>) {
        stray.end_paragraph(&mut self.entries);
        let blocks = std::mem::take(&mut stray.blocks);
        // Lists directly within lists belong to the item before them.
        let is_list = blocks.iter().all(|block| matches!(block, Block::List { .. }));
        if is_list && let Some(last) = items.pop() {
            let mut last = last;
            for block in blocks {
                if let Block::List {
                    ordered,
                    items: inner,
                } = block
                {
                    last = with_list(last, ordered, inner);
                }
            }
            items.push(last);
        } else if !blocks.is_empty() {
            self.item(blocks, list, items, after);
        }
    }

    fn item(&mut self, blocks: Vec<Block>, node: Node<'a>, items: &mut Vec<Item>, after: &mut Vec<Block>) {
        let (lists, words): (Vec<Block>, Vec<Block>) = blocks
            .into_iter()
            .partition(|block| matches!(block, Block::List { .. }));
        let (spans, mut others) = self.line_of(words, node);
        after.append(&mut others);
        let mut item = Item::Spans(spans);
        for list in lists {
            if let Block::List { ordered, items } = list {
                item = with_list(item, ordered, items);
            }
        }
        match item {
            Item::Spans(spans) if spans.is_empty() => {}
            // An item that is only a list is that list.
            Item::Nested {
                spans, items: inner, ..
            } if spans.is_empty() => items.extend(inner),
            item => items.push(item),
        }
    }

    /// Lists deeper than the contract has them go on at its last level.
    fn bounded(&mut self, items: Vec<Item>, level: usize, node: Node<'a>) -> Vec<Item> {
        let mut bounded = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Item::Nested {
                    spans,
                    ordered,
                    items,
                } if level < LEVELS => {
                    let items = self.bounded(items, level + 1, node);
                    bounded.push(Item::Nested {
                        spans,
                        ordered,
                        items,
                    });
                }
                Item::Nested { spans, items, .. } => {
                    self.report(Reason::NestedTooDeep, Kind::Other, node, Some("list"), None);
                    bounded.push(Item::Spans(spans));
                    bounded.extend(self.bounded(items, level, node));
                }
                item @ Item::Spans(_) => bounded.push(item),
            }
        }
        bounded
    }

    /// Terms and what they are: the term strong, then the text.
    pub(super) fn definitions(&mut self, node: Node<'a>, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        for child in node.children() {
            match tree::name(child) {
                _ if self.footnotes.is_read(child) => flow.end_paragraph(&mut self.entries),
                "dt" => flow.mark(Some(Mark::Strong), |flow| {
                    self.in_language(child, flow);
                    flow.end_paragraph(&mut self.entries);
                }),
                "dd" => {
                    self.in_language(child, flow);
                    flow.end_paragraph(&mut self.entries);
                }
                "div" => self.definitions(child, flow),
                _ => self.node(child, flow),
            }
        }
        flow.end_paragraph(&mut self.entries);
    }
}

fn with_list(item: Item, ordered: bool, mut more: Vec<Item>) -> Item {
    match item {
        Item::Spans(spans) => Item::Nested {
            spans,
            ordered,
            items: more,
        },
        Item::Nested {
            spans,
            ordered,
            mut items,
        } => {
            items.append(&mut more);
            Item::Nested {
                spans,
                ordered,
                items,
            }
        }
    }
}
