//! The comments that WordPress's blocks are marked with (https://developer.wordpress.org/block-editor/explanations/architecture/key-concepts/).

use std::borrow::Cow;

use serde_json::Value;

use super::{Converter, flow::Flow, tree::Node};
use crate::{
    library::Library,
    outcome::{Entry, Kind, Reason},
    text,
};

/// The levels of shared blocks within shared blocks that are followed.
const MOST_LEVELS: usize = 4;
/// How many bytes they may make of a text.
const MOST_BYTES: usize = 4 << 20;

/// A block's comment: its name without `core/`, its attributes, and whether nothing follows that belongs to it.
pub struct Opened<'a> {
    pub name: &'a str,
    pub attributes: &'a str,
    pub is_alone: bool,
}

/// Reads the comment that begins a block.
pub fn opened(comment: &str) -> Option<Opened<'_>> {
    let inner = comment.trim().strip_prefix("wp:")?;
    let end = inner
        .find(|c: char| c.is_whitespace() || c == '{')
        .unwrap_or(inner.len());
    let (name, rest) = inner.split_at(end);
    let rest = rest.trim();
    let (attributes, is_alone) = match rest.strip_suffix('/') {
        Some(attributes) => (attributes.trim(), true),
        None => (rest, false),
    };
    let name = name.strip_suffix('/').unwrap_or(name);
    Some(Opened {
        name: name.strip_prefix("core/").unwrap_or(name),
        attributes,
        is_alone: is_alone || inner.trim_end().ends_with('/'),
    })
}

/// Whether a comment ends the line that it stands in: a block's, or a mark of pages.
pub fn parts(comment: &str) -> bool {
    let said = comment.trim();
    said.starts_with("wp:") || said.starts_with("/wp:") || is_page_mark(said)
}

fn is_page_mark(said: &str) -> bool {
    said == "more" || said.starts_with("more ") || said == "nextpage" || said == "noteaser"
}

/// Whether a text is of blocks.
#[must_use]
pub fn has_blocks(html: &str) -> bool {
    html.contains("<!-- wp:")
}

/// The text with the blocks that articles share in their places.
pub fn with_shared<'a>(html: &'a str, library: &Library) -> (Cow<'a, str>, Vec<Entry>) {
    let mut entries = Vec::new();
    let mut html = Cow::Borrowed(html);
    for _ in 0..MOST_LEVELS {
        if !html.contains("<!-- wp:block ") {
            break;
        }
        let mut expanded = String::with_capacity(html.len());
        let mut rest: &str = &html;
        let mut is_changed = false;
        while let Some((before, after)) = rest.split_once("<!-- wp:block ") {
            expanded.push_str(before);
            let Some((attributes, following)) = after.split_once("-->") else {
                // Nor is there an end for those that follow.
                break;
            };
            let shared = reference(attributes).and_then(|id| library.shared(id));
            match shared.filter(|shared| expanded.len() + shared.len() < MOST_BYTES) {
                Some(shared) => {
                    entries.push(
                        Entry::new(Reason::ReusableBlock, Kind::Other, "body")
                            .was(attributes.trim_end_matches(['/', ' '])),
                    );
                    expanded.push_str(shared);
                    is_changed = true;
                }
                // It is told of where it stands.
                None => expanded.push_str(&format!("<!-- wp:block-missing {attributes}-->")),
            }
            rest = following;
        }
        expanded.push_str(rest);
        html = Cow::Owned(expanded);
        if !is_changed {
            break;
        }
    }
    (html, entries)
}

fn reference(attributes: &str) -> Option<u64> {
    let json: Value = serde_json::from_str(attributes.trim().trim_end_matches('/').trim()).ok()?;
    json["ref"].as_u64()
}

impl<'a> Converter<'a> {
    pub(super) fn comment(&mut self, node: Node<'a>, comment: &str, flow: &mut Flow) {
        let said = comment.trim();
        if let Some(opened) = opened(said) {
            // What has no HTML of its own is made anew each time by a program.
            match opened.name {
                "footnotes" => {}
                "more" | "nextpage" | "spacer" | "separator" if !opened.is_alone => {}
                name if opened.is_alone => {
                    let what = format!("{name} {}", opened.attributes);
                    self.report(Reason::DynamicBlock, Kind::Other, node, Some(what.trim()), None);
                }
                _ => {}
            }
        }
        if said.starts_with("wp:") || said.starts_with("/wp:") {
            flow.end_paragraph(&mut self.entries);
            return;
        }
        if is_page_mark(said) {
            self.report(Reason::PageBreak, Kind::Other, node, Some(said), None);
            flow.end_paragraph(&mut self.entries);
        } else if said.starts_with("kg-card-") || !text::says(said) {
        } else {
            self.report(
                Reason::PageBreak,
                Kind::Other,
                node,
                Some(&text::first_words(said, 300)),
                None,
            );
        }
    }
}
