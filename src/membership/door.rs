//! What the reader's own program knows of members: whether a session was left open, and how to have what
//! is for them shown by theirs (`src/members/`), which comes only when it is wanted.

use js_sys::Promise;
use reactive_graph::owner::{Owner, on_cleanup};
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event};

use crate::{
    components::{button, line},
    french,
    view::{append, children, element},
};

#[wasm_bindgen(module = "/src/reader.js")]
unsafe extern "C" {
    /// Fetches the members' program once, and calls [`crate::members::show`].
    #[wasm_bindgen(js_name = showMembers)]
    fn show_members(part: &str, place: &Element, about: &str) -> Promise;

    /// Calls [`crate::members::leave`].
    #[wasm_bindgen(js_name = leaveMembers)]
    fn leave_members(place: &Element);
}

/// Where the session is kept: the member's id, a space, the token.
pub(super) const SESSION: &str = "kiosque-session";

/// On the page's root where a session is open that the browser does not keep, and only the members' program knows.
const UNKEPT: &str = "data-session";

/// Whether a session was left open in this browser.
#[must_use]
pub fn is_left_open() -> bool {
    let kept = storage().and_then(|storage| storage.get_item(SESSION).ok()?);
    kept.is_some_and(|session| session.contains(' ')) || root().is_some_and(|root| root.has_attribute(UNKEPT))
}

/// Says that a session is open, or not, that the browser does not keep.
pub(super) fn unkept_session(is_open: bool) {
    if let Some(root) = root() {
        let _ = root.toggle_attribute_with_force(UNKEPT, is_open);
    }
}

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

/// Shows a part of what is for members in an element, for as long as the current reactive owner lives; `about` says
/// of what. Should their program not come, a sentence says so, with a button to try again.
pub fn show_part(part: &'static str, place: &Element, about: &str) {
    let gone = SendWrapper::new(place.clone());
    on_cleanup(move || leave_members(&gone));
    let (shown, place, about) = (show_members(part, place, about), place.clone(), about.to_owned());
    let owner = Owner::current();
    spawn_local(async move {
        if JsFuture::from(shown).await.is_ok() {
            return;
        }
        if let Some(owner) = owner {
            owner.with(|| offer_retry(part, place, about));
        }
    });
}

fn offer_retry(part: &'static str, place: Element, about: String) {
    if place.child_element_count() == 0 {
        // It said only that something was to come.
        place.set_text_content(None);
    }
    let owner = Owner::current();
    let within = place.clone();
    let retry = button("button", french::RETRY, move || {
        if let Ok(Some(failed)) = within.query_selector("[role=alert]") {
            failed.remove();
        }
        if let Some(owner) = &owner {
            owner.with(|| show_part(part, &within, &about));
        }
    });
    let failed = element("div").attribute("role", "alert");
    let failed = failed
        .with(line("", french::PART_MISSING))
        .with(element("p").with(retry));
    append(&place, "div", children(failed));
}

/// The event by which a page's own parts hear of a draft.
pub const DRAFTS: &str = "kiosque-drafts";

/// Tells this page's own parts that something kept has changed; other tabs hear of it by themselves, as "storage".
pub fn tell(event: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(event)) {
        let _ = window.dispatch_event(&event);
    }
}

/// What outlives the page; nothing where the browser keeps nothing for this site.
#[must_use]
pub fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
