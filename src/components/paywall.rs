//! The contributions area and its paywall.

use leptos::prelude::*;

use super::{line, link};
use crate::{contract::Article, french, newspaper::newspaper, routes::Route};

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
pub fn contributions(access: Access, article: &Route) -> Option<AnyView> {
    let inside = match access {
        Access::NoDiscussion => return None,
        Access::NoEngine => paywall(article),
    };
    let view = view! {
        <section class="contributions" id="contributions" aria-labelledby="contributions-titre">
            <h2 id="contributions-titre">{french::CONTRIBUTIONS}</h2>
            {inside}
        </section>
    };
    Some(view.into_any())
}

fn paywall(article: &Route) -> AnyView {
    let plans = format!("{}?retour={}", newspaper().href(&Route::Plans), article.path());
    view! {
        <div class="paywall">
            {line("paywall-what", french::PAYWALL_WHAT)}
            {line("", french::PAYWALL_WHY)}
            {line("", french::PAYWALL_HOW)}
            <p>{link("button", plans, french::SUBSCRIBE)}</p>
        </div>
    }
    .into_any()
}
