//! Moving about: which page is shown, and what a reader expects when it changes.

mod ahead;
mod browser;
mod link;
mod positions;

use reactive_graph::{
    owner::use_context,
    prelude::*,
    signal::{ArcReadSignal, ArcRwSignal},
};
use send_wrapper::SendWrapper;
use web_sys::HtmlElement;

use crate::{
    french,
    load::{Store, Waiting},
    newspaper::Newspaper,
    routes::Route,
};
use browser::Browser;

/// The page that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub route: Route,
    /// The page that `?retour=` names, to go back to: one of the newspaper's own, whatever it says.
    pub back: Option<Route>,
}

impl Place {
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
pub struct Navigation {
    place: ArcRwSignal<Place>,
    announcement: ArcRwSignal<String>,
    /// What the page is called.
    title: ArcRwSignal<String>,
    /// Nothing moves where there is no browser.
    browser: Option<SendWrapper<Browser>>,
    newspaper: Newspaper,
}

impl Navigation {
    /// A page that stays: for rendering without a browser, and for tests.
    #[must_use]
    pub fn fixed(place: Place, newspaper: Newspaper) -> Self {
        Self {
            place: ArcRwSignal::new(place),
            announcement: ArcRwSignal::new(String::new()),
            title: ArcRwSignal::new(String::new()),
            browser: None,
            newspaper,
        }
    }

    /// Follows the browser's address and takes over the links of the newspaper. `written` is the
    /// page that was served: that there is none is known of an address whose host says so.
    #[must_use]
    pub fn start(newspaper: Newspaper, store: Store, written: &Route) -> Self {
        let mut navigation = Self::fixed(Place::new(Route::NotFound, ""), newspaper.clone());
        let browser = Browser::start(newspaper, store, navigation.place.clone(), written);
        navigation.browser = browser.map(SendWrapper::new);
        navigation
    }

    #[must_use]
    pub fn place(&self) -> ArcReadSignal<Place> {
        self.place.read_only()
    }

    /// How long this machine needed for the visit's first page, in milliseconds: where that is long,
    /// pages change without a transition, for which the reader would wait.
    pub fn first_page_took(&self, milliseconds: f64) {
        if let Some(browser) = &self.browser {
            browser.first_page_took(milliseconds);
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
        french::page_title(&self.title.get_untracked(), &self.newspaper.site().name)
    }

    /// Names the page that is shown.
    pub fn name(&self, title: &str) {
        self.title.set(title.to_owned());
    }

    /// The page's heading is there: gives the page its title and, when the reader came from
    /// another page, its focus, its scroll position and its announcement.
    pub fn arrived(&self, heading: &HtmlElement) {
        let Some(browser) = &self.browser else { return };
        if let Some(document) = heading.owner_document() {
            document.set_title(&self.title());
        }
        if browser.settle(heading) {
            self.announcement.set(self.title.get_untracked());
        }
        browser.look_ahead();
    }

    /// Asks for what the page can do without, once, when the line is idle and the reader does not
    /// save data.
    pub fn bring(&self, document: Waiting) {
        if let Some(browser) = &self.browser {
            browser.bring(document);
        }
    }

    /// The next heading that arrives replaces the one the reader was at, as after a retry.
    pub fn expect_arrival(&self) {
        if let Some(browser) = &self.browser {
            browser.expect_replacement();
        }
    }
}

/// The navigation of the current context.
#[must_use]
pub fn navigation() -> Navigation {
    use_context().unwrap_or_else(|| Navigation::fixed(Place::new(Route::NotFound, ""), Newspaper::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_only_to_a_page_of_the_newspaper() {
        let back = |query| Place::new(Route::Plans, query).back;
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
