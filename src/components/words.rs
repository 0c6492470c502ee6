//! Words of another language than what is around them.

use leptos::prelude::*;

use crate::contract::LanguageAttributes;

/// Says of words in which language they are, where the press has found it to be another.
pub fn words_in(language: LanguageAttributes, words: AnyView) -> AnyView {
    if language.is_none() {
        return words;
    }
    let LanguageAttributes { lang, dir } = language;
    view! { <span lang=lang dir=dir>{words}</span> }.into_any()
}
