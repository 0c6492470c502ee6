//! A line of words.

use crate::{
    newspaper::newspaper,
    view::{Element, element},
};

/// A paragraph, nothing when there are no words.
pub fn line(class: &'static str, words: &str) -> Option<Element> {
    (!words.is_empty()).then(|| element("p").class(class).with(words))
}

/// As [`line`], for words that may not be known.
pub fn known_line(class: &'static str, words: Option<&String>) -> Option<Element> {
    line(class, words?)
}

pub fn link(class: &'static str, href: String, words: &str) -> Element {
    element("a").class(class).attribute("href", href).with(words)
}

/// An element whose words are in a language, said where it is not the newspaper's own.
pub fn speaking(element: Element, language: &str) -> Element {
    /// Of the languages written from right to left, those a newspaper may be in: N’Ko is Mali's.
    const LEFTWARDS: [&str; 6] = ["ar", "fa", "he", "nqo", "ps", "ur"];
    if language.is_empty() || language == newspaper().site().in_language {
        return element;
    }
    let primary = language.split('-').next().unwrap_or_default();
    let direction = if LEFTWARDS.contains(&primary) {
        "rtl"
    } else {
        "ltr"
    };
    element
        .attribute("lang", language.to_owned())
        .attribute("dir", direction)
}
