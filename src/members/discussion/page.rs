//! The contributions that the engine has, page by page.

use leptos::prelude::*;

use super::list::ContributionList;
use crate::{
    components::{Button, effect, without_reuse},
    language::language,
    members::{
        discussion_context::{DiscussionContext, use_discussion},
        engine_action::on_response,
        refusal::Retry,
    },
    membership::{Contribution, Page, Refusal},
};

/// How a page's load stands: `None` while it is on its way.
type Load = RwSignal<Option<Result<Page, Refusal>>>;

/// The contributions after one, and after them the way to more.
#[component]
pub fn ContributionPage(
    /// The last one before them; `None` for the first page.
    #[prop(optional_no_strip)]
    after: Option<Contribution>,
) -> impl IntoView {
    let discussion = use_discussion();
    let load = RwSignal::new(None);
    let retried = Trigger::new();
    let before = after.clone();
    effect(move || {
        retried.track();
        load.set(None);
        fetch(&discussion, before.as_ref(), load);
    });
    let shown = without_reuse(move || match load.get() {
        None => view! { <p aria-busy="true">{language().loading}</p> }.into_any(),
        Some(Err(refusal)) => view! { <Retry refusal on_retry=move || retried.notify() /> }.into_any(),
        Some(Ok(page)) if page.contributions.is_empty() => {
            after.is_none().then(|| view! { <NoContributions /> }).into_any()
        }
        Some(Ok(page)) => view! { <Contributions page /> }.into_any(),
    });
    view! { <div>{shown}</div> }
}

fn fetch(discussion: &DiscussionContext, after: Option<&Contribution>, load: Load) {
    let (article, order) = (discussion.article(), discussion.order().get_untracked());
    let response = discussion
        .membership()
        .ask(|engine| engine.list(article, order, after));
    let discussion = discussion.clone();
    on_response(response, move |answer| {
        if let Ok(page) = &answer {
            discussion.forget_own(page);
        }
        load.set(Some(answer));
    });
}

/// As long as the reader has written nothing either.
#[component]
fn NoContributions() -> impl IntoView {
    let own = use_discussion().own("");
    let sentence = move || match own.with(Vec::is_empty) {
        true => view! { <p>{language().no_contributions}</p> }.into_any(),
        false => ().into_any(),
    };
    view! { <div>{move || sentence()}</div> }
}

#[component]
fn Contributions(page: Page) -> impl IntoView {
    let last = page.contributions.last().cloned();
    let entries = use_discussion().entries(page.contributions, true);
    let more = page.more.then(|| view! { <More after=last /> });
    view! {
        <ContributionList entries />
        {more}
    }
}

/// The way to the next page, and then that page.
#[component]
fn More(#[prop(optional_no_strip)] after: Option<Contribution>) -> impl IntoView {
    let is_asked = RwSignal::new(false);
    let shown = without_reuse(move || match is_asked.get() {
        true => view! { <ContributionPage after=after.clone() /> }.into_any(),
        false => view! {
            <Button class="button" on_click=move || is_asked.set(true)>
                {language().more_contributions}
            </Button>
        }
        .into_any(),
    });
    view! { <div class="more">{shown}</div> }
}
