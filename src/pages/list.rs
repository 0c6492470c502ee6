//! The articles of a section, of an author or of the whole paper.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    components::{Heading, Loading, Pager, Portrait, failure, loaded, teasers},
    contract::{FrontPage, ListHead, ListPage, Profile, Summary},
    french,
    load::{Failure, Load, Store, Watch},
    newspaper::newspaper,
    routes::{Document, Route},
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

pub fn list(store: &Store, route: &Route) -> AnyView {
    match route {
        Route::HomePage(number) => {
            let list = List {
                title: french::ALL_THE_PAPER.to_owned(),
                author: None,
                route: |_, number| number.map_or(Route::Home, Route::HomePage),
                slug: String::new(),
            };
            let front: Watch<FrontPage> = store.watch(Document::Home);
            let pages = Signal::derive(move || count(&front, |front| front.pages));
            list.older(*number, store.watch(Document::HomePage(*number)), pages)
        }
        Route::Section(slug, number) => {
            let Some(list) = List::section(slug) else {
                return not_found();
            };
            let head = store.watch(Document::SectionHead(slug.clone()));
            match *number {
                None => list.head(head),
                Some(number) => {
                    let page = store.watch(Document::SectionPage(slug.clone(), number));
                    list.older(number, page, pages(head))
                }
            }
        }
        Route::Author(slug, number) => {
            let Some(list) = List::author(slug) else {
                return not_found();
            };
            let head = store.watch(Document::AuthorHead(slug.clone()));
            match *number {
                None => list.head(head),
                Some(number) => {
                    let page = store.watch(Document::AuthorPage(slug.clone(), number));
                    list.older(number, page, pages(head))
                }
            }
        }
        _ => not_found(),
    }
}

fn not_found() -> AnyView {
    failure(Failure::NotFound, Callback::new(|()| ()))
}

fn pages(head: Watch<ListHead>) -> Signal<u32> {
    Signal::derive(move || count(&head, |head| head.pages))
}

/// How many pages there are, once that is known.
fn count<T: Send + Sync>(head: &Watch<T>, pages: fn(&T) -> u32) -> u32 {
    head.load.with(|load| match load {
        Load::Ready(head) => pages(head),
        _ => 0,
    })
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

    fn head(self, watch: Watch<ListHead>) -> AnyView {
        loaded(watch, move |head: Arc<ListHead>| {
            self.show(None, head.articles.clone(), Signal::stored(head.pages))
        })
    }

    fn older(self, number: u32, watch: Watch<ListPage>, pages: Signal<u32>) -> AnyView {
        loaded(watch, move |page: Arc<ListPage>| {
            self.show(Some(number), page.articles.clone(), pages)
        })
    }

    fn show(&self, number: Option<u32>, articles: Vec<Summary>, pages: Signal<u32>) -> AnyView {
        let List {
            title,
            author,
            route,
            slug,
        } = self.clone();
        let title = number.map_or(title.clone(), |number| french::numbered(&title, number));
        let picture = author.is_none().then_some(Loading::Near);
        let list = if articles.is_empty() {
            view! { <p class="lead">{french::NO_ARTICLES}</p> }.into_any()
        } else {
            teasers(articles, 2, picture)
        };
        view! {
            <main id="contenu" class="list" tabindex="-1">
                <header class="list-header">
                    {author.as_ref().map(|author| view! {
                        <Portrait name=author.name.clone() image=author.image.clone() />
                    })}
                    <div>
                        <Heading title=title.clone()>{title.clone()}</Heading>
                        {author.map(about)}
                    </div>
                </header>
                {list}
                {move || {
                    let slug = slug.clone();
                    view! {
                        <Pager current=number pages=pages.get() route=move |number| route(&slug, number) />
                    }
                }}
            </main>
        }
        .into_any()
    }
}

fn about(author: Profile) -> AnyView {
    view! {
        {author.job_title.map(|title| view! { <p class="job">{title}</p> })}
        {author.description.map(|text| view! { <p class="biography">{text}</p> })}
    }
    .into_any()
}
