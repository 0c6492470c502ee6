//! Marks in a page's tree what [`crate::html::convert`] is to leave out.

use ego_tree::NodeId;
use html5ever::{LocalName, QualName, ns, tendril::StrTendril};
use scraper::{Html, Node as Value, node::Element};

use crate::{
    html::{OUT, tree},
    outcome::Reason,
};

/// Writes the mark: on the element itself, or around all that it holds where its place in a list or a table matters.
pub fn put(page: &mut Html, id: NodeId, reason: Reason) {
    let Some(mut node) = page.tree.get_mut(id) else {
        return;
    };
    let attribute = |name: &str| QualName::new(None, ns!(), LocalName::from(name));
    let mark = (attribute(OUT), StrTendril::from(format!("{reason:?}")));
    let is_part = node.value().as_element().is_some_and(|it| {
        matches!(
            it.name(),
            "li" | "dt"
                | "dd"
                | "tr"
                | "td"
                | "th"
                | "tbody"
                | "thead"
                | "tfoot"
                | "caption"
                | "figcaption"
                | "summary"
        )
    });
    let is_row = node
        .value()
        .as_element()
        .is_some_and(|it| matches!(it.name(), "tr" | "tbody" | "thead" | "tfoot"));
    if !is_part {
        if let Value::Element(element) = node.value() {
            element.attrs.push(mark);
        }
        return;
    }
    if is_row {
        let cells: Vec<NodeId> = match node.as_ref().tree().get(id) {
            Some(row) => row
                .descendants()
                .filter(|it| matches!(tree::name(*it), "td" | "th"))
                .map(|it| it.id())
                .collect(),
            None => Vec::new(),
        };
        for cell in cells {
            put(page, cell, reason);
        }
        return;
    }
    let name = QualName::new(None, ns!(html), LocalName::from("div"));
    let frame = Element::new(name, Vec::new());
    let mut frame = node.append(Value::Element(frame));
    if let Value::Element(element) = frame.value() {
        element.attrs.push(mark);
    }
    let frame = frame.id();
    let children: Vec<NodeId> = page
        .tree
        .get(id)
        .map(|it| {
            it.children()
                .map(|child| child.id())
                .filter(|child| *child != frame)
                .collect()
        })
        .unwrap_or_default();
    if let Some(mut frame) = page.tree.get_mut(frame) {
        for child in children {
            frame.append_id(child);
        }
    }
}
