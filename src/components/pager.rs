//! From a page of a list to the next.

use leptos::prelude::*;

use crate::{french, newspaper::newspaper, routes::Route};

/// Links to the pages of older and of newer articles. Pages are numbered from the oldest; `current`
/// is `None` on the list's head, which holds the newest.
#[component]
pub fn Pager<F>(current: Option<u32>, pages: u32, route: F) -> impl IntoView
where
    F: Fn(Option<u32>) -> Route,
{
    let older = match current {
        None => (pages > 0).then_some(pages),
        Some(number) => (number > 1).then(|| number - 1),
    };
    let newer = current.map(|number| (number < pages).then_some(number + 1));
    if older.is_none() && newer.is_none() {
        return None;
    }
    let link = |number, class, text| {
        let href = newspaper().href(&route(number));
        view! { <a class=class href=href>{text}</a> }
    };
    let newer = newer.map(|number| link(number, "newer", french::LATER));
    let older = older.map(|number| link(Some(number), "older", french::EARLIER));
    Some(view! { <nav class="pager" aria-label=french::PAGES>{newer} {older}</nav> })
}
