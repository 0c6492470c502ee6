//! A paragraph of words that may not be there.

use leptos::prelude::*;

use super::class_name;
use crate::newspaper::LanguageAttributes;

/// A paragraph; nothing where there are no words.
#[component]
pub fn Paragraph(
    #[prop(optional)] class: &'static str,
    /// What it says: `None` and an empty text are the same.
    #[prop(into)]
    words: Option<String>,
    /// Of words in another language than the newspaper's.
    #[prop(optional)]
    language: LanguageAttributes,
) -> impl IntoView {
    let words = words.filter(|words| !words.is_empty())?;
    let LanguageAttributes { lang, dir } = language;
    Some(view! { <p class=class_name(class) lang=lang dir=dir>{words}</p> }.into_any())
}
