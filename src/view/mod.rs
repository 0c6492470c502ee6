//! What a part of a page looks like, as a value.
//!
//! The press writes it as HTML, the browser builds it, and the first page of a visit, which the
//! press has written already, is only joined: what is there stays, and what must move is bound to
//! it. Parts change through Leptos' signals. Why this is not Leptos' own `view!`:
//! docs/decisions/0011.

mod browser;
mod html;

use std::borrow::Cow;

pub use browser::{append, follow, show, wear};
pub use html::html;

/// What stands between an element's tags.
pub enum Children {
    Fixed(Vec<Node>),
    /// Made again whenever a signal changes that was read while making it.
    Live(Box<dyn Fn() -> Children>),
}

pub enum Node {
    Text(Cow<'static, str>),
    Element(Element),
}

/// An HTML element. Text and attributes are data: neither can become markup.
pub struct Element {
    tag: &'static str,
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    children: Children,
    /// What to do with the element once the browser has it.
    bind: Option<Bind>,
}

type Bind = Box<dyn FnOnce(&web_sys::Element)>;

/// An element with nothing in it yet.
#[must_use]
pub fn element(tag: &'static str) -> Element {
    Element {
        tag,
        attributes: Vec::new(),
        children: Children::Fixed(Vec::new()),
        bind: None,
    }
}

impl Element {
    /// Nothing when the class is empty.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        self.maybe("class", Some(class).filter(|class| !class.is_empty()))
    }

    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// An attribute that may be absent.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<impl Into<Cow<'static, str>>>) -> Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// Adds to what stands in the element.
    #[must_use]
    pub fn with(mut self, content: impl Content) -> Self {
        if let Children::Fixed(nodes) = &mut self.children {
            content.add_to(nodes);
        }
        self
    }

    /// What stands in the element is made anew as signals change.
    #[must_use]
    pub fn live(mut self, make: impl Fn() -> Children + 'static) -> Self {
        self.children = Children::Live(Box::new(make));
        self
    }

    /// Runs once the browser has the element, which may not be in the page yet.
    #[must_use]
    pub fn bind(mut self, bind: impl FnOnce(&web_sys::Element) + 'static) -> Self {
        self.bind = Some(match self.bind.take() {
            None => Box::new(bind),
            Some(first) => Box::new(move |element| {
                first(element);
                bind(element);
            }),
        });
        self
    }
}

/// Nothing, one or more nodes.
pub fn children(content: impl Content) -> Children {
    let mut nodes = Vec::new();
    content.add_to(&mut nodes);
    Children::Fixed(nodes)
}

/// What can stand in an element.
pub trait Content {
    fn add_to(self, nodes: &mut Vec<Node>);
}

impl Content for Element {
    fn add_to(self, nodes: &mut Vec<Node>) {
        nodes.push(Node::Element(self));
    }
}

impl Content for &str {
    fn add_to(self, nodes: &mut Vec<Node>) {
        // One run of text is one node, as a browser reads it from HTML.
        match nodes.last_mut() {
            _ if self.is_empty() => {}
            Some(Node::Text(text)) => text.to_mut().push_str(self),
            _ => nodes.push(Node::Text(Cow::Owned(self.to_owned()))),
        }
    }
}

impl Content for &String {
    fn add_to(self, nodes: &mut Vec<Node>) {
        self.as_str().add_to(nodes);
    }
}

impl Content for String {
    fn add_to(self, nodes: &mut Vec<Node>) {
        self.as_str().add_to(nodes);
    }
}

impl<C: Content> Content for Option<C> {
    fn add_to(self, nodes: &mut Vec<Node>) {
        if let Some(content) = self {
            content.add_to(nodes);
        }
    }
}

impl<C: Content> Content for Vec<C> {
    fn add_to(self, nodes: &mut Vec<Node>) {
        for content in self {
            content.add_to(nodes);
        }
    }
}

impl Content for Node {
    fn add_to(self, nodes: &mut Vec<Node>) {
        match self {
            Self::Text(text) => text.as_ref().add_to(nodes),
            Self::Element(element) => element.add_to(nodes),
        }
    }
}

#[cfg(test)]
mod tests;
