//! A document that is there, on its way, or did not come.

use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::{A, Heading, Paragraph, class_name, without_reuse};
use crate::{
    contract::Section,
    language::language,
    load::{AnyDocument, AnyWatch, Load, LoadError, Served, Watch},
    newspaper::use_newspaper,
    router::use_router,
    routes::Route,
};

/// How long a document may take before the reader is told that it is on its way, in milliseconds.
const SLOW_AFTER: u32 = 3_000;

/// Shows a document when it is there; before, a skeleton; else, what went wrong and what to do.
///
/// ```ignore
/// view! { <Loaded document=article let:article><Story article /></Loaded> }
/// ```
#[component]
pub fn Loaded<T, F, V>(
    /// As the store watches it; a retry asks it for the document again.
    document: Watch<T>,
    /// What is shown of it.
    children: F,
) -> impl IntoView
where
    T: Served,
    F: Fn(Arc<T>) -> V + Send + 'static,
    V: IntoView + 'static,
{
    let show = move |document: Arc<AnyDocument>| match document.downcast() {
        Ok(document) => children(document).into_any(),
        Err(_) => view! { <LoadFailure reason=LoadError::Unreadable /> }.into_any(),
    };
    erased(document.any(), Box::new(show))
}

/// For any type of document: the reader carries one copy of it.
fn erased(document: AnyWatch, show: Box<dyn Fn(Arc<AnyDocument>) -> AnyView + Send>) -> AnyView {
    let router = use_router();
    let mut is_shown = false;
    without_reuse(move || {
        let load = document.load();
        if is_shown {
            router.will_replace();
        }
        is_shown = matches!(load, Load::Ready(_));
        match load {
            Load::Ready(document) => show(document),
            Load::Pending => view! { <Skeleton /> }.into_any(),
            Load::Failed(reason) => view! { <LoadFailure reason document=document.clone() /> }.into_any(),
        }
    })
}

/// A page's main part, where the link over the menu leads.
#[component]
pub fn Main(
    /// By which the style tells kinds of pages apart.
    #[prop(optional)]
    class: &'static str,
    /// Whether it is still on its way.
    #[prop(optional)]
    busy: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <main class=class_name(class) id="contenu" tabindex="-1" aria-busy=busy.then_some("true")>
            {children()}
        </main>
    }
}

/// The shape of an article to come. Style shows it only after a while, and its sentence later.
#[component]
fn Skeleton() -> impl IntoView {
    let (is_slow, set_slow) = signal(false);
    // Dropped, it is cleared.
    let timer = cfg!(target_arch = "wasm32").then(|| Timeout::new(SLOW_AFTER, move || set_slow.set(true)));
    let timer = SendWrapper::new(timer);
    on_cleanup(move || drop(timer));
    let bones: Vec<_> = (0..6).map(|_| view! { <span /> }.into_any()).collect();
    view! {
        <Main class="skeleton" busy=true>
            <h1 class="unseen">{language().loading}</h1>
            <div class="bones" aria-hidden="true">
                {bones}
            </div>
            <p class="slow" role="status">
                {move || if is_slow.get() { language().slow.into_any() } else { ().into_any() }}
            </p>
        </Main>
    }
}

/// One sentence for the cause, one for the remedy, and the ways out.
#[component]
pub fn LoadFailure(
    reason: LoadError,
    /// What may be asked for again.
    #[prop(optional, into)]
    document: Option<AnyWatch>,
) -> impl IntoView {
    let (label, document) = match reason {
        LoadError::NotFound | LoadError::Withdrawn => (None, None),
        LoadError::Newer => (Some(language().reload), None),
        _ => (document.is_some().then_some(language().retry), document),
    };
    let router = use_router();
    let retry = move |_| match &document {
        Some(document) => {
            router.expect_replacement();
            document.retry();
        }
        None => drop(location().reload()),
    };
    let retry = label.map(|label| {
        view! {
            <p>
                <button class="button" type="button" on:click=retry>
                    {label}
                </button>
            </p>
        }
        .into_any()
    });
    view! {
        <Main class="failure">
            <Heading title=language().failure_title(reason).to_owned() />
            <Paragraph class="lead" words=language().failure_remedy(reason).to_owned() />
            {retry}
            <WaysOut />
        </Main>
    }
}

/// The front page and the sections, for a reader who is lost.
#[component]
fn WaysOut() -> impl IntoView {
    let newspaper = use_newspaper();
    let mut ways = vec![view! { <li><A to=Route::Home>{language().to_the_front_page}</A></li> }.into_any()];
    for Section { slug, name } in newspaper.site().sections.clone() {
        ways.push(view! { <li><A to=Route::Section(slug, None)>{name}</A></li> }.into_any());
    }
    view! {
        <nav class="ways-out" aria-labelledby="issues">
            <h2 id="issues">{language().ways_out}</h2>
            <ul role="list">{ways}</ul>
        </nav>
    }
}
