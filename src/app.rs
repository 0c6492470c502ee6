//! The whole page.

use leptos::prelude::*;

use crate::{
    components::{footer, masthead},
    french,
    load::Store,
    navigation::Navigation,
    newspaper::Newspaper,
    pages,
};

/// The newspaper around the page that is shown.
#[component]
pub fn App(newspaper: Newspaper, store: Store, navigation: Navigation) -> impl IntoView {
    provide_context(newspaper);
    provide_context(store);
    provide_context(navigation.clone());
    let place = navigation.place();
    let announcement = navigation.announcement();
    view! {
        <a class="skip" href="#contenu">{french::SKIP}</a>
        {masthead()}
        {move || pages::page(&place.get())}
        {footer()}
        <p class="unseen" role="status" aria-live="polite">{move || announcement.get()}</p>
    }
}

#[cfg(test)]
mod tests;
