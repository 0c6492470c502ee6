//! What a reader is asked before something is done with a contribution.

use leptos::prelude::*;

use crate::{
    components::Button,
    language::language,
    members::{
        discussion_context::{Entry, Mode},
        engine_action::EngineAction,
        focus::autofocus,
    },
};

/// What a reader is asked. It takes the focus, and not the answer: whoever holds a key down has not answered.
#[component]
pub fn Question(
    words: &'static str,
    /// Whether it was asked only just now.
    is_asked: bool,
) -> impl IntoView {
    view! {
        <p tabindex="-1" use:autofocus=is_asked>
            {words}
        </p>
    }
}

/// Leaves what was asked, unless the answer is under way.
#[component]
pub fn Cancel(
    /// The contribution that something was to be done with.
    entry: Entry,
    /// What was to be done: nothing is left while it is pending.
    action: EngineAction,
) -> impl IntoView {
    let cancel = move || {
        if !action.pending().get_untracked() {
            entry.mode().set(Mode::Reading);
        }
    };
    view! {
        <Button class="plain" escape=true on_click=cancel>
            {language().cancel}
        </Button>
    }
}
