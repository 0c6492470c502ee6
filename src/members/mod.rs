//! What members see: a program of its own, which the reader's fetches when somebody wants it, so that nobody
//! else pays for it (docs/decisions/0018).

mod account;
mod compose;
mod contribution;
mod contributions;
mod controls;
mod discussion;
mod plans;
mod sign_in;

#[cfg(test)]
mod tests;

use std::cell::RefCell;

use reactive_graph::owner::{Owner, provide_context};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

pub use controls::{
    Field, Outcome, form, ignore_held_enter, keep_focus, keeping_focus, notice, paragraph, refused,
    take_focus,
};

use crate::{
    contract::{Json, Site},
    membership::Membership,
    newspaper::Newspaper,
    routes::Route,
    view::{self, Children},
};

thread_local! {
    static HOUSE: RefCell<Option<House>> = const { RefCell::new(None) };
}

/// What is open in this page.
struct House {
    newspaper: Newspaper,
    membership: Membership,
    /// The places that show something, and what lives in each.
    places: Vec<(Element, Owner)>,
}

/// Shows a part in a place of the page: `contributions` of the article `about`, the `plans`, how to `sign-in`, or
/// the member's `account`. From the plans and from signing in one comes back to the path `about`.
pub fn show(part: &str, place: Element, about: &str) {
    HOUSE.with_borrow_mut(|house| {
        if house.is_none() {
            *house = House::open();
        }
        if let Some(house) = house {
            house.show(part, place, about);
        }
    });
}

/// A place of the page is gone: nothing lives in it any more.
pub fn leave(place: &Element) {
    HOUSE.with_borrow_mut(|house| {
        if let Some(house) = house {
            house.leave(place);
        }
    });
}

impl House {
    /// From the data that the page carries.
    fn open() -> Option<Self> {
        let _ = any_spawner::Executor::init_wasm_bindgen();
        let document = web_sys::window()?.document()?;
        let data = Json::parse(&document.get_element_by_id("kiosque")?.text_content()?)?;
        view::wear(include_str!("style.css"));
        let (site, base): (Site, String) = (data.get("site")?, data.get("base")?);
        Some(Self::of(Newspaper::new(site, &base)))
    }

    fn of(newspaper: Newspaper) -> Self {
        Self {
            membership: Membership::new(&newspaper),
            newspaper,
            places: Vec::new(),
        }
    }

    fn show(&mut self, part: &str, place: Element, about: &str) {
        self.leave(&place);
        self.membership.wake();
        let owner = Owner::new();
        owner.with(|| {
            provide_context(self.newspaper.clone());
            provide_context(self.membership.clone());
            ignore_held_enter(&place);
            let back = Some(Route::parse(about)).filter(|_| !about.is_empty());
            let part = match part {
                "contributions" => Some(contributions::contributions(about)),
                "plans" => plans::plans(&place, back),
                "sign-in" => Some(sign_in::sign_in(back)),
                _ => Some(account::account()),
            };
            let part = part.map(|part| match part {
                Children::Live(make) => {
                    let place = place.clone();
                    Children::Live(Box::new(move || {
                        keep_focus(&place);
                        make()
                    }))
                }
                part => part,
            });
            if let Some(part) = part {
                view::show(part, &place, false);
            }
        });
        self.places.push((place, owner));
    }

    fn leave(&mut self, place: &Element) {
        self.places.retain(|(it, owner)| {
            let stays = it != place;
            if !stays {
                owner.cleanup();
            }
            stays
        });
    }
}

/// Goes to a page of the newspaper, as a link does.
fn go(newspaper: &Newspaper, route: &Route, query: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let body = document.as_ref().and_then(|document| document.body());
    let link = document.and_then(|document| document.create_element("a").ok());
    if let (Some(body), Some(link)) = (body, link) {
        let address = newspaper.href(route) + query;
        let _ = link.set_attribute("href", &address);
        let _ = body.append_with_node_1(&link);
        link.unchecked_ref::<HtmlElement>().click();
        link.remove();
    }
}
