//! The pages, one for each route.

mod article;
mod home;
mod list;
mod members;
pub mod plans;

use reactive_graph::owner::use_context;

use crate::{
    components::failure,
    load::{Failure, Store},
    navigation::Place,
    routes::{Document, Route},
    view::{Children, children},
};

/// The page of a place.
pub fn page(place: &Place) -> Children {
    let Some(store) = use_context::<Store>() else {
        return not_found();
    };
    match place.route.clone() {
        Route::Home => home::home(store.watch(&Document::Home)),
        Route::Article(slug) => article::article(store.watch(&Document::Article(slug))),
        Route::Plans => plans::plans(store.watch(&Document::Plans), place.back.clone()),
        Route::HomePage(_) | Route::Section(..) | Route::Author(..) => list::list(&store, &place.route),
        Route::SignIn => members::sign_in(place.back.as_ref()),
        Route::Account => members::account(),
        Route::NotFound => not_found(),
    }
}

fn not_found() -> Children {
    children(failure(Failure::NotFound, None))
}

#[cfg(test)]
mod tests;
