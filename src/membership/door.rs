//! What the reader's own program knows of members: whether a session was left open, and how to have what
//! is for them shown by theirs (`src/members/`), which comes only when it is wanted.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

#[wasm_bindgen(module = "/src/reader.js")]
unsafe extern "C" {
    /// Fetches the members' program once, and calls [`crate::members::show`].
    #[wasm_bindgen(js_name = showMembers)]
    fn show_members(part: &str, place: &Element, about: &str);
}

/// Where the session is kept: the member's id, a space, the token.
pub(super) const SESSION: &str = "kiosque-session";

/// Whether a session was left open in this browser.
#[must_use]
pub fn is_left_open() -> bool {
    let kept = storage().and_then(|storage| storage.get_item(SESSION).ok()?);
    kept.is_some()
}

/// Shows a part of what is for members in an element; `about` says of what.
pub fn show_part(part: &str, place: &Element, about: &str) {
    show_members(part, place, about);
}

/// What outlives the page; nothing where the browser keeps nothing for this site.
pub(super) fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
