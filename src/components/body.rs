//! The body of an article: blocks and marked text. No HTML comes in anywhere.

mod list;
mod recording;
mod text;

use leptos::prelude::*;

use super::{Figure, Paragraph, Place, byline::time, element::element};
use crate::{
    contract::{Block, Cell, Image, LanguageAttributes, Span},
    language::language,
    newspaper::use_newspaper,
};
use list::{list, notes};
use recording::recording;
#[cfg(feature = "ssr")]
pub use text::PageAddress;
use text::{LEFT_TO_RIGHT, text};

/// The blocks of an article's body.
#[component]
pub fn Body<'a>(blocks: &'a [Block]) -> impl IntoView + use<> {
    self::blocks(blocks)
}

fn blocks(blocks: &[Block]) -> Vec<AnyView> {
    let mut views = Vec::with_capacity(blocks.len());
    for block in blocks {
        views.push(block_view(block));
    }
    views
}

fn block_view(block: &Block) -> AnyView {
    match block {
        Block::Paragraph { language, spans } => {
            let LanguageAttributes { lang, dir } = language.clone();
            view! { <p lang=lang dir=dir>{text(spans)}</p> }.into_any()
        }
        Block::Heading { level, spans } => element(if *level > 2 { "h3" } else { "h2" }, &[], text(spans)),
        Block::Image(image) => view! { <Figure image place=Place::Text /> }.into_any(),
        Block::Quote {
            language,
            spans,
            attribution,
        } => quotation("quote", language, spans, attribution.as_ref()),
        Block::PullQuote {
            language,
            spans,
            attribution,
        } => quotation("pull-quote", language, spans, attribution.as_ref()),
        Block::List { ordered, items } => list(*ordered, items),
        Block::Notes { items } => notes(items),
        Block::Table { caption, rows } => table(caption.as_ref(), rows),
        Block::Embed {
            url,
            title,
            provider_name,
        } => view! { <Embed url title=title.clone() provider_name=provider_name.clone() /> }.into_any(),
        Block::Code { text } => {
            let code = element("code", &LEFT_TO_RIGHT, text.clone());
            scrolling("pre", "code", None, language().code, vec![code])
        }
        Block::Audio(media) => recording("audio", media),
        Block::Video(media) => recording("video", media),
        Block::Gallery { images, caption } => gallery(images, caption.as_ref()),
        Block::Box { title, body } => {
            let mut parts = vec![element("h2", &[], title.clone())];
            parts.extend(blocks(body));
            // No `aside`: what browsers' reading modes take out of a page by its name.
            element("section", &[("class", Some("box"))], parts)
        }
        Block::Correction {
            date_published,
            spans,
        } => {
            let title = element("strong", &[], language().correction);
            let said = vec![
                element(
                    "p",
                    &[],
                    vec![title, " ".into_any(), time(date_published.clone()).into_any()],
                ),
                element("p", &[], text(spans)),
            ];
            element("div", &[("class", Some("correction"))], said)
        }
        Block::Separator => view! { <hr class="separator" /> }.into_any(),
        Block::Unknown => {
            view! { <Paragraph class="note" words=language().unreadable_block.to_owned() /> }.into_any()
        }
    }
}

fn quotation(
    class: &'static str,
    language: &LanguageAttributes,
    spans: &[Span],
    attribution: Option<&String>,
) -> AnyView {
    let LanguageAttributes { lang, dir } = language;
    let said = element(
        "blockquote",
        &[("lang", lang.as_deref()), ("dir", dir.as_deref())],
        element("p", &[], text(spans)),
    );
    let mut parts = vec![said];
    if let Some(name) = attribution {
        parts.push(element("figcaption", &[], name.clone()));
    }
    element("figure", &[("class", Some(class))], parts)
}

/// What is wider than a phone scrolls by itself, also by the keyboard. It is a landmark where it has a name of its own: several
/// of one name would lead nobody.
fn scrolling(
    tag: &'static str,
    class: &'static str,
    caption: Option<&String>,
    kind: &'static str,
    content: Vec<AnyView>,
) -> AnyView {
    let (role, name) = caption.map_or(("group", kind), |caption| ("region", caption));
    let attributes = [
        ("class", Some(class)),
        ("role", Some(role)),
        ("tabindex", Some("0")),
        ("aria-label", Some(name)),
    ];
    element(tag, &attributes, content)
}

fn table(caption: Option<&String>, rows: &[Vec<Cell>]) -> AnyView {
    let mut body = Vec::with_capacity(rows.len());
    for (number, cells) in rows.iter().enumerate() {
        let is_head = number == 0 && cells.iter().all(|cell| cell.header || cell.spans.is_empty());
        let scope = if is_head { "col" } else { "row" };
        let mut row = Vec::with_capacity(cells.len());
        for Cell { header, spans } in cells {
            row.push(match header {
                true => element("th", &[("scope", Some(scope))], text(spans)),
                false => element("td", &[], text(spans)),
            });
        }
        body.push(element("tr", &[], row));
    }
    let mut parts = Vec::with_capacity(2);
    if let Some(caption) = caption {
        parts.push(element("caption", &[], caption.clone()));
    }
    parts.push(element("tbody", &[], body));
    let table = vec![element("table", &[], parts)];
    scrolling("section", "table", caption, language().table, table)
}

/// Pictures in a row.
fn gallery(images: &[Image], caption: Option<&String>) -> AnyView {
    let mut figures = Vec::with_capacity(images.len());
    for image in images {
        figures.push(view! { <Figure image place=Place::Row /> }.into_any());
    }
    // Reading modes take a `div` of pictures for no part of the text.
    let row = scrolling("section", "gallery", caption, language().pictures, figures);
    match caption {
        Some(caption) => vec![
            row,
            element("p", &[("class", Some("gallery-caption"))], caption.clone()),
        ]
        .into_any(),
        None => row,
    }
}

/// A card that leads to something on another site.
#[component]
fn Embed<'a>(url: &'a str, title: String, provider_name: String) -> impl IntoView + use<> {
    let words = view! {
        <span class="embed-title">{title}</span>
        <span class="embed-provider">{language().on} " " {provider_name}</span>
    };
    match use_newspaper().content_href(url) {
        Some(href) => view! {
            <p>
                <a href=href class="embed">
                    {words}
                </a>
            </p>
        }
        .into_any(),
        None => view! { <p class="embed">{words}</p> }.into_any(),
    }
}
