//! Sound and films.

use leptos::prelude::*;

use super::{super::picture::legend, Body};
use crate::{contract::Media, language::language, newspaper::use_newspaper};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Audio,
    Video,
}

/// A recording in the browser's own player, which loads nothing before it is started, and what is said in it.
#[component]
pub fn Recording<'a>(kind: Kind, media: &'a Media) -> impl IntoView + use<> {
    let src = use_newspaper().content_href(&media.url);
    let size = |pixels: Option<u32>| pixels.map(|pixels| pixels.to_string());
    let player = match kind {
        Kind::Audio => view! { <audio controls preload="none" src=src></audio> }.into_any(),
        Kind::Video => view! {
            <video
                controls
                preload="none"
                playsinline
                width=size(media.width)
                height=size(media.height)
                src=src
            ></video>
        }
        .into_any(),
    };
    let transcript = (!media.transcript.is_empty()).then(|| {
        view! {
            <details>
                <summary>{language().transcript}</summary>
                <Body blocks=&media.transcript />
            </details>
        }
        .into_any()
    });
    view! {
        <figure class="recording">
            {player} {legend(Some(media.title.clone()), media.credit_text.clone())} {transcript}
        </figure>
    }
}
