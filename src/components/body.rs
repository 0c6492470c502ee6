//! The body of an article: blocks and marked text. No HTML comes in anywhere.

use leptos::prelude::*;

use super::{Figure, Loading};
use crate::{
    contract::{Block, Cell, Mark, Span},
    french,
    newspaper::newspaper,
};

/// The blocks of an article's body.
#[component]
pub fn Body(blocks: Vec<Block>) -> impl IntoView {
    blocks.into_iter().map(block).collect_view()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph { spans } => view! { <p>{text(spans)}</p> }.into_any(),
        Block::Heading { level: 0..=2, spans } => view! { <h2>{text(spans)}</h2> }.into_any(),
        Block::Heading { spans, .. } => view! { <h3>{text(spans)}</h3> }.into_any(),
        Block::Image(image) => view! { <Figure image=image loading=Loading::Near /> }.into_any(),
        Block::Quote { spans, attribution } => quotation("quote", spans, attribution),
        Block::PullQuote { spans, attribution } => quotation("pull-quote", spans, attribution),
        Block::List { ordered, items } => list(ordered, items),
        Block::Table { caption, rows } => table(caption, rows),
        Block::Embed {
            url,
            title,
            provider_name,
        } => embed(&url, title, provider_name),
        Block::Box { title, body } => view! {
            <aside class="box">
                <h2>{title}</h2>
                {body.into_iter().map(self::block).collect_view()}
            </aside>
        }
        .into_any(),
        Block::Separator => view! { <hr /> }.into_any(),
        Block::Unknown => view! { <p class="note">{french::UNREADABLE_BLOCK}</p> }.into_any(),
    }
}

fn quotation(class: &'static str, spans: Vec<Span>, attribution: Option<String>) -> AnyView {
    view! {
        <figure class=class>
            <blockquote>
                <p>{text(spans)}</p>
            </blockquote>
            {attribution.map(|name| view! { <figcaption>{name}</figcaption> })}
        </figure>
    }
    .into_any()
}

fn list(ordered: bool, items: Vec<Vec<Span>>) -> AnyView {
    let items = items
        .into_iter()
        .map(|spans| view! { <li>{text(spans)}</li> })
        .collect_view();
    if ordered {
        view! { <ol>{items}</ol> }.into_any()
    } else {
        view! { <ul>{items}</ul> }.into_any()
    }
}

/// A table may be wider than a phone: it scrolls by itself, also by the keyboard.
fn table(caption: Option<String>, rows: Vec<Vec<Cell>>) -> AnyView {
    let name = caption.clone().unwrap_or_else(|| french::TABLE.to_owned());
    let rows = rows.into_iter().enumerate().map(|(number, cells)| {
        let scope = if number == 0 { "col" } else { "row" };
        let cells = cells.into_iter().map(move |cell| match cell.header {
            true => view! { <th scope=scope>{text(cell.spans)}</th> }.into_any(),
            false => view! { <td>{text(cell.spans)}</td> }.into_any(),
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="table" role="region" tabindex="0" aria-label=name>
            <table>
                {caption.map(|caption| view! { <caption>{caption}</caption> })}
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn embed(url: &str, title: String, provider: String) -> AnyView {
    let words = view! {
        <span class="embed-title">{title}</span>
        <span class="embed-provider">{french::ON} " " {provider}</span>
    };
    match newspaper().content_href(url) {
        Some(href) => view! { <p><a class="embed" href=href>{words}</a></p> }.into_any(),
        None => view! { <p class="embed">{words}</p> }.into_any(),
    }
}

fn text(spans: Vec<Span>) -> Vec<AnyView> {
    spans
        .into_iter()
        .map(|Span { text, marks }| marks.into_iter().rev().fold(text.into_any(), marked))
        .collect()
}

fn marked(inner: AnyView, mark: Mark) -> AnyView {
    match mark {
        Mark::Strong => view! { <strong>{inner}</strong> }.into_any(),
        Mark::Emphasis => view! { <em>{inner}</em> }.into_any(),
        Mark::Language { lang } => view! { <span lang=lang>{inner}</span> }.into_any(),
        Mark::Link { href } => match newspaper().content_href(&href) {
            Some(href) => view! { <a href=href>{inner}</a> }.into_any(),
            None => inner,
        },
    }
}
