//! What the reader presses.

use reactive_graph::owner::on_cleanup;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Event, EventTarget};

use crate::view::{Element, element};

/// Listens to an element for as long as the current reactive owner lives.
pub fn listen(target: &EventTarget, event: &'static str, act: impl Fn(Event) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(act);
    let function: js_sys::Function = listener.as_ref().clone().unchecked_into();
    let _ = target.add_event_listener_with_callback(event, &function);
    let kept = SendWrapper::new((target.clone(), listener));
    on_cleanup(move || {
        let (target, _listener) = &*kept;
        let _ = target.remove_event_listener_with_callback(event, &function);
    });
}

/// A button that does something on this page.
pub fn button(class: &'static str, words: &str, press: impl Fn() + 'static) -> Element {
    element("button")
        .class(class)
        .attribute("type", "button")
        .with(words)
        .bind(move |button| listen(button, "click", move |_| press()))
}
