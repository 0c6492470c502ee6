//! What every reader's page knows of members: whether a session was left open.

use leptos::prelude::*;
use web_sys::{Element, Event};

/// What is for members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The contributions of an article.
    Contributions,
    Own(OwnPage),
}

/// A page that is each reader's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnPage {
    Plans,
    SignIn,
    Account,
}

/// Where the session is kept: the member's id, a space, the token.
pub(super) const SESSION: &str = "kiosque-session";

/// On the page's root where a session is open that the browser does not keep, and only the members' part knows.
const UNKEPT: &str = "data-session";

/// Whether a session was left open in this browser: it changes when the reader signs in or out, in any tab.
#[must_use]
pub fn use_session_left_open() -> ReadSignal<bool> {
    let (is_left_open, set_left_open) = signal(is_left_open());
    if cfg!(target_arch = "wasm32") {
        // A page that the browser has kept hears on its return what it missed.
        for event in ["storage", "pageshow"] {
            let listener = window_event_listener_untyped(event, move |_| {
                if is_left_open.get_untracked() != self::is_left_open() {
                    set_left_open.set(self::is_left_open());
                }
            });
            on_cleanup(move || listener.remove());
        }
    }
    is_left_open
}

fn is_left_open() -> bool {
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
    browser()?.document()?.document_element()
}

/// The event by which a page's own parts hear of a draft.
pub const DRAFTS: &str = "kiosque-drafts";

/// Tells this page's own parts that something kept has changed; other tabs hear of it by themselves, as "storage".
pub fn tell(event: &str) {
    if let (Some(window), Ok(event)) = (browser(), Event::new(event)) {
        let _ = window.dispatch_event(&event);
    }
}

/// What outlives the page; nothing where the browser keeps nothing for this site.
#[must_use]
pub fn storage() -> Option<web_sys::Storage> {
    browser()?.local_storage().ok().flatten()
}

/// Natively there is none.
fn browser() -> Option<web_sys::Window> {
    if cfg!(target_arch = "wasm32") {
        web_sys::window()
    } else {
        None
    }
}
