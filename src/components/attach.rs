//! What is done with an element.

use leptos::prelude::*;
use web_sys::Element;

/// A directive that hands over its element once it is there. All elements share it: Leptos makes some 1,200 bytes of
/// WASM for each type of parameter of a directive.
///
/// ```ignore
/// view! { <section use:attach=UnsyncCallback::new(move |area| attend(area, slug.clone()))></section> }
/// ```
pub fn attach(element: Element, run: UnsyncCallback<Element>) {
    run.run(element);
}
