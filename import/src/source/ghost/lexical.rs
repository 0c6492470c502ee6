//! The trees of Ghost's present editor (<https://github.com/TryGhost/Koenig>), as HTML.

use serde_json::Value;

use super::{super::json, cards};
use crate::source::markup::Markup;

/// The bits of a text's format (<https://lexical.dev/docs/concepts/serialization>), and the elements for them.
const FORMATS: [(u64, &str); 8] = [
    (1, "strong"),
    (2, "em"),
    (4, "s"),
    (8, "u"),
    (16, "code"),
    (32, "sub"),
    (64, "sup"),
    (128, "mark"),
];

/// The HTML of a tree; none where it is no tree.
pub fn written(tree: &Value) -> Option<Markup> {
    let root = tree.get("root")?;
    root.get("children")?.as_array()?;
    let mut to = Markup::default();
    blocks(root, "lexical", &mut to);
    Some(to)
}

fn children(node: &Value) -> &[Value] {
    node["children"].as_array().map_or(&[], Vec::as_slice)
}

/// Each block below a node, with its place.
fn blocks(node: &Value, place: &str, to: &mut Markup) {
    for (number, child) in children(node).iter().enumerate() {
        let place = format!("{place}/{}[{}]", json::text(child, "type"), number + 1);
        block(child, &place, to);
    }
}

fn block(node: &Value, place: &str, to: &mut Markup) {
    match json::text(node, "type") {
        "paragraph" => to.element("p", &[], |to| line(node, place, to)),
        "heading" | "extended-heading" => {
            let name = match json::text(node, "tag") {
                name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => name,
                _ => "h2",
            };
            to.element(name, &[], |to| line(node, place, to));
        }
        "quote" | "extended-quote" => to.element("blockquote", &[], |to| line(node, place, to)),
        // The second style of quotations, which themes set large.
        "aside" => to.element("blockquote", &[("class", "pullquote")], |to| {
            line(node, place, to)
        }),
        "list" => list(node, place, to),
        name if is_of_line(name) => to.element("p", &[], |to| part(node, place, to)),
        _ if node["children"].is_array() => to.element("div", &[], |to| line(node, place, to)),
        name => cards::card(name, node, place, to),
    }
}

/// A list; an item that holds nothing but a list belongs to the one before it.
fn list(node: &Value, place: &str, to: &mut Markup) {
    let is_list = |node: &Value| json::text(node, "type") == "list";
    let name = match json::text(node, "listType") {
        "number" => "ol",
        _ => "ul",
    };
    to.element(name, &[], |to| {
        let mut is_open = false;
        for item in children(node) {
            let within = children(item);
            if is_open && !within.is_empty() && within.iter().all(is_list) {
                within.iter().for_each(|list_within| list(list_within, place, to));
                continue;
            }
            if is_open {
                to.raw("</li>");
            }
            to.open("li", &[]);
            is_open = true;
            line(item, place, to);
        }
        if is_open {
            to.raw("</li>");
        }
    });
}

fn is_of_line(name: &str) -> bool {
    matches!(
        name,
        "text"
            | "extended-text"
            | "link"
            | "autolink"
            | "linebreak"
            | "tab"
            | "tk"
            | "zwnj"
            | "hashtag"
            | "emoji"
    )
}

fn line(node: &Value, place: &str, to: &mut Markup) {
    for child in children(node) {
        part(child, place, to);
    }
}

/// What stands within a line.
fn part(node: &Value, place: &str, to: &mut Markup) {
    match json::text(node, "type") {
        "linebreak" => to.raw("<br>"),
        "tab" => to.raw(" "),
        "link" | "autolink" => {
            // A link to nothing is a link still.
            let href = [
                ("href", json::text(node, "url")),
                ("title", json::text(node, "title")),
            ];
            to.element("a", &href, |to| line(node, place, to));
        }
        "zwnj" => {}
        name if is_of_line(name) || node["text"].is_string() => {
            let format = node["format"].as_u64().unwrap_or_default();
            let marks = FORMATS.iter().filter(|(bit, _)| format & bit != 0);
            let names: Vec<&str> = marks.map(|(_, name)| *name).collect();
            for name in &names {
                to.open(name, &[]);
            }
            to.text(json::text(node, "text"));
            for name in names.iter().rev() {
                to.raw(&format!("</{name}>"));
            }
        }
        _ => block(node, place, to),
    }
}
