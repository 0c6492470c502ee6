//! Where the focus goes, for those who read by keyboard or by ear.

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{
    Element, Event, FocusOptions, HtmlElement, HtmlTextAreaElement, KeyboardEvent, MutationObserver,
    MutationObserverInit,
};

/// A directive by which an element takes the focus once it is in the page, where it is wanted.
pub fn autofocus(element: Element, is_wanted: bool) {
    if is_wanted {
        focus_first(element, None);
    }
}

/// Leads the reader to the field of a form that is at fault.
pub fn focus_invalid(form: Element) {
    focus_first(form, Some("[aria-invalid]"));
}

/// Focuses an element, or the first one in it of a selector, once what is about to change has changed.
fn focus_first(element: Element, selector: Option<&'static str>) {
    spawn_local(async move {
        let found = match selector {
            Some(selector) => element.query_selector(selector).ok().flatten(),
            None => Some(element),
        };
        if let Some(Ok(element)) = found.map(JsCast::dyn_into::<HtmlElement>) {
            let _ = element.focus();
        }
    });
}

/// Listens to an element that Leptos has not made, for as long as the current reactive owner lives.
fn listen(target: &Element, event: &'static str, handle: Box<dyn Fn(Event)>) {
    let listener = Closure::wrap(handle);
    let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    let kept = SendWrapper::new((target.clone(), listener));
    on_cleanup(move || {
        let (target, listener) = &*kept;
        let _ = target.remove_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    });
}

/// Enter that is held down acts once: it presses nothing again, and breaks no line in a field that it led to.
pub fn ignore_held_enter(place: &Element) {
    let pressed = RefCell::new(None);
    let handle = move |event: Event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        let target = event.target();
        if !key.repeat() {
            pressed.replace(target);
        } else if key.key() == "Enter" {
            let is_writing = *pressed.borrow() == target
                && target.is_some_and(|target| target.has_type::<HtmlTextAreaElement>());
            if !is_writing {
                event.prevent_default();
            }
        }
    };
    listen(place, "keydown", Box::new(handle));
}

/// Where an element within `place` that has the focus is removed, and nothing takes the focus in its stead, what
/// enclosed it does: one goes on from there. For as long as the current reactive owner lives.
pub fn keep_focus_within(place: &Element) {
    // The element that has the focus, and what encloses it, from the inside out.
    let focused = Rc::new(RefCell::new(Vec::new()));
    // A window that is not in front is told of no focus, but of a click.
    for event in ["focusin", "click"] {
        let (within, focused) = (place.clone(), Rc::clone(&focused));
        let remember = move |_| {
            focused.replace(focused_path(&within));
        };
        listen(place, event, Box::new(remember));
    }
    let changed = Closure::<dyn Fn()>::new(move || {
        let is_removed =
            |path: &Vec<HtmlElement>| path.first().is_some_and(|element| !element.is_connected());
        if is_removed(&focused.borrow()) {
            let path = focused.take();
            // Once what comes is there, and has taken the focus if it wants it.
            set_timeout(move || focus_first_of(&path), Duration::ZERO);
        }
    });
    let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) else {
        return;
    };
    let init = MutationObserverInit::new();
    init.set_child_list(true);
    init.set_subtree(true);
    let _ = observer.observe_with_options(place, &init);
    let kept = SendWrapper::new((observer, changed));
    on_cleanup(move || kept.0.disconnect());
}

/// The element within `place` that has the focus, and what encloses it up to `place`.
fn focused_path(place: &Element) -> Vec<HtmlElement> {
    let mut path = Vec::new();
    let mut next = document().active_element();
    while let Some(element) = next.filter(|element| place.contains(Some(element))) {
        next = element.parent_element();
        path.extend(element.dyn_into::<HtmlElement>());
    }
    path
}

/// Focuses the first of some elements that can have the focus, where none has it.
fn focus_first_of(path: &[HtmlElement]) {
    let is_nowhere = || document().active_element() == document().body().map(Into::into);
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    for element in path.iter().filter(|element| element.is_connected()) {
        if !is_nowhere() {
            return;
        }
        element.set_tab_index(-1);
        let _ = element.focus_with_options(&options);
    }
}
