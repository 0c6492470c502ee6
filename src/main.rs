//! The reader in a browser.

// Rust's own way into `main` would bring standard output, and a third of a KiB of brotli.
#![cfg_attr(target_arch = "wasm32", no_main)]

use any_spawner::Executor;
use kiosque::{
    app::App,
    first_page,
    load::{Policy, Store},
    newspaper::Newspaper,
    page_data::PageData,
    router::Router,
    routes::Route,
};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// Starts the reader in the element `#app`, around the page that is there. Without the page's data
/// it does nothing, and the page stays as the press wrote it.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen(start))]
fn main() {
    let document = document();
    let root = document
        .get_element_by_id("app")
        .and_then(|root| root.dyn_into::<HtmlElement>().ok());
    let (Some(page), Some(root)) = (PageData::read(&document), root) else {
        return;
    };
    let began = js_sys::Date::now();
    _ = Executor::init_wasm_bindgen();

    let newspaper = Newspaper::new(page.site, &page.base);
    let store = Store::new(newspaper.base(), Policy::default());
    let written = Route::parse(&page.path);
    let owner = Owner::new();
    owner.with(|| {
        let router = Router::start(newspaper.clone(), store.clone(), &written);
        provide_context(newspaper);
        provide_context(store);
        provide_context(router.clone());
        let is_written = router.location().get_untracked().route == written;
        if !is_written || !first_page::adopt(&document, &root, mount_app) {
            mount_app(root);
        }
        router.started_within(js_sys::Date::now() - began);
    });
    // The newspaper is open for as long as its page is.
    std::mem::forget(owner);
}

/// Shows the newspaper in the place of what stands in an element.
fn mount_app(root: HtmlElement) {
    root.set_text_content(None);
    mount_to(root, App).forget();
}
