//! The body of an article: blocks and marked text. No HTML comes in anywhere.

use leptos::prelude::*;

use super::{Loading, figure};
use crate::{
    contract::{Block, Cell, Mark, Span},
    french,
    newspaper::newspaper,
};

/// The blocks of an article's body.
pub fn body(blocks: &[Block]) -> Vec<AnyView> {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph { spans } => view! { <p>{text(spans)}</p> }.into_any(),
        Block::Heading { level: 0..=2, spans } => view! { <h2>{text(spans)}</h2> }.into_any(),
        Block::Heading { spans, .. } => view! { <h3>{text(spans)}</h3> }.into_any(),
        Block::Image(image) => figure(image, Loading::Near),
        Block::Quote { spans, attribution } => quotation("quote", spans, attribution.as_ref()),
        Block::PullQuote { spans, attribution } => quotation("pull-quote", spans, attribution.as_ref()),
        Block::List { ordered, items } => list(*ordered, items),
        Block::Table { caption, rows } => table(caption.as_ref(), rows),
        Block::Embed {
            url,
            title,
            provider_name,
        } => embed(url, title, provider_name),
        Block::Box { title, body } => {
            view! { <aside class="box"><h2>{title.clone()}</h2> {self::body(body)}</aside> }.into_any()
        }
        Block::Separator => view! { <hr /> }.into_any(),
        Block::Unknown => view! { <p class="note">{french::UNREADABLE_BLOCK}</p> }.into_any(),
    }
}

fn quotation(class: &'static str, spans: &[Span], attribution: Option<&String>) -> AnyView {
    let attribution = attribution
        .cloned()
        .map(|name| view! { <figcaption>{name}</figcaption> }.into_any());
    view! {
        <figure class=class>
            <blockquote>
                <p>{text(spans)}</p>
            </blockquote>
            {attribution}
        </figure>
    }
    .into_any()
}

fn list(ordered: bool, items: &[Vec<Span>]) -> AnyView {
    let items: Vec<_> = items
        .iter()
        .map(|spans| view! { <li>{text(spans)}</li> }.into_any())
        .collect();
    if ordered {
        view! { <ol>{items}</ol> }.into_any()
    } else {
        view! { <ul>{items}</ul> }.into_any()
    }
}

/// A table may be wider than a phone: it scrolls by itself, also by the keyboard.
fn table(caption: Option<&String>, rows: &[Vec<Cell>]) -> AnyView {
    let name = caption.map_or(french::TABLE, String::as_str).to_owned();
    let caption = caption
        .cloned()
        .map(|caption| view! { <caption>{caption}</caption> }.into_any());
    let rows = rows.iter().enumerate().map(|(number, cells)| {
        let scope = if number == 0 { "col" } else { "row" };
        let cells = cells.iter().map(|cell| match cell.header {
            true => view! { <th scope=scope>{text(&cell.spans)}</th> }.into_any(),
            false => view! { <td>{text(&cell.spans)}</td> }.into_any(),
        });
        view! { <tr>{cells.collect::<Vec<_>>()}</tr> }.into_any()
    });
    view! {
        <div class="table" role="region" tabindex="0" aria-label=name>
            <table>
                {caption}
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn embed(url: &str, title: &str, provider: &str) -> AnyView {
    let words = view! {
        <span class="embed-title">{title.to_owned()}</span>
        <span class="embed-provider">{french::ON} " " {provider.to_owned()}</span>
    }
    .into_any();
    match newspaper().content_href(url) {
        Some(href) => view! { <p><a class="embed" href=href>{words}</a></p> }.into_any(),
        None => view! { <p class="embed">{words}</p> }.into_any(),
    }
}

fn text(spans: &[Span]) -> Vec<AnyView> {
    spans
        .iter()
        .map(|span| span.marks.iter().rev().fold(span.text.clone().into_any(), marked))
        .collect()
}

fn marked(inner: AnyView, mark: &Mark) -> AnyView {
    match mark {
        Mark::Strong => view! { <strong>{inner}</strong> }.into_any(),
        Mark::Emphasis => view! { <em>{inner}</em> }.into_any(),
        Mark::Language { lang } => view! { <span lang=lang.clone()>{inner}</span> }.into_any(),
        Mark::Link { href } => match newspaper().content_href(href) {
            Some(href) => view! { <a href=href>{inner}</a> }.into_any(),
            None => inner,
        },
    }
}
