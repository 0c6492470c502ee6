//! The reader in a browser.

use kiosque::{
    app::app,
    contract::{Decode, Json, Site},
    load::{Policy, Store},
    navigation::Navigation,
    newspaper::Newspaper,
    routes::Route,
    view,
};
use reactive_graph::{owner::Owner, prelude::*};

/// What every page carries in its `<script id="kiosque" type="application/json">`.
struct Page {
    base: String,
    site: Site,
    /// The address, below the base path, that it was written for.
    path: String,
    documents: Option<Json>,
}

impl Decode for Page {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            base: json.get("base")?,
            site: json.get("site")?,
            path: json.get("path")?,
            documents: json.field("documents"),
        })
    }
}

/// Starts the reader in the element `#app`, around the page that is there. Without the page's data
/// it does nothing, and the page stays as the press wrote it.
fn main() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let data = document
        .get_element_by_id("kiosque")
        .and_then(|element| element.text_content());
    let page = data.and_then(|data| Page::decode(&Json::parse(&data)?));
    let (Some(page), Some(root)) = (page, document.get_element_by_id("app")) else {
        return;
    };
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let began = js_sys::Date::now();

    let newspaper = Newspaper::new(page.site, &page.base);
    let store = Store::new(newspaper.base(), Policy::default(), page.documents);
    let written = Route::parse(&page.path);
    let navigation = Navigation::start(newspaper.clone(), store.clone(), &written);
    // What the press wrote may stay where it is what the address asks for.
    let place = navigation.place().get_untracked();
    let joined = place.route == written && place.back.is_none();
    let owner = Owner::new();
    owner.with(|| view::show(app(newspaper, store, navigation.clone()), &root, joined));
    navigation.first_page_took(js_sys::Date::now() - began);
    // The newspaper is open for as long as its page is.
    std::mem::forget(owner);
}
