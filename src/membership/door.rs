//! What every reader's page knows of members: whether a session was left open, and how to have what is for them
//! shown (`src/members/`), which in a release comes only when it is wanted.

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};
use web_sys::{Element, Event};

use crate::{components::mount_in, french, lazy, routes::Route};

/// What is for members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Contributions,
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
        let listener = window_event_listener_untyped("storage", move |_| {
            if is_left_open.get_untracked() != self::is_left_open() {
                set_left_open.set(self::is_left_open());
            }
        });
        on_cleanup(move || listener.remove());
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

/// Shows a part of what is for members in an element, for as long as the current reactive owner lives: the
/// contributions of an article, or what one comes to from another page. What the element holds is there again
/// afterwards. Should their part of the program not come, a sentence says so, with a button to try again.
pub fn show_part(place: Element, (part, about): (Part, Option<Route>)) {
    let task = async move {
        if lazy::show(part, place.clone(), about.clone()).await.is_err() {
            offer_retry(part, place, about);
        }
    };
    // What is shown is no part of an effect that has it shown.
    untrack(|| spawn_local_scoped_with_cancellation(task));
}

fn offer_retry(part: Part, place: Element, about: Option<Route>) {
    if place.child_element_count() == 0 {
        // It said only that something was to come.
        place.set_text_content(None);
    }
    let owner = Owner::current().unwrap_or_default();
    let offer = owner.child();
    let within = place.clone();
    let gone = offer.clone();
    let retry = move |_| {
        gone.cleanup();
        owner.with(|| show_part(within.clone(), (part, about.clone())));
    };
    offer.with(|| {
        mount_in(&place, move || {
            view! {
                <div role="alert">
                    <p>{french::PART_MISSING}</p>
                    <p>
                        <button class="button" type="button" on:click=retry>
                            {french::RETRY}
                        </button>
                    </p>
                </div>
            }
            .into_any()
        });
    });
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
