//! Links.

use leptos::prelude::*;

use crate::{newspaper::use_newspaper, routes::Route};

/// A link to a page of the newspaper.
///
/// ```ignore
/// view! { <A to=Route::Plans class="button">"S’abonner"</A> }
/// ```
#[component]
pub fn A(
    /// The page.
    to: Route,
    /// `button` for a link that looks like one.
    #[prop(optional)]
    class: &'static str,
    children: Children,
) -> impl IntoView {
    let href = use_newspaper().href(&to);
    view! { <Link href=href class=class>{children()}</Link> }
}

/// A link to any address.
#[component]
pub fn Link(
    /// The whole address: of a page of the newspaper [`A`] makes it.
    href: String,
    #[prop(optional)] class: &'static str,
    children: Children,
) -> impl IntoView {
    view! { <a class=class_name(class) href=href>{children()}</a> }
}

/// A `class` attribute, which is absent where there is no class.
pub fn class_name(class: &'static str) -> Option<&'static str> {
    Some(class).filter(|class| !class.is_empty())
}
