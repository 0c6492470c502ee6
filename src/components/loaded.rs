//! A document that is there, on its way, or did not come.

use leptos::prelude::*;

use super::heading;
use crate::{
    french,
    load::{Anything, Failure, Load, Served, Waiting, Watch},
    navigation::navigation,
    newspaper::newspaper,
    routes::Route,
};

/// Shows a document when it is there; before, a skeleton; else, what went wrong and what to do.
pub fn loaded<T: Served>(watch: Watch<T>, show: impl Fn(&T) -> AnyView + Send + Sync + 'static) -> AnyView {
    shown(
        watch.waiting(),
        Box::new(move |document| match document.downcast_ref() {
            Some(document) => show(document),
            None => failure(Failure::Unreadable, None),
        }),
    )
}

fn shown(waiting: Waiting, show: Box<dyn Fn(&Anything) -> AnyView + Send + Sync>) -> AnyView {
    (move || match waiting.load() {
        Load::Ready(document) => show(&*document),
        Load::Pending => skeleton(),
        Load::Failed(reason) => failure(reason, Some(waiting.clone())),
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
            {slow()}
        </main>
    }
    .into_any()
}

/// After 3 seconds, says that the text is coming.
fn slow() -> AnyView {
    let slow = RwSignal::new(false);
    let timer = SLOW_AFTER.and_then(|after| set_timeout_with_handle(move || slow.set(true), after).ok());
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    view! { <p class="slow" role="status">{move || slow.get().then_some(french::SLOW)}</p> }.into_any()
}

/// Nothing waits where nothing is fetched.
const SLOW_AFTER: Option<std::time::Duration> = if cfg!(target_arch = "wasm32") {
    Some(std::time::Duration::from_secs(3))
} else {
    None
};

/// One sentence for the cause, one for the remedy, and the ways out.
pub fn failure(reason: Failure, waiting: Option<Waiting>) -> AnyView {
    let (label, waiting) = match reason {
        Failure::NotFound | Failure::Withdrawn => (None, None),
        Failure::Newer => (Some(french::RELOAD), None),
        _ => (waiting.is_some().then_some(french::RETRY), waiting),
    };
    let button = label.map(|label| {
        let navigation = navigation();
        let press = move |_| match &waiting {
            Some(waiting) => {
                navigation.expect_arrival();
                waiting.retry();
            }
            None => reload(),
        };
        view! { <p><button class="button" type="button" on:click=press>{label}</button></p> }.into_any()
    });
    let title = french::failure_title(reason);
    view! {
        <main id="contenu" class="failure" tabindex="-1">
            {heading(title, title)}
            <p class="lead">{french::failure_remedy(reason)}</p>
            {button}
            {ways_out()}
        </main>
    }
    .into_any()
}

/// The front page and the sections, for a reader who is lost.
fn ways_out() -> AnyView {
    let newspaper = newspaper();
    let home = newspaper.href(&Route::Home);
    let sections = newspaper
        .site()
        .sections
        .iter()
        .map(|section| {
            let href = newspaper.href(&Route::Section(section.slug.clone(), None));
            view! { <li><a href=href>{section.name.clone()}</a></li> }.into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <nav class="ways-out" aria-labelledby="issues">
            <h2 id="issues">{french::WAYS_OUT}</h2>
            <ul role="list">
                <li><a href=home>{french::TO_THE_FRONT_PAGE}</a></li>
                {sections}
            </ul>
        </nav>
    }
    .into_any()
}

fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}
