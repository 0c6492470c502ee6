//! From a page of a list to the next.

use super::link;
use crate::{
    french,
    newspaper::newspaper,
    routes::Route,
    view::{Element, element},
};

/// Links to the pages of older and of newer articles. Pages are numbered from the oldest; `current`
/// is `None` on the list's head, which holds the newest; `to_older` is what the link to older ones says.
pub fn pager(
    current: Option<u32>,
    pages: u32,
    to_older: &str,
    route: impl Fn(Option<u32>) -> Route,
) -> Option<Element> {
    let older = match current {
        None => (pages > 0).then_some(pages),
        Some(number) => (number > 1).then(|| number - 1),
    };
    let newer = current.map(|number| (number < pages).then_some(number + 1));
    if older.is_none() && newer.is_none() {
        return None;
    }
    let to = |number| newspaper().href(&route(number));
    let newer = newer.map(|number| link("newer", to(number), french::LATER));
    let older = older.map(|number| link("older", to(Some(number)), to_older));
    let pager = element("nav")
        .class("pager")
        .attribute("aria-label", french::PAGES);
    Some(pager.with(newer).with(older))
}
