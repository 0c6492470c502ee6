//! Each node of the tree, by what it is.

use scraper::Node as Value;

use super::{
    Converter,
    flow::Flow,
    tree::{self, Node},
};
use crate::{
    block::{Block, Mark},
    outcome::{Kind, Reason},
    text,
};

impl<'a> Converter<'a> {
    pub(super) fn node(&mut self, node: Node<'a>, flow: &mut Flow) {
        match node.value() {
            Value::Text(words) => self.words(node, words, flow),
            Value::Comment(comment) => self.comment(node, comment, flow),
            Value::Element(element) => self.element(node, element.name(), flow),
            _ => self.children(node, flow),
        }
    }

    fn words(&mut self, node: Node<'a>, words: &str, flow: &mut Flow) {
        let mut kept = String::with_capacity(words.len());
        let mut refused: Vec<char> = Vec::new();
        let mut ends = 0;
        for c in words.chars() {
            if c == text::CUT {
                kept.push(text::SEAM);
                continue;
            }
            if text::is_refused(c) {
                refused.push(c);
                continue;
            }
            if c == '\n' && self.context.newlines && !self.preformatted {
                ends += 1;
            } else if ends > 0 && !text::is_space(c) {
                self.end_lines(ends, &mut kept, flow);
                ends = 0;
            }
            match c {
                '\n' if self.preformatted => kept.push('\n'),
                c if text::is_space(c) => kept.push(' '),
                c => kept.push(c),
            }
        }
        if ends > 0 {
            self.end_lines(ends, &mut kept, flow);
        }
        flow.push(&kept);
        refused.sort_unstable();
        refused.dedup();
        for c in refused {
            let sign = format!("U+{:04X}", u32::from(c));
            self.report(Reason::UnseenSign, Kind::Other, node, Some(&sign), None);
        }
    }

    /// One end of a line is a break, more end the paragraph, as WordPress's `wpautop` has it.
    fn end_lines(&mut self, ends: usize, kept: &mut String, flow: &mut Flow) {
        flow.push(kept);
        kept.clear();
        match ends {
            1 => flow.push("\n"),
            _ => flow.end_paragraph(&mut self.entries),
        }
    }

    fn element(&mut self, node: Node<'a>, name: &'a str, flow: &mut Flow) {
        if let Some(number) = self.code_number(node) {
            self.shortcode(number, node, flow);
            return;
        }
        if self.footnotes.is_read(node) {
            flow.end_paragraph(&mut self.entries);
            return;
        }
        if self.is_gone(node, name, flow) {
            return;
        }
        match name {
            "br" => match self.preformatted {
                true => flow.push("\n"),
                false => flow.end_line(&mut self.entries),
            },
            "strong" | "b" => self.marked(Mark::Strong, node, flow),
            "cite" => {
                flow.seam();
                self.marked(Mark::Emphasis, node, flow);
                flow.seam();
            }
            "em" | "i" | "dfn" | "var" => self.marked(Mark::Emphasis, node, flow),
            "code" | "kbd" | "samp" | "tt" => self.marked(Mark::Code, node, flow),
            "sup" => self.superscript(node, flow),
            "sub" => self.raised(Mark::Subscript, node, flow),
            "a" => self.link(node, flow),
            "u" | "ins" | "s" | "strike" | "del" | "mark" | "small" | "big" => {
                self.report(Reason::LostStyle, Kind::Other, node, Some(name), None);
                self.in_language(node, flow);
            }
            "q" => {
                self.report(Reason::QuotationMarks, Kind::Words, node, None, Some("« »"));
                flow.push("« ");
                self.in_language(node, flow);
                flow.push(" »");
            }
            "img" => self.picture(node, flow),
            "iframe" | "embed" | "object" => self.frame(node, flow),
            "audio" | "video" => self.recording(node, flow),
            "hr" => flow.put(Block::Separator, &mut self.entries),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, name, flow),
            "ul" | "ol" | "menu" | "dir" if self.in_gallery == 0 => self.list(node, flow),
            "dl" if self.in_gallery == 0 => self.definitions(node, flow),
            "table" => self.table(node, None, flow),
            "blockquote" => self.quote(node, flow),
            "pre" | "xmp" | "listing" | "plaintext" => self.verbatim(node, flow),
            "figure" => self.figure(node, flow),
            "details" | "aside" => self.boxed(node, flow),
            _ if tree::is_inline(name) => self.in_language(node, flow),
            _ => self.division(node, flow),
        }
    }

    /// A paragraph, a division, and all that is only a frame for others.
    fn division(&mut self, node: Node<'a>, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        if tree::has_class(node, "wp-caption") {
            self.figure(node, flow);
        } else if self.in_gallery == 0 && is_gallery(node) {
            self.gallery(node, None, flow);
        } else if tree::has_class(node, "wp-block-file") {
            self.file(node, flow);
        } else if is_box(node) {
            self.boxed(node, flow);
        } else if let Some(url) = background(node) {
            self.background(node, &url, flow);
            self.in_language(node, flow);
        } else {
            self.in_language(node, flow);
        }
        flow.end_paragraph(&mut self.entries);
    }

    pub(super) fn marked(&mut self, mark: Mark, node: Node<'a>, flow: &mut Flow) {
        flow.mark(Some(mark), |flow| self.in_language(node, flow));
    }

    /// The children of an element that may say in which language it is.
    pub(super) fn in_language(&mut self, node: Node<'a>, flow: &mut Flow) {
        let lang = tree::attribute(node, "lang").map(str::trim);
        let own = self.context.language;
        let mark = lang
            .filter(|lang| {
                !lang.is_empty() && !lang.eq_ignore_ascii_case(own) && crate::language::is_tag(lang)
            })
            .map(|lang| Mark::Language {
                lang: lang.to_owned(),
            });
        flow.mark(mark, |flow| self.children(node, flow));
    }

    fn heading(&mut self, node: Node<'a>, name: &str, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        let level = if matches!(name, "h1" | "h2") { 2 } else { 3 };
        let inner = self.apart(node, flow);
        let (spans, others) = self.line_of(inner, node);
        if !spans.is_empty() {
            flow.blocks.push(Block::Heading { level, spans });
        }
        flow.blocks.extend(others);
    }

    /// What is shown as it is typed: code, and poems.
    fn verbatim(&mut self, node: Node<'a>, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        let was = std::mem::replace(&mut self.preformatted, true);
        let mut inner = Flow::default();
        self.children(node, &mut inner);
        let is_code = !tree::has_class(node, "wp-block-verse")
            && (node.children().any(|child| tree::name(child) == "code")
                || tree::has_class_like(node, "code")
                || tree::has_class_like(node, "brush")
                || tree::has_class_like(node, "lang"));
        if is_code {
            let (text, marks) = inner.take_code(&mut self.entries);
            for mark in marks {
                if let Mark::Link { number, .. } = mark {
                    self.lose_link(number, Reason::PlainText);
                }
            }
            self.preformatted = was;
            inner.end_paragraph(&mut self.entries);
            flow.blocks.append(&mut inner.blocks);
            if text::says(&text) {
                flow.blocks.push(Block::Code { text });
            }
            return;
        }
        inner.end_paragraph(&mut self.entries);
        self.preformatted = was;
        flow.blocks.append(&mut inner.blocks);
    }

    /// What is left out, whatever stands in it.
    fn is_gone(&mut self, node: Node<'a>, name: &str, flow: &mut Flow) -> bool {
        if tree::is_hidden(name) {
            if tree::text_of_hidden(node).trim().is_empty() && tree::attribute(node, "src").is_none() {
                return true;
            }
            let what =
                tree::attribute(node, "src").map_or_else(|| name.to_owned(), |src| format!("{name} {src}"));
            self.report(Reason::Script, Kind::Other, node, Some(&what), None);
            return true;
        }
        let reason = match name {
            _ if super::out::reason(node).is_some() => super::out::reason(node).unwrap_or(Reason::NotAllowed),
            "form" if words_apart_from_controls(node) > MOST_WORDS_OF_FORM => return false,
            "form" | "button" | "select" | "textarea" | "datalist" | "meter" | "progress" => Reason::Form,
            "svg" | "math" | "canvas" | "applet" => Reason::Drawing,
            "ins" if tree::has_class(node, "adsbygoogle") => Reason::Advertisement,
            _ if name != "img" && AD_CLASSES.iter().any(|class| tree::has_class(node, class)) => {
                Reason::Advertisement
            }
            _ if POLL_CLASSES.iter().any(|class| tree::has_class(node, class)) => Reason::Form,
            "input" => {
                self.report(
                    Reason::Form,
                    Kind::Other,
                    node,
                    tree::attribute(node, "value"),
                    None,
                );
                return true;
            }
            _ => return false,
        };
        self.drop(node, reason);
        flow.seam();
        true
    }

    /// Leaves out a node and all that stands in it, with its words, links, pictures and frames.
    pub(super) fn drop(&mut self, node: Node<'a>, reason: Reason) {
        let words = tree::text(node);
        match text::says(&words) {
            true => self.report(reason, Kind::Words, node, Some(&text::line(&words)), None),
            false => self.report(reason, Kind::Other, node, Some(tree::name(node)), None),
        }
        self.tell_addresses(node, reason, None);
        for node in node.descendants().skip(1) {
            if let Some(number) = self.code_number(node) {
                self.drop_code(number, node);
            }
        }
    }
}

/// A form of more words than these is a text that somebody put into a form.
const MOST_WORDS_OF_FORM: usize = 40;

fn words_apart_from_controls(form: Node<'_>) -> usize {
    let is_control = |node: Node<'_>| {
        matches!(
            tree::name(node),
            "button" | "select" | "textarea" | "label" | "option"
        )
    };
    let texts = form
        .descendants()
        .filter(|node| node.value().is_text() && !node.ancestors().any(is_control));
    texts
        .filter_map(|node| node.value().as_text())
        .map(|words| words.split_whitespace().count())
        .sum()
}

/// Whether an element is left out by what it is called or marked with, so that words beside it are words of their own.
pub fn is_left_out(node: Node<'_>) -> bool {
    tree::has_class(node, super::embed::BUTTON)
        || super::out::reason(node).is_some()
        || tree::name(node) != "img"
            && AD_CLASSES
                .iter()
                .chain(&POLL_CLASSES)
                .any(|class| tree::has_class(node, class))
}

const AD_CLASSES: [&str; 5] = [
    "adsbygoogle",
    "ad-container",
    "advertisement",
    "advads",
    "wp-block-ad",
];

const POLL_CLASSES: [&str; 5] = [
    "pds-box",
    "wp-polls",
    "crowdsignal-poll",
    "wp-block-crowdsignal-forms-poll",
    "sharedaddy",
];

fn is_gallery(node: Node<'_>) -> bool {
    [
        "gallery",
        "wp-block-gallery",
        "tiled-gallery",
        "wp-block-jetpack-tiled-gallery",
        "wp-block-jetpack-slideshow",
        "kg-gallery-card",
    ]
    .iter()
    .any(|class| tree::has_class(node, class))
        && tree::find(node, "img").nth(1).is_some()
}

fn is_box(node: Node<'_>) -> bool {
    [
        "wp-block-callout",
        "callout",
        "encadre",
        "kg-callout-card",
        "kg-toggle-card",
        "wp-block-advgb-infobox",
    ]
    .iter()
    .any(|class| tree::has_class(node, class))
        || tree::has_class(node, "wp-block-group")
            && is_titled(node)
            && tree::has_class(node, "has-background")
}

/// Whether the first thing that is said is a title.
fn is_titled(node: Node<'_>) -> bool {
    let first = node.descendants().skip(1).find(|it| {
        let name = tree::name(*it);
        name.len() == 2 && name.starts_with('h') && name != "hr" || name == "p"
    });
    first.is_some_and(|it| tree::name(it) != "p")
}

/// The picture behind a block, as covers of older versions have it.
fn background(node: Node<'_>) -> Option<String> {
    let style = tree::attribute(node, "style")?;
    let (_, after) = style.split_once("background-image")?;
    let (_, url) = after.split_once("url(")?;
    let (url, _) = url.split_once(')')?;
    let url = url.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    (!url.is_empty()).then(|| url.to_owned())
}
