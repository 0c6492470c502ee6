//! Pictures, their space reserved.

use crate::{
    contract::Image,
    newspaper::newspaper,
    view::{Element, element},
};

/// When the browser should fetch a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// At once, before anything else: the first picture of a page.
    First,
    /// When the reader comes near.
    Near,
}

/// A picture alone. Nothing is shown for an address that may not be followed.
pub fn picture(image: &Image, loading: Loading) -> Option<Element> {
    described(image, &image.alt, loading)
}

/// A picture beside words that say what it shows.
pub fn decoration(image: &Image) -> Option<Element> {
    described(image, "", Loading::Near)
}

fn described(image: &Image, alt: &str, loading: Loading) -> Option<Element> {
    let source = newspaper().content_href(&image.url)?;
    let (when, priority) = match loading {
        Loading::First => ("eager", "high"),
        Loading::Near => ("lazy", "auto"),
    };
    let picture = element("img")
        .attribute("alt", alt.to_owned())
        .attribute("width", image.width.to_string())
        .attribute("height", image.height.to_string())
        .attribute("loading", when)
        .attribute("decoding", "async")
        .attribute("fetchpriority", priority)
        // The last one, so that the others hold when the browser begins to fetch.
        .attribute("src", source);
    Some(picture)
}

/// A picture with its caption and credit.
pub fn figure(image: &Image, loading: Loading) -> Element {
    let part = |class, words: &Option<String>| {
        let words = words.as_ref()?;
        Some(element("span").class(class).with(words))
    };
    let caption = part("caption", &image.caption);
    let credit = part("credit", &image.credit_text);
    let legend = (caption.is_some() || credit.is_some())
        .then(|| element("figcaption").with(caption).with(" ").with(credit));
    element("figure")
        .class("picture")
        .with(picture(image, loading))
        .with(legend)
}
