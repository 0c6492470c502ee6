//! The History API, links, scrolling and focus: what a plain page does by itself.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::Promise;
use reactive_graph::{prelude::*, signal::ArcRwSignal};
use wasm_bindgen::{
    JsCast, JsValue,
    prelude::{Closure, wasm_bindgen},
};
use wasm_bindgen_futures::{future_to_promise, spawn_local};
use web_sys::{Event, EventTarget, HtmlElement, MouseEvent, PopStateEvent, ScrollRestoration, Window};

use super::{Place, ahead::Ahead, link, positions::Positions};
use crate::{
    load::{Store, Waiting, delay},
    newspaper::Newspaper,
    routes::Route,
};

/// Where scroll positions outlive a reload.
const POSITIONS: &str = "kiosque-positions";

/// On a page's `main` until it is painted for the first time.
const ARRIVING: &str = "data-arriving";

/// What a page's head, and its linked data, say of that page.
const OF_ONE_PAGE: &str = "[rel=canonical],meta[property],[type*=ld]";

/// By when the first frame of a page is painted, in milliseconds: on a processor slowed down 6 times
/// it took 30 to 50.
const FIRST_FRAME: u32 = 100;

/// A machine that joins the visit's first page within so many milliseconds is quick enough for
/// transitions. Chromium on 2 cores takes about 20 for the lead article, and slowed down 6 times,
/// as a cheap phone is, 105; a transition then costs its reader 90 more (`cargo xtask bench page`).
const QUICK: f64 = 50.0;

#[wasm_bindgen(module = "/src/reader.js")]
unsafe extern "C" {
    #[wasm_bindgen(js_name = turnPage)]
    fn turn_page(change: &JsValue);
}

/// What the reader expects when the next page's heading is there.
enum Arrival {
    /// Nothing: the page is there, or it is the visit's first one.
    None,
    /// The top of a new page, or the place of it that the hash names.
    Page(String),
    /// Where they left it, at the link to the page that they come from.
    Back(i32, Route),
    /// The first page of a visit, reloaded: the place where it was left, but no focus.
    Reload(i32),
    /// The same page, with the text that a retry brought.
    Replacement,
}

#[derive(Clone)]
pub struct Browser(Rc<Inner>);

struct Inner {
    window: Window,
    newspaper: Newspaper,
    store: Store,
    ahead: Ahead,
    place: ArcRwSignal<Place>,
    positions: Positions,
    arrival: RefCell<Arrival>,
    /// The latest navigation: an earlier one that is still under way must change nothing.
    latest: Cell<u32>,
    /// Whether the machine is quick enough for transitions.
    quick: Cell<bool>,
}

impl Browser {
    /// `None` without a window that has a history.
    pub fn start(
        newspaper: Newspaper,
        store: Store,
        place: ArcRwSignal<Place>,
        written: &Route,
    ) -> Option<Self> {
        let window = web_sys::window()?;
        let saved = window
            .session_storage()
            .ok()
            .flatten()
            .and_then(|storage| storage.get_item(POSITIONS).ok()?);
        let browser = Self(Rc::new(Inner {
            positions: Positions::from_text(&saved.unwrap_or_default()),
            arrival: RefCell::new(Arrival::None),
            latest: Cell::new(0),
            quick: Cell::new(false),
            ahead: Ahead::new(window.clone(), newspaper.clone(), store.clone()),
            window,
            newspaper,
            store,
            place,
        }));
        browser.restore_scroll(ScrollRestoration::Manual);
        browser.begin(written);
        browser.listen();
        Some(browser)
    }

    pub fn first_page_took(&self, milliseconds: f64) {
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

        let joined = route == *written;
        let left_at = self
            .entry_key(&self.history_state())
            .map(|key| self.0.positions.enter(key));
        if left_at.is_none() {
            let shown = if route == Route::NotFound {
                location.href().unwrap_or_default()
            } else {
                format!("{}{query}{hash}", self.0.newspaper.href(&route))
            };
            self.write_history(&shown, true);
        }
        self.0.arrival.replace(match left_at.flatten() {
            // The browser has brought the reader back already.
            Some(_) if joined && self.0.window.scroll_y().unwrap_or_default() > 0.0 => Arrival::None,
            Some(position) => Arrival::Reload(position),
            None if hash.len() > 1 && !joined => Arrival::Page(hash),
            None => Arrival::None,
        });
        self.0.place.set(Place::new(route, &query));
    }

    fn listen(&self) {
        let window = &self.0.window;
        let Some(document) = window.document() else { return };
        self.on(&document, "click", |browser, event| browser.click(event));
        self.on(window, "popstate", |browser, event| browser.pop(event));
        self.on(window, "pagehide", |browser, _| browser.save());
        self.on(window, "pageshow", |browser, _| {
            browser.restore_scroll(ScrollRestoration::Manual);
        });
        // `pointerenter` does not bubble; `pointerover` is how one hears of it at the document.
        for name in ["pointerover", "touchstart", "focusin"] {
            self.on(&document, name, |browser, event| browser.fetch_ahead(event));
        }
    }

    /// Listens for as long as the page lives.
    fn on(&self, target: &EventTarget, name: &str, handle: fn(&Self, &Event)) {
        let browser = self.clone();
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| handle(&browser, &event));
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
        // A target, even that of this window, asks for what a plain link does.
        if !link.target().is_empty() || link.has_attribute("download") {
            return;
        }
        let Some(route) = link::own_page(&self.0.newspaper, &self.0.window, &link) else {
            return;
        };
        let location = &self.0.window.location();
        let here = (
            location.pathname().unwrap_or_default(),
            location.search().unwrap_or_default(),
        );
        let same_page = here == (link.pathname(), link.search());
        self.leave();
        if same_page && !link.hash().is_empty() {
            return;
        }
        event.prevent_default();
        self.write_history(&link.href(), same_page);
        self.show(Place::new(route, &link.search()), Arrival::Page(link.hash()));
    }

    fn pop(&self, event: &Event) {
        let location = self.0.window.location();
        let path = location.pathname().unwrap_or_default();
        let place = Place::new(
            self.0.newspaper.route(&path).unwrap_or(Route::NotFound),
            &location.search().unwrap_or_default(),
        );
        let state = event
            .dyn_ref::<PopStateEvent>()
            .map(PopStateEvent::state)
            .unwrap_or_default();
        let Some(key) = self.entry_key(&state) else {
            // A hash was followed: the browser made the entry and scrolls by itself.
            self.write_history(&location.href().unwrap_or_default(), true);
            return;
        };
        self.leave();
        let position = self.0.positions.enter(key).unwrap_or_default();
        if place == self.0.place.get_untracked() {
            self.next();
            self.scroll_to(position);
        } else {
            let from = self.0.place.get_untracked().route;
            self.show(place, Arrival::Back(position, from));
        }
    }

    /// A new navigation, which overtakes any that is under way.
    fn next(&self) -> u32 {
        self.0.latest.set(self.0.latest.get() + 1);
        self.0.latest.get()
    }

    /// Changes the page, as a view transition where that is wanted.
    fn show(&self, place: Place, arrival: Arrival) {
        let navigation = self.next();
        let to_the_top = matches!(arrival, Arrival::Page(_));
        self.0.arrival.replace(arrival);
        if place == self.0.place.get_untracked() {
            if let Some(heading) = self.heading() {
                self.settle(&heading);
            }
            return;
        }
        self.0.ahead.leave();
        self.forget_first_page();
        let browser = self.clone();
        let change = async move {
            let overtaken = || browser.0.latest.get() != navigation;
            // A transition begins a little later; by then the reader may be on the way elsewhere.
            if overtaken() {
                return;
            }
            browser.0.place.set(place);
            any_spawner::Executor::tick().await;
            // The page that is shown has the line for itself.
            browser.0.store.abandon();
            let waiting = !matches!(*browser.0.arrival.borrow(), Arrival::None);
            if to_the_top && waiting && !overtaken() {
                browser.scroll_to(0);
            }
        };
        if !self.0.quick.get() {
            return spawn_local(change);
        }
        let change = Cell::new(Some(change));
        turn_page(&Closure::once_into_js(move || -> Promise {
            future_to_promise(async move {
                if let Some(change) = change.take() {
                    change.await;
                }
                Ok(JsValue::UNDEFINED)
            })
        }));
    }

    /// What the press wrote for other programs is of the visit's first page alone; a browser that is
    /// asked to share another would name that one.
    fn forget_first_page(&self) {
        let Some(document) = self.0.window.document() else {
            return;
        };
        while let Ok(Some(element)) = document.query_selector(OF_ONE_PAGE) {
            element.remove();
        }
    }

    /// The link in view that leads to a page.
    fn link_in_view(&self, to: &Route) -> Option<HtmlElement> {
        let height = self.0.window.inner_height().ok()?.as_f64()?;
        let selector = ["#page a[href='", &self.0.newspaper.href(to), "']"].concat();
        let links = self.0.window.document()?.query_selector_all(&selector).ok()?;
        (0..links.length())
            .filter_map(|at| links.item(at)?.dyn_into().ok())
            .find(|link: &HtmlElement| {
                let top = link.get_bounding_client_rect().top();
                top >= 0.0 && top < height
            })
    }

    /// Brings the reader to the page's heading, or back to where they left it; says whether they came
    /// from elsewhere.
    pub fn settle(&self, heading: &HtmlElement) -> bool {
        let mut followed = None;
        match self.0.arrival.replace(Arrival::None) {
            Arrival::None => return false,
            Arrival::Reload(position) => {
                self.scroll_to(position);
                return false;
            }
            Arrival::Back(position, from) => {
                self.scroll_to(position);
                followed = self.link_in_view(&from);
            }
            Arrival::Page(hash) => match self.target(&hash) {
                Some(target) => {
                    target.scroll_into_view();
                    // What is focused begins with a heading, where there is one.
                    let begins = target.query_selector("h2").ok().flatten();
                    followed = begins.unwrap_or(target).dyn_into().ok();
                    if let Some(begins) = &followed {
                        HtmlElement::set_tab_index(begins, -1);
                    }
                }
                None => {
                    Self::lay_out_first_screen_first(heading);
                    self.scroll_to(0);
                }
            },
            Arrival::Replacement => {}
        }
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = followed.as_ref().unwrap_or(heading).focus_with_options(&options);
        true
    }

    /// Until the first frame is painted, the style leaves out what is far below: on a cheap phone the
    /// layout of a whole article takes longer than all that was done to show it.
    fn lay_out_first_screen_first(heading: &HtmlElement) {
        let Ok(Some(main)) = heading.closest("main") else {
            return;
        };
        let _ = main.set_attribute(ARRIVING, "");
        spawn_local(async move {
            delay(FIRST_FRAME).await;
            let _ = main.remove_attribute(ARRIVING);
        });
    }

    pub fn expect_replacement(&self) {
        self.0.arrival.replace(Arrival::Replacement);
    }

    /// The page has arrived, and the line may soon be idle.
    pub fn look_ahead(&self) {
        self.0.ahead.look();
    }

    /// Fetches what the page can do without, when the line is idle.
    pub fn bring(&self, document: Waiting) {
        self.0.ahead.bring(document);
    }

    fn fetch_ahead(&self, event: &Event) {
        // A touch is a visit about to happen; passing over a link is only a guess, not worth the
        // bytes of a reader who saves them.
        if event.type_() != "touchstart" && self.0.ahead.saves_data() {
            return;
        }
        let link = link::around(event);
        if let Some(route) = link.and_then(|link| link::own_page(&self.0.newspaper, &self.0.window, &link)) {
            self.0.store.prefetch(&route);
        }
    }

    fn scroll_to(&self, position: i32) {
        self.0.window.scroll_to_with_x_and_y(0.0, position.into());
    }

    fn leave(&self) {
        self.0
            .positions
            .leave(self.0.window.scroll_y().unwrap_or_default() as i32);
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

    fn write_history(&self, address: &str, replace: bool) {
        let Ok(history) = self.0.window.history() else {
            return;
        };
        let key = JsValue::from(self.0.positions.push());
        let _ = if replace {
            history.replace_state_with_url(&key, "", Some(address))
        } else {
            history.push_state_with_url(&key, "", Some(address))
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

    fn heading(&self) -> Option<HtmlElement> {
        self.0
            .window
            .document()?
            .query_selector("h1")
            .ok()??
            .dyn_into()
            .ok()
    }

    fn target(&self, hash: &str) -> Option<web_sys::Element> {
        self.0
            .window
            .document()?
            .get_element_by_id(hash.strip_prefix('#')?)
    }
}
