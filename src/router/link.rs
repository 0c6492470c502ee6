//! The links of a page.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlAnchorElement, Window};

use crate::{newspaper::Newspaper, routes::Route};

/// The link that an event happened in.
pub fn around(event: &Event) -> Option<HtmlAnchorElement> {
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}

/// The page of the newspaper that a link leads to.
pub fn own_page(newspaper: &Newspaper, window: &Window, link: &HtmlAnchorElement) -> Option<Route> {
    if link.origin() != window.location().origin().ok()? {
        return None;
    }
    let route = newspaper.route(&link.pathname())?;
    (route != Route::NotFound).then_some(route)
}
