//! A page's one `h1`.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    navigation::navigation,
    view::{Element, element},
};

/// The heading of a page. When it is there the page has arrived: it gives the page its title, which
/// may say more than the heading, and takes the focus of a reader who came by a link.
pub fn heading(title: &str, words: &str) -> Element {
    let navigation = navigation();
    navigation.name(title);
    let heading = element("h1").attribute("tabindex", "-1").with(words);
    heading.bind(move |heading| {
        let heading = heading.clone();
        // A task runs when the page around the heading is there too, unless another has come.
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(heading) = heading.dyn_ref::<HtmlElement>().filter(|it| it.is_connected()) {
                navigation.arrived(heading);
            }
        });
    })
}

/// A heading that is only heard.
pub fn unseen_heading(title: &str, words: &str) -> Element {
    heading(title, words).class("unseen")
}
