//! The visit's first page, which the press has written: it is never rendered a second time.
//!
//! At start only what lives in it is mounted in its place. The first navigation has `<App/>` mounted in the place of all,
//! and keeps the page's own elements for the way back. Why this is no hydration: docs/decisions/0011.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

use crate::{
    components::{AccountLinkPlace, effect, without_reuse},
    language,
    load::{AnyWatch, FRESH, Load, LoadError, use_store},
    newspaper::use_newspaper,
    pages,
    router::{Location, use_router},
    routes::Route,
};

/// The first page, once another has been shown.
#[derive(Clone)]
struct FirstPage(SendWrapper<Written>);

#[derive(Clone)]
struct Written {
    route: Route,
    /// What stands in `#page`.
    content: HtmlElement,
    /// What the page is called.
    title: String,
    /// In milliseconds since 1970.
    opened: f64,
}

/// Takes the page in `root` as it is: what lives in it is mounted in its place, and `mount_app` mounts `<App/>` in the
/// place of all once the reader goes elsewhere. `false` where there is no such page.
pub fn adopt(document: &Document, root: &HtmlElement, mount_app: fn(HtmlElement)) -> bool {
    let router = use_router();
    let location = router.location();
    let first = location.get_untracked();
    let find = |selector| -> Option<HtmlElement> { document.query_selector(selector).ok()??.dyn_into().ok() };
    let Some(content) = content_of(document) else {
        return false;
    };
    let heading = content.query_selector("h1").ok().flatten();
    let Some(Ok(heading)) = heading.map(JsCast::dyn_into::<HtmlElement>) else {
        return false;
    };
    let written = Written {
        route: first.route.clone(),
        title: document.title(),
        content: content.clone(),
        opened: js_sys::Date::now(),
    };
    provide_context(FirstPage(SendWrapper::new(written)));

    let owner = Owner::current().unwrap_or_default();
    // What lives in the page, until another is shown.
    let alive = owner.child();
    alive.with(|| {
        for link in [AccountLinkPlace::MASTHEAD, AccountLinkPlace::FOOTER] {
            if let Some(place) = find(link.selector) {
                link.adopt(place);
            }
        }
        pages::adopt(&content, &first);
    });
    router.adopted(&heading);

    let root = root.clone();
    let mut is_taken_over = false;
    effect(move || {
        if !is_taken_over && location.get() != first {
            is_taken_over = true;
            alive.cleanup();
            owner.with(|| mount_app(root.clone()));
        }
    });
    true
}

/// What stands in `#page` with the page's main part in it: extensions put things beside it.
fn content_of(document: &Document) -> Option<HtmlElement> {
    let main = document.query_selector("#page main").ok()??;
    let mut path = std::iter::successors(Some(main), |it| it.parent_element());
    path.find(|it| it.matches("#page > *").unwrap_or_default())?
        .dyn_into()
        .ok()
}

/// The first page again, where that is what a location asks for; older than five minutes only until a newer one has
/// come.
pub fn kept(location: &Location) -> Option<AnyView> {
    let FirstPage(written) = use_context()?;
    if written.route != location.route {
        return None;
    }
    let is_old = js_sys::Date::now() - written.opened > FRESH;
    let newer = is_old
        .then(|| pages::document(&use_store(), &location.route))
        .flatten();
    let has_newer = newer.map_or_else(|| signal(false).0, use_is_ready);
    let location = location.clone();
    Some(without_reuse(move || match has_newer.get() {
        true => pages::page(location.clone()),
        false => {
            again(&written, &location);
            ().into_any()
        }
    }))
}

/// Whether a document is there that takes the place of what is shown, or the newspaper has withdrawn it.
fn use_is_ready(document: AnyWatch) -> ReadSignal<bool> {
    let is_there = |document: &AnyWatch| {
        matches!(
            document.load(),
            Load::Ready(_) | Load::Failed(LoadError::Withdrawn)
        )
    };
    let (is_ready, set_ready) = signal(untrack(|| is_there(&document)));
    let router = use_router();
    effect(move || {
        // Once it is there, a newer one is the page's own matter; that none came is no matter here.
        if is_there(&document) && !is_ready.get_untracked() {
            router.will_replace();
            set_ready.set(true);
        }
    });
    is_ready
}

/// Puts the elements that the press has written back in their place, for as long as the current reactive owner lives.
fn again(written: &Written, location: &Location) {
    let Written { title, content, .. } = written.clone();
    let router = use_router();
    router.set_title(language::title_of_page(&title, &use_newspaper().site().name));
    pages::adopt(&content, location);
    let shown = content.clone();
    let show = move || match document().get_element_by_id("page") {
        Some(page) => page.append_child(&shown).is_ok(),
        None => false,
    };
    let is_shown = show();
    let heading = content.query_selector("h1").ok().flatten();
    let heading = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok());
    effect(move || {
        // Within a page that is only being mounted it has no place before.
        if !is_shown {
            show();
        }
        if let Some(heading) = &heading {
            router.arrived(heading);
            document().set_title(&title);
        }
    });
    let content = SendWrapper::new(content);
    on_cleanup(move || content.remove());
}
