//! The contributions in a browser, with an engine that a test decides.

#![cfg(target_arch = "wasm32")]

mod access;
mod account;
mod discussion;
mod drafts;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use reactive_graph::owner::Owner;
use wasm_bindgen::{JsCast, prelude::Closure};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement};

use super::House;
use crate::{
    app::app,
    contract::{Site, decode},
    fake_fetch::{Answer, FakeFetch, until},
    french,
    load::{Policy, Store},
    navigation::{Navigation, Place},
    newspaper::Newspaper,
    routes::Route,
    view,
};

const ARTICLE: &str =
    r#"{"version": "1.0", "slug": "a", "headline": "Le titre", "comments": {"access": "subscribers"}}"#;

/// A part of the page that is for members, in the browser of a reader of whom a session was left open or not.
struct Open {
    root: HtmlElement,
    owner: Option<Owner>,
    house: House,
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
        Self::part("contributions", "a", token)
    }

    fn part(part: &str, about: &str, token: Option<&str>) -> Self {
        leave_session(token);
        let mut open = Self {
            root: root(),
            owner: None,
            house: House::of(newspaper("pocketbase")),
        };
        open.house.show(part, open.root.clone().into(), about);
        open
    }

    /// The whole page of an article, as the reader's own program shows it.
    fn page(engine: &str, token: Option<&str>) -> Self {
        leave_session(token);
        let newspaper = newspaper(engine);
        let navigation = Navigation::fixed(Place::new(Route::Article("a".into()), ""), newspaper.clone());
        let (root, owner) = (root(), Owner::new());
        let store = Store::new("/", Policy::default(), None);
        owner.with(|| view::show(app(newspaper.clone(), store, navigation), &root, false));
        Self {
            root,
            owner: Some(owner),
            house: House::of(newspaper),
        }
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
        for owner in self
            .owner
            .iter()
            .chain(self.house.places.iter().map(|(_, owner)| owner))
        {
            owner.cleanup();
        }
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

/// The parts that the reader's own program asked the members' to show.
struct Asked(Rc<RefCell<Vec<String>>>);

/// In place of the members' program: tells the window's `asked` what it is to show.
const PROGRAM: &str = "data:text/javascript,export default async () => {}; \
    export const show = (part, place, about) => window.asked(part, place, about)";

impl Asked {
    fn new() -> Self {
        let asked = Rc::new(RefCell::new(Vec::new()));
        let log = Rc::clone(&asked);
        let show = Closure::<dyn Fn(String, Element, String)>::new(move |part: String, _, about: String| {
            log.borrow_mut().push(format!("{part} {about}"));
        });
        let window = web_sys::window().unwrap();
        js_sys::Reflect::set(&window, &"asked".into(), show.as_ref()).unwrap();
        show.forget();
        let document = window.document().unwrap();
        let link = document.create_element("link").unwrap();
        link.set_attribute("rel", "members").unwrap();
        link.set_attribute("href", PROGRAM).unwrap();
        document.body().unwrap().prepend_with_node_1(&link).unwrap();
        Self(asked)
    }
}

fn write(field: &HtmlTextAreaElement, text: &str) {
    field.set_value(text);
    field.dispatch_event(&Event::new("input").unwrap()).unwrap();
}

/// Another tab keeps something else.
fn storage_event() {
    let event = Event::new("storage").unwrap();
    web_sys::window().unwrap().dispatch_event(&event).unwrap();
}

/// Runs some JavaScript.
fn run(script: &str) {
    js_sys::Function::new_no_args(script)
        .call0(&wasm_bindgen::JsValue::NULL)
        .unwrap();
}
