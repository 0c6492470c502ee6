//! A page's one `h1`.

use leptos::{html, prelude::*};

use crate::navigation::navigation;

/// The heading of a page. When it is there the page has arrived: it gives the page its title, and
/// takes the focus of a reader who came by a link.
#[component]
pub fn Heading(
    /// The page's title, which may say more than the heading.
    #[prop(into)]
    title: String,
    /// Whether the heading is only heard.
    #[prop(optional)]
    unseen: bool,
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let navigation = navigation();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            navigation.arrived(&title, &heading);
        }
    });
    view! {
        <h1 node_ref=heading tabindex="-1" class:unseen=unseen>
            {children()}
        </h1>
    }
}
