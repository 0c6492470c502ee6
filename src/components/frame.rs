//! What stands around every page.

use leptos::prelude::*;

use super::{line, link};
use crate::{
    french,
    navigation::navigation,
    newspaper::newspaper,
    routes::{self, Route},
};

/// The newspaper's name, its sections and the way to subscribe.
pub fn masthead() -> AnyView {
    let newspaper = newspaper();
    let site = newspaper.site();
    let sections = site
        .sections
        .iter()
        .filter(|section| routes::is_slug(&section.slug));
    let sections = sections.map(|section| entry(Route::Section(section.slug.clone(), None), &section.name));
    let entries: Vec<AnyView> = [entry(Route::Home, french::THE_DAYS_PAPER)]
        .into_iter()
        .chain(sections)
        .collect();
    view! {
        <header class="masthead">
            <div class="masthead-top">
                <p class="name">{link("", newspaper.href(&Route::Home), &site.name)}</p>
                {line("tagline", &site.tagline)}
                <p class="subscribe">{link("button", newspaper.href(&Route::Plans), french::SUBSCRIBE)}</p>
            </div>
            <nav class="sections" aria-label=french::SECTIONS>
                <ul role="list">{entries}</ul>
            </nav>
        </header>
    }
    .into_any()
}

/// A link of the menu, which says whether it is the page that is shown.
fn entry(route: Route, name: &str) -> AnyView {
    let place = navigation().place();
    let href = newspaper().href(&route);
    let current = move || place.with(|place| (place.route == route).then_some("page"));
    view! { <li><a href=href aria-current=current>{name.to_owned()}</a></li> }.into_any()
}

/// The newspaper's legal links.
pub fn footer() -> AnyView {
    let newspaper = newspaper();
    let site = newspaper.site();
    let item = |href, name: &str| view! { <li>{link("", href, name)}</li> }.into_any();
    let links = site
        .links
        .iter()
        .filter_map(|it| Some(item(newspaper.content_href(&it.url)?, &it.name)));
    let links: Vec<AnyView> = links.collect();
    let services = (!links.is_empty())
        .then(|| view! { <nav aria-label=french::SERVICES><ul role="list">{links}</ul></nav> }.into_any());
    view! {
        <footer class="colophon">
            {line("name", &site.name)}
            {line("tagline", &site.tagline)}
            {services}
        </footer>
    }
    .into_any()
}
