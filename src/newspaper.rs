//! The newspaper that is being read: its `site.json` and where it is deployed.

use std::sync::Arc;

use leptos::prelude::expect_context;

use crate::{
    contract::{LanguageAttributes, Site},
    links,
    routes::Route,
};

/// What every component may ask about the newspaper. A clone is the same newspaper.
#[derive(Clone, Debug)]
pub struct Newspaper(Arc<Edition>);

#[derive(Debug)]
struct Edition {
    site: Site,
    /// The base path, with its final slash.
    base: String,
}

impl Default for Newspaper {
    fn default() -> Self {
        Self::new(Site::default(), "/")
    }
}

/// The newspaper of the current context.
#[must_use]
pub fn use_newspaper() -> Newspaper {
    expect_context()
}

impl Newspaper {
    /// `base` is the path where it is deployed, "/" at the root of its host.
    #[must_use]
    pub fn new(site: Site, base: &str) -> Self {
        let base = format!("{}/", base.trim_end_matches('/'));
        Self(Arc::new(Edition { site, base }))
    }

    #[must_use]
    pub fn site(&self) -> &Site {
        &self.0.site
    }

    #[must_use]
    pub fn base(&self) -> &str {
        &self.0.base
    }

    /// The address of a page, as a link says it.
    #[must_use]
    pub fn href(&self, route: &Route) -> String {
        self.below(&route.path())
    }

    /// An address that the content gives, or `None` when it may not be followed.
    #[must_use]
    pub fn content_href(&self, href: &str) -> Option<String> {
        links::is_allowed(href).then(|| self.below(href))
    }

    /// What an element says of the newspaper's own words within those in `language`.
    #[must_use]
    pub fn language_within(&self, language: &LanguageAttributes) -> LanguageAttributes {
        LanguageAttributes {
            lang: language.lang.as_ref().map(|_| self.site().in_language.clone()),
            // They are of one script, which says its direction itself.
            dir: language.dir.as_ref().map(|_| "auto".to_owned()),
        }
    }

    /// The page that a path of this host shows; `None` when it is outside the newspaper.
    #[must_use]
    pub fn route(&self, path: &str) -> Option<Route> {
        path.strip_prefix(self.base()).map(Route::parse)
    }

    fn below(&self, href: &str) -> String {
        match href.strip_prefix('/') {
            Some(path) => format!("{}{path}", self.base()),
            None => href.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newspaper_below_a_path_links_below_it() {
        let newspaper = Newspaper::new(Site::default(), "/journal/");
        assert_eq!(newspaper.href(&Route::Plans), "/journal/abonnement/");
        assert_eq!(
            newspaper.content_href("/article/a/").as_deref(),
            Some("/journal/article/a/")
        );
        assert_eq!(
            newspaper.content_href("https://a.example/").as_deref(),
            Some("https://a.example/")
        );
        assert_eq!(newspaper.content_href("javascript:x"), None);
        assert_eq!(
            newspaper.route("/journal/article/a/"),
            Some(Route::Article("a".into()))
        );
        assert_eq!(newspaper.route("/journal/"), Some(Route::Home));
        assert_eq!(newspaper.route("/autre/article/a/"), None);
        assert_eq!(Newspaper::default().href(&Route::Home), "/");
    }
}
