//! The links of a page.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlAnchorElement, Window};

use crate::{newspaper::Newspaper, routes::Route};

/// The link that an event happened in.
pub fn around(event: &Event) -> Option<HtmlAnchorElement> {
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}

/// The page of the newspaper that a link leads to. Of addresses such as `/forum/`, which may be another program's, those are
/// its own that `site.json` links to.
pub fn own_page(newspaper: &Newspaper, window: &Window, link: &HtmlAnchorElement) -> Option<Route> {
    if link.origin() != window.location().origin().ok()? {
        return None;
    }
    let route = newspaper.route(&link.pathname())?;
    let is_own = match &route {
        Route::NotFound => false,
        Route::Page(_) => newspaper.site().links.iter().any(|link| link.url == route.path()),
        _ => true,
    };
    is_own.then_some(route)
}
