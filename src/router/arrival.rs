//! What happens when a page has arrived: the reader's place, the focus, the first frame.

use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, Window};

use crate::{newspaper::Newspaper, routes::Route};

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
    /// The same page, with the text that a retry brought, or a newer one; at the link with this address, if it is in view.
    Replacement(Option<String>),
}

impl Arrival {
    /// Brings the reader to the page's heading, or back to where they left it; says whether they came
    /// from elsewhere.
    pub fn settle(self, window: &Window, newspaper: &Newspaper, heading: &HtmlElement) -> bool {
        let mut followed = None;
        match self {
            Self::None => return false,
            Self::Reload(position) => {
                scroll_to(window, position);
                return false;
            }
            Self::Back(position, from) => {
                scroll_to(window, position);
                followed = link_in_view(window, &newspaper.href(&from));
            }
            Self::Page(hash) => match target(window, &hash) {
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
                    lay_out_first_screen_first(heading);
                    scroll_to(window, 0);
                }
            },
            Self::Replacement(href) => followed = href.and_then(|href| link_in_view(window, &href)),
        }
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = followed.as_ref().unwrap_or(heading).focus_with_options(&options);
        true
    }
}

/// The link in view that leads to an address.
fn link_in_view(window: &Window, href: &str) -> Option<HtmlElement> {
    let height = window.inner_height().ok()?.as_f64()?;
    let selector = ["#page a[href='", href, "']"].concat();
    let links = window.document()?.query_selector_all(&selector).ok()?;
    (0..links.length())
        .filter_map(|at| links.item(at)?.dyn_into().ok())
        .find(|link: &HtmlElement| {
            let top = link.get_bounding_client_rect().top();
            top >= 0.0 && top < height
        })
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

/// `position` is in CSS pixels.
pub fn scroll_to(window: &Window, position: i32) {
    window.scroll_to_with_x_and_y(0.0, position.into());
}

/// The page's heading, once the page is there.
pub fn heading(window: &Window) -> Option<HtmlElement> {
    window
        .document()?
        .query_selector("main:not([aria-busy]) h1")
        .ok()??
        .dyn_into()
        .ok()
}

fn target(window: &Window, hash: &str) -> Option<Element> {
    window.document()?.get_element_by_id(hash.strip_prefix('#')?)
}
