//! Documents and pages: each page is what the reader's own components show of its document.

use kiosque::{
    app,
    load::{Policy, Served, Store},
    navigation::Place,
    newspaper::Newspaper,
    routes::{Document, Route},
};
use serde::Serialize;

use super::{
    head::Head,
    output::Output,
    shell::{self, Content, Frame, Shell},
};
use crate::{
    Stop,
    syndication::{File, Icons},
};

/// Makes the newspaper's files, one page after the other.
pub struct Print<'a> {
    newspaper: Newspaper,
    /// What every page carries of it.
    carried: String,
    shell: Option<Shell>,
    icons: Icons,
    output: &'a mut Output,
}

impl<'a> Print<'a> {
    /// Without a shell only documents are made.
    pub fn new(newspaper: Newspaper, shell: Option<Shell>, output: &'a mut Output) -> Self {
        if let Some(Shell { html }) = &shell {
            output.add(shell::KEPT.to_owned(), html.clone().into_bytes());
        }
        Self {
            carried: shell::carried(newspaper.site()),
            newspaper,
            shell,
            icons: output.icons().clone(),
            output,
        }
    }

    /// A document that no page is made of.
    pub fn document(&mut self, document: &Document, content: &impl Serialize) -> Result<(), Stop> {
        let path = document.path();
        let json = json(&path, content)?;
        self.output.add(path, json.into_bytes());
        Ok(())
    }

    /// A file that other programs read.
    pub fn export(&mut self, (path, text): File) {
        self.output.add(path, text.into_bytes());
    }

    pub fn icons(&self) -> &Icons {
        &self.icons
    }

    /// A document and its page. `beside` puts into the store what else the page shows.
    pub fn page<T: Served + Serialize + Clone>(
        &mut self,
        route: &Route,
        (document, content): (&Document, &T),
        head: &Head,
        beside: impl FnOnce(&Store),
    ) -> Result<(), Stop> {
        let path = document.path();
        let json = json(&path, content)?;
        let store = self.store();
        store.put(document, content.clone());
        beside(&store);
        self.write(route, store, head, Some((&path, &json)))?;
        self.output.add(path, json.into_bytes());
        Ok(())
    }

    /// The page for addresses that there are none of.
    pub fn not_found(&mut self) -> Result<(), Stop> {
        let head = Head::plain(&self.newspaper.site().tagline);
        self.write(&Route::NotFound, self.store(), &head, None)
    }

    fn store(&self) -> Store {
        Store::new(self.newspaper.base(), Policy::default(), None)
    }

    fn write(
        &mut self,
        route: &Route,
        store: Store,
        head: &Head,
        document: Option<(&str, &str)>,
    ) -> Result<(), Stop> {
        let Some(shell) = &self.shell else {
            return Ok(());
        };
        let page = app::html(self.newspaper.clone(), store, Place::new(route.clone(), ""));
        let frame = Frame {
            site: self.newspaper.site(),
            carried: &self.carried,
            base: self.newspaper.base(),
            icons: &self.icons,
        };
        let content = Content {
            route,
            title: &page.title,
            head,
            html: &page.html,
            document,
        };
        let html = shell.page(&frame, &content)?;
        self.output.add(file(route), html.into_bytes());
        Ok(())
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

fn json(path: &str, content: &impl Serialize) -> Result<String, Stop> {
    serde_json::to_string(content).map_err(|why| Stop::Failure(format!("{path}: {why}")))
}
