//! A view written as HTML, as the press does.

use super::{Children, Element, Node};

/// Elements without an end (HTML, 13.1.2), of those the newspaper is made of.
const VOID: [&str; 3] = ["hr", "img", "source"];

/// The HTML of a view, as it is now.
#[must_use]
pub fn html(view: Children) -> String {
    let mut html = String::new();
    write(view, &mut html);
    html
}

fn write(children: Children, html: &mut String) {
    match children {
        Children::Live(make) => write(make(), html),
        Children::Fixed(nodes) => {
            for node in nodes {
                match node {
                    Node::Text(text) => escape(&text, html),
                    Node::Element(element) => write_element(element, html),
                }
            }
        }
    }
}

fn write_element(element: Element, html: &mut String) {
    html.push('<');
    html.push_str(element.tag);
    for (name, value) in &element.attributes {
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        escape(value, html);
        html.push('"');
    }
    html.push('>');
    if !VOID.contains(&element.tag) {
        write(element.children, html);
        html.push_str("</");
        html.push_str(element.tag);
        html.push('>');
    }
}

fn escape(text: &str, html: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (before, after) = rest.split_at(at);
        html.push_str(before);
        html.push_str(match after.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&quot;",
        });
        rest = &after[1..];
    }
    html.push_str(rest);
}
