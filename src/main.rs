//! The reader in a browser.

use kiosque::{
    app::app,
    contract::{Decode, Json, Site},
    load::{Policy, Store},
    navigation::Navigation,
    newspaper::Newspaper,
    view,
};
use leptos::prelude::*;

/// What every page carries in its `<script id="kiosque" type="application/json">`.
struct Page {
    base: String,
    site: Site,
}

impl Decode for Page {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            base: json.get("base")?,
            site: json.get("site")?,
        })
    }
}

/// Starts the reader in the element `#app`. Without the page's data it stays empty, and `boot.js`
/// says that the newspaper could not start.
fn main() {
    let document = document();
    let data = document
        .get_element_by_id("kiosque")
        .and_then(|element| element.text_content());
    let page = data.and_then(|data| Page::decode(&Json::parse(&data)?));
    let (Some(page), Some(root)) = (page, document.get_element_by_id("app")) else {
        return;
    };
    let _ = any_spawner::Executor::init_wasm_bindgen();

    let newspaper = Newspaper::new(page.site, &page.base);
    let store = Store::new(newspaper.base(), Policy::default());
    let navigation = Navigation::start(newspaper.clone(), store.clone());
    let owner = Owner::new();
    owner.with(|| view::show(app(newspaper, store, navigation), &root, false));
    // The newspaper is open for as long as its page is.
    std::mem::forget(owner);
}
