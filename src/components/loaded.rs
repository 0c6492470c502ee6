//! A document that is there, on its way, or did not come.

use std::sync::Arc;

use leptos::prelude::*;

use super::Heading;
use crate::{
    french,
    load::{Failure, Load, Served, Watch},
    navigation::navigation,
    newspaper::newspaper,
    routes::Route,
};

/// Shows a document when it is there; before, a skeleton; else, what went wrong and what to do.
pub fn loaded<T: Served>(
    watch: Watch<T>,
    show: impl Fn(Arc<T>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let watch = Arc::new(watch);
    (move || match watch.load.get() {
        Load::Ready(document) => show(document),
        Load::Pending => skeleton(),
        Load::Failed(reason) => {
            let watch = Arc::clone(&watch);
            failure(reason, Callback::new(move |()| watch.retry()))
        }
    })
    .into_any()
}

/// The shape of an article to come. Style shows it only after a while, and its sentence later.
fn skeleton() -> AnyView {
    view! {
        <main id="contenu" class="skeleton" tabindex="-1" aria-busy="true">
            <h1 class="unseen">{french::LOADING}</h1>
            <div class="bones" aria-hidden="true">
                <span></span>
                <span></span>
                <span></span>
                <span></span>
                <span></span>
                <span></span>
            </div>
            <Slow />
        </main>
    }
    .into_any()
}

/// After 3 seconds, says that the text is coming.
#[component]
fn Slow() -> impl IntoView {
    let slow = RwSignal::new(false);
    let timer = SLOW_AFTER.and_then(|after| set_timeout_with_handle(move || slow.set(true), after).ok());
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    view! { <p class="slow" role="status">{move || slow.get().then_some(french::SLOW)}</p> }
}

/// Nothing waits where nothing is fetched.
const SLOW_AFTER: Option<std::time::Duration> = if cfg!(target_arch = "wasm32") {
    Some(std::time::Duration::from_secs(3))
} else {
    None
};

/// One sentence for the cause, one for the remedy, and the ways out.
pub fn failure(reason: Failure, retry: Callback<()>) -> AnyView {
    let action = match reason {
        Failure::NotFound | Failure::Withdrawn => None,
        Failure::Newer => Some((french::RELOAD, Callback::new(|()| reload()))),
        _ => Some((french::RETRY, retry)),
    };
    let button = action.map(|(label, act)| {
        let navigation = navigation();
        let press = move |_| {
            navigation.expect_arrival();
            act.run(());
        };
        view! { <p><button class="button" type="button" on:click=press>{label}</button></p> }
    });
    let title = french::failure_title(reason);
    view! {
        <main id="contenu" class="failure" tabindex="-1">
            <Heading title=title>{title}</Heading>
            <p class="lead">{french::failure_remedy(reason)}</p>
            {button}
            <WaysOut />
        </main>
    }
    .into_any()
}

/// The front page and the sections, for a reader who is lost.
#[component]
fn WaysOut() -> impl IntoView {
    let newspaper = newspaper();
    let home = newspaper.href(&Route::Home);
    let sections = newspaper
        .site()
        .sections
        .iter()
        .map(|section| {
            let href = newspaper.href(&Route::Section(section.slug.clone(), None));
            view! { <li><a href=href>{section.name.clone()}</a></li> }
        })
        .collect_view();
    view! {
        <nav class="ways-out" aria-labelledby="issues">
            <h2 id="issues">{french::WAYS_OUT}</h2>
            <ul role="list">
                <li><a href=home>{french::TO_THE_FRONT_PAGE}</a></li>
                {sections}
            </ul>
        </nav>
    }
}

fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}
