//! The articles of a section, of an author or of the whole paper.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::Element;

use super::NotFoundPage;
use crate::{
    components::{Heading, Loaded, Main, Pager, Paragraph, Place, Portrait, Teasers, effect, mount_in_place},
    contract::{FrontPage, ListHead, ListPage as OlderArticles, Profile, Summary},
    language::language,
    load::{AnyWatch, Load, Served, Store, Watch, use_store},
    newspaper::use_newspaper,
    routes::{Document, Route},
};

/// What stands around a list's pager, and how it is found in a page that the press has written.
const PAGER_CLASS: &str = "pages";
const PAGER_SELECTOR: &str = ".pages";

/// The newest articles of a section or an author, or a page of older ones, of the whole paper too.
#[component]
pub fn ListPage(
    /// The list's own.
    route: Route,
) -> impl IntoView {
    let store = use_store();
    let title = match &route {
        Route::Archive(_) => Some(language().all_the_paper.to_owned()),
        Route::Section(slug, _) => section_name(slug),
        // The document says it.
        _ => Some(String::new()),
    };
    let Some(title) = title else {
        return view! { <NotFoundPage /> }.into_any();
    };
    match (older(&route), head(&route)) {
        (Some((number, document)), _) => {
            let (document, pages) = (store.watch::<OlderArticles>(&document), use_pages(&route));
            view! {
                <Loaded document let:page>
                    <List
                        route=route.clone()
                        title=language().numbered(
                            page.author.as_ref().map_or(&title, |author| &author.name),
                            number,
                        )
                        articles=&page.articles
                        pages=pages.clone()
                    />
                </Loaded>
            }
            .into_any()
        }
        (None, Some(document)) => {
            let document = store.watch::<ListHead>(&document);
            view! {
                <Loaded document let:head>
                    <List
                        route=route.clone()
                        title=head.author.as_ref().map_or(&title, |author| &author.name).clone()
                        author=head.author.as_ref()
                        articles=&head.articles
                        pages=settled(head.pages)
                    />
                </Loaded>
            }
            .into_any()
        }
        (None, None) => view! { <NotFoundPage /> }.into_any(),
    }
}

fn section_name(slug: &str) -> Option<String> {
    let newspaper = use_newspaper();
    let mut sections = newspaper.site().sections.iter();
    let section = sections.find(|section| section.slug == slug)?;
    Some(section.name.clone())
}

/// The number and the document of a page of older articles.
fn older(route: &Route) -> Option<(u32, Document)> {
    match route {
        Route::Archive(number) => Some((*number, Document::Archive(*number))),
        Route::Section(slug, Some(number)) => Some((*number, Document::SectionPage(slug.clone(), *number))),
        Route::Author(slug, Some(number)) => Some((*number, Document::AuthorPage(slug.clone(), *number))),
        _ => None,
    }
}

/// The document of a section's or an author's newest articles.
fn head(route: &Route) -> Option<Document> {
    match route {
        Route::Section(slug, _) => Some(Document::SectionHead(slug.clone())),
        Route::Author(slug, _) => Some(Document::AuthorHead(slug.clone())),
        _ => None,
    }
}

/// The document that a list's page shows.
pub fn document(store: &Store, route: &Route) -> Option<AnyWatch> {
    match older(route) {
        Some((_, document)) => Some(store.watch::<OlderArticles>(&document).any()),
        None => Some(store.watch::<ListHead>(&head(route)?).any()),
    }
}

/// How many pages of older articles a list has: none until that is known. What calls it runs again when it changes.
type Pages = Arc<dyn Fn() -> u32 + Send + Sync>;

fn use_pages(route: &Route) -> Pages {
    let store = use_store();
    match head(route) {
        Some(head) => count(store.watch(&head), |head: &ListHead| head.pages),
        None => count(store.watch(&Document::Home), |front: &FrontPage| front.pages),
    }
}

fn settled(pages: u32) -> Pages {
    Arc::new(move || pages)
}

fn count<T: Served>(head: Watch<T>, pages: fn(&T) -> u32) -> Pages {
    Arc::new(move || match head.load() {
        Load::Ready(head) => pages(&head),
        _ => 0,
    })
}

#[component]
fn List<'a>(
    route: Route,
    title: String,
    /// Presented over their own list.
    #[prop(optional_no_strip)]
    author: Option<&'a Profile>,
    articles: &'a [Summary],
    pages: Pages,
) -> impl IntoView + use<> {
    // Lists of one author's articles are of words alone.
    let place = match route {
        Route::Author(..) => None,
        _ => Some(Place::List),
    };
    let list = match articles.is_empty() {
        true => view! { <p class="lead">{language().no_articles}</p> }.into_any(),
        false => view! { <Teasers summaries=articles level=2 place /> }.into_any(),
    };
    let portrait = author.map(|profile| view! { <Portrait profile /> }.into_any());
    let (job, biography) = match author {
        Some(author) => (author.job_title.clone(), author.description.clone()),
        None => (None, None),
    };
    view! {
        <Main class="list">
            <header class="list-header">
                {portrait}
                <div>
                    <Heading title /> <Paragraph class="job" words=job />
                    <Paragraph class="biography" words=biography />
                </div>
            </header>
            {list}
            <div class=PAGER_CLASS>
                <ListPager route pages />
            </div>
        </Main>
    }
}

/// The pager of a list, once it is known how many pages there are.
#[component]
fn ListPager(route: Route, pages: Pages) -> impl IntoView {
    let current = older(&route).map(|(number, _)| number);
    view! {
        {move || {
            view! { <Pager current pages=pages() to_older=language().earlier list=&route /> }
                .into_any()
        }}
    }
}

/// Renews the pager that the press wrote under a page of older articles: the list may have grown since.
pub fn adopt(page: &Element, route: &Route) {
    let Some(place) = page
        .query_selector(PAGER_SELECTOR)
        .ok()
        .flatten()
        .filter(|_| older(route).is_some())
    else {
        return;
    };
    let (pages, route) = (use_pages(route), route.clone());
    effect(move || {
        if pages() > 0 {
            let (route, pages) = (route.clone(), pages.clone());
            mount_in_place(&place, move || view! { <ListPager route pages /> }.into_any());
        }
    });
}
