//! What happens when a page has arrived: the reader's place, the focus, the first frame.

use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::history::History;
use crate::routes::Route;

/// On a page's `main` until it is painted for the first time.
const ARRIVING: &str = "data-arriving";

/// By when the first frame of a page is painted, in milliseconds: on a processor slowed down 6 times
/// it took 30 to 50.
const FIRST_FRAME: u32 = 100;

/// What the reader expects when the next page's heading is there.
pub enum Arrival {
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

impl History {
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
            TimeoutFuture::new(FIRST_FRAME).await;
            let _ = main.remove_attribute(ARRIVING);
        });
    }

    pub fn expect_replacement(&self) {
        self.0.arrival.replace(Arrival::Replacement);
    }

    pub(super) fn scroll_to(&self, position: i32) {
        self.0.window.scroll_to_with_x_and_y(0.0, position.into());
    }

    /// The page's heading, once the page is there.
    pub(super) fn heading(&self) -> Option<HtmlElement> {
        self.0
            .window
            .document()?
            .query_selector("main:not([aria-busy]) h1")
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
