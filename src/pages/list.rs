//! The articles of a section, of an author or of the whole paper.

use leptos::prelude::*;

use crate::{
    components::{Loading, failure, heading, known_line, line, loaded, main, pager, portrait, teasers},
    contract::{FrontPage, ListHead, ListPage, Profile, Summary},
    french,
    load::{Failure, Load, Served, Store, Watch},
    newspaper::newspaper,
    routes::{Document, Route},
    view::{Children, Element, children, element},
};

/// What a list is of.
#[derive(Clone)]
struct List {
    title: String,
    author: Option<Profile>,
    /// The page of older articles, or the list's head.
    route: fn(&str, Option<u32>) -> Route,
    slug: String,
}

pub fn list(store: &Store, route: &Route) -> Children {
    match route {
        Route::HomePage(number) => {
            let list = List {
                title: french::ALL_THE_PAPER.to_owned(),
                author: None,
                route: |_, number| number.map_or(Route::Home, Route::HomePage),
                slug: String::new(),
            };
            let front: Watch<FrontPage> = store.watch(&Document::Home);
            let pages = Signal::derive(move || count(&front, |front| front.pages));
            list.older(*number, store.watch(&Document::HomePage(*number)), pages)
        }
        Route::Section(slug, number) => {
            let Some(list) = List::section(slug) else {
                return not_found();
            };
            let head = store.watch(&Document::SectionHead(slug.clone()));
            match *number {
                None => list.head(head),
                Some(number) => {
                    let page = store.watch(&Document::SectionPage(slug.clone(), number));
                    list.older(number, page, pages(head))
                }
            }
        }
        Route::Author(slug, number) => {
            let Some(list) = List::author(slug) else {
                return not_found();
            };
            let head = store.watch(&Document::AuthorHead(slug.clone()));
            match *number {
                None => list.head(head),
                Some(number) => {
                    let page = store.watch(&Document::AuthorPage(slug.clone(), number));
                    list.older(number, page, pages(head))
                }
            }
        }
        _ => not_found(),
    }
}

fn not_found() -> Children {
    children(failure(Failure::NotFound, None))
}

fn pages(head: Watch<ListHead>) -> Signal<u32> {
    Signal::derive(move || count(&head, |head| head.pages))
}

/// How many pages there are, once that is known.
fn count<T: Served>(head: &Watch<T>, pages: fn(&T) -> u32) -> u32 {
    match head.load() {
        Load::Ready(head) => pages(&head),
        _ => 0,
    }
}

impl List {
    fn section(slug: &str) -> Option<Self> {
        let newspaper = newspaper();
        let section = newspaper
            .site()
            .sections
            .iter()
            .find(|section| section.slug == slug)?;
        Some(Self {
            title: section.name.clone(),
            author: None,
            route: |slug, number| Route::Section(slug.to_owned(), number),
            slug: slug.to_owned(),
        })
    }

    fn author(slug: &str) -> Option<Self> {
        let author = newspaper().author(slug)?.clone();
        Some(Self {
            title: author.name.clone(),
            author: Some(author),
            route: |slug, number| Route::Author(slug.to_owned(), number),
            slug: slug.to_owned(),
        })
    }

    fn head(self, watch: Watch<ListHead>) -> Children {
        loaded(watch, move |head: &ListHead| {
            self.show(None, &head.articles, Signal::stored(head.pages))
        })
    }

    fn older(self, number: u32, watch: Watch<ListPage>, pages: Signal<u32>) -> Children {
        loaded(watch, move |page: &ListPage| {
            self.show(Some(number), &page.articles, pages)
        })
    }

    fn show(&self, number: Option<u32>, articles: &[Summary], pages: Signal<u32>) -> Element {
        let title = number.map_or_else(
            || self.title.clone(),
            |number| french::numbered(&self.title, number),
        );
        let author = self.author.as_ref();
        let pictures = author.is_none().then_some(Loading::Near);
        let list = match articles {
            [] => line("lead", french::NO_ARTICLES),
            _ => Some(teasers(articles, 2, pictures)),
        };
        let words = element("div")
            .with(heading(&title, &title))
            .with(author.and_then(|author| known_line("job", author.job_title.as_ref())))
            .with(author.and_then(|author| known_line("biography", author.description.as_ref())));
        let header = element("header")
            .class("list-header")
            .with(author.map(portrait))
            .with(words);
        let (route, slug) = (self.route, self.slug.clone());
        let pages = element("div")
            .class("pages")
            .live(move || children(pager(number, pages.get(), |number| route(&slug, number))));
        main("list").with(header).with(list).with(pages)
    }
}
