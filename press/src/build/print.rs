//! Documents and pages: each page is what the reader's own components show of its document.

use kiosque::{
    app,
    load::{Policy, Served, Store},
    newspaper::Newspaper,
    router::Location,
    routes::{Document, Route},
};
use serde::Serialize;

use super::{
    head::Head,
    shell::{self, Content, Frame, Shell},
};
use crate::{Stop, hosts, redirects::Redirects, syndication::Icons};

/// A file: its path in the site, and what is in it.
pub type File = (String, Vec<u8>);

/// Makes the newspaper's documents and pages, on any thread.
pub struct Print {
    newspaper: Newspaper,
    /// What every page carries of it.
    carried: String,
    shell: Option<Shell>,
    icons: Icons,
    is_preview: bool,
}

impl Print {
    /// Without a shell only documents are made.
    pub fn new(newspaper: Newspaper, shell: Option<Shell>, icons: Icons, is_preview: bool) -> Self {
        Self {
            carried: shell::carried(newspaper.site()),
            newspaper,
            shell,
            icons,
            is_preview,
        }
    }

    /// Whether what is made is for the newsroom's eyes.
    pub fn is_preview(&self) -> bool {
        self.is_preview
    }

    /// Where the newspaper is deployed on its host, with both slashes.
    pub fn base(&self) -> &str {
        self.newspaper.base()
    }

    pub fn icons(&self) -> &Icons {
        &self.icons
    }

    /// The shell, kept for a later run: pages stand in its place.
    pub fn kept_shell(&self) -> Vec<File> {
        let kept = self.shell.iter().flat_map(|Shell { html, seal, .. }| {
            let seal = seal.as_ref().map(|seal| (shell::SEAL, seal.text().to_owned()));
            [(shell::KEPT, html.clone())].into_iter().chain(seal)
        });
        kept.map(|(name, text)| (name.to_owned(), text.into_bytes()))
            .collect()
    }

    /// What hosts have to know to serve the pages.
    ///
    /// # Errors
    /// When the redirects cannot be packed.
    pub fn for_hosts<'s>(
        &self,
        redirects: &Redirects,
        pages: impl Iterator<Item = &'s str>,
    ) -> Result<Vec<File>, Stop> {
        let Some(shell) = &self.shell else {
            return Ok(Vec::new());
        };
        let page = hosts::Page::new(shell.sheets.texts(), self.icons.favicon.is_some()).with_pages(pages);
        hosts::files(&page, redirects, self.newspaper.site()).map_err(|why| {
            Stop::Failure(format!(
                "redirects.json: cannot be packed for GitHub Pages: {why}"
            ))
        })
    }

    /// The names of the files that a page and its document are.
    pub fn names(&self, route: &Route, document: Option<&Document>) -> Vec<String> {
        let page = self.shell.is_some().then(|| file(route));
        document.map(Document::path).into_iter().chain(page).collect()
    }

    /// A document that no page is made of.
    pub fn document(&self, document: &Document, content: &impl Serialize) -> Result<File, Stop> {
        let path = document.path();
        let json = json(&path, content)?;
        Ok((path, json.into_bytes()))
    }

    /// A document and its page. `beside` puts into the store what else the page shows.
    pub fn page<T: Served + Serialize>(
        &self,
        route: &Route,
        (document, content): (&Document, T),
        head: &Head,
        beside: impl FnOnce(&Store),
    ) -> Result<Vec<File>, Stop> {
        let json = json(&document.path(), &content)?;
        Ok(self.page_with(route, (document, content, json), head, beside))
    }

    /// As [`Print::page`], of a document that is written as `json` says.
    pub fn page_with<T: Served>(
        &self,
        route: &Route,
        (document, content, json): (&Document, T, String),
        head: &Head,
        beside: impl FnOnce(&Store),
    ) -> Vec<File> {
        let path = document.path();
        let store = self.store();
        store.put(document, content);
        beside(&store);
        let page = self.written(route, store, head);
        page.into_iter().chain([(path, json.into_bytes())]).collect()
    }

    /// A page without a document: for addresses that there are none of, or that is each member's own.
    pub fn empty(&self, route: &Route) -> Vec<File> {
        let head = Head::plain(&self.newspaper.site().tagline);
        let page = self.written(route, self.store(), &head);
        page.into_iter().collect()
    }

    fn store(&self) -> Store {
        Store::new(self.newspaper.base(), Policy::default())
    }

    fn written(&self, route: &Route, store: Store, head: &Head) -> Option<File> {
        let shell = self.shell.as_ref()?;
        let page = app::html(self.newspaper.clone(), store, Location::new(route.clone(), ""));
        let frame = Frame {
            site: self.newspaper.site(),
            carried: &self.carried,
            base: self.newspaper.base(),
            icons: &self.icons,
            is_preview: self.is_preview,
        };
        let content = Content {
            route,
            title: &page.title,
            head,
            html: &page.html,
        };
        Some((file(route), shell.page(&frame, &content).into_bytes()))
    }
}

/// A file for each address: any static host then serves it without rules of its own.
fn file(route: &Route) -> String {
    let path = route.path();
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}

/// A document as it is written.
///
/// # Errors
/// When it cannot be.
pub fn json(path: &str, content: &impl Serialize) -> Result<String, Stop> {
    serde_json::to_string(content).map_err(|why| Stop::Failure(format!("{path}: {why}")))
}
