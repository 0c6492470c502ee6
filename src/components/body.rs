//! The body of an article: blocks and marked text. No HTML comes in anywhere.

mod list;
mod recording;
mod text;

use leptos::prelude::*;

use super::{Figure, Paragraph, Place, byline::time};
use crate::{
    contract::{Block, Cell, Image, LanguageAttributes, Span},
    language::language,
    newspaper::use_newspaper,
};
use list::{List, Notes};
use recording::{Kind, Recording};
pub use text::PageAddress;
use text::text;

/// The blocks of an article's body.
#[component]
pub fn Body<'a>(blocks: &'a [Block]) -> impl IntoView + use<> {
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
        Block::Heading { level: 0..=2, spans } => view! { <h2>{text(spans)}</h2> }.into_any(),
        Block::Heading { spans, .. } => view! { <h3>{text(spans)}</h3> }.into_any(),
        Block::Image(image) => view! { <Figure image place=Place::Text /> }.into_any(),
        Block::Quote {
            language,
            spans,
            attribution,
        } => view! { <Quotation class="quote" language spans attribution=attribution.clone() /> }.into_any(),
        Block::PullQuote {
            language,
            spans,
            attribution,
        } => view! { <Quotation class="pull-quote" language spans attribution=attribution.clone() /> }
            .into_any(),
        Block::List { ordered, items } => view! { <List ordered=*ordered items /> }.into_any(),
        Block::Notes { items } => view! { <Notes items /> }.into_any(),
        Block::Table { caption, rows } => view! { <Table caption=caption.clone() rows /> }.into_any(),
        Block::Embed {
            url,
            title,
            provider_name,
        } => view! { <Embed url title=title.clone() provider_name=provider_name.clone() /> }.into_any(),
        Block::Box { title, body } => view! {
            // No `aside`: what browsers' reading modes take out of a page by its name.
            <section class="box">
                <h2>{title.clone()}</h2>
                <Body blocks=body />
            </section>
        }
        .into_any(),
        Block::Code { text } => view! {
            <pre class="code" tabindex="0">
                <code>{text.clone()}</code>
            </pre>
        }
        .into_any(),
        Block::Audio(media) => view! { <Recording kind=Kind::Audio media /> }.into_any(),
        Block::Video(media) => view! { <Recording kind=Kind::Video media /> }.into_any(),
        Block::Gallery { images, caption } => view! { <Gallery images caption=caption.clone() /> }.into_any(),
        Block::Correction {
            date_published,
            spans,
        } => view! {
            <div class="correction">
                <p>
                    <strong>{language().correction}</strong>
                    " "
                    {time(date_published.clone())}
                </p>
                <p>{text(spans)}</p>
            </div>
        }
        .into_any(),
        Block::Separator => view! { <hr class="separator" /> }.into_any(),
        Block::Unknown => {
            view! { <Paragraph class="note" words=language().unreadable_block.to_owned() /> }.into_any()
        }
    }
}

#[component]
fn Quotation<'a>(
    class: &'static str,
    language: &'a LanguageAttributes,
    spans: &'a [Span],
    attribution: Option<String>,
) -> impl IntoView + use<> {
    let LanguageAttributes { lang, dir } = language.clone();
    view! {
        <figure class=class>
            <blockquote lang=lang dir=dir>
                <p>{text(spans)}</p>
            </blockquote>
            {attribution.map(|name| view! { <figcaption>{name}</figcaption> }.into_any())}
        </figure>
    }
}

/// A table may be wider than a phone: it scrolls by itself, also by the keyboard.
#[component]
fn Table<'a>(caption: Option<String>, rows: &'a [Vec<Cell>]) -> impl IntoView + use<> {
    let mut body = Vec::with_capacity(rows.len());
    for (number, cells) in rows.iter().enumerate() {
        let scope = if number == 0 { "col" } else { "row" };
        let mut row = Vec::with_capacity(cells.len());
        for Cell { header, spans } in cells {
            row.push(match header {
                true => view! { <th scope=scope>{text(spans)}</th> }.into_any(),
                false => view! { <td>{text(spans)}</td> }.into_any(),
            });
        }
        body.push(view! { <tr>{row}</tr> }.into_any());
    }
    let name = caption.clone().unwrap_or_else(|| language().table.to_owned());
    view! {
        <div class="table" role="region" tabindex="0" aria-label=name>
            <table>
                {caption.map(|caption| view! { <caption>{caption}</caption> }.into_any())} <tbody>{body}</tbody>
            </table>
        </div>
    }
}

/// Pictures in a row that scrolls by itself, also by the keyboard.
#[component]
fn Gallery<'a>(images: &'a [Image], caption: Option<String>) -> impl IntoView + use<> {
    let mut figures = Vec::with_capacity(images.len());
    for image in images {
        figures.push(view! { <Figure image place=Place::Row /> }.into_any());
    }
    let name = caption.clone().unwrap_or_else(|| language().pictures.to_owned());
    view! {
        <div class="gallery" role="region" tabindex="0" aria-label=name>
            {figures}
        </div>
        <Paragraph class="gallery-caption" words=caption />
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
