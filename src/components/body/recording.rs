//! Sound and films.

use leptos::prelude::*;

use super::{
    super::{element::element, picture::legend},
    blocks,
};
use crate::{contract::Media, language::language, newspaper::use_newspaper};

/// A recording in the browser's own player (`audio` or `video`), which loads nothing before it is started, and what is said
/// in it.
pub fn recording(player: &'static str, media: &Media) -> AnyView {
    let src = use_newspaper().content_href(&media.url);
    let [width, height] = [media.width, media.height].map(|pixels| pixels.map(|pixels| pixels.to_string()));
    let attributes = [
        ("controls", Some("")),
        ("preload", Some("none")),
        ("playsinline", (player == "video").then_some("")),
        ("width", width.as_deref()),
        ("height", height.as_deref()),
        ("src", src.as_deref()),
        ("aria-label", Some(media.title.as_str())),
    ];
    let mut parts = vec![element(player, &attributes, ())];
    parts.extend(legend(Some(media.title.clone()), media.credit_text.clone()));
    // A caption is the first or the last in its figure.
    let mut recording = vec![element("figure", &[], parts)];
    if !media.transcript.is_empty() {
        let mut transcript = vec![element("summary", &[], language().transcript)];
        transcript.extend(blocks(&media.transcript));
        recording.push(element("details", &[], transcript));
    }
    element("div", &[("class", Some("recording"))], recording)
}
