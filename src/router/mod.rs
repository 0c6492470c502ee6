//! The router: which page is shown, and what a reader expects when it changes. Pages and their addresses are
//! in `src/routes.rs`; why it is our own, in docs/decisions/0002.

mod arrival;
mod head;
mod history;
mod link;
mod positions;
mod prefetch;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::HtmlElement;

use crate::{
    language,
    load::{AnyWatch, Store},
    newspaper::Newspaper,
    routes::Route,
};
use history::History;

/// Where the reader is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    pub route: Route,
    /// The page that `?retour=` names, to go back to: one of the newspaper's own, whatever it says.
    pub back: Option<Route>,
}

impl Location {
    /// Reads an address's path (below the base path) and query.
    #[must_use]
    pub fn new(route: Route, query: &str) -> Self {
        let back = query
            .trim_start_matches('?')
            .split('&')
            .find_map(|pair| pair.strip_prefix("retour="))
            .filter(|path| !path.is_empty())
            .map(|path| Route::parse(&with_slashes(path)))
            .filter(|back| *back != Route::NotFound && *back != route && *back != Route::SignIn);
        Self { route, back }
    }
}

/// Decodes the one sign of the newspaper's addresses that programs encode.
fn with_slashes(path: &str) -> String {
    let mut parts = path.split('%');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| {
        match part.strip_prefix("2F").or_else(|| part.strip_prefix("2f")) {
            Some(rest) => path + "/" + rest,
            None => path + "%" + part,
        }
    })
}

/// Shows pages and knows what must happen when one has arrived. A clone is the same one.
#[derive(Clone)]
pub struct Router {
    location: ArcRwSignal<Location>,
    announcement: ArcRwSignal<String>,
    /// What the page is called.
    title: ArcRwSignal<String>,
    /// Nothing moves where there is no browser.
    history: Option<SendWrapper<History>>,
    newspaper: Newspaper,
}

impl Router {
    /// A page that stays: for rendering without a browser, and for tests.
    #[must_use]
    pub fn fixed(location: Location, newspaper: Newspaper) -> Self {
        Self {
            location: ArcRwSignal::new(location),
            announcement: ArcRwSignal::default(),
            title: ArcRwSignal::default(),
            history: None,
            newspaper,
        }
    }

    /// Follows the browser's address and takes over the links of the newspaper. `written` is the
    /// page that was served: that there is none is known of an address whose host says so.
    #[must_use]
    pub fn start(newspaper: Newspaper, store: Store, written: &Route) -> Self {
        let mut router = Self::fixed(Location::new(Route::NotFound, ""), newspaper.clone());
        let history = History::start(newspaper, store, router.location.clone(), written);
        router.history = history.map(SendWrapper::new);
        router
    }

    #[must_use]
    pub fn location(&self) -> ArcReadSignal<Location> {
        self.location.read_only()
    }

    /// How long this machine needed to start the visit, in milliseconds: where that is long, pages change without a
    /// transition, for which the reader would wait.
    pub fn started_within(&self, milliseconds: f64) {
        if let Some(history) = &self.history {
            history.started_within(milliseconds);
        }
    }

    /// What is said to those who do not see the page change.
    #[must_use]
    pub fn announcement(&self) -> ArcReadSignal<String> {
        self.announcement.read_only()
    }

    /// What the browser's window says.
    #[must_use]
    pub fn title(&self) -> String {
        language::page_title(&self.title.get_untracked(), &self.newspaper.site().name)
    }

    /// Names the page that is shown.
    pub fn set_title(&self, title: &str) {
        self.title.set(title.to_owned());
    }

    /// The page's heading is there: gives the page its title and, when the reader came from
    /// another page, its focus, its scroll position and its announcement.
    pub fn arrived(&self, heading: &HtmlElement) {
        let Some(history) = &self.history else { return };
        if let Some(document) = heading.owner_document() {
            document.set_title(&self.title());
        }
        if history.settle(heading) {
            self.announcement.set(self.title.get_untracked());
        }
        history.look_ahead();
    }

    /// As [`Router::arrived`], of the visit's first page, which has its title and is kept.
    pub fn adopted(&self, heading: &HtmlElement) {
        if let Some(history) = &self.history {
            history.keep(&self.location.get_untracked().route);
            history.settle(heading);
            history.look_ahead();
        }
    }

    /// Goes to a page, as a link does; `end` is what its address ends with, a query or a hash.
    pub fn navigate(&self, route: Route, end: &str) {
        if let Some(history) = &self.history {
            history.navigate(route, end);
        }
    }

    /// Asks for what the page can do without, once, when the line is idle and the reader does not
    /// save data.
    pub fn fetch_when_idle(&self, document: AnyWatch) {
        if let Some(history) = &self.history {
            history.fetch_when_idle(document);
        }
    }

    /// What is shown is about to be replaced by a newer one: whoever is within goes on there.
    pub fn will_replace(&self) {
        if let Some(history) = &self.history {
            history.will_replace();
        }
    }

    /// The next heading that arrives replaces the one the reader was at, as after a retry.
    pub fn expect_replacement(&self) {
        if let Some(history) = &self.history {
            history.expect_replacement();
        }
    }
}

/// The router of the current context.
#[must_use]
pub fn use_router() -> Router {
    expect_context()
}

/// Where the reader is, in the current context.
#[must_use]
pub fn use_location() -> ArcReadSignal<Location> {
    use_router().location()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_only_to_a_page_of_the_newspaper() {
        let back = |query| Location::new(Route::Plans, query).back;
        assert_eq!(back("?retour=/article/a/"), Some(Route::Article("a".into())));
        assert_eq!(
            back("?x=1&retour=/rubrique/b/"),
            Some(Route::Section("b".into(), None))
        );
        assert_eq!(
            back("?retour=%2Farticle%2Fa%2F"),
            Some(Route::Article("a".into()))
        );
        for query in [
            "",
            "?retour=//evil.example/",
            "?retour=https://evil.example",
            "?retour=/\\evil/",
            "?retours=/",
            "?retour=",
            "?retour=/abonnement/",
            "?retour=%2F%2Fevil.example%2F",
            "?retour=%2f%2fevil.example",
            "?retour=%252F%252Fevil.example",
            "?retour=/..//evil.example",
            "?retour=/%5Cevil.example",
            "?retour=/\tevil.example/",
            "?retour=\t//evil.example",
            "?retour=/%09/evil.example",
            "?retour=%09//evil.example",
            "?retour=javascript:alert(1)",
            "?retour=/article/a/@evil.example",
            "?retour=/connexion/",
        ] {
            assert_eq!(back(query), None, "{query}");
        }
    }
}
