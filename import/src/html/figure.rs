//! Figures with their captions, and galleries.

use super::{
    Converter,
    flow::Flow,
    tree::{self, Node},
};
use crate::{
    block::{Block, Image, Mark, Span},
    outcome::{Kind, Reason},
    text,
};

impl<'a> Converter<'a> {
    /// A figure, or what stands for one before HTML 5: a division with a caption in a paragraph of its own.
    pub(super) fn figure(&mut self, node: Node<'a>, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        let caption = caption(node);
        if self.in_gallery == 0
            && (tree::has_class_like(node, "gallery") || tree::find(node, "figure").nth(2).is_some())
            && tree::find(node, "img").nth(1).is_some()
        {
            self.gallery(node, caption, flow);
            return;
        }
        let missing = self.missing;
        let own = caption.filter(|_| holds_recording(node)).and_then(title_of);
        let is_title = own.is_some();
        // A figure within keeps the outer one's for its recording, or has its own.
        let outer = match own {
            Some(_) => std::mem::replace(&mut self.title, own),
            None => None,
        };
        let mut inner = Flow::with_marks(flow.marks());
        for child in node
            .children()
            .filter(|child| Some(child.id()) != caption.map(|it| it.id()))
        {
            self.node(child, &mut inner);
        }
        inner.end_paragraph(&mut self.entries);
        let mut blocks = inner.blocks;
        let was_taken = is_title && std::mem::replace(&mut self.title, outer).is_none();
        if let Some(caption) = caption.filter(|_| !was_taken) {
            self.caption(caption, &mut blocks, self.missing > missing, flow);
        }
        flow.blocks.append(&mut blocks);
    }

    /// Puts the words of a caption where they belong.
    fn caption(&mut self, node: Node<'a>, blocks: &mut Vec<Block>, is_missing: bool, flow: &Flow) {
        let said = self.apart(node, flow);
        let (spans, others) = self.line_of(said, node);
        self.put_caption(node, spans, blocks, is_missing);
        blocks.extend(others);
    }

    pub(super) fn put_caption(
        &mut self,
        node: Node<'a>,
        spans: Vec<Span>,
        blocks: &mut Vec<Block>,
        is_missing: bool,
    ) {
        if spans.is_empty() {
            return;
        }
        let is_empty = blocks.is_empty();
        let place = blocks.iter_mut().find_map(|block| match block {
            Block::Image(Image { caption, .. })
            | Block::Gallery { caption, .. }
            | Block::Table { caption, .. } => Some(caption),
            _ => None,
        });
        match place {
            Some(place @ None) => *place = Some(self.plain(&spans, Reason::PlainText)),
            Some(Some(_)) => blocks.push(Block::Paragraph { spans }),
            None if is_missing && is_empty => {
                let words = self.plain(&spans, Reason::PictureMissing);
                self.report(Reason::PictureMissing, Kind::Words, node, Some(&words), None);
            }
            None => blocks.push(Block::Paragraph { spans }),
        }
    }

    /// Many pictures shown together.
    pub(super) fn gallery(&mut self, node: Node<'a>, caption: Option<Node<'a>>, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        let caption = caption.or_else(|| {
            node.children().find(|child| {
                tree::name(*child) == "figcaption" || tree::has_class(*child, "blocks-gallery-caption")
            })
        });
        let missing = self.missing;
        self.in_gallery += 1;
        let mut inner = Flow::with_marks(flow.marks());
        for child in node
            .children()
            .filter(|child| Some(child.id()) != caption.map(|it| it.id()))
        {
            self.node(child, &mut inner);
        }
        inner.end_paragraph(&mut self.entries);
        self.in_gallery -= 1;
        let mut blocks = self.gathered(node, inner.blocks, self.missing > missing);
        if let Some(caption) = caption {
            self.caption(caption, &mut blocks, self.missing > missing, flow);
        }
        flow.blocks.append(&mut blocks);
    }

    /// The blocks of a gallery: its pictures together, the words after each its caption.
    fn gathered(&mut self, node: Node<'a>, blocks: Vec<Block>, is_missing: bool) -> Vec<Block> {
        let mut images: Vec<Image> = Vec::new();
        let mut others = Vec::new();
        for block in blocks {
            match block {
                Block::Image(image) => images.push(image),
                Block::Gallery {
                    images: more,
                    caption,
                } => {
                    images.extend(more);
                    others.extend(caption.map(|text| Block::Paragraph {
                        spans: vec![Span {
                            text,
                            marks: Vec::new(),
                        }],
                    }));
                }
                Block::Paragraph { spans } if is_missing => {
                    let words = self.plain(&spans, Reason::PictureMissing);
                    self.report(Reason::PictureMissing, Kind::Words, node, Some(&words), None);
                }
                Block::Paragraph { spans } => match images.last_mut() {
                    Some(image) if image.caption.is_none() => {
                        image.caption = Some(self.plain(&spans, Reason::PlainText))
                    }
                    _ => others.push(Block::Paragraph { spans }),
                },
                block => others.push(block),
            }
        }
        let mut blocks = match images.len() {
            0 => Vec::new(),
            1 => images.into_iter().map(Block::Image).collect(),
            _ => vec![Block::Gallery {
                images,
                caption: None,
            }],
        };
        blocks.append(&mut others);
        blocks
    }

    /// `[gallery]`, by the numbers of its pictures; all that were uploaded for the article where it names none.
    pub(super) fn numbered_gallery(&mut self, given: &[(String, String)], node: Node<'a>, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        let named = given
            .iter()
            .find(|(name, _)| matches!(name.as_str(), "ids" | "include"));
        let numbers: Vec<u64> = match named {
            Some((_, ids)) => ids.split(',').filter_map(|id| id.trim().parse().ok()).collect(),
            None => {
                let parent = given
                    .iter()
                    .find(|(name, _)| name == "id")
                    .and_then(|(_, id)| id.parse().ok());
                self.context
                    .library
                    .attached(parent.unwrap_or(self.context.record))
                    .to_vec()
            }
        };
        let mut inner = Flow::default();
        for id in numbers.into_iter().take(1_000) {
            self.by_number(id, node, &mut inner);
        }
        let mut blocks = self.gathered(node, inner.blocks, false);
        flow.blocks.append(&mut blocks);
    }

    /// `[caption]`: a picture, and the words after it.
    pub(super) fn captioned(&mut self, given: &[(String, String)], node: Node<'a>, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        let missing = self.missing;
        let mut blocks = self.apart(node, flow);
        let mut words = Vec::new();
        let mut kept = Vec::new();
        for block in blocks.drain(..) {
            match block {
                Block::Paragraph { spans } => words.push(Block::Paragraph { spans }),
                block => kept.push(block),
            }
        }
        let is_missing = self.missing > missing;
        let (spans, _) = self.line_of(words, node);
        self.put_caption(node, spans, &mut kept, is_missing);
        // Before version 3.4 the caption stood in the code itself.
        let old = given
            .iter()
            .find(|(name, _)| name == "caption")
            .map(|(_, words)| text::line(words));
        if let Some(words) = old.filter(|words| text::says(words)) {
            let spans = vec![Span {
                text: words.clone(),
                marks: Vec::<Mark>::new(),
            }];
            self.report(Reason::Caption, Kind::Words, node, None, Some(&words));
            self.put_caption(node, spans, &mut kept, is_missing);
        }
        flow.blocks.append(&mut kept);
    }
}

/// A title is no longer than this, in characters.
const LONGEST_TITLE: usize = 120;

/// A caption that can be a recording's title: it is short, and plain.
fn title_of(caption: Node<'_>) -> Option<String> {
    let is_plain = caption.descendants().skip(1).all(|it| match it.value() {
        scraper::Node::Element(element) => {
            matches!(element.name(), "strong" | "b" | "em" | "i" | "span" | "p")
        }
        value => value.is_text(),
    });
    let title = text::line(&tree::text(caption));
    (is_plain && text::says(&title) && title.chars().count() <= LONGEST_TITLE).then_some(title)
}

/// Whether a figure is of one recording or film.
fn holds_recording(figure: Node<'_>) -> bool {
    let is_shown = |it: &Node<'_>| {
        matches!(
            tree::name(*it),
            "audio" | "video" | "img" | "iframe" | "object" | "embed"
        )
    };
    let mut shown = figure.descendants().filter(is_shown);
    let is_recording = shown
        .next()
        .is_some_and(|it| matches!(tree::name(it), "audio" | "video"));
    is_recording && shown.next().is_none()
}

fn caption(node: Node<'_>) -> Option<Node<'_>> {
    let is_caption = |child: &Node<'_>| {
        tree::name(*child) == "figcaption"
            || tree::has_class(*child, "wp-caption-text")
            || tree::has_class(*child, "wp-element-caption")
    };
    node.children().find(is_caption)
}
