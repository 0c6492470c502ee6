//! The History API, links, scrolling and focus: what a plain page does by itself.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::Function;
use leptos::{
    prelude::*,
    task::{spawn_local, tick},
};
use wasm_bindgen::{
    JsCast, JsValue,
    prelude::{Closure, wasm_bindgen},
};
use web_sys::{
    Element, Event, EventTarget, HtmlElement, MouseEvent, PopStateEvent, ScrollRestoration, Window,
};

use super::{
    Location,
    arrival::{Arrival, heading, scroll_to},
    head::{forget_first_page, say_loading},
    link,
    positions::Positions,
    prefetch::Prefetch,
};
use crate::{
    load::{AnyWatch, Store},
    newspaper::Newspaper,
    routes::Route,
};

/// Where scroll positions outlive a reload.
const POSITIONS: &str = "kiosque-positions";

/// A machine that starts within so many milliseconds, the adoption of the first page included, is quick enough for
/// transitions: on a cheap phone's processor one costs its reader 90 more (`cargo xtask bench page`). Low while it is
/// not measured again: adopting a page takes less than joining it did, for which it was 50.
const QUICK: f64 = 15.0;

#[wasm_bindgen(module = "/src/reader.js")]
unsafe extern "C" {
    #[wasm_bindgen(js_name = turnPage)]
    fn turn_page(change: &JsValue, is_quick: bool);

    #[wasm_bindgen(js_name = textFragment)]
    fn text_fragment() -> Option<String>;
}

#[derive(Clone)]
pub struct History(Rc<Inner>);

struct Inner {
    window: Window,
    newspaper: Newspaper,
    store: Store,
    prefetch: Prefetch,
    location: ArcRwSignal<Location>,
    positions: Positions,
    arrival: RefCell<Arrival>,
    /// The latest navigation: an earlier one that is still under way must change nothing.
    latest: Cell<u32>,
    /// Whether the machine is quick enough for transitions.
    quick: Cell<bool>,
}

impl History {
    /// `None` without a window that has a history.
    pub fn start(
        newspaper: Newspaper,
        store: Store,
        location: ArcRwSignal<Location>,
        written: &Route,
    ) -> Option<Self> {
        let window = web_sys::window()?;
        let saved = window
            .session_storage()
            .ok()
            .flatten()
            .and_then(|storage| storage.get_item(POSITIONS).ok()?);
        let history = Self(Rc::new(Inner {
            positions: Positions::from_text(&saved.unwrap_or_default()),
            arrival: RefCell::new(Arrival::None),
            latest: Cell::new(0),
            quick: Cell::new(false),
            prefetch: Prefetch::new(window.clone(), newspaper.clone(), store.clone()),
            window,
            newspaper,
            store,
            location,
        }));
        history.restore_scroll(ScrollRestoration::Manual);
        history.begin(written);
        history.listen();
        Some(history)
    }

    pub fn started_within(&self, milliseconds: f64) {
        self.0.quick.set(milliseconds < QUICK);
    }

    /// Shows the page of the address that the visit began with, in its one form.
    fn begin(&self, written: &Route) {
        let location = self.0.window.location();
        let path = location.pathname().unwrap_or_default();
        let query = location.search().unwrap_or_default();
        let hash = location.hash().unwrap_or_default();
        let route = match written {
            // The host says that there is no such page.
            Route::NotFound => None,
            _ => self.0.newspaper.route(&path),
        };
        let route = route.unwrap_or(Route::NotFound);

        let is_adopted = route == *written;
        let left_at = self
            .entry_key(&self.history_state())
            .map(|key| self.0.positions.enter(key));
        if left_at.is_none() {
            let href = self.0.newspaper.href(&route);
            let fragment = text_fragment();
            let is_other = href != path || fragment.is_some();
            let other = (is_other && route != Route::NotFound)
                .then(|| [&*href, &query, &hash, &fragment.unwrap_or_default()].concat());
            self.write_history(other.as_deref(), true);
        }
        self.0.arrival.replace(match left_at.flatten() {
            // The browser has brought the reader back already.
            Some(_) if is_adopted && self.0.window.scroll_y().unwrap_or_default() > 0.0 => Arrival::None,
            Some(position) => Arrival::Reload(position),
            None if hash.len() > 1 && !is_adopted => Arrival::Page(hash),
            None => Arrival::None,
        });
        self.0.location.set(Location::new(route, &query));
    }

    fn listen(&self) {
        let window = &self.0.window;
        let Some(document) = window.document() else { return };
        self.on(&document, "click", |history, event| history.click(event));
        self.on(window, "popstate", |history, event| history.pop(event));
        self.on(window, "pagehide", |history, _| history.save());
        self.on(window, "pageshow", |history, _| {
            history.restore_scroll(ScrollRestoration::Manual);
        });
        // `pointerenter` does not bubble; `pointerover` is how one hears of it at the document.
        for name in ["pointerover", "touchstart", "focusin"] {
            self.on(&document, name, |history, event| history.fetch_ahead(event));
        }
    }

    /// Listens for as long as the page lives.
    fn on(&self, target: &EventTarget, name: &str, handle: fn(&Self, &Event)) {
        let history = self.clone();
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| handle(&history, &event));
        let _ = target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        listener.forget();
    }

    fn click(&self, event: &Event) {
        let Some(mouse) = event.dyn_ref::<MouseEvent>() else {
            return;
        };
        let plain = mouse.button() == 0
            && !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key())
            && !event.default_prevented();
        let Some(link) = link::around(event).filter(|_| plain) else {
            return;
        };
        // A target, even that of this window, asks for what a plain link does; so does a text fragment.
        let is_plain = link.target().is_empty() && !link.hash().starts_with("#:~:");
        if !is_plain || link.has_attribute("download") {
            return;
        }
        let Some(route) = link::own_page(&self.0.newspaper, &self.0.window, &link) else {
            return;
        };
        let here = self.0.window.location();
        let is_here = here.pathname() == Ok(link.pathname()) && here.search() == Ok(link.search());
        if is_here && !link.hash().is_empty() {
            self.leave();
            return;
        }
        event.prevent_default();
        self.go(route, &link.search(), link.hash(), is_here);
    }

    /// Goes to a page; `replace` where it is the page that is shown, so that the history has no entry more.
    fn go(&self, route: Route, query: &str, hash: String, replace: bool) {
        self.leave();
        let address = [&self.0.newspaper.href(&route), query, &hash].concat();
        self.write_history(Some(&address), replace);
        self.show(Location::new(route, query), Arrival::Page(hash));
    }

    /// Goes to a page, as a link does; `end` is what its address ends with, a query or a hash.
    pub fn navigate(&self, route: Route, end: &str) {
        let (query, hash) = match end.starts_with('#') {
            true => ("", end.to_owned()),
            false => (end, String::new()),
        };
        self.go(route, query, hash, false);
    }

    fn pop(&self, event: &Event) {
        let address = self.0.window.location();
        let path = address.pathname().unwrap_or_default();
        let location = Location::new(
            self.0.newspaper.route(&path).unwrap_or(Route::NotFound),
            &address.search().unwrap_or_default(),
        );
        let state = event
            .dyn_ref::<PopStateEvent>()
            .map(PopStateEvent::state)
            .unwrap_or_default();
        let here = self.0.location.get_untracked();
        let key = self.entry_key(&state);
        if key.is_none() && location == here {
            // A hash was followed: the browser made the entry and scrolls by itself.
            self.write_history(None, true);
            return;
        }
        self.leave();
        // Without a key it is an entry whose state another program wrote.
        let key = key.unwrap_or_else(|| self.0.positions.push());
        let position = self.0.positions.enter(key).unwrap_or_default();
        if location == here {
            self.next();
            scroll_to(&self.0.window, position);
        } else {
            self.show(location, Arrival::Back(position, here.route));
        }
    }

    /// A new navigation, which overtakes any that is under way.
    fn next(&self) -> u32 {
        self.0.latest.set(self.0.latest.get() + 1);
        self.0.latest.get()
    }

    /// Goes to a page, by a view transition where that is wanted.
    fn show(&self, location: Location, arrival: Arrival) {
        let navigation = self.next();
        if location == self.0.location.get_untracked() {
            self.0.arrival.replace(arrival);
            if let Some(heading) = heading(&self.0.window) {
                self.settle(&heading);
            }
            return;
        }
        let (history, is_quick) = (self.clone(), self.0.quick.get());
        let change = move |done: Function| {
            spawn_local(async move {
                history.change(location, arrival, navigation).await;
                let _ = done.call0(&JsValue::UNDEFINED);
            });
        };
        turn_page(&Closure::once_into_js(change), is_quick);
    }

    /// Changes the page, unless another navigation has overtaken this one.
    async fn change(&self, location: Location, arrival: Arrival, navigation: u32) {
        let overtaken = || self.0.latest.get() != navigation;
        // A transition begins a little later; by then the reader may be on the way elsewhere.
        if overtaken() {
            return;
        }
        let to_the_top = matches!(arrival, Arrival::Page(_));
        self.0.arrival.replace(arrival);
        self.0.prefetch.leave();
        forget_first_page(&self.0.window);
        self.0.location.set(location);
        tick().await;
        // The page that is shown has the line for itself.
        self.0.store.abandon();
        let waiting = !matches!(*self.0.arrival.borrow(), Arrival::None);
        if waiting && !overtaken() {
            if to_the_top {
                scroll_to(&self.0.window, 0);
            }
            say_loading(&self.0.window, &self.0.newspaper);
        }
    }

    /// The page's heading is there; says whether the reader came to it from elsewhere.
    pub fn settle(&self, heading: &HtmlElement) -> bool {
        let mut arrival = self.0.arrival.replace(Arrival::None);
        // Whoever is on the way back when the page does not come is still on that way when it comes after all.
        if matches!(arrival, Arrival::Back(..))
            && heading.closest("main.failure").is_ok_and(|it| it.is_some())
        {
            self.0.arrival.replace(arrival);
            arrival = Arrival::Replacement(None);
        }
        arrival.settle(&self.0.window, &self.0.newspaper, heading)
    }

    /// The page that is shown is about to be replaced: the next heading is its.
    pub fn expect_replacement(&self) {
        let focused = self.focused().and_then(|it| it.closest("a[href]").ok()?);
        let href = focused.and_then(|link| link.get_attribute("href"));
        let mut arrival = self.0.arrival.borrow_mut();
        if matches!(*arrival, Arrival::None) {
            *arrival = Arrival::Replacement(href);
        }
    }

    /// As [`History::expect_replacement`], if the reader's focus is in the page.
    pub fn will_replace(&self) {
        let page = self.focused().and_then(|it| it.closest("#page").ok()?);
        if page.is_some() {
            self.expect_replacement();
        }
    }

    fn focused(&self) -> Option<Element> {
        self.0.window.document()?.active_element()
    }

    /// The page has arrived, and the line may soon be idle.
    pub fn look_ahead(&self) {
        self.0.prefetch.look();
    }

    /// The page of a route is kept: its document is not fetched ahead.
    pub fn keep(&self, route: &Route) {
        self.0.prefetch.keep(route);
    }

    /// Fetches what the page can do without, when the line is idle.
    pub fn fetch_when_idle(&self, document: AnyWatch) {
        self.0.prefetch.add(document);
    }

    fn fetch_ahead(&self, event: &Event) {
        // A touch is a visit about to happen; passing over a link is only a guess, not worth the
        // bytes of a reader who saves them.
        if event.type_() != "touchstart" && self.0.prefetch.saves_data() {
            return;
        }
        if let Some(route) = link::around(event).and_then(|link| self.0.prefetch.page(&link)) {
            self.0.store.prefetch(&route);
        }
    }

    /// Remembers where the reader is on the page, if it has arrived.
    fn leave(&self) {
        if matches!(*self.0.arrival.borrow(), Arrival::None) {
            self.0
                .positions
                .leave(self.0.window.scroll_y().unwrap_or_default() as i32);
        }
    }

    fn restore_scroll(&self, by: ScrollRestoration) {
        if let Ok(history) = self.0.window.history() {
            let _ = history.set_scroll_restoration(by);
        }
    }

    fn save(&self) {
        self.leave();
        // Whoever comes back comes to a written page, which the browser places at once.
        self.restore_scroll(ScrollRestoration::Auto);
        if let Ok(Some(storage)) = self.0.window.session_storage() {
            let _ = storage.set_item(POSITIONS, &self.0.positions.to_text());
        }
    }

    /// Adds an entry to the history, or replaces the one that is shown; its address stays where none is said.
    fn write_history(&self, address: Option<&str>, replace: bool) {
        let Ok(history) = self.0.window.history() else {
            return;
        };
        let key = JsValue::from(self.0.positions.push());
        let _ = if replace {
            history.replace_state_with_url(&key, "", address)
        } else {
            history.push_state_with_url(&key, "", address)
        };
    }

    fn history_state(&self) -> JsValue {
        self.0
            .window
            .history()
            .and_then(|history| history.state())
            .unwrap_or_default()
    }

    fn entry_key(&self, state: &JsValue) -> Option<u32> {
        state.as_f64().map(|key| key as u32)
    }
}
