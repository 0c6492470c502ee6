//! What stands around every page.

use leptos::prelude::*;

use crate::{
    french,
    navigation::navigation,
    newspaper::newspaper,
    routes::{self, Route},
};

/// The newspaper's name, its sections and the way to subscribe.
#[component]
pub fn Masthead() -> impl IntoView {
    let newspaper = newspaper();
    let site = newspaper.site();
    let sections = site
        .sections
        .iter()
        .filter(|section| routes::is_slug(&section.slug))
        .map(|section| {
            let route = Route::Section(section.slug.clone(), None);
            view! { <li>{entry(route, section.name.clone())}</li> }
        });
    view! {
        <header class="masthead">
            <div class="masthead-top">
                <p class="name">
                    <a href=newspaper.href(&Route::Home)>{site.name.clone()}</a>
                </p>
                <p class="tagline">{site.tagline.clone()}</p>
                <p class="subscribe">
                    <a class="button" href=newspaper.href(&Route::Plans)>{french::SUBSCRIBE}</a>
                </p>
            </div>
            <nav class="sections" aria-label=french::SECTIONS>
                <ul role="list">
                    <li>{entry(Route::Home, french::THE_DAYS_PAPER.to_owned())}</li>
                    {sections.collect_view()}
                </ul>
            </nav>
        </header>
    }
}

/// A link of the menu, which says whether it is the page that is shown.
fn entry(route: Route, name: String) -> AnyView {
    let place = navigation().place();
    let href = newspaper().href(&route);
    let current = move || place.with(|place| (place.route == route).then_some("page"));
    view! { <a href=href aria-current=current>{name}</a> }.into_any()
}

/// The newspaper's legal links and how to reach it.
#[component]
pub fn Footer() -> impl IntoView {
    let newspaper = newspaper();
    let site = newspaper.site();
    let links: Vec<_> = site
        .links
        .iter()
        .filter_map(|link| {
            let href = newspaper.content_href(&link.url)?;
            Some(view! { <li><a href=href>{link.name.clone()}</a></li> })
        })
        .collect();
    let services = (!links.is_empty()).then(|| {
        view! { <nav aria-label=french::SERVICES><ul role="list">{links}</ul></nav> }
    });
    view! {
        <footer class="colophon">
            <p class="name">{site.name.clone()}</p>
            <p class="tagline">{site.tagline.clone()}</p>
            {services}
        </footer>
    }
}
