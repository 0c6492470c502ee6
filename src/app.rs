//! The whole page.

use leptos::prelude::*;

use crate::{
    components::{Footer, Masthead, without_reuse},
    first_page,
    language::language,
    pages,
    router::use_router,
};
#[cfg(feature = "ssr")]
use crate::{
    load::Store,
    newspaper::Newspaper,
    router::{Location, Router},
};

/// The newspaper around the page that is shown. The newspaper, its [`Store`] and the [`Router`] are in context.
#[component]
pub fn App() -> impl IntoView {
    let router = use_router();
    let (location, announcement) = (router.location(), router.announcement());
    view! {
        <a class="skip" href="#contenu">
            {language().skip}
        </a>
        <Masthead />
        <div id="page">
            {without_reuse(move || {
                let location = location.get();
                first_page::kept(&location).unwrap_or_else(|| pages::page(location))
            })}
        </div>
        <Footer />
        <p id="announcement" role="status" aria-live="polite">
            {move || match announcement.get() {
                words if words.is_empty() => ().into_any(),
                words => words.into_any(),
            }}
        </p>
    }
}

/// A page as the press writes it.
pub struct WrittenPage {
    /// What the browser's window says.
    pub title: String,
    /// What stands in `#app`.
    pub html: String,
}

/// The page of a location, as HTML. Nothing is fetched: what the store lacks is shown as on its way.
#[cfg(feature = "ssr")]
#[must_use]
pub fn html(newspaper: Newspaper, store: Store, location: Location) -> WrittenPage {
    let router = Router::fixed(location, newspaper.clone());
    Owner::new().with(|| {
        provide_context(newspaper);
        provide_context(store);
        provide_context(router.clone());
        WrittenPage {
            html: written(view! { <App /> }),
            title: router.title(),
        }
    })
}

/// A view as HTML, without what Leptos writes for a browser that would hydrate it (ours takes the page as it is), and
/// without the empty class that it writes where there is none. Neither can stand in a text or in an attribute's value:
/// there Leptos escapes `<` and `>`.
#[cfg(feature = "ssr")]
pub fn written(view: impl IntoView) -> String {
    view.into_view()
        .to_html()
        .replace("<!>", "")
        .replace("<!--<() />-->", "")
        .replace(" class=\"\">", ">")
}

#[cfg(test)]
mod tests;
