//! What the reader presses.

use reactive_graph::owner::on_cleanup;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Event, EventTarget};

use crate::view::{Element, element};

/// Listens to an element for as long as the current reactive owner lives.
pub fn listen(target: &EventTarget, event: &'static str, act: impl Fn(Event) + 'static) {
    listen_to(target, event, Box::new(act));
}

fn listen_to(target: &EventTarget, event: &'static str, act: Box<dyn Fn(Event)>) {
    let listener = Closure::wrap(act);
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
    button_of(class, words, Box::new(press))
}

fn button_of(class: &'static str, words: &str, press: Box<dyn Fn()>) -> Element {
    element("button")
        .class(class)
        .attribute("type", "button")
        .with(words)
        .bind(move |button| listen(button, "click", move |_| press()))
}
