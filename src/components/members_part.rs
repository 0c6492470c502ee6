//! How what is for members (`src/members/`) is shown, which in a release comes only when it is wanted.

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::mount_in;
use crate::{language::language, lazy, membership::Part, routes::Route};

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
    // It may have said only that something was to come.
    let waiting = (place.child_element_count() == 0)
        .then(|| place.text_content())
        .flatten();
    if waiting.is_some() {
        place.set_text_content(None);
    }
    let owner = Owner::current().unwrap_or_default();
    let offer = owner.child();
    let within = place.clone();
    let gone = offer.clone();
    let retry = move |_| {
        gone.cleanup();
        // The button is gone: whoever pressed it goes on from here, whatever comes.
        if let Some(place) = within.dyn_ref::<HtmlElement>() {
            let _ = place.set_attribute("tabindex", "-1");
            let _ = place.focus();
        }
        if waiting.is_some() {
            within.set_text_content(waiting.as_deref());
        }
        owner.with(|| show_part(within.clone(), (part, about.clone())));
    };
    offer.with(|| {
        mount_in(&place, move || {
            view! {
                <div role="alert">
                    <p>{language().part_missing}</p>
                    <p>
                        <button class="button" type="button" on:click=retry>
                            {language().retry}
                        </button>
                    </p>
                </div>
            }
            .into_any()
        });
    });
}
