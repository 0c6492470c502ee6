//! Lists, also within lists, and notes.

use leptos::prelude::*;

use super::text::{call_id, here_or_in_full, note_id, text};
use crate::{contract::Item, language::language};

#[component]
pub fn List<'a>(ordered: bool, items: &'a [Item]) -> impl IntoView + use<> {
    list(ordered, items)
}

fn list(ordered: bool, items: &[Item]) -> AnyView {
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        let within = (!item.items.is_empty()).then(|| list(item.ordered, &item.items));
        let (id, back) = match &item.id {
            Some(id) => (Some(note_id(id)), Some(view! { <WayBack note=id /> }.into_any())),
            None => (None, None),
        };
        entries.push(view! { <li id=id>{text(&item.spans)} {back} {within}</li> }.into_any());
    }
    match ordered {
        true => view! { <ol>{entries}</ol> }.into_any(),
        false => view! { <ul>{entries}</ul> }.into_any(),
    }
}

/// The notes of an article, each with a link back to where it is named.
#[component]
pub fn Notes<'a>(items: &'a [Item]) -> impl IntoView + use<> {
    view! {
        <section class="notes" role="doc-endnotes">
            <h2>{language().notes}</h2>
            {list(true, items)}
        </section>
    }
}

#[component]
fn WayBack<'a>(note: &'a str) -> impl IntoView + use<> {
    let href = here_or_in_full(&call_id(note));
    view! {
        " "
        <a href=href class="way-back" role="doc-backlink" aria-label=language().back_to_text>
            "↑"
        </a>
    }
}
