//! Asides with a title, and somebody's words.

use super::{
    Converter, embed,
    flow::Flow,
    tree::{self, Node},
};
use crate::{
    block::{Block, Span},
    outcome::{Kind, Reason},
    text,
};

impl<'a> Converter<'a> {
    pub(super) fn boxed(&mut self, node: Node<'a>, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        let title_node = node.children().find(|child| tree::name(*child) == "summary");
        let mut title = Vec::new();
        let mut blocks = Vec::new();
        self.in_box += 1;
        let mut inner = Flow::with_marks(flow.marks());
        if let Some(summary) = title_node {
            let said = self.apart(summary, flow);
            let (spans, others) = self.line_of(said, summary);
            title = spans;
            inner.blocks.extend(others);
        }
        for child in node
            .children()
            .filter(|child| Some(child.id()) != title_node.map(|it| it.id()))
        {
            self.node(child, &mut inner);
        }
        inner.end_paragraph(&mut self.entries);
        self.in_box -= 1;
        blocks.append(&mut inner.blocks);
        if title.is_empty() && matches!(blocks.first(), Some(Block::Heading { .. })) {
            title = match blocks.remove(0) {
                Block::Heading { spans, .. } => spans,
                _ => Vec::new(),
            };
        }
        self.put_box(node, &title, blocks, flow);
    }

    /// A box, or its content where it can be none.
    pub(super) fn put_box(&mut self, node: Node<'a>, title: &[Span], blocks: Vec<Block>, flow: &mut Flow) {
        let has_text = blocks.iter().any(|block| !matches!(block, Block::Separator));
        if self.in_box == 0 && has_text && !title.is_empty() {
            let title = self.plain(title, Reason::PlainText);
            flow.blocks.push(Block::Box { title, body: blocks });
            return;
        }
        if !title.is_empty() || has_text {
            self.report(Reason::MergedBox, Kind::Other, node, Some(tree::name(node)), None);
        }
        if !title.is_empty() {
            flow.blocks.push(Block::Heading {
                level: 3,
                spans: title.to_vec(),
            });
        }
        flow.blocks.extend(blocks);
    }

    pub(super) fn quote(&mut self, node: Node<'a>, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        if let Some(card) = embed::quoted(node) {
            self.quoted_card(node, &card, flow);
            return;
        }
        let is_large = tree::has_class_like(node, "pullquote")
            || node
                .parent()
                .is_some_and(|parent| tree::has_class_like(parent, "pullquote"));
        let source = source(node);
        let mut inner = Flow::with_marks(flow.marks());
        self.without(node, source, &mut inner);
        inner.end_paragraph(&mut self.entries);
        let mut attribution = source.map(|source| {
            let said = self.apart(source, flow);
            let (spans, others) = self.line_of(said, source);
            inner.blocks.extend(others);
            self.plain(&spans, Reason::PlainText)
        });
        attribution = attribution.filter(|words| text::says(words));
        self.put_quotes(inner.blocks, attribution, is_large, flow);
    }

    /// A quote for each paragraph; who said it stands under the last.
    pub(super) fn put_quotes(
        &mut self,
        blocks: Vec<Block>,
        attribution: Option<String>,
        is_large: bool,
        flow: &mut Flow,
    ) {
        let is_said = |block: &Block| matches!(block, Block::Paragraph { .. });
        let last = blocks.iter().rposition(is_said);
        let mut attribution = attribution;
        for (number, block) in blocks.into_iter().enumerate() {
            let block = match block {
                Block::Paragraph { spans } => {
                    let attribution = if Some(number) == last {
                        attribution.take()
                    } else {
                        None
                    };
                    match is_large {
                        true => Block::PullQuote { spans, attribution },
                        false => Block::Quote { spans, attribution },
                    }
                }
                block => block,
            };
            flow.blocks.push(block);
        }
        if let Some(text) = attribution {
            flow.blocks.push(Block::Paragraph {
                spans: vec![Span {
                    text,
                    marks: Vec::new(),
                }],
            });
        }
    }

    /// The children of a node, but for one somewhere below it.
    fn without(&mut self, node: Node<'a>, left_out: Option<Node<'a>>, flow: &mut Flow) {
        let Some(left_out) = left_out else {
            self.in_language(node, flow);
            return;
        };
        for child in node.children() {
            if child.id() == left_out.id() {
                continue;
            }
            match left_out.ancestors().any(|it| it.id() == child.id()) {
                true => {
                    flow.end_paragraph(&mut self.entries);
                    self.without(child, Some(left_out), flow);
                    flow.end_paragraph(&mut self.entries);
                }
                false => self.node(child, flow),
            }
        }
    }
}

/// Who said it: a `cite` or a `footer` at the end of a quotation.
fn source(quote: Node<'_>) -> Option<Node<'_>> {
    let is_end = |node: Node<'_>| {
        let mut following = node.next_siblings();
        following.all(|it| !text::says(&tree::text(it)))
    };
    let is_apart = |node: Node<'_>| {
        let before: String = node.prev_siblings().map(tree::text).collect();
        let parent = node.parent().map(tree::name).unwrap_or_default();
        parent == "blockquote" || parent == "footer" || !text::says(&before)
    };
    let of_quote = |node: &Node<'_>| {
        node.ancestors()
            .find(|it| tree::name(*it) == "blockquote")
            .is_some_and(|it| it.id() == quote.id())
    };
    let named = |wanted: &'static str| {
        quote
            .descendants()
            .filter(move |node| tree::name(*node) == wanted)
            .filter(of_quote)
            .last()
    };
    let found = named("footer").or_else(|| named("cite").filter(|node| is_apart(*node)));
    found.filter(|node| is_end(*node) && text::says(&tree::text(*node)))
}
