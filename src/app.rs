//! The whole page.

use reactive_graph::{
    owner::{Owner, provide_context},
    prelude::*,
};

use crate::{
    components::{footer, link, masthead},
    french,
    load::Store,
    navigation::{Navigation, Place},
    newspaper::Newspaper,
    pages,
    view::{self, Children, children, element},
};

/// The newspaper around the page that is shown. What it provides, its parts find in the context of
/// the current reactive owner.
#[must_use]
pub fn app(newspaper: Newspaper, store: Store, navigation: Navigation) -> Children {
    let place = navigation.place();
    let announcement = navigation.announcement();
    provide_context(newspaper);
    provide_context(store);
    provide_context(navigation);
    let page = element("div").attribute("id", "page");
    let announced = element("p")
        .class("unseen")
        .attribute("role", "status")
        .attribute("aria-live", "polite");
    children(vec![
        link("skip", "#contenu".to_owned(), french::SKIP),
        masthead(),
        page.live(move || pages::page(&place.get())),
        footer(),
        announced.live(move || children(announcement.get())),
    ])
}

/// A page as the press writes it.
pub struct Page {
    /// What the browser's window says.
    pub title: String,
    /// What stands in `#app`.
    pub html: String,
}

/// The page of a place, as HTML. Nothing is fetched: what the store lacks is shown as on its way.
#[must_use]
pub fn html(newspaper: Newspaper, store: Store, place: Place) -> Page {
    let navigation = Navigation::fixed(place, newspaper.clone());
    Owner::new().with(|| Page {
        html: view::html(app(newspaper, store, navigation.clone())),
        title: navigation.title(),
    })
}

#[cfg(test)]
mod tests;
