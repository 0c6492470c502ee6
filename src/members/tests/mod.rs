//! The contributions in a browser, with an engine that a test decides.

#![cfg(target_arch = "wasm32")]

mod access;
mod account;
mod discussion;
mod drafts;
mod edits;
mod focus;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::prelude::{IntoAny, Owner, provide_context};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement};

use super::{show_contributions, show_own};
use crate::{
    app::App,
    components::mount_in,
    contract::{Site, decode},
    fake_fetch::{Answer, FakeFetch, until},
    language::language,
    load::{Policy, Store},
    membership::{Membership, OwnPage},
    newspaper::Newspaper,
    router::{Location, Router},
    routes::Route,
};

const ARTICLE: &str =
    r#"{"version": "1.0", "slug": "a", "headline": "Le titre", "comments": {"access": "subscribers"}}"#;

/// A part of the page that is for members, in the browser of a reader of whom a session was left open or not.
struct Open {
    root: HtmlElement,
    owner: Owner,
}

fn newspaper(engine: &str) -> Newspaper {
    let site = format!(
        r#"{{"version": "1.0", "name": "Les Deux Rives", "timeZone": "Africa/Bamako", "membership": "{engine}",
            "sections": [{{"slug": "societe", "name": "Société"}}]}}"#
    );
    let site: Site = decode(&site).unwrap();
    Newspaper::new(site, "/")
}

fn leave_session(token: Option<&str>) {
    let storage = storage();
    match token {
        Some(token) => storage
            .set_item("kiosque-session", &format!("me {token}"))
            .unwrap(),
        None => storage.remove_item("kiosque-session").unwrap(),
    }
}

fn storage() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

/// What a tab keeps for itself.
fn tab() -> web_sys::Storage {
    web_sys::window().unwrap().session_storage().unwrap().unwrap()
}

fn root() -> HtmlElement {
    let document = web_sys::window().unwrap().document().unwrap();
    let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&root).unwrap();
    let _ = any_spawner::Executor::init_wasm_bindgen();
    root
}

impl Open {
    /// The contributions under an article.
    fn article(token: Option<&str>) -> Self {
        Self::showing(token, |root| show_contributions(root, "a".into()))
    }

    /// A page of the reader's own.
    fn own(page: OwnPage, token: Option<&str>) -> Self {
        Self::showing(token, |root| show_own(page, root, None))
    }

    fn showing(token: Option<&str>, show: impl FnOnce(&Element)) -> Self {
        leave_session(token);
        let (root, owner) = (root(), Owner::new());
        owner.with(|| {
            let newspaper = newspaper("pocketbase");
            let here = Location::new(Route::Account, "");
            provide_context(Membership::new(&newspaper));
            provide_context(Router::fixed(here, newspaper.clone()));
            provide_context(newspaper);
            show(&root);
        });
        Self { root, owner }
    }

    /// The contributions once more, elsewhere in the page.
    fn show_again(&self, place: &Element) {
        self.owner.with(|| show_contributions(place, "a".into()));
    }

    /// The whole page of an article, as the reader's own program shows it.
    fn page(engine: &str, token: Option<&str>) -> Self {
        leave_session(token);
        let newspaper = newspaper(engine);
        let router = Router::fixed(Location::new(Route::Article("a".into()), ""), newspaper.clone());
        let (root, owner) = (root(), Owner::new());
        owner.with(|| {
            provide_context(Membership::new(&newspaper));
            provide_context(newspaper);
            provide_context(Store::new("/", Policy::default()));
            provide_context(router);
            mount_in(&root, || App().into_any());
        });
        Self { root, owner }
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    async fn says(&self, text: &str) {
        until(text, || self.text().contains(text)).await;
    }

    fn field(&self) -> HtmlTextAreaElement {
        self.find("textarea").unwrap().unchecked_into()
    }

    /// The field of an answer or of a change.
    fn field_within(&self) -> Option<HtmlTextAreaElement> {
        self.find("article textarea").map(JsCast::unchecked_into)
    }

    /// Presses what opens such a field, and waits for it.
    async fn begin(&self, words: &str) -> HtmlTextAreaElement {
        self.press(words).await;
        until("the field", || self.field_within().is_some()).await;
        self.field_within().unwrap()
    }

    fn submit_within(&self) {
        let submit = self.find("article form [type=submit]").unwrap();
        submit.unchecked_into::<HtmlElement>().click();
    }

    fn write(&self, text: &str) {
        write(&self.field(), text);
    }

    fn button(&self, words: &str) -> Option<HtmlElement> {
        let buttons = self.root.query_selector_all("button").unwrap();
        (0..buttons.length())
            .map(|at| buttons.item(at).unwrap().unchecked_into::<HtmlElement>())
            .find(|button| button.text_content().unwrap_or_default().starts_with(words))
    }

    async fn press(&self, words: &str) {
        until(words, || self.button(words).is_some()).await;
        self.button(words).unwrap().click();
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.owner.cleanup();
        self.root.remove();
        storage().clear().unwrap();
        tab().clear().unwrap();
    }
}

fn refused(status: u16, body: &str) -> Answer {
    Answer::Http {
        status,
        headers: vec![("content-type", "application/json")],
        body: body.to_owned(),
    }
}

fn member(more: &str) -> Answer {
    Answer::json(&format!(
        r#"{{"token": "a-newer-token", "record": {{"id": "me", "name": "Awa", "email": "a@x.example", "verified": true{more}}}}}"#
    ))
}

const SUBSCRIBER: &str = r#"{"token": "a-newer-token", "record": {"id": "me", "name": "Awa", "email": "a@x.example",
    "verified": true, "entitled": true,
    "expand": {"subscriptions_via_member": {"plan": "", "paidUntil": "2999-01-01 00:00:00.000Z"}}}}"#;

fn subscriber() -> Answer {
    Answer::json(SUBSCRIBER)
}

/// What the engine says when it is asked whose session it is.
type Who = fn() -> Answer;

/// An engine whose member and contributions these are; to everything else it says `other`.
fn engine(
    who: Who,
    contributions: &'static str,
    other: impl Fn(&str, &str) -> Answer + 'static,
) -> FakeFetch {
    FakeFetch::by(move |method, path| match (method, path) {
        (_, "/data/articles/a.json") => Answer::json(ARTICLE),
        ("POST", "/api/collections/members/auth-refresh") => who(),
        ("GET", "/api/kiosque/articles/a/contributions") => Answer::json(r#"{"count": 3}"#),
        ("GET", "/api/collections/contributions/records") => Answer::json(contributions),
        _ => other(method, path),
    })
}

fn nothing_else(method: &str, path: &str) -> Answer {
    panic!("{method} {path}")
}

/// One contribution, which its author may still edit.
const MINE: &str = r#"{"items": [{"id": "mine", "author": "me", "authorName": "Awa", "text": "Le mien",
    "status": "published", "created": "2026-11-25 22:36:58.674Z", "editableUntil": "2999-01-01 00:00:00.000Z"}]}"#;

/// One of somebody else's.
const HIS: &str = r#"{"items": [{"id": "his", "author": "him", "authorName": "Issa", "text": "Le sien",
    "status": "published", "created": "2026-11-25 22:36:58.674Z"}]}"#;

const NONE: &str = r#"{"items": []}"#;

fn write(field: &HtmlTextAreaElement, text: &str) {
    field.set_value(text);
    field.dispatch_event(&Event::new("input").unwrap()).unwrap();
}

/// Another tab keeps something else.
fn storage_event() {
    let event = Event::new("storage").unwrap();
    web_sys::window().unwrap().dispatch_event(&event).unwrap();
}

/// The browser shows the page again that it had kept.
fn shown_again() {
    run("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
}

/// Runs some JavaScript.
fn run(script: &str) {
    js_sys::Function::new_no_args(script)
        .call0(&wasm_bindgen::JsValue::NULL)
        .unwrap();
}

/// This tab wrote it.
fn begun_here(key: &str) {
    tab().set_item(key, key).unwrap();
}

/// The drafts that are kept, by their keys' beginning.
fn drafts_below(key: &str) -> Vec<(String, String)> {
    let keys = (0..storage().length().unwrap()).filter_map(|at| storage().key(at).unwrap());
    let drafts = keys.filter(|it| it.starts_with(key));
    drafts
        .map(|key| (key.clone(), storage().get_item(&key).unwrap().unwrap()))
        .collect()
}

/// The draft of a contribution, as it is kept: its id and text.
fn kept() -> (String, String) {
    kept_at("kiosque-draft:me:a:")
}

fn kept_at(key: &str) -> (String, String) {
    let draft = storage().get_item(key).unwrap().unwrap();
    let draft: js_sys::Array = js_sys::JSON::parse(&draft).unwrap().unchecked_into();
    (
        draft.get(0).as_string().unwrap(),
        draft.get(1).as_string().unwrap(),
    )
}
