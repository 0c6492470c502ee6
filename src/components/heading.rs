//! A page's one `h1`.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{attach, class_name};
use crate::router::{Router, use_router};

/// The heading of a page. When it is there the page has arrived: it gives the page its title and takes the focus of
/// a reader who came by a link.
#[component]
pub fn Heading(
    /// What the browser's window says, and the heading too unless it has other words.
    title: String,
    /// What the heading says, where that is not the title.
    #[prop(optional)]
    words: Option<&'static str>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let router = use_router();
    router.set_title(&title);
    let words = words.map_or(title, str::to_owned);
    view! {
        <h1 use:attach=UnsyncCallback::new(move |heading| arrive(heading, router.clone())) class=class_name(class) tabindex="-1">
            {words}
        </h1>
    }
}

/// Tells the router of the heading once the page around it is there too, unless another has come by then.
fn arrive(heading: Element, router: Router) {
    spawn_local(async move {
        if let Some(heading) = heading.dyn_ref::<HtmlElement>().filter(|it| it.is_connected()) {
            router.arrived(heading);
        }
    });
}
