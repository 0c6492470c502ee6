//! A paragraph of words that may not be there.

use leptos::prelude::*;

use super::class_name;

/// A paragraph; nothing where there are no words.
#[component]
pub fn Paragraph(
    #[prop(optional)] class: &'static str,
    /// What it says: `None` and an empty text are the same.
    #[prop(into)]
    words: Option<String>,
) -> impl IntoView {
    let words = words.filter(|words| !words.is_empty())?;
    Some(view! { <p class=class_name(class)>{words}</p> }.into_any())
}
