//! From a page of a list to the next.

use leptos::prelude::*;

use super::A;
use crate::{language::language, routes::Route};

/// Links to the pages of older and of newer articles; nothing where there is but one page.
#[component]
pub fn Pager<'a>(
    /// The page that is shown: pages are numbered from the oldest. `None` on the list's head, which holds the newest.
    current: Option<u32>,
    /// How many pages there are.
    pages: u32,
    /// What the link to older articles says.
    to_older: &'static str,
    /// The list, by any page of it.
    list: &'a Route,
) -> impl IntoView + use<> {
    let older = match current {
        None => (pages > 0).then_some(pages),
        Some(number) => (number > 1).then(|| number - 1),
    };
    let newer = current.map(|number| (number < pages).then_some(number + 1));
    if older.is_none() && newer.is_none() {
        return None;
    }
    let newer = newer.map(|number| numbered(list, number));
    let older = older.map(|number| numbered(list, Some(number)));
    Some(
        view! {
            <nav class="pager" aria-label=language().pages>
                {newer.map(|to| view! { <A to class="newer">{language().later}</A> }.into_any())}
                {older.map(|to| view! { <A to class="older">{to_older}</A> }.into_any())}
            </nav>
        }
        .into_any(),
    )
}

/// Another page of the same list.
fn numbered(route: &Route, number: Option<u32>) -> Route {
    match route {
        Route::Section(slug, _) => Route::Section(slug.clone(), number),
        Route::Author(slug, _) => Route::Author(slug.clone(), number),
        _ => number.map_or(Route::Home, Route::Archive),
    }
}
