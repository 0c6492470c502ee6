//! What a reader can do with a contribution.

use leptos::prelude::*;

use super::{
    like::{Like, like_action},
    whose::Whose,
};
use crate::{
    components::Button,
    language::language,
    members::{
        discussion_context::{Entry, Mode, use_discussion},
        refusal::RefusalAlert,
    },
    membership::{Contribution, State, now},
};

/// The buttons below a contribution.
#[component]
pub fn Actions(
    entry: Entry,
    /// An answer may not.
    may_be_answered: bool,
) -> impl IntoView {
    let discussion = use_discussion();
    let can = discussion.membership().capabilities();
    let contribution = entry.contribution().get_untracked();
    let (is_own, is_published) = (is_own(&contribution), contribution.state == State::Published);
    let is_in_time = || {
        let until = contribution.editable_until.as_ref();
        until.is_some_and(|until| *until > now()) || !discussion.edit_draft(&contribution.id).text.is_empty()
    };
    let action = like_action(&discussion, &entry);
    let like = (can.likes && is_published).then(|| view! { <Like entry=entry.clone() action /> });
    let mut buttons = Vec::new();
    for (is_offered, mode, words) in [
        (
            may_be_answered && is_published,
            Mode::Answering,
            language().answer,
        ),
        (is_own && can.edit && is_in_time(), Mode::Editing, language().edit),
        (is_own, Mode::Deleting, language().delete),
        (!is_own && can.reports, Mode::Reporting, language().report),
    ] {
        if is_offered {
            buttons.push(view! { <ModeButton entry=entry.clone() mode words /> }.into_any());
        }
    }
    view! {
        <div>
            <p class="actions">
                {like}
                {buttons}
            </p>
            <RefusalAlert action />
        </div>
    }
}

/// A button that begins something with a contribution.
#[component]
fn ModeButton(entry: Entry, mode: Mode, words: &'static str) -> impl IntoView {
    let name = entry.contribution().with_untracked(|it| it.name.clone());
    view! {
        <Button class="plain" on_click=move || entry.mode().set(mode)>
            {words}
            <Whose name />
        </Button>
    }
}

/// Whether a contribution is the reader's own.
fn is_own(contribution: &Contribution) -> bool {
    contribution.author == use_discussion().member().id
}
