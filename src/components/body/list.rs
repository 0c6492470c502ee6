//! Lists, also within lists, and notes.

use leptos::prelude::*;

use super::{
    super::element::element,
    text::{call_id, here_or_in_full, note_id, text},
};
use crate::{contract::Item, language::language};

/// A list, with those within it.
pub fn list(ordered: bool, items: &[Item]) -> AnyView {
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        let mut entry = text(&item.spans);
        if let Some(id) = &item.id {
            entry.extend([" ".into_any(), way_back(id)]);
        }
        if !item.items.is_empty() {
            entry.push(list(item.ordered, &item.items));
        }
        let id = item.id.as_deref().map(note_id);
        entries.push(element("li", &[("id", id.as_deref())], entry));
    }
    element(if ordered { "ol" } else { "ul" }, &[], entries)
}

/// The notes of an article, each with a link back to where it is named.
pub fn notes(items: &[Item]) -> AnyView {
    let title = element("h2", &[], language().notes);
    element(
        "section",
        &[("class", Some("notes")), ("role", Some("doc-endnotes"))],
        vec![title, list(true, items)],
    )
}

fn way_back(note: &str) -> AnyView {
    let href = here_or_in_full(&call_id(note));
    let attributes = [
        ("href", Some(href.as_str())),
        ("class", Some("way-back")),
        ("role", Some("doc-backlink")),
        ("aria-label", Some(language().back_to_text)),
    ];
    element("a", &attributes, "↑")
}
