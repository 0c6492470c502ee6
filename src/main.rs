//! The reader in a browser.

use kiosque::{
    app::{App, AppProps},
    contract::{Decode, Json, Site},
    load::{Policy, Store},
    navigation::Navigation,
    newspaper::Newspaper,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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
    let root = document
        .get_element_by_id("app")
        .and_then(|root| root.dyn_into().ok());
    let (Some(page), Some(root)): (_, Option<HtmlElement>) = (page, root) else {
        return;
    };

    let newspaper = Newspaper::new(page.site, &page.base);
    let store = Store::new(newspaper.base(), Policy::default());
    let navigation = Navigation::start(newspaper.clone(), store.clone());
    root.set_text_content(None);
    mount_to(root, move || {
        App(AppProps {
            newspaper,
            store,
            navigation,
        })
    })
    .forget();
}
