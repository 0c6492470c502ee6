//! The pages, one for each route.

mod article;
mod home;
mod list;
mod members;
mod not_found;
pub mod plans;

use leptos::prelude::*;
use web_sys::Element;

use crate::{
    contract::{Article, FrontPage, Membership, Plans},
    load::{AnyWatch, Store},
    newspaper::use_newspaper,
    router::Location,
    routes::{Document, Route},
};
use article::ArticlePage;
use home::HomePage;
use list::ListPage;
use members::{AccountPage, SignInPage};
use not_found::NotFoundPage;
use plans::PlansPage;

/// The page of a location.
pub fn page(location: Location) -> AnyView {
    let Location { route, back } = location;
    match route {
        Route::Home => view! { <HomePage /> }.into_any(),
        Route::Article(slug) => view! { <ArticlePage document=Document::Article(slug) /> }.into_any(),
        Route::Page(slug) => view! { <ArticlePage document=Document::Page(slug) /> }.into_any(),
        Route::Plans => view! { <PlansPage back /> }.into_any(),
        Route::Archive(_) | Route::Section(..) | Route::Author(..) => view! { <ListPage route /> }.into_any(),
        Route::SignIn => view! { <SignInPage back /> }.into_any(),
        Route::Account => view! { <AccountPage /> }.into_any(),
        Route::NotFound => view! { <NotFoundPage /> }.into_any(),
    }
}

/// The document that the page of a route shows; nothing where it shows none.
pub fn document(store: &Store, route: &Route) -> Option<AnyWatch> {
    Some(match route {
        Route::Home => store.watch::<FrontPage>(&Document::Home).any(),
        Route::Article(slug) => store.watch::<Article>(&Document::Article(slug.clone())).any(),
        Route::Page(slug) => store.watch::<Article>(&Document::Page(slug.clone())).any(),
        Route::Plans => store.watch::<Plans>(&Document::Plans).any(),
        Route::Archive(_) | Route::Section(..) | Route::Author(..) => return list::document(store, route),
        Route::SignIn | Route::Account | Route::NotFound => return None,
    })
}

/// Mounts what lives in a page that the press has written, for as long as the current reactive owner lives.
pub fn adopt(page: &Element, location: &Location) {
    let has_members = use_newspaper().site().membership != Membership::None;
    let Location { route, back } = location;
    match route {
        Route::Article(slug) => article::adopt(page, slug, has_members),
        Route::Plans => plans::adopt(page, back.clone(), has_members),
        Route::Archive(_) | Route::Section(..) | Route::Author(..) => list::adopt(page, route),
        Route::SignIn | Route::Account if has_members => members::adopt(page, route, back.clone()),
        _ => {}
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
