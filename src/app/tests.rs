//! The whole page in a browser, on a network that a test decides.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use super::*;
use crate::{
    components::mount_in,
    contract::{ListHead, Site, decode},
    fake_fetch::{Answer, FakeFetch, until},
    load::{Policy, Store},
    newspaper::Newspaper,
    router::{Location, Router},
    routes::{Document, Route},
};

const SITE: &str = r#"{"version": "1.0", "name": "Les Deux Rives",
    "sections": [{"slug": "societe", "name": "Société"}]}"#;

const QUICK: Policy = Policy {
    first_bytes: 40,
    body: 40,
    waits: [1, 2],
    retry_after: 20,
};
const PATIENT: Policy = Policy {
    first_bytes: 60_000,
    body: 60_000,
    waits: [1, 2],
    retry_after: 20,
};

/// A newspaper open at an article, until it is dropped.
struct Open {
    root: HtmlElement,
    owner: Owner,
    store: Store,
}

impl Open {
    fn article(policy: Policy) -> Self {
        let site: Site = decode(SITE).unwrap();
        let newspaper = Newspaper::new(site, "/");
        let store = Store::new("/", policy);
        let router = Router::fixed(Location::new(Route::Article("a".into()), ""), newspaper.clone());
        let root: HtmlElement = web_sys::window()
            .unwrap()
            .document()
            .unwrap()
            .create_element("div")
            .unwrap()
            .unchecked_into();
        let body = web_sys::window().unwrap().document().unwrap().body();
        body.unwrap().append_child(&root).unwrap();
        let owner = Owner::new();
        owner.with(|| {
            provide_context(newspaper);
            provide_context(store.clone());
            provide_context(router);
            mount_in(&root, || view! { <App /> }.into_any());
        });
        Self { root, owner, store }
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    async fn says(&self, text: &str) {
        until(text, || self.text().contains(text)).await;
        assert_eq!(
            self.root.query_selector_all("h1").unwrap().length(),
            1,
            "one h1 beside: {text}"
        );
        assert_eq!(
            self.root.query_selector_all("main").unwrap().length(),
            1,
            "one main beside: {text}"
        );
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.owner.cleanup();
        self.root.remove();
    }
}

fn article(more: &str) -> Answer {
    Answer::json(&format!(
        r#"{{"version": "1.0", "slug": "a", "headline": "Le titre" {more}}}"#
    ))
}

#[wasm_bindgen_test]
async fn a_skeleton_keeps_the_place_and_a_sentence_comes_when_it_is_slow() {
    let _network = FakeFetch::new([Answer::Silence]);
    let open = Open::article(PATIENT);
    assert!(open.find("main.skeleton[aria-busy=true]").is_some());
    assert!(!open.text().contains(language().slow), "not at once");
    open.says(language().slow).await;
}

#[wasm_bindgen_test]
async fn each_failure_has_its_sentence_and_its_way_on() {
    let html = |body: &str| Answer::Http {
        status: 200,
        headers: vec![("content-type", "text/html")],
        body: body.into(),
    };
    for (answer, sentence, button) in [
        (Answer::status(404), "Cette page n’existe pas", None),
        (Answer::status(410), "Cet article a été retiré", None),
        (Answer::Unreachable, "Pas de connexion", Some(language().retry)),
        (
            html("<p>Wi-Fi"),
            "Le réseau demande une connexion",
            Some(language().retry),
        ),
        (
            Answer::status(500),
            "Le journal ne répond pas",
            Some(language().retry),
        ),
        (
            Answer::json("{"),
            "Ce texte est illisible",
            Some(language().retry),
        ),
        (
            Answer::json(r#"{"version": "9.0"}"#),
            "Le journal a été mis à jour",
            Some(language().reload),
        ),
    ] {
        let _network = FakeFetch::new([answer]);
        let open = Open::article(QUICK);
        open.says(sentence).await;
        let label = open.find("main button").and_then(|button| button.text_content());
        assert_eq!(label.as_deref(), button, "{sentence}");
        assert!(
            open.find("main a[href='/rubrique/societe/']").is_some(),
            "a way out beside: {sentence}"
        );
        assert!(
            open.find("header nav").is_some(),
            "the rest of the page beside: {sentence}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_retry_that_works_shows_the_article() {
    let _network = FakeFetch::new([Answer::json("{"), article("")]);
    let open = Open::article(QUICK);
    open.says("Ce texte est illisible").await;
    open.find("main button")
        .unwrap()
        .unchecked_into::<HtmlElement>()
        .click();
    open.says("Le titre").await;
}

#[wasm_bindgen_test]
async fn the_paywall_stands_where_there_is_a_discussion_and_asks_the_network_nothing() {
    let network = FakeFetch::new([article(r#", "comments": {"access": "subscribers"}"#)]);
    let open = Open::article(QUICK);
    open.says(language().paywall_what).await;
    let subscribe = open.find(".paywall a").unwrap();
    assert_eq!(subscribe.text_content().as_deref(), Some(language().subscribe));
    assert_eq!(
        subscribe.get_attribute("href").as_deref(),
        Some("/abonnement/?retour=/article/a/")
    );
    assert_eq!(network.asked(), ["/data/articles/a.json"]);
}

#[wasm_bindgen_test]
async fn an_article_without_discussion_has_no_paywall() {
    for comments in [
        "",
        r#", "comments": null"#,
        r#", "comments": {"access": "friends"}"#,
    ] {
        let _network = FakeFetch::new([article(comments)]);
        let open = Open::article(QUICK);
        open.says("Le titre").await;
        assert!(open.find(".contributions").is_none(), "{comments}");
    }
}

#[wasm_bindgen_test]
async fn hostile_text_is_shown_and_never_run() {
    let hostile = r#"<img src=x onerror=alert(1)><script>alert(1)</script>"#;
    let _network = FakeFetch::new([Answer::json(&format!(
        r#"{{"version": "1.0", "slug": "a", "headline": "{hostile}", "kicker": "{hostile}",
            "image": {{"url": "javascript:alert(1)", "width": 1, "height": 1}},
            "author": [{{"slug": "../x", "name": "{hostile}"}}],
            "body": [{{"type": "paragraph", "spans": [{{"text": "{hostile}",
                "marks": [{{"type": "link", "href": " javascript:alert(1)"}}]}}]}},
                {{"type": "embed", "url": "data:text/html,x", "title": "{hostile}", "providerName": "p"}}]}}"#
    ))]);
    let open = Open::article(QUICK);
    open.says(hostile).await;
    for forbidden in [
        "script",
        "main img",
        "[onerror]",
        "main a[href^=javascript]",
        "main a[href^=data]",
    ] {
        assert!(open.find(forbidden).is_none(), "{forbidden}");
    }
}

/// The author's head as it is asked for when the line is idle.
async fn head_comes(open: &Open) {
    let head = open.store.known::<ListHead>(&Document::AuthorHead("awa".into()));
    head.any().fetch_ahead(40, 30_000).await;
}

const BY_AWA: &str = r#", "authorArticles": [{"author": {"slug": "awa", "name": "Awa"},
    "articles": [{"slug": "ancien", "headline": "Un ancien"}]}]"#;

#[wasm_bindgen_test]
async fn the_author_s_list_is_brought_up_to_date_without_the_article_itself() {
    let head = (0..12).fold(String::new(), |head, at| {
        head + &format!(r#"{{"slug": "n{at}", "headline": "Neuf {at}"}},"#)
    });
    let head = format!(
        r#"{{"version": "1.0", "pages": 1, "articles": [{{"slug": "a", "headline": "Lui-même"}}, {head}
            {{"slug": "ancien", "headline": "Un ancien"}}]}}"#
    );
    let network = FakeFetch::new([article(BY_AWA), Answer::json(&head)]);
    let open = Open::article(QUICK);
    open.says("Un ancien").await;
    head_comes(&open).await;
    open.says("Neuf 0").await;
    let list = open.find(".authors-aside ul").unwrap().text_content().unwrap();
    assert!(
        !list.contains("Lui-même") && !list.contains("Un ancien"),
        "{list}"
    );
    assert!(list.contains("Neuf 6") && !list.contains("Neuf 7"), "{list}");
    assert_eq!(
        network.asked(),
        ["/data/articles/a.json", "/data/authors/awa/head.json"]
    );
}

#[wasm_bindgen_test]
async fn an_author_s_list_that_does_not_come_leaves_what_is_known() {
    for trouble in [
        Answer::status(404),
        Answer::status(503),
        Answer::Unreachable,
        Answer::Silence,
        Answer::json("{"),
    ] {
        let network = FakeFetch::new([article(BY_AWA), trouble]);
        let open = Open::article(QUICK);
        open.says("Un ancien").await;
        let before = open.root.inner_html();
        head_comes(&open).await;
        assert_eq!(open.root.inner_html(), before);
        assert_eq!(network.asked().len(), 2, "asked once");
    }
}
