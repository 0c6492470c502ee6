//! A view in a browser.

use std::cell::Cell;

use js_sys::{Array, Reflect};
use reactive_graph::{effect::RenderEffect, owner::on_cleanup};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::CssStyleSheet;

use super::{Children, Element, Node};

/// Shows a view in an element and keeps it up to date as long as the current reactive owner lives.
///
/// Where the press has written the same view there, `joined` keeps what it wrote: its pictures, the
/// reader's selection, focus and half-written words. Where the two differ, the view is built anew.
pub fn show(children: Children, parent: &web_sys::Element, joined: bool) {
    match children {
        Children::Live(make) => {
            let parent = parent.clone();
            let first = Cell::new(joined);
            follow(move || show(make(), &parent, first.take()));
        }
        Children::Fixed(nodes) if joined && nodes.iter().all(is_still) => {}
        Children::Fixed(nodes) if joined && fits(&nodes, parent) => {
            let mut there = parent.first_child();
            for node in nodes {
                let Some(dom) = there else { return };
                there = dom.next_sibling();
                if let (Node::Element(element), Ok(dom)) = (node, dom.dyn_into()) {
                    element.live_in(&dom, true);
                }
            }
        }
        Children::Fixed(nodes) => {
            let Some(document) = parent.owner_document() else {
                return;
            };
            parent.set_text_content(None);
            for node in nodes {
                match node {
                    Node::Text(text) => drop(parent.append_with_str_1(&text)),
                    Node::Element(element) => build(element, parent, &document),
                }
            }
        }
    }
}

/// Adds an element to what the press wrote; what stands in it lives as long as the current reactive owner.
pub fn append(parent: &web_sys::Element, tag: &str, children: Children) -> Option<web_sys::Element> {
    let added = parent.owner_document()?.create_element(tag).ok()?;
    show(children, &added, false);
    parent.append_with_node_1(&added).ok()?;
    Some(added)
}

/// Adds a style of what only some readers see. It comes with the code that shows it, so that no page is larger
/// for it (https://www.w3.org/TR/cssom-1/#dom-documentorshadowroot-adoptedstylesheets).
pub fn wear(style: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(worn) = document.and_then(|document| Reflect::get(&document, &"adoptedStyleSheets".into()).ok())
    else {
        return;
    };
    if let (Ok(sheet), true) = (CssStyleSheet::new(), worn.is_object()) {
        let _ = sheet.replace_sync(style);
        worn.unchecked_into::<Array>().push(&sheet);
    }
}

/// Runs an action now and whenever a signal that it reads changes, as long as the current reactive
/// owner lives.
pub fn follow(action: impl Fn() + 'static) {
    let effect = SendWrapper::new(RenderEffect::new(move |_| action()));
    on_cleanup(move || drop(effect));
}

/// Adds an element to its parent. What is shown already gets it whole; but else it is there before it
/// has its attributes, for WebKit fetches an image by these at once, and must see its `picture` then.
fn build(element: Element, parent: &web_sys::Element, document: &web_sys::Document) {
    let Ok(dom) = document.create_element(element.tag) else {
        return;
    };
    let is_shown = parent.is_connected();
    if !is_shown {
        let _ = parent.append_with_node_1(&dom);
    }
    for (name, value) in &element.attributes {
        let _ = dom.set_attribute(name, value);
    }
    element.live_in(&dom, false);
    if is_shown {
        let _ = parent.append_with_node_1(&dom);
    }
}

impl Element {
    fn live_in(self, dom: &web_sys::Element, joined: bool) {
        show(self.children, dom, joined);
        if let Some(bind) = self.bind {
            bind(dom);
        }
    }
}

/// Whether nothing in it ever changes or listens: whatever the page holds in its place may stay, a
/// translated text for instance.
fn is_still(node: &Node) -> bool {
    match node {
        Node::Text(_) => true,
        Node::Element(element) => match &element.children {
            Children::Fixed(nodes) => element.bind.is_none() && nodes.iter().all(is_still),
            Children::Live(_) => false,
        },
    }
}

/// Whether an element holds such texts and elements, in this order.
fn fits(nodes: &[Node], parent: &web_sys::Element) -> bool {
    let mut there = parent.first_child();
    for node in nodes {
        let Some(dom) = there else { return false };
        let same = match node {
            Node::Text(_) => dom.node_type() == web_sys::Node::TEXT_NODE,
            Node::Element(element) => dom.node_name().eq_ignore_ascii_case(element.tag),
        };
        if !same {
            return false;
        }
        there = dom.next_sibling();
    }
    there.is_none()
}
