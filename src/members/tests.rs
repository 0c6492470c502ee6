//! The contributions in a browser, with an engine that a test decides.

#![cfg(target_arch = "wasm32")]

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

    fn write(&self, text: &str) {
        self.field().set_value(text);
        self.field()
            .dispatch_event(&Event::new("input").unwrap())
            .unwrap();
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

#[wasm_bindgen_test]
async fn without_an_engine_nothing_is_asked() {
    let network = engine(subscriber, NONE, nothing_else);
    let asked = Asked::new();
    let open = Open::page("none", Some("left"));
    open.says(french::PAYWALL_WHAT).await;
    assert!(!open.text().contains(french::SIGN_IN));
    assert_eq!(network.asked(), ["/data/articles/a.json"]);
    assert!(asked.0.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn who_is_not_known_sees_the_door_and_how_many_are_behind_it() {
    let network = engine(subscriber, NONE, nothing_else);
    let asked = Asked::new();
    let open = Open::page("pocketbase", None);
    open.says("3\u{a0}contributions").await;
    let link = open
        .find(".paywall a[href='/connexion/?retour=/article/a/']")
        .unwrap();
    assert_eq!(link.text_content().unwrap(), french::SIGN_IN);
    assert_eq!(
        network.asked(),
        ["/data/articles/a.json", "/api/kiosque/articles/a/contributions"]
    );
    assert!(asked.0.borrow().is_empty());

    // In another tab they sign in.
    leave_session(Some("other-tab"));
    for _ in 0..2 {
        web_sys::window()
            .unwrap()
            .dispatch_event(&Event::new("storage").unwrap())
            .unwrap();
    }
    until("asked", || !asked.0.borrow().is_empty()).await;
    assert_eq!(*asked.0.borrow(), ["contributions a"]);
    assert_eq!(
        open.find(".subscribe a").unwrap().get_attribute("href").unwrap(),
        "/compte/"
    );
}

#[wasm_bindgen_test]
async fn the_discussion_comes_to_whoever_left_a_session_open() {
    let network = engine(subscriber, NONE, nothing_else);
    let asked = Asked::new();
    let _open = Open::page("pocketbase", Some("left"));
    until("asked", || !asked.0.borrow().is_empty()).await;
    assert_eq!(*asked.0.borrow(), ["contributions a"]);
    assert_eq!(network.asked(), ["/data/articles/a.json"]);
}

#[wasm_bindgen_test]
async fn each_state_has_its_screen() {
    fn free() -> Answer {
        member("")
    }
    fn lapsed() -> Answer {
        member(
            r#", "expand": {"subscriptions_via_member": [{"plan": "m", "paidUntil": "2023-10-24 07:28:00.000Z"}]}"#,
        )
    }
    fn banned() -> Answer {
        member(
            r#", "banned": true, "entitled": true, "expand": {"subscriptions_via_member": {"paidUntil": "2999-01-01 00:00:00.000Z"}}"#,
        )
    }
    fn gone() -> Answer {
        Answer::Unreachable
    }
    fn broken() -> Answer {
        Answer::status(500)
    }
    fn over() -> Answer {
        refused(401, r#"{"data": {}}"#)
    }
    let states: [(Who, &str); 6] = [
        (free, french::NOT_SUBSCRIBED),
        (lapsed, "24\u{a0}octobre 2023"),
        (banned, french::BANNED),
        (gone, "Pas de connexion"),
        (broken, "Le service ne répond pas"),
        (over, french::SIGN_IN),
    ];
    for (who, words) in states {
        let _network = engine(who, NONE, nothing_else);
        let open = Open::article(Some("left"));
        open.says(words).await;
        assert!(open.find("textarea").is_none(), "{words}");
    }
    let _network = engine(subscriber, NONE, nothing_else);
    let open = Open::article(Some("left"));
    open.says(french::NO_CONTRIBUTIONS).await;
    let kept = storage().get_item("kiosque-session").unwrap();
    assert_eq!(kept.as_deref(), Some("me a-newer-token"), "refreshed");
}

#[wasm_bindgen_test]
async fn what_readers_write_is_shown_as_they_wrote_it() {
    let hostile = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\\\"><svg onload=alert(1)>",
        "javascript:alert(1)",
        "{{7*7}} ${7*7} <%= 7*7 %>",
        "&lt;b&gt; &amp; &#60;",
        "Robert'); DROP TABLE contributions;--",
        "\\u202egnp.exe",
        "A\\u0301\\u0301\\u0301 👩‍👩‍👧‍👦 ﷽",
    ];
    let items: Vec<String> = hostile
        .iter()
        .enumerate()
        .map(|(at, text)| {
            format!(
                r#"{{"id": "c{at}", "author": "x", "authorName": "{text}", "text": "{text}", "status": "published",
                    "created": "2026-11-25 22:36:58.674Z"}}"#
            )
        })
        .collect();
    let page: &'static str = Box::leak(format!(r#"{{"items": [{}]}}"#, items.join(",")).into_boxed_str());
    let _network = engine(subscriber, page, nothing_else);
    let open = Open::article(Some("left"));
    until("all", || {
        open.root.query_selector_all(".thread > li").unwrap().length() == 9
    })
    .await;
    for (at, text) in hostile.iter().enumerate() {
        let text: String = js_sys::JSON::parse(&format!("\"{text}\""))
            .unwrap()
            .as_string()
            .unwrap();
        let item = open.find(&format!(".thread > li:nth-child({})", at + 1)).unwrap();
        assert_eq!(
            item.query_selector("p[dir]")
                .unwrap()
                .unwrap()
                .text_content()
                .unwrap(),
            text
        );
        assert_eq!(
            item.query_selector(".who")
                .unwrap()
                .unwrap()
                .text_content()
                .unwrap(),
            text
        );
    }
    assert!(open.find(".thread :is(script, img, svg, b, a)").is_none());
    open.says("25\u{a0}novembre\u{a0}2026\u{a0}à\u{a0}22:36").await;
}

#[wasm_bindgen_test]
async fn a_contribution_is_there_at_once_and_taken_back_when_it_is_refused() {
    let posts = Rc::new(Cell::new(0));
    let answer = Rc::new(RefCell::new(Answer::Late(Box::new(Answer::status(500)))));
    let (count, said) = (Rc::clone(&posts), Rc::clone(&answer));
    let _network = engine(subscriber, NONE, move |method, path| {
        assert_eq!((method, path), ("POST", "/api/collections/contributions/records"));
        count.set(count.get() + 1);
        said.borrow().clone()
    });
    let open = Open::article(Some("left"));
    open.says(french::NO_CONTRIBUTIONS).await;
    open.write("Bonjour à tous.");
    open.press(french::POST).await;
    let shown = || open.find(".thread").and_then(|list| list.text_content());
    until("shown at once", || {
        shown().is_some_and(|text| text.contains("Bonjour à tous."))
    })
    .await;
    open.says("Le service ne répond pas").await;
    assert!(open.find(".thread").is_none(), "taken back");
    assert_eq!(open.field().value(), "Bonjour à tous.", "and not lost");
    assert_eq!(posts.get(), 1, "never sent again by itself");

    answer.replace(Answer::json(
        r#"{"id": "c", "author": "me", "authorName": "Awa", "text": "Bonjour à tous.", "status": "published",
            "created": "2026-11-25 22:36:58.674Z"}"#,
    ));
    open.press(french::POST).await;
    open.says(french::POSTED).await;
    assert_eq!(open.field().value(), "");
    let keys = storage();
    let drafts = (0..keys.length().unwrap()).filter_map(|at| keys.key(at).unwrap());
    assert_eq!(drafts.filter(|key| key.starts_with("kiosque-draft")).count(), 0);
}

#[wasm_bindgen_test]
async fn a_draft_outlives_the_session_in_which_it_was_begun() {
    let over = |_: &str, _: &str| refused(401, r#"{"data": {}}"#);
    let network = engine(subscriber, NONE, over);
    let open = Open::article(Some("left"));
    open.says(french::NO_CONTRIBUTIONS).await;
    open.write("Un long texte");
    open.press(french::POST).await;
    open.says(french::SIGN_IN).await;
    assert!(open.find("textarea").is_none());
    let draft = storage().get_item("kiosque-draft:me:a:").unwrap();
    assert!(draft.is_some_and(|draft| draft.contains("Un long texte")));
    drop(network);

    let draft = storage().get_item("kiosque-draft:me:a:").unwrap().unwrap();
    drop(open);
    let _network = engine(subscriber, NONE, nothing_else);
    storage().set_item("kiosque-draft:me:a:", &draft).unwrap();
    let open = Open::article(Some("again"));
    open.says(french::NO_CONTRIBUTIONS).await;
    assert_eq!(open.field().value(), "Un long texte");
}

#[wasm_bindgen_test]
async fn who_writes_too_much_is_told_how_long_to_wait() {
    let _network = engine(subscriber, NONE, |_, _| Answer::Http {
        status: 429,
        headers: vec![("retry-after", "2")],
        body: "{}".to_owned(),
    });
    let open = Open::article(Some("left"));
    open.says(french::NO_CONTRIBUTIONS).await;
    open.write("Encore");
    open.press(french::POST).await;
    open.says("dans 2\u{a0}s").await;
    open.says("dans 1\u{a0}s").await;
    open.says("Vous pouvez réessayer").await;
    assert_eq!(open.field().value(), "Encore");
}

/// Runs some JavaScript.
fn run(script: &str) {
    js_sys::Function::new_no_args(script)
        .call0(&wasm_bindgen::JsValue::NULL)
        .unwrap();
}

#[wasm_bindgen_test]
async fn where_nothing_is_kept_a_session_lasts_as_long_as_the_page() {
    let _network = engine(subscriber, NONE, |_, path| match path {
        "/api/collections/members/auth-with-password" => subscriber(),
        _ => panic!("{path}"),
    });
    let mut open = Open::part("sign-in", "", None);
    run(
        "window.own = Object.getOwnPropertyDescriptor(window, 'localStorage'); \
         Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new DOMException('no', 'SecurityError'); } });",
    );
    until("the form", || open.find("input[type=password]").is_some()).await;
    let form = open.find("form").unwrap();
    form.dispatch_event(&Event::new("submit").unwrap()).unwrap();
    until("signed in", || open.text().contains("Awa")).await;
    let article = root();
    open.house.show("contributions", article.clone().into(), "a");
    until("the discussion", || {
        article.query_selector("textarea").unwrap().is_some()
    })
    .await;
    assert!(crate::membership::is_left_open(), "the reader's program knows");
    run("Object.defineProperty(window, 'localStorage', window.own)");
    run("document.documentElement.removeAttribute('data-session')");
    article.remove();
}

#[wasm_bindgen_test]
async fn what_is_sent_again_is_there_once() {
    for (rewritten, expected) in [
        // The engine has tidied it.
        ("Un texte.  \n\n\n\nFin", vec!["POST", "POST", "GET"]),
        ("Un texte. Fin, vraiment.", vec!["POST", "POST", "GET", "PATCH"]),
    ] {
        let asked = Rc::new(RefCell::new(Vec::new()));
        let log = Rc::clone(&asked);
        let one = r#"{"id": "c", "author": "me", "text": "Un texte.\n\nFin", "status": "published"}"#;
        let _network = engine(subscriber, NONE, move |method, _| {
            log.borrow_mut().push(method.to_owned());
            match (method, log.borrow().len()) {
                ("POST", 1) => Answer::Unreachable,
                ("POST", _) => refused(400, r#"{"data": {"id": {"code": "validation_not_unique"}}}"#),
                _ => Answer::json(one),
            }
        });
        let open = Open::article(Some("left"));
        open.says(french::NO_CONTRIBUTIONS).await;
        open.write("Un texte.  \n\n\n\nFin");
        open.press(french::POST).await;
        open.says("Pas de connexion").await;
        // The page is loaded again.
        let draft = storage().get_item("kiosque-draft:me:a:").unwrap().unwrap();
        drop(open);
        storage().set_item("kiosque-draft:me:a:", &draft).unwrap();
        let open = Open::article(Some("left"));
        open.says(french::NO_CONTRIBUTIONS).await;
        open.write(rewritten);
        open.press(french::POST).await;
        open.says(french::POSTED).await;
        assert_eq!(*asked.borrow(), expected);
    }
}

#[wasm_bindgen_test]
async fn what_is_begun_anew_does_not_replace_what_was_sent() {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&asked);
    let _network = engine(subscriber, NONE, move |method, _| {
        log.borrow_mut().push(method.to_owned());
        match log.borrow().len() {
            1 => Answer::Unreachable,
            _ => {
                Answer::json(r#"{"id": "c", "author": "me", "text": "Autre chose.", "status": "published"}"#)
            }
        }
    });
    let open = Open::article(Some("left"));
    open.says(french::NO_CONTRIBUTIONS).await;
    open.write("Un texte.");
    open.press(french::POST).await;
    open.says("Pas de connexion").await;
    let id = || storage().get_item("kiosque-draft:me:a:").unwrap().unwrap()[..20].to_owned();
    let first = id();
    open.write("");
    open.write("Autre chose.");
    assert_ne!(id(), first);
    open.press(french::POST).await;
    open.says(french::POSTED).await;
    assert_eq!(*asked.borrow(), ["POST", "POST"]);
}

#[wasm_bindgen_test]
async fn what_another_tab_posts_takes_no_other_draft_along() {
    let _network = engine(subscriber, NONE, nothing_else);
    let open = Open::article(Some("left"));
    open.says(french::NO_CONTRIBUTIONS).await;
    open.write("Un long texte.");
    // There, something short was written and posted.
    storage().remove_item("kiosque-draft:me:a:").unwrap();
    storage().set_item("kiosque-posted", "another").unwrap();
    web_sys::window()
        .unwrap()
        .dispatch_event(&Event::new("storage").unwrap())
        .unwrap();
    assert_eq!(open.field().value(), "Un long texte.");
    let kept = storage().get_item("kiosque-draft:me:a:").unwrap();
    assert!(kept.is_some_and(|kept| kept.contains("Un long texte.")));
}

#[wasm_bindgen_test]
async fn what_is_posted_leaves_the_other_fields_that_held_it() {
    let answer =
        r#"{"id": "c", "author": "me", "authorName": "Awa", "text": "Bonjour.", "status": "published"}"#;
    let _network = engine(subscriber, NONE, move |_, _| {
        Answer::Late(Box::new(Answer::json(answer)))
    });
    let mut open = Open::article(Some("left"));
    open.says(french::NO_CONTRIBUTIONS).await;
    open.write("Bonjour.");
    open.press(french::POST).await;
    // While it is on its way, the reader goes away and comes back.
    let again = root();
    open.house.show("contributions", again.clone().into(), "a");
    let field = || again.query_selector("textarea").unwrap();
    until("the field", || field().is_some()).await;
    let field: HtmlTextAreaElement = field().unwrap().unchecked_into();
    until("empty", || field.value().is_empty()).await;
    open.says(french::POSTED).await;
    again.remove();
}

#[wasm_bindgen_test]
async fn a_draft_that_the_browser_has_no_room_for_lasts_as_long_as_the_page() {
    let over = |_: &str, _: &str| refused(401, r#"{"data": {}}"#);
    let _network = engine(subscriber, NONE, over);
    let open = Open::article(Some("left"));
    open.says(french::NO_CONTRIBUTIONS).await;
    run(
        "window.own = Storage.prototype.setItem; Storage.prototype.setItem = function (key, value) { \
         if (key.startsWith('kiosque-draft')) throw new DOMException('full', 'QuotaExceededError'); return window.own.call(this, key, value); };",
    );
    open.write("Un long texte");
    open.press(french::POST).await;
    open.says(french::SIGNED_OUT_MEANWHILE).await;
    open.says(french::DRAFTS_KEPT).await;
    // They sign in again.
    leave_session(Some("again"));
    web_sys::window()
        .unwrap()
        .dispatch_event(&Event::new("storage").unwrap())
        .unwrap();
    until("the discussion", || open.find("textarea").is_some()).await;
    assert_eq!(open.field().value(), "Un long texte");
    run("Storage.prototype.setItem = window.own");
    open.write("");
}

#[wasm_bindgen_test]
async fn a_proxy_s_own_refusals_are_understood() {
    for (status, headers, words) in [
        (429, vec![("retry-after", "99")], "1\u{a0}min 39\u{a0}s"),
        (429, vec![("retry-after", "99999999")], "plus tard"),
        (413, Vec::new(), "trop long"),
    ] {
        let _network = engine(subscriber, NONE, move |_, _| Answer::Http {
            status,
            headers: headers.clone(),
            body: "<html>No</html>".to_owned(),
        });
        let open = Open::article(Some("left"));
        open.says(french::NO_CONTRIBUTIONS).await;
        open.write("Encore");
        open.press(french::POST).await;
        open.says(words).await;
        assert_eq!(open.field().value(), "Encore");
    }
}

#[wasm_bindgen_test]
async fn what_may_be_edited_is_so_by_the_engine_s_clock() {
    const MINE: &str = r#"{"items": [{"id": "mine", "author": "me", "authorName": "Awa", "text": "Le mien",
        "status": "published", "created": "2031-03-04 10:00:00.000Z", "editableUntil": "2031-03-04 10:15:00.000Z"}]}"#;
    for (date, is_editable) in [
        ("Tue, 04 Mar 2031 10:14:00 GMT", true),
        ("Tue, 04 Mar 2031 10:16:00 GMT", false),
    ] {
        let _network = FakeFetch::by(move |_, path| Answer::Http {
            status: 200,
            headers: vec![("date", date)],
            body: match path {
                "/api/kiosque/articles/a/contributions" => r#"{"count": 1}"#.to_owned(),
                "/api/collections/contributions/records" => MINE.to_owned(),
                _ => SUBSCRIBER.to_owned(),
            },
        });
        let open = Open::article(Some("left"));
        open.says("Le mien").await;
        assert_eq!(open.button(french::EDIT).is_some(), is_editable, "{date}");
    }
}

#[wasm_bindgen_test]
async fn whoever_pays_again_is_told_until_the_notice_has_come() {
    thread_local!(static HAS_COME: Cell<bool> = const { Cell::new(false) });
    fn who() -> Answer {
        let year = if HAS_COME.get() { "2998" } else { "2997" };
        member(&format!(
            r#", "entitled": true, "expand": {{"subscriptions_via_member": {{"plan": "", "paidUntil": "{year}-01-01 00:00:00.000Z"}}}}"#
        ))
    }
    let _network = engine(who, NONE, nothing_else);
    let history = web_sys::window().unwrap().history().unwrap();
    let hash = |hash: &str| {
        history
            .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(hash))
            .unwrap();
    };
    hash("#paye");
    storage()
        .set_item("kiosque-paying", "2997-01-01T00:00:00.000Z")
        .unwrap();
    let open = Open::part("account", "", Some("left"));
    open.says("2997").await;
    open.says(french::PAYMENT_AWAITED).await;
    HAS_COME.set(true);
    open.says("2998").await;
    until("told no more", || !open.text().contains(french::PAYMENT_AWAITED)).await;
    open.says(french::PAYMENT_RECEIVED).await;
    assert_eq!(storage().get_item("kiosque-paying").unwrap(), None);
    drop(open);
    // The address alone is no payment.
    hash("#paye");
    let open = Open::part("account", "", Some("left"));
    open.says("2998").await;
    until("told no more", || !open.text().contains(french::PAYMENT_AWAITED)).await;
    assert!(!open.text().contains(french::PAYMENT_RECEIVED));
    hash("#");
}

#[wasm_bindgen_test]
async fn only_plans_on_offer_can_be_chosen() {
    const PLANS: &str = r#"{"items": [
        {"id": "1", "code": "m", "name": "Mensuel", "amount": 2500, "currency": "XOF", "interval": "month", "onOffer": true},
        {"id": "2", "code": "d", "name": "De jadis", "amount": 100, "currency": "XOF", "interval": "year", "onOffer": false}]}"#;
    let _network = engine(subscriber, NONE, |_, _| Answer::json(PLANS));
    let open = Open::part("plans", "", None);
    open.says("Mensuel").await;
    assert!(!open.text().contains("De jadis"));
}

#[wasm_bindgen_test]
async fn the_focus_is_not_lost_with_what_had_it() {
    let _network = engine(subscriber, NONE, nothing_else);
    let open = Open::part("account", "", Some("left"));
    let focused = || {
        let document = web_sys::window().unwrap().document().unwrap();
        document.active_element().unwrap()
    };
    for (words, is_there) in [
        (french::DELETE_ACCOUNT, french::DELETE_ACCOUNT_WHY),
        (french::CANCEL, french::DELETE_ACCOUNT),
    ] {
        until(words, || open.button(words).is_some()).await;
        let button = open.button(words).unwrap();
        button.focus().unwrap();
        button.click();
        open.says(is_there).await;
        until("the focus is near", || {
            focused().text_content().unwrap().len() < 400 && open.root.contains(Some(&focused()))
        })
        .await;
    }
    let button = open.button(french::SIGN_OUT).unwrap();
    button.focus().unwrap();
    button.click();
    open.says(french::SIGNED_OUT).await;
    until("the focus is there", || open.root.contains(Some(&focused()))).await;
}

#[wasm_bindgen_test]
async fn one_contribution_is_liked_answered_edited_reported_and_deleted() {
    let page = r#"{"items": [
        {"id": "his", "author": "him", "authorName": "Issa", "text": "Le sien", "status": "published", "likes": 2,
         "created": "2026-11-25 22:36:58.674Z",
         "expand": {"contributions_via_parent": [
            {"id": "answer", "author": "me", "authorName": "Awa", "text": "Ma réponse", "status": "published",
             "created": "2026-11-25 22:40:00.000Z"}]}},
        {"id": "mine", "author": "me", "authorName": "Awa", "text": "Le mien", "status": "pending",
         "created": "2026-11-25 22:30:00.000Z", "editableUntil": "2999-01-01 00:00:00.000Z"},
        {"id": "gone", "text": "", "status": "removed", "created": "2026-11-25 22:20:00.000Z"}]}"#;
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&asked);
    let _network = engine(subscriber, page, move |method, path| {
        log.borrow_mut().push(format!("{method} {path}"));
        match (method, path) {
            ("POST", "/api/collections/likes/records") => Answer::json(r#"{"id": "like"}"#),
            ("PATCH", _) => Answer::json(
                r#"{"id": "mine", "author": "me", "text": "Mieux dit", "status": "published",
                    "edited": "2026-11-25 22:50:00.000Z"}"#,
            ),
            _ => Answer::json(""),
        }
    });
    let open = Open::article(Some("left"));
    open.says("Le sien").await;
    open.says(french::PENDING).await;
    open.says(french::REMOVED).await;
    assert_eq!(open.find(".answers .who").unwrap().text_content().unwrap(), "Awa");

    let names = ["J’aime\u{a0}(2) (Issa)", "Répondre (Issa)", "Signaler (Issa)"];
    for name in names {
        assert!(open.button(name).is_some(), "{name}: whose, one hears");
    }
    open.press("J’aime").await;
    open.says("J’aime\u{a0}(3)").await;
    open.press("J’aime").await;
    open.says("J’aime\u{a0}(2)").await;
    open.press(french::REPORT).await;
    open.press("Insulte").await;
    open.says(french::REPORTED).await;
    open.press(french::EDIT).await;
    open.press(french::SAVE).await;
    open.says("Mieux dit").await;
    open.says(french::EDITED).await;
    open.press(french::DELETE).await;
    open.says(french::DELETE_CONTRIBUTION).await;
    open.press(french::DELETE).await;
    open.says(french::DELETED).await;
    until("deleted", || asked.borrow().len() == 5).await;
    assert_eq!(
        *asked.borrow(),
        [
            "POST /api/collections/likes/records",
            "DELETE /api/collections/likes/records/like",
            "POST /api/collections/reports/records",
            "PATCH /api/collections/contributions/records/mine",
            "DELETE /api/collections/contributions/records/answer",
        ]
    );
}
