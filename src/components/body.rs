//! The body of an article: blocks and marked text. No HTML comes in anywhere.

use super::{Loading, Place, figure, line};
use crate::{
    contract::{Block, Cell, Mark, Span},
    french,
    newspaper::newspaper,
    view::{Content, Element, Node, element},
};

/// The blocks of an article's body.
pub fn body(blocks: &[Block]) -> Vec<Element> {
    let mut shown = Vec::with_capacity(blocks.len());
    for each in blocks {
        shown.extend(block(each));
    }
    shown
}

fn block(block: &Block) -> Option<Element> {
    let element = match block {
        Block::Paragraph { spans } => element("p").with(text(spans)),
        Block::Heading { level: 0..=2, spans } => element("h2").with(text(spans)),
        Block::Heading { spans, .. } => element("h3").with(text(spans)),
        Block::Image(image) => figure(image, Place::Text, Loading::Near),
        Block::Quote { spans, attribution } => quotation("quote", spans, attribution.as_ref()),
        Block::PullQuote { spans, attribution } => quotation("pull-quote", spans, attribution.as_ref()),
        Block::List { ordered, items } => list(*ordered, items),
        Block::Table { caption, rows } => table(caption.as_ref(), rows),
        Block::Embed {
            url,
            title,
            provider_name,
        } => embed(url, title, provider_name),
        Block::Box { title, body } => element("aside")
            .class("box")
            .with(element("h2").with(title))
            .with(self::body(body)),
        Block::Separator => element("hr"),
        Block::Unknown => return line("note", french::UNREADABLE_BLOCK),
    };
    Some(element)
}

fn quotation(class: &'static str, spans: &[Span], attribution: Option<&String>) -> Element {
    element("figure")
        .class(class)
        .with(element("blockquote").with(element("p").with(text(spans))))
        .with(attribution.map(|name| element("figcaption").with(name)))
}

fn list(ordered: bool, items: &[Vec<Span>]) -> Element {
    let mut list = element(if ordered { "ol" } else { "ul" });
    for spans in items {
        list = list.with(element("li").with(text(spans)));
    }
    list
}

/// A table may be wider than a phone: it scrolls by itself, also by the keyboard.
fn table(caption: Option<&String>, rows: &[Vec<Cell>]) -> Element {
    let mut body = element("tbody");
    for (number, cells) in rows.iter().enumerate() {
        let scope = if number == 0 { "col" } else { "row" };
        let mut row = element("tr");
        for cell in cells {
            let of_kind = if cell.header {
                element("th").attribute("scope", scope)
            } else {
                element("td")
            };
            row = row.with(of_kind.with(text(&cell.spans)));
        }
        body = body.with(row);
    }
    let name = caption.map_or(french::TABLE, String::as_str).to_owned();
    let caption = caption.map(|caption| element("caption").with(caption));
    element("div")
        .class("table")
        .attribute("role", "region")
        .attribute("tabindex", "0")
        .attribute("aria-label", name)
        .with(element("table").with(caption).with(body))
}

fn embed(url: &str, title: &str, provider: &str) -> Element {
    let fill = |card: Element| {
        let provider = element("span")
            .class("embed-provider")
            .with(french::ON)
            .with(" ")
            .with(provider);
        card.class("embed")
            .with(element("span").class("embed-title").with(title))
            .with(provider)
    };
    match newspaper().content_href(url) {
        Some(href) => element("p").with(fill(element("a").attribute("href", href))),
        None => fill(element("p")),
    }
}

fn text(spans: &[Span]) -> Vec<Node> {
    let mut nodes = Vec::new();
    for span in spans {
        let mut words = Vec::new();
        span.text.as_str().add_to(&mut words);
        span.marks.iter().rev().fold(words, marked).add_to(&mut nodes);
    }
    nodes
}

fn marked(inner: Vec<Node>, mark: &Mark) -> Vec<Node> {
    let element = match mark {
        Mark::Strong => element("strong"),
        Mark::Emphasis => element("em"),
        Mark::Language { lang } => element("span").attribute("lang", lang.clone()),
        Mark::Link { href } => match newspaper().content_href(href) {
            Some(href) => element("a").attribute("href", href),
            None => return inner,
        },
    };
    vec![Node::Element(element.with(inner))]
}
