//! The contributions' area and its paywall. What is behind it is a program of its own: `src/members/`.

use std::{cell::Cell, rc::Rc};

use js_sys::Array;
use reactive_graph::owner::{Owner, on_cleanup};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, prelude::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::{line, link, listen};
use crate::{
    contract::{Article, Json, Membership},
    french,
    load::{Leave, once},
    membership::{is_left_open, show_part},
    newspaper::newspaper,
    routes::Route,
    view::{Element, append, children, element},
};

/// How far below the window the reader is near: what is asked for then has come by the time one is there.
const NEAR: &str = "600px";

/// In milliseconds, and in bytes: a number, which the page can do without.
const COUNT_WITHIN: u32 = 2_000;
const COUNT_BYTES: u32 = 1_000;

/// The contributions' area; nothing where the newsroom opened no discussion. No engine hears of a reader
/// before they are near.
pub fn contributions(article: &Article) -> Option<Element> {
    article.comments.as_ref()?;
    let slug = article.slug.clone();
    let area = element("section")
        .class("contributions")
        .attribute("id", "contributions")
        .attribute("aria-labelledby", "contributions-titre")
        .with(contributions_title());
    if newspaper().site().membership == Membership::None {
        return Some(area.with(paywall(&slug)));
    }
    // What members see comes with the reader's program.
    let mode =
        link("", "?mode=complet#contributions".to_owned(), french::IN_FULL_MODE).attribute("target", "_self");
    let area = area.with(paywall(&slug).with(element("p").class("mode").with(mode)));
    Some(area.bind(move |area| {
        let (place, owner) = (area.clone(), Owner::current());
        when_near(area, move || {
            if let Some(owner) = owner {
                owner.with(|| come_near(&place, slug));
            }
        });
    }))
}

/// The heading by which the area is named.
pub fn contributions_title() -> Element {
    element("h2")
        .attribute("id", "contributions-titre")
        .with(french::CONTRIBUTIONS)
}

/// What stands before the contributions of an article.
pub fn paywall(slug: &str) -> Element {
    element("div")
        .class("paywall")
        .with(line("paywall-what", french::PAYWALL_WHAT))
        .with(line("", french::PAYWALL_WHY))
        .with(line("", french::PAYWALL_HOW))
        .with(element("p").with(link(
            "button",
            with_return(&Route::Plans, slug),
            french::SUBSCRIBE,
        )))
}

/// For subscribers, the way in.
pub fn sign_in_line(slug: &str) -> Element {
    let link = link("", with_return(&Route::SignIn, slug), french::SIGN_IN);
    element("p").with(french::ALREADY_SUBSCRIBED).with(" ").with(link)
}

/// An address that leads back to an article.
pub fn with_return(to: &Route, slug: &str) -> String {
    let article = Route::Article(slug.to_owned());
    [&newspaper().href(to), "?retour=", &article.path()].concat()
}

/// Whoever left a session open gets the discussion; the others learn how many contributions there are, and
/// where to sign in.
fn come_near(area: &web_sys::Element, slug: String) {
    if is_left_open() {
        show_part("contributions", area, &slug);
        return;
    }
    let sign_in = sign_in_line(&slug);
    let door = area.query_selector(".paywall").ok().flatten();
    let more = door.and_then(|door| append(&door, "div", children(sign_in)));
    let counted = [
        newspaper().base(),
        "api/kiosque/articles/",
        &slug,
        "/contributions",
    ]
    .concat();
    spawn_local(async move {
        let count = once(&counted, COUNT_WITHIN, COUNT_BYTES, &Leave::default())
            .await
            .ok();
        let count: Option<u32> = count.and_then(|text| Json::parse(&text)?.get("count"));
        if let (Some(count), Some(more)) = (count.filter(|count| *count > 0), more) {
            append(&more, "p", children(french::contributions(count)));
        }
    });
    // Another tab may sign in.
    let (area, is_shown) = (area.clone(), Cell::new(false));
    if let Some(window) = web_sys::window() {
        listen(&window, "storage", move |_| {
            if is_left_open() && !is_shown.replace(true) {
                show_part("contributions", &area, &slug);
            }
        });
    }
}

/// Calls back, once, when an element is in view or nearly so.
fn when_near(element: &web_sys::Element, then: impl FnOnce() + 'static) {
    let then = Rc::new(Cell::new(Some(then)));
    let run = Rc::clone(&then);
    let seen = Closure::<dyn Fn(Array, IntersectionObserver)>::new(
        move |entries: Array, observer: IntersectionObserver| {
            let is_near = entries.iter().any(|entry| {
                entry
                    .unchecked_into::<IntersectionObserverEntry>()
                    .is_intersecting()
            });
            if is_near && let Some(then) = run.take() {
                observer.disconnect();
                then();
            }
        },
    );
    // What was seen before it was disconnected is told all the same: the browser frees it, with the observer.
    let seen = seen.into_js_value();
    let init = IntersectionObserverInit::new();
    init.set_root_margin(NEAR);
    match IntersectionObserver::new_with_options(seen.unchecked_ref(), &init) {
        Ok(observer) => {
            observer.observe(element);
            let kept = SendWrapper::new((observer, then));
            on_cleanup(move || {
                let (observer, then) = &*kept;
                observer.disconnect();
                then.take();
            });
        }
        Err(_) => {
            if let Some(then) = then.take() {
                then();
            }
        }
    }
}
