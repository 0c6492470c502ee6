//! Whether the reader is near an element.

use js_sys::Array;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How far below the window the reader is near: what is asked for then has come by the time one is there.
const NEAR: &str = "600px";

/// True from the moment on when an element is in view or nearly so. Natively nobody is near anything.
pub fn use_near(element: &Element) -> ReadSignal<bool> {
    let (is_near, set_near) = signal(false);
    let seen = Closure::<dyn Fn(Array, IntersectionObserver)>::new(
        move |entries: Array, observer: IntersectionObserver| {
            let is_seen = |entry| IntersectionObserverEntry::is_intersecting(&JsCast::unchecked_into(entry));
            if entries.iter().any(is_seen) {
                observer.disconnect();
                // What was seen before the page was left is told all the same: then there is no signal any more.
                set_near.try_set(true);
            }
        },
    );
    let init = IntersectionObserverInit::new();
    init.set_root_margin(NEAR);
    // The browser frees the closure, with the observer.
    let seen = seen.into_js_value();
    match IntersectionObserver::new_with_options(seen.unchecked_ref(), &init) {
        Ok(observer) => {
            observer.observe(element);
            let observer = SendWrapper::new(observer);
            on_cleanup(move || observer.disconnect());
        }
        Err(_) => set_near.set(true),
    }
    is_near
}
