//! Views in elements that the press has written.

use leptos::{mount::UnmountHandle, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Adds a view to an element that Leptos has not made, for as long as the current reactive owner lives.
pub fn mount_in(parent: &Element, view: impl FnOnce() -> AnyView + 'static) {
    let mounted = SendWrapper::new(erased(parent, Box::new(view)));
    on_cleanup(move || drop(mounted));
}

/// As [`mount_in`], but for good: also when the page is left and come back to.
pub fn mount_for_good(parent: &Element, view: impl FnOnce() -> AnyView + 'static) {
    erased(parent, Box::new(view)).forget();
}

/// For any view: Leptos makes some 400 bytes of WASM for each closure that it is given.
fn erased(parent: &Element, view: Box<dyn FnOnce() -> AnyView>) -> UnmountHandle<<AnyView as Render>::State> {
    mount_to(parent.clone().unchecked_into(), view)
}

/// Shows a view in the place of what an element holds, for as long as the current reactive owner lives; then that
/// is there again.
pub fn mount_in_place(place: &Element, view: impl FnOnce() -> AnyView + 'static) {
    let Some(document) = place.owner_document() else {
        return;
    };
    let before = document.create_document_fragment();
    while let Some(child) = place.first_child() {
        let _ = before.append_child(&child);
    }
    mount_in(place, view);
    let kept = SendWrapper::new((place.clone(), before));
    on_cleanup(move || {
        let (place, before) = &*kept;
        place.set_text_content(None);
        let _ = place.append_child(before);
    });
}
