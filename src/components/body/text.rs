//! Marked text.

use leptos::prelude::*;

use super::super::{element::element, words_in};
use crate::{
    contract::{LanguageAttributes, Mark, Span},
    newspaper::use_newspaper,
};

/// The lines stay where they are.
const RAISED: [(&str, Option<&str>); 1] = [("class", Some("raised"))];

/// Spans, each within the elements of its marks.
pub fn text(spans: &[Span]) -> Vec<AnyView> {
    let mut views = Vec::with_capacity(spans.len());
    for Span { text, marks } in spans {
        if !text.is_empty() {
            views.push(marks.iter().rev().fold(lines(text), marked));
        }
    }
    views
}

fn lines(text: &str) -> AnyView {
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default().to_owned().into_any();
    let mut views = Vec::new();
    for line in lines {
        views.push(view! { <br /> {line.to_owned()} }.into_any());
    }
    if views.is_empty() {
        return first;
    }
    (first, views).into_any()
}

fn marked(inner: AnyView, mark: &Mark) -> AnyView {
    match mark {
        Mark::Strong => element("strong", &[], inner),
        Mark::Emphasis => element("em", &[], inner),
        Mark::Superscript => element("sup", &RAISED, inner),
        Mark::Subscript => element("sub", &RAISED, inner),
        Mark::Code => element("code", &LEFT_TO_RIGHT, inner),
        Mark::Language { lang, dir } => {
            let (lang, dir) = (Some(lang.clone()), dir.clone());
            words_in(LanguageAttributes { lang, dir }, inner)
        }
        Mark::Link { href } => match use_newspaper().content_href(href) {
            Some(href) => view! { <a href=href>{inner}</a> }.into_any(),
            None => inner,
        },
        Mark::Note { id, again } => {
            // Notes lead back to the first place that names them.
            let here = (!again).then(|| call_id(id));
            let href = here_or_in_full(&note_id(id));
            let attributes = [
                ("href", Some(href.as_str())),
                ("id", here.as_deref()),
                ("role", Some("doc-noteref")),
            ];
            let call = element("a", &attributes, id.clone());
            vec![inner, element("sup", &RAISED, call)].into_any()
        }
    }
}

/// Of code, whatever the language around it, also where the newspaper's style does not come along.
pub const LEFT_TO_RIGHT: [(&str, Option<&str>); 1] = [("dir", Some("ltr"))];

/// The id of a note's element.
pub fn note_id(note: &str) -> String {
    format!("note-{note}")
}

/// The id of the first place that names a note.
pub fn call_id(note: &str) -> String {
    format!("appel-{note}")
}

/// The page that an article by itself is of, in full: what its notes lead to elsewhere.
#[cfg(feature = "ssr")]
#[derive(Clone)]
pub struct PageAddress(pub String);

/// The address of an element of the same article.
pub fn here_or_in_full(id: &str) -> String {
    #[cfg(feature = "ssr")]
    if let Some(PageAddress(page)) = use_context() {
        return format!("{page}#{id}");
    }
    format!("#{id}")
}
