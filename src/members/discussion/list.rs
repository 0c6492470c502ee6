//! Contributions below each other, and the answers to them.

use leptos::prelude::*;

use crate::members::{
    contribution::ContributionArticle,
    discussion_context::{Entries, Entry, use_discussion},
};

/// A list of contributions. What is there stays as it is when there is more or less of it: the reader may be
/// answering it, or changing it.
#[component]
pub fn ContributionList(
    entries: Entries,
    /// Whether they are answers, which have no answers themselves.
    #[prop(optional)]
    answers: bool,
) -> impl IntoView {
    let class = if answers { "thread answers" } else { "thread" };
    let item = move |entry| match answers {
        true => view! { <ContributionArticle entry /> }.into_any(),
        false => view! { <Thread entry /> }.into_any(),
    };
    view! {
        <ol class=class role="list">
            <For each=move || entries.get() key=Entry::key let:entry>
                <li>{item(entry)}</li>
            </For>
        </ol>
    }
}

/// A contribution, the answers to it, and those that the reader wrote just now.
#[component]
fn Thread(entry: Entry) -> impl IntoView {
    let discussion = use_discussion();
    let contribution = entry.contribution().get_untracked();
    let answers = (!contribution.answers.is_empty()).then(|| {
        let entries = discussion.entries(contribution.answers, false);
        view! { <ContributionList entries answers=true /> }
    });
    view! {
        <ContributionArticle entry may_be_answered=true />
        {answers}
        <ContributionList entries=discussion.own(&contribution.id) answers=true />
    }
}
