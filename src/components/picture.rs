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
#[component]
pub fn Picture(image: Image, loading: Loading) -> impl IntoView {
    let source = newspaper().content_href(&image.url)?;
    let (when, priority) = match loading {
        Loading::First => ("eager", Some("high")),
        Loading::Near => ("lazy", None),
    };
    Some(view! {
        <img
            src=source
            alt=image.alt
            width=image.width
            height=image.height
            loading=when
            decoding="async"
            fetchpriority=priority
        />
    })
}

/// A picture with its caption and credit.
#[component]
pub fn Figure(image: Image, loading: Loading) -> impl IntoView {
    let caption = image.caption.clone();
    let credit = image.credit_text.clone();
    let legend = (caption.is_some() || credit.is_some()).then(|| {
        view! {
            <figcaption>
                {caption.map(|caption| view! { <span class="caption">{caption}</span> " " })}
                {credit.map(|credit| view! { <span class="credit">{credit}</span> })}
            </figcaption>
        }
    });
    view! {
        <figure class="picture">
            <Picture image=image loading=loading />
            {legend}
        </figure>
    }
}
