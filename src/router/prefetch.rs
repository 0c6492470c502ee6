//! Fetching ahead: what the reader may want next, while the line has nothing else to do.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Promise, Reflect};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlAnchorElement, IntersectionObserver, IntersectionObserverEntry, Window};

use super::link;
use crate::{
    contract::Article,
    load::{AnyWatch, Store},
    newspaper::Newspaper,
    routes::{Document, Route},
};

/// What may be fetched ahead for one page, in bytes as the line carries them.
const PER_PAGE: u32 = 30_000;

/// The budget of an article's JSON (`xtask/src/sizes/budget.rs`), in bytes: with less than that left,
/// no other is begun.
const ARTICLE: u32 = 6 * 1024;

/// In milliseconds, from the question to the last byte. A line that needs longer is better left to
/// what the reader asks for.
const WITHIN: u32 = 2_000;

/// Before the line is looked at again, in milliseconds.
const BUSY: u32 = 300;

/// How often it is looked at while it is busy: a picture that never comes keeps nobody awake. What comes into view
/// begins anew.
const LOOKS: u32 = 100;

/// Where there is no `requestIdleCallback` (Safari), in milliseconds.
const SOON: u32 = 200;

/// Fetches one document after the other, the page's own secondary ones first, then the articles
/// that links in view lead to. A clone is the same one.
#[derive(Clone)]
pub struct Prefetch(Rc<Inner>);

struct Inner {
    window: Window,
    newspaper: Newspaper,
    store: Store,
    /// `None` where the engine has none: then nothing is known to be in view.
    observer: RefCell<Option<IntersectionObserver>>,
    /// Links to articles, and pictures.
    in_view: RefCell<Vec<Element>>,
    /// What the page can do without, and shows when it comes.
    secondary: RefCell<Vec<AnyWatch>>,
    /// The visit's first article, which is kept as the press wrote it.
    kept: RefCell<Option<Route>>,
    /// The addresses that were asked for on this page: none is asked for twice.
    asked: RefCell<Vec<String>>,
    /// Of [`PER_PAGE`].
    left: Cell<u32>,
    is_running: Cell<bool>,
}

impl Prefetch {
    pub fn new(window: Window, newspaper: Newspaper, store: Store) -> Self {
        let prefetch = Self(Rc::new(Inner {
            window,
            newspaper,
            store,
            observer: RefCell::default(),
            in_view: RefCell::default(),
            secondary: RefCell::default(),
            kept: RefCell::default(),
            asked: RefCell::default(),
            left: Cell::new(PER_PAGE),
            is_running: Cell::new(false),
        }));
        let seen = prefetch.clone();
        let seen = Closure::<dyn Fn(Array)>::new(move |changes: Array| seen.see(&changes));
        let observer = IntersectionObserver::new(seen.as_ref().unchecked_ref());
        prefetch.0.observer.replace(observer.ok());
        // It observes for as long as the page lives.
        seen.forget();
        prefetch
    }

    /// The page is there: from now on its links are known when they come into view.
    pub fn look(&self) {
        let Some(document) = self.0.window.document() else {
            return;
        };
        self.0.in_view.take();
        if let Some(observer) = &*self.0.observer.borrow() {
            observer.disconnect();
            if let Ok(found) = document.query_selector_all("#page a[href], #page img") {
                for at in 0..found.length() {
                    if let Some(Ok(element)) = found.item(at).map(JsCast::dyn_into::<Element>) {
                        observer.observe(&element);
                    }
                }
            }
        }
        self.run();
    }

    /// The reader is on the way to another page.
    pub fn leave(&self) {
        self.0.secondary.take();
        self.0.asked.take();
        self.0.left.set(PER_PAGE);
    }

    /// What the page can do without comes first.
    pub fn add(&self, document: AnyWatch) {
        self.0.secondary.borrow_mut().push(document);
    }

    /// Whether the reader's browser asks for fewer bytes.
    pub fn saves_data(&self) -> bool {
        let connection = Reflect::get(&self.0.window.navigator(), &"connection".into()).unwrap_or_default();
        Reflect::get(&connection, &"saveData".into()).is_ok_and(|saves| saves.is_truthy())
    }

    fn see(&self, changes: &Array) {
        for change in changes.iter() {
            let change: IntersectionObserverEntry = change.unchecked_into();
            let element = change.target();
            let mut in_view = self.0.in_view.borrow_mut();
            in_view.retain(|known| *known != element);
            if change.is_intersecting() {
                in_view.push(element);
            }
        }
        self.run();
    }

    fn run(&self) {
        if self.0.is_running.replace(true) {
            return;
        }
        let prefetch = self.clone();
        spawn_local(async move {
            prefetch.idle().await;
            let mut looks = LOOKS;
            while let Some(next) = prefetch.next().filter(|_| looks > 0) {
                if prefetch.line_is_idle() {
                    prefetch.fetch(&next).await;
                    looks = LOOKS;
                } else {
                    TimeoutFuture::new(BUSY).await;
                    looks -= 1;
                }
                prefetch.idle().await;
            }
            prefetch.0.is_running.set(false);
        });
    }

    async fn fetch(&self, document: &AnyWatch) {
        let address = document.address();
        self.0.asked.borrow_mut().push(address.to_owned());
        let left = self.0.left.get();
        let text = document.fetch_ahead(WITHIN, left).await;
        // The browser counts what it received a little later.
        self.idle().await;
        // What failed may have cost as much as an article.
        let cost = text.map_or(ARTICLE, |bytes| self.carried(address).unwrap_or(bytes));
        // Unless the reader is on another page by now.
        if self.0.asked.borrow().iter().any(|asked| asked == address) {
            self.0.left.set(left.saturating_sub(cost));
        }
    }

    /// The bytes of an answer's body as the line carried them, compressed; `None` where the engine
    /// does not tell.
    fn carried(&self, address: &str) -> Option<u32> {
        let location = self.0.window.location();
        let address = location.origin().ok()? + address;
        let entry = self.0.window.performance()?.get_entries_by_name(&address).pop();
        let bytes = Reflect::get(&entry, &"encodedBodySize".into()).ok()?.as_f64()?;
        Some(bytes as u32).filter(|bytes| *bytes > 0)
    }

    fn next(&self) -> Option<AnyWatch> {
        if self.0.left.get() < ARTICLE || !self.0.window.navigator().on_line() || self.saves_data() {
            return None;
        }
        let is_wanted = |document: &AnyWatch| {
            let asked = self.0.asked.borrow();
            document.is_wanted() && !asked.iter().any(|asked| asked == document.address())
        };
        let secondary = self.0.secondary.borrow();
        let secondary = secondary.iter().find(|document| is_wanted(document));
        if let Some(secondary) = secondary {
            return Some(secondary.clone());
        }
        let mut next = None;
        for element in &*self.0.in_view.borrow() {
            let article = self.article(element).filter(is_wanted);
            let see_also = matches!(element.closest(".related"), Ok(Some(_)));
            if article.is_some() && (see_also || next.is_none()) {
                next = article;
                if see_also {
                    break;
                }
            }
        }
        next
    }

    /// No document is wanted for the page of a route.
    pub fn keep(&self, route: &Route) {
        self.0.kept.replace(Some(route.clone()));
    }

    /// The page that a link leads to, where its document may be wanted.
    pub fn page(&self, link: &HtmlAnchorElement) -> Option<Route> {
        let route = link::own_page(&self.0.newspaper, &self.0.window, link)?;
        (self.0.kept.borrow().as_ref() != Some(&route)).then_some(route)
    }

    /// The article that a link leads to.
    fn article(&self, element: &Element) -> Option<AnyWatch> {
        match self.page(element.dyn_ref::<HtmlAnchorElement>()?)? {
            Route::Article(slug) => {
                let article = self.0.store.known::<Article>(&Document::Article(slug));
                Some(article.any())
            }
            _ => None,
        }
    }

    /// Whether the page, what it shows and the pictures in view are all there.
    fn line_is_idle(&self) -> bool {
        let is_there = |element: &Element| {
            // Only a picture has it.
            let complete = Reflect::get(element, &"complete".into()).unwrap_or_default();
            complete != JsValue::FALSE
        };
        let document = self.0.window.document();
        document.is_some_and(|document| document.ready_state() == "complete")
            && !self.0.store.is_busy()
            && self.0.in_view.borrow().iter().all(is_there)
    }

    /// Waits until the browser has nothing better to do.
    async fn idle(&self) {
        let window = &self.0.window;
        let mut has_none = false;
        let idle = Promise::new(&mut |resolve, _| {
            if window.request_idle_callback(&resolve).is_err() {
                has_none = true;
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        });
        let _ = JsFuture::from(idle).await;
        if has_none {
            TimeoutFuture::new(SOON).await;
        }
    }
}
