//! What stands around every page.

use reactive_graph::{graph::untrack, prelude::*};

use super::{line, link, listen};
use crate::{
    contract::Membership,
    french,
    membership::is_left_open,
    navigation::navigation,
    newspaper::newspaper,
    routes::{self, Route},
    view::{Element, element, follow},
};

/// The newspaper's name, its sections and the way to subscribe.
pub fn masthead() -> Element {
    let newspaper = newspaper();
    let site = newspaper.site();
    let name = link("", newspaper.href(&Route::Home), &site.name);
    let subscribe = match site.membership {
        Membership::None => link("button", newspaper.href(&Route::Plans), french::SUBSCRIBE),
        Membership::Pocketbase => or_account("button", Route::Plans, french::SUBSCRIBE),
    };
    let top = element("div")
        .class("masthead-top")
        .with(element("p").class("name").with(name))
        .with(line("tagline", &site.tagline))
        .with(element("p").class("subscribe").with(subscribe));
    let mut entries = element("ul")
        .attribute("role", "list")
        .with(entry(Route::Home, french::THE_DAYS_PAPER));
    for section in &site.sections {
        if routes::is_slug(&section.slug) {
            entries = entries.with(entry(Route::Section(section.slug.clone(), None), &section.name));
        }
    }
    let sections = element("nav")
        .class("sections")
        .attribute("aria-label", french::SECTIONS)
        .with(entries);
    element("header").class("masthead").with(top).with(sections)
}

/// A link in whose place whoever left a session open is offered their account, in all tabs.
fn or_account(class: &'static str, route: Route, words: &'static str) -> Element {
    let newspaper = newspaper();
    link(class, newspaper.href(&route), words).bind(move |link| {
        let link = link.clone();
        let offer = move || {
            let (route, words) = match is_left_open() {
                true => (&Route::Account, french::MY_ACCOUNT),
                false => (&route, words),
            };
            let _ = link.set_attribute("href", &newspaper.href(route));
            link.set_text_content(Some(words));
        };
        if let Some(window) = web_sys::window() {
            offer();
            listen(&window, "storage", move |_| offer());
        }
    })
}

/// A link of the menu, which says whether it is the page that is shown.
fn entry(route: Route, name: &str) -> Element {
    let place = navigation().place();
    let link = link("", newspaper().href(&route), name);
    let is_shown = move || place.with(|place| place.route == route);
    let link = link.maybe("aria-current", untrack(&is_shown).then_some("page"));
    let link = link.bind(move |link| {
        let link = link.clone();
        follow(move || {
            let _ = if is_shown() {
                link.set_attribute("aria-current", "page")
            } else {
                link.remove_attribute("aria-current")
            };
        });
    });
    element("li").with(link)
}

/// The newspaper's legal links, and the choice of the light visit, which `src/boot.js` follows.
pub fn footer() -> Element {
    let newspaper = newspaper();
    let site = newspaper.site();
    let mut links = Vec::new();
    for it in &site.links {
        if let Some(href) = newspaper.content_href(&it.url) {
            links.push(link("", href, &it.name));
        }
    }
    if site.membership != Membership::None {
        links.push(or_account("", Route::SignIn, french::SIGN_IN));
    }
    let services = (!links.is_empty()).then(|| {
        let mut list = element("ul").attribute("role", "list");
        for link in links {
            list = list.with(element("li").with(link));
        }
        element("nav")
            .attribute("aria-label", french::SERVICES)
            .with(list)
    });
    // Plain links: the page is loaded anew, with or without the reader.
    let mode = |href: &'static str, words| link("", href.to_owned(), words).attribute("target", "_self");
    let modes = element("p")
        .class("mode")
        .with(mode("?mode=leger", french::TO_LIGHT_MODE))
        .with(mode("?mode=complet", french::TO_FULL_MODE));
    element("footer")
        .class("colophon")
        .with(line("name", &site.name))
        .with(line("tagline", &site.tagline))
        .with(services)
        .with(modes)
}
