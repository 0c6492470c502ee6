//! The store: what has arrived, what is on its way, and who waits for it.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
    sync::Arc,
};

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::{
    Load, Policy,
    fetch::{self, Leave},
};
use crate::{
    contract::{self, Article, Decode, FrontPage, ListHead, ListPage},
    routes::{Document, Route},
};

/// How old a document may be, in milliseconds, before showing it again also asks for a newer one.
const FRESH: f64 = 300_000.0;

/// The documents of this visit. A clone is the same store.
///
/// It answers at once with what it has, and natively holds all that a page shows. In the browser it
/// fetches the rest; a load that no page waits for any more is aborted.
#[derive(Clone)]
pub struct Store(SendWrapper<Rc<Inner>>);

/// The shelves behind a [`Store`].
pub struct Inner {
    /// The base path, with its final slash.
    base: String,
    policy: Policy,
    articles: Shelf<Article>,
    front_pages: Shelf<FrontPage>,
    heads: Shelf<ListHead>,
    pages: Shelf<ListPage>,
}

/// A type of document that the store keeps.
pub trait Served: Decode + PartialEq + Send + Sync + 'static {
    fn shelf(inner: &Inner) -> &Shelf<Self>;
}

impl Served for Article {
    fn shelf(inner: &Inner) -> &Shelf<Self> {
        &inner.articles
    }
}

impl Served for FrontPage {
    fn shelf(inner: &Inner) -> &Shelf<Self> {
        &inner.front_pages
    }
}

impl Served for ListHead {
    fn shelf(inner: &Inner) -> &Shelf<Self> {
        &inner.heads
    }
}

impl Served for ListPage {
    fn shelf(inner: &Inner) -> &Shelf<Self> {
        &inner.pages
    }
}

/// The documents of one type, by their address.
pub struct Shelf<T>(RefCell<HashMap<String, Rc<Entry<T>>>>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

struct Entry<T> {
    load: ArcRwSignal<Load<T>>,
    /// Pages that show it or wait for it.
    watchers: Cell<u32>,
    /// The fetch under way.
    underway: RefCell<Option<Leave>>,
    /// When it arrived, in milliseconds since 1970; 0 for what was there from the start.
    arrived: Cell<f64>,
}

/// A document that a page shows, for as long as its reactive owner lives.
pub struct Watch<T: 'static> {
    pub load: ArcReadSignal<Load<T>>,
    store: Store,
    document: Document,
}

impl<T: Served> Watch<T> {
    /// Asks again after a failure.
    pub fn retry(&self) {
        self.store
            .fetch(&self.document, self.store.entry::<T>(&self.document));
    }
}

impl Store {
    #[must_use]
    pub fn new(base: &str, policy: Policy) -> Self {
        Self(SendWrapper::new(Rc::new(Inner {
            base: base.to_owned(),
            policy,
            articles: Shelf::default(),
            front_pages: Shelf::default(),
            heads: Shelf::default(),
            pages: Shelf::default(),
        })))
    }

    /// Puts a document in its place, as the press does before it renders a page.
    pub fn put<T: Served>(&self, document: &Document, content: T) {
        self.entry(document).load.set(Load::Ready(Arc::new(content)));
    }

    /// The document, as it is there now or as it comes, for as long as the current owner lives.
    #[must_use]
    pub fn watch<T: Served>(&self, document: Document) -> Watch<T> {
        let entry = self.entry::<T>(&document);
        entry.watchers.set(entry.watchers.get() + 1);
        self.refresh(&document, &entry);

        let load = entry.load.read_only();
        let entry = SendWrapper::new(entry);
        on_cleanup(move || {
            entry.watchers.set(entry.watchers.get().saturating_sub(1));
            if entry.watchers.get() == 0
                && let Some(leave) = entry.underway.take()
            {
                leave.leave();
            }
        });
        Watch {
            load,
            store: self.clone(),
            document,
        }
    }

    /// Fetches ahead what a page will show.
    pub fn prefetch(&self, route: &Route) {
        if let Route::Article(slug) = route {
            let document = Document::Article(slug.clone());
            let entry = self.entry::<Article>(&document);
            self.refresh(&document, &entry);
        }
    }

    fn entry<T: Served>(&self, document: &Document) -> Rc<Entry<T>> {
        let mut shelf = T::shelf(&self.0).0.borrow_mut();
        let entry = shelf.entry(document.path()).or_insert_with(|| {
            Rc::new(Entry {
                load: ArcRwSignal::new(Load::Pending),
                watchers: Cell::new(0),
                underway: RefCell::new(None),
                arrived: Cell::new(0.0),
            })
        });
        Rc::clone(entry)
    }

    /// Fetches the document unless it is there and fresh, or on its way.
    fn refresh<T: Served>(&self, document: &Document, entry: &Rc<Entry<T>>) {
        if cfg!(not(target_arch = "wasm32")) || entry.underway.borrow().is_some() {
            return;
        }
        let wanted = entry.load.with_untracked(|load| match load {
            Load::Pending | Load::Failed(_) => true,
            Load::Ready(_) => js_sys::Date::now() - entry.arrived.get() > FRESH,
        });
        if wanted {
            self.fetch(document, Rc::clone(entry));
        }
    }

    fn fetch<T: Served>(&self, document: &Document, entry: Rc<Entry<T>>) {
        if entry.load.with_untracked(|load| matches!(load, Load::Failed(_))) {
            entry.load.set(Load::Pending);
        }
        let leave = Leave::default();
        if let Some(earlier) = entry.underway.replace(Some(leave.clone())) {
            earlier.leave();
        }
        let address = format!("{}{}", self.0.base, document.path());
        let policy = self.0.policy;
        wasm_bindgen_futures::spawn_local(async move {
            let outcome = fetch::text(&address, policy, &leave).await;
            if leave.left() {
                return;
            }
            entry.underway.take();
            let loaded = outcome.and_then(|text| contract::decode::<T>(&text).map_err(Into::into));
            entry.arrive(loaded.map(Arc::new));
        });
    }
}

impl<T: Served> Entry<T> {
    /// What is shown already stays when a newer one failed to come, or is no different.
    fn arrive(&self, loaded: Result<Arc<T>, super::Failure>) {
        let shown = self.load.with_untracked(|load| match load {
            Load::Ready(document) => Some(Arc::clone(document)),
            _ => None,
        });
        self.arrived.set(js_sys::Date::now());
        match (loaded, shown) {
            (Ok(loaded), Some(shown)) if loaded == shown => {}
            (Ok(loaded), _) => self.load.set(Load::Ready(loaded)),
            (Err(_), Some(_)) => {}
            (Err(failure), None) => self.load.set(Load::Failed(failure)),
        }
    }
}
