//! To other pages. The router is in the reader's own program.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    newspaper::{Newspaper, use_newspaper},
    routes::Route,
};

/// Goes to pages of the newspaper, as links do.
#[derive(Clone)]
pub struct Navigate(Newspaper);

/// Goes to pages of the newspaper, in the current context.
pub fn use_navigate() -> Navigate {
    Navigate(use_newspaper())
}

impl Navigate {
    /// Goes to a page; `end` is what its address ends with, a query or a hash.
    pub fn to(&self, route: &Route, end: &str) {
        let link = document().create_element("a");
        if let (Some(body), Ok(link)) = (document().body(), link) {
            let address = self.0.href(route) + end;
            let _ = link.set_attribute("href", &address);
            let _ = body.append_with_node_1(&link);
            link.unchecked_ref::<HtmlElement>().click();
            link.remove();
        }
    }
}

/// Whoever comes back to an article goes on where its door was.
pub fn hash_of(back: &Route) -> &'static str {
    match back {
        Route::Article(_) => "#contributions",
        _ => "",
    }
}

/// Takes what stands after `#` out of the address.
pub fn forget_hash() {
    if let Ok(history) = window().history() {
        let location = location();
        let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&path));
    }
}
