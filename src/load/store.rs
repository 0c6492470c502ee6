//! The store: what has arrived, what is on its way, and who waits for it.
//!
//! Documents are typed where they are asked for and where they are read; in between, one piece of
//! code keeps them all, because each reader would carry a copy of it for every type.

use std::{
    cell::{Cell, RefCell},
    marker::PhantomData,
    rc::Rc,
    sync::Arc,
};

use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use serde::de::DeserializeOwned;

use super::{
    AnyDocument, Load, LoadError, Policy,
    fetch::{self, AbortHandle},
};
use crate::{
    contract::{self, Article, Value},
    routes::{Document, Route},
};

/// How old a document may be, in milliseconds, before showing it again also asks for a newer one.
pub const FRESH: f64 = 300_000.0;

/// A type of document that the store keeps.
pub trait Served: DeserializeOwned + Send + Sync + 'static {}

impl<T: DeserializeOwned + Send + Sync + 'static> Served for T {}

/// The documents of this visit. A clone is the same store.
///
/// It answers at once with what it has, and natively holds all that a page shows. In the browser it
/// fetches the rest; a load that no page waits for any more is aborted.
#[derive(Clone)]
pub struct Store(SendWrapper<Rc<Inner>>);

struct Inner {
    /// The base path, with its final slash.
    base: String,
    policy: Policy,
    /// A visit's documents are few: none is looked for by a hash.
    entries: RefCell<Vec<Rc<Entry>>>,
}

struct Entry {
    address: String,
    policy: Policy,
    decode: fn(&Value) -> Result<Arc<AnyDocument>, LoadError>,
    load: ArcRwSignal<Load<AnyDocument>>,
    /// Pages that show it or wait for it.
    watchers: Cell<u32>,
    /// The fetch under way.
    underway: RefCell<Option<AbortHandle>>,
    /// The text of what is there, to tell a newer one by.
    text: RefCell<String>,
    /// When it arrived, in milliseconds since 1970.
    arrived: Cell<f64>,
}

/// A document that a page shows, for as long as its reactive owner lives.
pub struct Watch<T> {
    any: AnyWatch,
    document: PhantomData<fn() -> T>,
}

/// A [`Watch`] of a document of any type.
#[derive(Clone)]
pub struct AnyWatch(SendWrapper<Rc<Entry>>);

impl<T: Served> Watch<T> {
    /// Where the load stands; what reads it runs again when it changes.
    #[must_use]
    pub fn load(&self) -> Load<T> {
        match self.any.load() {
            Load::Pending => Load::Pending,
            Load::Failed(error) => Load::Failed(error),
            Load::Ready(document) => {
                Arc::downcast(document).map_or(Load::Failed(LoadError::Unreadable), Load::Ready)
            }
        }
    }

    /// The same watch, whatever its type.
    #[must_use]
    pub fn any(&self) -> AnyWatch {
        self.any.clone()
    }
}

impl AnyWatch {
    /// Where the load stands; what reads it runs again when it changes.
    #[must_use]
    pub fn load(&self) -> Load<AnyDocument> {
        self.0.load.get()
    }

    /// Asks again after a failure.
    pub fn retry(&self) {
        self.0.fetch();
    }

    #[must_use]
    pub fn address(&self) -> &str {
        &self.0.address
    }

    /// Whether it is neither there and fresh, nor on its way.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.0.is_wanted()
    }

    /// Asks once for what no page waits for: silently, for so many milliseconds and bytes at most.
    /// Tells how long the text is when it came.
    pub fn fetch_ahead(&self, within: u32, most: u32) -> impl Future<Output = Option<u32>> + use<> {
        let entry = Rc::clone(&self.0);
        let handle = entry.begin();
        async move {
            let outcome = fetch::fetch_once(&entry.address, within, most, &handle).await;
            if handle.is_aborted() {
                return None;
            }
            entry.underway.take();
            match outcome {
                Ok(text) => {
                    let bytes = u32::try_from(text.len()).ok();
                    entry.arrive(Ok(text));
                    return bytes;
                }
                // A reader who came to it meanwhile is worth every try.
                Err(_) if entry.watchers.get() > 0 => entry.fetch(),
                Err(_) => {}
            }
            None
        }
    }
}

/// The store of the current context.
#[must_use]
pub fn use_store() -> Store {
    expect_context()
}

impl Store {
    /// `base` is the path where the newspaper is deployed, with its final slash.
    #[must_use]
    pub fn new(base: &str, policy: Policy) -> Self {
        let base = base.to_owned();
        Self(SendWrapper::new(Rc::new(Inner {
            base,
            policy,
            entries: RefCell::default(),
        })))
    }

    /// Puts a document of unknown age in its place, as the press does before it writes a page.
    pub fn put<T: Served>(&self, document: &Document, content: T) {
        let entry = self.entry::<T>(document);
        entry.load.set(Load::Ready(Arc::new(content)));
        entry.arrived.set(0.0);
    }

    /// The document, as it is there now or as it comes, for as long as the current owner lives.
    #[must_use]
    pub fn watch<T: Served>(&self, document: &Document) -> Watch<T> {
        Watch {
            any: watch(self.entry::<T>(document)),
            document: PhantomData,
        }
    }

    /// The document, as it is there now or as it may come, without asking for it.
    #[must_use]
    pub fn known<T: Served>(&self, document: &Document) -> Watch<T> {
        Watch {
            any: AnyWatch(SendWrapper::new(self.entry::<T>(document))),
            document: PhantomData,
        }
    }

    /// Fetches ahead what a page will show.
    pub fn prefetch(&self, route: &Route) {
        let Route::Article(slug) = route else { return };
        let article = self.known::<Article>(&Document::Article(slug.clone())).any();
        if article.is_wanted() {
            let within = self.0.policy.first_bytes;
            let ahead = article.fetch_ahead(within, u32::MAX);
            spawn_local(async move {
                ahead.await.unwrap_or_default();
            });
        }
    }

    /// Whether anything is on its way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let entries = self.0.entries.borrow();
        entries.iter().any(|entry| entry.underway.borrow().is_some())
    }

    /// Aborts what no page waits for.
    pub fn abandon(&self) {
        for entry in &*self.0.entries.borrow() {
            entry.abort_unless_watched();
        }
    }

    fn entry<T: Served>(&self, document: &Document) -> Rc<Entry> {
        self.entry_of(document, |value| match contract::decode_value::<T>(value) {
            Ok(content) => Ok(Arc::new(content)),
            Err(unreadable) => Err(unreadable.into()),
        })
    }

    fn entry_of(
        &self,
        document: &Document,
        decode: fn(&Value) -> Result<Arc<AnyDocument>, LoadError>,
    ) -> Rc<Entry> {
        let path = document.path();
        let address = format!("{}{path}", self.0.base);
        let mut entries = self.0.entries.borrow_mut();
        if let Some(known) = entries.iter().find(|entry| entry.address == address) {
            return Rc::clone(known);
        }
        let entry = Rc::new(Entry {
            address,
            policy: self.0.policy,
            decode,
            load: ArcRwSignal::new(Load::Pending),
            watchers: Cell::new(0),
            underway: RefCell::default(),
            text: RefCell::default(),
            arrived: Cell::new(now()),
        });
        entries.push(Rc::clone(&entry));
        entry
    }
}

fn watch(entry: Rc<Entry>) -> AnyWatch {
    entry.watchers.set(entry.watchers.get() + 1);
    if entry.is_wanted() {
        entry.fetch();
    }
    let entry = SendWrapper::new(entry);
    let left = entry.clone();
    on_cleanup(move || {
        left.watchers.set(left.watchers.get().saturating_sub(1));
        left.abort_unless_watched();
    });
    AnyWatch(entry)
}

impl Entry {
    /// Whether it is neither there and fresh, nor on its way. Natively nothing is.
    fn is_wanted(&self) -> bool {
        if cfg!(not(target_arch = "wasm32")) || self.underway.borrow().is_some() {
            return false;
        }
        self.load.with_untracked(|load| match load {
            Load::Pending | Load::Failed(_) => true,
            Load::Ready(_) => now() - self.arrived.get() > FRESH,
        })
    }

    /// A load of its own, which puts an end to an earlier one; a failure of that is forgotten.
    fn begin(&self) -> AbortHandle {
        if self.load.with_untracked(|load| matches!(load, Load::Failed(_))) {
            self.load.set(Load::Pending);
        }
        let handle = AbortHandle::default();
        if let Some(earlier) = self.underway.replace(Some(handle.clone())) {
            earlier.abort();
        }
        handle
    }

    /// Aborts its load, unless a page waits for it.
    fn abort_unless_watched(&self) {
        if self.watchers.get() == 0
            && let Some(handle) = self.underway.take()
        {
            handle.abort();
        }
    }

    fn fetch(self: &Rc<Self>) {
        let handle = self.begin();
        let entry = Rc::clone(self);
        spawn_local(async move {
            let outcome = fetch::fetch_with_retries(&entry.address, entry.policy, &handle).await;
            if !handle.is_aborted() {
                entry.underway.take();
                entry.arrive(outcome);
            }
        });
    }

    /// What is shown already stays when a newer one failed to come, or is no different; but not what was withdrawn.
    fn arrive(&self, outcome: Result<String, LoadError>) {
        if outcome.is_ok() {
            self.arrived.set(now());
        }
        let shown = self.load.with_untracked(|load| matches!(load, Load::Ready(_)));
        let loaded = match outcome {
            Ok(text) if shown && *self.text.borrow() == text => return,
            Ok(text) => {
                let content = contract::parse(&text)
                    .map_err(LoadError::from)
                    .and_then(|value| (self.decode)(&value));
                self.text.replace(text);
                content
            }
            Err(error) => Err(error),
        };
        match loaded {
            Ok(content) => self.load.set(Load::Ready(content)),
            Err(error) if shown && error != LoadError::Withdrawn => {}
            Err(error) => self.load.set(Load::Failed(error)),
        }
    }
}

/// Natively nothing ages.
fn now() -> f64 {
    if cfg!(target_arch = "wasm32") {
        js_sys::Date::now()
    } else {
        0.0
    }
}
