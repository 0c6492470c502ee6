//! How a load goes, in a browser, on every kind of network.

#![cfg(target_arch = "wasm32")]

use leptos::prelude::{Owner, untrack};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::*;
use crate::{
    contract::Article,
    fake_fetch::{Answer, FakeFetch, until},
    routes::{Document, Route},
};

wasm_bindgen_test_configure!(run_in_browser);

const TEXT: &str = r#"{"version": "1.0", "slug": "a", "headline": "Lu"}"#;

const QUICK: Policy = Policy {
    first_bytes: 40,
    body: 40,
    waits: [1, 2],
    retry_after: 20,
};

/// A page that shows the article "a" by a store of its own.
struct Page {
    store: Store,
    owner: Owner,
    watch: Watch<Article>,
}

impl Page {
    fn open(policy: Policy) -> Self {
        let store = Store::new("/journal/", policy);
        Self::visit(store)
    }

    fn visit(store: Store) -> Self {
        let owner = Owner::new();
        let watch = owner.with(|| store.watch(&document()));
        Self { store, owner, watch }
    }

    fn load(&self) -> Load<Article> {
        untrack(|| self.watch.load())
    }

    async fn failure(&self) -> LoadError {
        until("the load to fail", || !matches!(self.load(), Load::Pending)).await;
        match self.load() {
            Load::Failed(failure) => failure,
            other => panic!("{other:?}"),
        }
    }

    async fn headline(&self) -> String {
        until("the article", || !matches!(self.load(), Load::Pending)).await;
        match self.load() {
            Load::Ready(article) => article.headline.clone(),
            other => panic!("{other:?}"),
        }
    }
}

fn document() -> Document {
    Document::Article("a".into())
}

fn page(body: &str) -> Answer {
    Answer::Http {
        status: 200,
        headers: vec![("content-type", "text/html")],
        body: body.into(),
    }
}

#[wasm_bindgen_test]
async fn an_article_arrives() {
    let network = FakeFetch::new([Answer::json(TEXT)]);
    assert_eq!(Page::open(QUICK).headline().await, "Lu");
    assert_eq!(network.asked(), ["/journal/data/articles/a.json"]);
}

#[wasm_bindgen_test]
async fn each_cause_is_told_apart_and_what_a_retry_cannot_mend_is_asked_once() {
    for (answer, expected) in [
        (Answer::status(404), LoadError::NotFound),
        (Answer::status(410), LoadError::Withdrawn),
        (Answer::status(403), LoadError::Server),
        (Answer::status(511), LoadError::WebPage),
        (page("<!doctype html><title>Wi-Fi</title>"), LoadError::WebPage),
        (Answer::json("  <html>"), LoadError::WebPage),
        (
            page(r#"<html><meta name="generator" content="Kiosque">"#),
            LoadError::NotFound,
        ),
        (
            Answer::json("{\"version\": \"1.0\", \"slug\": "),
            LoadError::Unreadable,
        ),
        (
            Answer::json(r#"{"version": "1.0", "slug": "a"}"#),
            LoadError::Unreadable,
        ),
        (Answer::json(r#"{"version": "2.0"}"#), LoadError::Newer),
    ] {
        let network = FakeFetch::new([answer]);
        assert_eq!(Page::open(QUICK).failure().await, expected);
        assert_eq!(network.asked().len(), 1, "{expected:?}");
    }
}

#[wasm_bindgen_test]
async fn passing_trouble_is_asked_three_times() {
    for status in [408, 425, 429, 500, 503] {
        let network = FakeFetch::new([Answer::status(status)]);
        assert_eq!(Page::open(QUICK).failure().await, LoadError::Server);
        assert_eq!(network.asked().len(), 3, "{status}");
    }
    let network = FakeFetch::new([Answer::Unreachable]);
    assert_eq!(Page::open(QUICK).failure().await, LoadError::NoNetwork);
    assert_eq!(network.asked().len(), 3);
}

fn set_fetch(to: &str) {
    let script = format!("window.fetch = {to}");
    js_sys::Function::new_no_args(&script)
        .call0(&wasm_bindgen::JsValue::UNDEFINED)
        .unwrap();
}

#[wasm_bindgen_test]
async fn what_an_extension_makes_of_the_network_is_no_network() {
    for foreign in [Answer::Unreachable, Answer::Foreign, Answer::Torn] {
        let network = FakeFetch::new([foreign.clone()]);
        assert_eq!(Page::open(QUICK).failure().await, LoadError::NoNetwork);
        drop(network);
        let _network = FakeFetch::new([foreign, Answer::json(TEXT)]);
        assert_eq!(Page::open(QUICK).headline().await, "Lu");
    }
    // Those that come after the page is there, and wrap what they find.
    for later in [
        "async () => { throw 'blocked' }",
        "() => { throw 'blocked' }",
        "async () => ({})",
    ] {
        let network = FakeFetch::new([Answer::json(TEXT)]);
        set_fetch(later);
        assert_eq!(Page::open(QUICK).failure().await, LoadError::NoNetwork);
        drop(network);
        let network = FakeFetch::new([Answer::json(TEXT)]);
        set_fetch("((before) => (...request) => before(...request))(window.fetch)");
        assert_eq!(Page::open(QUICK).headline().await, "Lu");
        assert_eq!(network.asked().len(), 1);
    }
}

#[wasm_bindgen_test]
async fn trouble_that_passes_costs_nothing() {
    let network = FakeFetch::new([Answer::Unreachable, Answer::status(502), Answer::json(TEXT)]);
    assert_eq!(Page::open(QUICK).headline().await, "Lu");
    assert_eq!(network.asked().len(), 3);
}

#[wasm_bindgen_test]
async fn a_silent_server_is_given_up() {
    let network = FakeFetch::new([Answer::Silence]);
    assert_eq!(Page::open(QUICK).failure().await, LoadError::NoNetwork);
    assert_eq!((network.asked().len(), network.aborted()), (3, 3));
}

#[wasm_bindgen_test]
async fn a_server_that_asks_to_be_left_alone_is() {
    let busy = |after| Answer::Http {
        status: 503,
        headers: vec![("retry-after", after)],
        body: String::new(),
    };
    for (after, tries) in [
        ("1", 1),
        ("0", 3),
        ("Wed, 21 Oct 2099 07:28:00 GMT", 1),
        ("bientôt", 3),
    ] {
        let network = FakeFetch::new([busy(after)]);
        assert_eq!(Page::open(QUICK).failure().await, LoadError::Server);
        assert_eq!(network.asked().len(), tries, "Retry-After: {after}");
    }
}

#[wasm_bindgen_test]
async fn leaving_a_page_aborts_its_load() {
    let network = FakeFetch::new([Answer::Silence]);
    let patient = Policy {
        first_bytes: 10_000,
        ..QUICK
    };
    let page = Page::open(patient);
    until("the request", || network.asked().len() == 1).await;
    page.owner.cleanup();
    until("the abort", || network.aborted() == 1).await;
    assert!(
        matches!(page.load(), Load::Pending),
        "nothing is shown to one who left"
    );
}

#[wasm_bindgen_test]
async fn what_two_pages_wait_for_is_not_aborted_by_one() {
    let network = FakeFetch::new([Answer::Silence]);
    let patient = Policy {
        first_bytes: 10_000,
        ..QUICK
    };
    let first = Page::open(patient);
    let second = Page::visit(first.store.clone());
    until("the request", || network.asked().len() == 1).await;
    first.owner.cleanup();
    assert_eq!(network.aborted(), 0);
    second.owner.cleanup();
    until("the abort", || network.aborted() == 1).await;
}

#[wasm_bindgen_test]
async fn a_retry_brings_what_a_failure_kept() {
    let network = FakeFetch::new([Answer::status(404), Answer::json(TEXT)]);
    let page = Page::open(QUICK);
    assert_eq!(page.failure().await, LoadError::NotFound);
    page.watch.any().retry();
    assert_eq!(page.headline().await, "Lu");
    assert_eq!(network.asked().len(), 2);
}

#[wasm_bindgen_test]
async fn coming_back_after_a_failure_asks_again() {
    let _network = FakeFetch::new([Answer::status(404), Answer::json(TEXT)]);
    let page = Page::open(QUICK);
    page.failure().await;
    page.owner.cleanup();
    assert_eq!(Page::visit(page.store.clone()).headline().await, "Lu");
}

#[wasm_bindgen_test]
async fn who_opens_what_is_on_its_way_again_is_not_shown_its_old_failure() {
    let late = Answer::Late(Box::new(Answer::json(TEXT)));
    let network = FakeFetch::new([Answer::status(404), late]);
    let patient = Policy {
        first_bytes: 10_000,
        ..QUICK
    };
    let page = Page::open(patient);
    page.failure().await;
    page.owner.cleanup();
    page.store.prefetch(&Route::Article("a".into()));
    let again = Page::visit(page.store.clone());
    assert!(matches!(again.load(), Load::Pending));
    assert_eq!(again.headline().await, "Lu");
    assert_eq!(network.asked().len(), 2);
}

#[wasm_bindgen_test]
async fn what_was_fetched_ahead_is_not_fetched_again() {
    let network = FakeFetch::new([Answer::json(TEXT)]);
    let store = Store::new("/", QUICK);
    store.prefetch(&Route::Article("a".into()));
    store.prefetch(&Route::Article("a".into()));
    assert_eq!(Page::visit(store.clone()).headline().await, "Lu");
    store.prefetch(&Route::Article("a".into()));
    assert_eq!(network.asked().len(), 1);
}

#[wasm_bindgen_test]
async fn what_is_fetched_ahead_is_asked_for_once_and_fails_silently() {
    for trouble in [
        Answer::status(404),
        Answer::status(503),
        Answer::Unreachable,
        Answer::Silence,
    ] {
        let network = FakeFetch::new([trouble, Answer::json(TEXT)]);
        let store = Store::new("/", QUICK);
        let ahead = store.known::<Article>(&document());
        assert_eq!(ahead.any().fetch_ahead(40, 10_000).await, None);
        assert!(matches!(untrack(|| ahead.load()), Load::Pending));
        assert_eq!(network.asked().len(), 1);
        assert_eq!(Page::visit(store).headline().await, "Lu");
    }
}

#[wasm_bindgen_test]
async fn a_reader_who_comes_to_it_meanwhile_is_worth_every_try() {
    let network = FakeFetch::new([Answer::Silence, Answer::Unreachable, Answer::json(TEXT)]);
    let store = Store::new("/", QUICK);
    store.prefetch(&Route::Article("a".into()));
    let page = Page::visit(store);
    assert_eq!(page.headline().await, "Lu");
    assert_eq!(network.asked().len(), 3);
}

#[wasm_bindgen_test]
async fn a_text_that_is_longer_than_wanted_is_not_read() {
    let long = Answer::Http {
        status: 200,
        headers: vec![("content-type", "application/json"), ("content-length", "10001")],
        body: TEXT.into(),
    };
    let _network = FakeFetch::new([long]);
    let store = Store::new("/", QUICK);
    let ahead = store.known::<Article>(&document()).any();
    assert_eq!(ahead.fetch_ahead(40, 10_000).await, None);
    assert_eq!(ahead.fetch_ahead(40, 10_001).await, Some(TEXT.len() as u32));
}

#[wasm_bindgen_test]
async fn who_goes_elsewhere_aborts_what_was_fetched_ahead() {
    let network = FakeFetch::new([Answer::Silence]);
    let patient = Policy {
        first_bytes: 10_000,
        ..QUICK
    };
    let store = Store::new("/", patient);
    store.prefetch(&Route::Article("b".into()));
    let page = Page::visit(store.clone());
    until("both requests", || network.asked().len() == 2).await;
    store.abandon();
    until("the abort", || network.aborted() == 1).await;
    assert!(store.is_busy(), "the page's own load goes on");
    page.owner.cleanup();
}

#[wasm_bindgen_test]
async fn what_was_withdrawn_is_read_no_longer() {
    let _network = FakeFetch::new([Answer::status(410)]);
    let store = Store::new("/", QUICK);
    let article: Article = crate::contract::decode(TEXT).unwrap();
    store.put(&document(), article);
    let page = Page::visit(store);
    until("the withdrawal", || {
        matches!(page.load(), Load::Failed(LoadError::Withdrawn))
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_newer_text_that_did_not_come_is_asked_for_on_the_next_visit() {
    let network = FakeFetch::new([Answer::status(404), Answer::json(TEXT)]);
    let store = Store::new("/", QUICK);
    let article: Article = crate::contract::decode(TEXT).unwrap();
    store.put(&document(), article);
    let page = Page::visit(store.clone());
    until("the refusal", || network.asked().len() == 1 && !store.is_busy()).await;
    page.owner.cleanup();
    let _again = Page::visit(store);
    until("another question", || network.asked().len() == 2).await;
}

#[wasm_bindgen_test]
async fn an_old_text_stays_when_no_newer_one_comes() {
    let network = FakeFetch::new([Answer::status(404)]);
    let store = Store::new("/", QUICK);
    let article: Article = crate::contract::decode(TEXT).unwrap();
    store.put(&document(), article);
    let page = Page::visit(store);
    until("a newer one to be asked for", || network.asked().len() == 1).await;
    assert_eq!(page.headline().await, "Lu");
}
