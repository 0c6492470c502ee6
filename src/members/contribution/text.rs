//! The text of a contribution.

use leptos::prelude::*;

use crate::membership::{Piece, linked};

/// A text in paragraphs, each in its own direction.
#[component]
pub fn Text(
    /// As it was written: a line is a paragraph, an address a link.
    text: String,
) -> impl IntoView {
    let mut paragraphs = Vec::new();
    for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
        let mut pieces = Vec::new();
        for piece in linked(line) {
            pieces.push(match piece {
                Piece::Text(words) => words.to_owned().into_any(),
                Piece::Link(address) => view! { <Address address=address.to_owned() /> }.into_any(),
            });
        }
        paragraphs.push(view! { <p dir="auto">{pieces}</p> }.into_any());
    }
    paragraphs
}

#[component]
fn Address(address: String) -> impl IntoView {
    let href = address.clone();
    view! {
        <a href=href rel="ugc nofollow noopener noreferrer">
            {address}
        </a>
    }
}
