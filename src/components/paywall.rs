//! The contributions area and its paywall.

use leptos::prelude::*;

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
#[component]
pub fn Contributions(access: Access, article: Route) -> impl IntoView {
    let inside = match access {
        Access::NoDiscussion => return None,
        Access::NoEngine => paywall(&article),
    };
    Some(view! {
        <section class="contributions" id="contributions" aria-labelledby="contributions-titre">
            <h2 id="contributions-titre">{french::CONTRIBUTIONS}</h2>
            {inside}
        </section>
    })
}

fn paywall(article: &Route) -> AnyView {
    let plans = format!("{}?retour={}", newspaper().href(&Route::Plans), article.path());
    view! {
        <div class="paywall">
            <p class="paywall-what">{french::PAYWALL_WHAT}</p>
            <p>{french::PAYWALL_WHY}</p>
            <p>{french::PAYWALL_HOW}</p>
            <p><a class="button" href=plans>{french::SUBSCRIBE}</a></p>
        </div>
    }
    .into_any()
}
