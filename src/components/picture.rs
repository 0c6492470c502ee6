//! Pictures, their space reserved.

use leptos::prelude::*;

use crate::{contract::Image, newspaper::newspaper};

/// When the browser should fetch a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// At once, before anything else: the first picture of a page.
    First,
    /// When the reader comes near.
    Near,
}

/// A picture alone. Nothing is shown for an address that may not be followed.
pub fn picture(image: &Image, loading: Loading) -> Option<AnyView> {
    described(image, &image.alt, loading)
}

/// A picture beside words that say what it shows.
pub fn decoration(image: &Image) -> Option<AnyView> {
    described(image, "", Loading::Near)
}

fn described(image: &Image, alt: &str, loading: Loading) -> Option<AnyView> {
    let source = newspaper().content_href(&image.url)?;
    let (when, priority) = match loading {
        Loading::First => ("eager", "high"),
        Loading::Near => ("lazy", "auto"),
    };
    let view = view! {
        <img
            src=source
            alt=alt.to_owned()
            width=image.width.to_string()
            height=image.height.to_string()
            loading=when
            decoding="async"
            fetchpriority=priority
        />
    };
    Some(view.into_any())
}

/// A picture with its caption and credit.
pub fn figure(image: &Image, loading: Loading) -> AnyView {
    let part = |class: &'static str, words: &Option<String>| {
        let words = words.clone()?;
        Some(view! { <span class=class>{words}</span> " " }.into_any())
    };
    let caption = part("caption", &image.caption);
    let credit = part("credit", &image.credit_text);
    let legend = (caption.is_some() || credit.is_some())
        .then(|| view! { <figcaption>{caption} {credit}</figcaption> }.into_any());
    view! { <figure class="picture">{picture(image, loading)} {legend}</figure> }.into_any()
}
