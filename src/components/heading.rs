//! A page's one `h1`.

use leptos::{html, prelude::*};

use crate::navigation::navigation;

/// The heading of a page. When it is there the page has arrived: it gives the page its title, which
/// may say more than the heading, and takes the focus of a reader who came by a link.
pub fn heading(title: &str, words: &str) -> AnyView {
    let heading = arriving(title);
    view! { <h1 node_ref=heading tabindex="-1">{words.to_owned()}</h1> }.into_any()
}

/// A heading that is only heard.
pub fn unseen_heading(title: &str, words: &str) -> AnyView {
    let heading = arriving(title);
    view! { <h1 node_ref=heading tabindex="-1" class="unseen">{words.to_owned()}</h1> }.into_any()
}

fn arriving(title: &str) -> NodeRef<html::H1> {
    let heading = NodeRef::<html::H1>::new();
    let navigation = navigation();
    let title = title.to_owned();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            navigation.arrived(&title, &heading);
        }
    });
    heading
}
