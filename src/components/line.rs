//! A line of words.

use leptos::prelude::*;

/// A paragraph, nothing when there are no words. Without a class when `class` is empty.
pub fn line(class: &'static str, words: &str) -> Option<AnyView> {
    let words = Some(words.to_owned()).filter(|words| !words.is_empty())?;
    let class = named(class);
    Some(view! { <p class=class>{words}</p> }.into_any())
}

/// As [`line`], for words that may not be known.
pub fn known_line(class: &'static str, words: Option<&String>) -> Option<AnyView> {
    line(class, words?)
}

/// A link. Without a class when `class` is empty.
pub fn link(class: &'static str, href: String, words: &str) -> AnyView {
    let class = named(class);
    view! { <a class=class href=href>{words.to_owned()}</a> }.into_any()
}

fn named(class: &'static str) -> Option<&'static str> {
    Some(class).filter(|class| !class.is_empty())
}
