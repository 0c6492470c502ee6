//! The contributions area and its paywall.

use super::{line, link};
use crate::{
    contract::Article,
    french,
    newspaper::newspaper,
    routes::Route,
    view::{Element, element},
};

/// What the reader may see of an article's contributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The newsroom opened no discussion under this article.
    NoDiscussion,
    /// Subscribers only, and no membership engine is there to say who is one.
    NoEngine,
}

impl Access {
    #[must_use]
    pub fn to(article: &Article) -> Self {
        match article.comments {
            None => Self::NoDiscussion,
            Some(_) => Self::NoEngine,
        }
    }
}

/// The contributions under an article, or what stands before them.
pub fn contributions(access: Access, article: &Route) -> Option<Element> {
    let inside = match access {
        Access::NoDiscussion => return None,
        Access::NoEngine => paywall(article),
    };
    let title = element("h2")
        .attribute("id", "contributions-titre")
        .with(french::CONTRIBUTIONS);
    let area = element("section")
        .class("contributions")
        .attribute("id", "contributions")
        .attribute("aria-labelledby", "contributions-titre");
    Some(area.with(title).with(inside))
}

fn paywall(article: &Route) -> Element {
    let plans = format!("{}?retour={}", newspaper().href(&Route::Plans), article.path());
    element("div")
        .class("paywall")
        .with(line("paywall-what", french::PAYWALL_WHAT))
        .with(line("", french::PAYWALL_WHY))
        .with(line("", french::PAYWALL_HOW))
        .with(element("p").with(link("button", plans, french::SUBSCRIBE)))
}
