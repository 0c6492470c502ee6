//! Deleting a contribution.

use leptos::prelude::*;

use super::ask::{Cancel, Question};
use crate::{
    components::Button,
    language::language,
    members::{
        discussion_context::{Entry, Mode, use_discussion},
        engine_action::{EngineAction, and_then},
        refusal::RefusalAlert,
    },
};

/// Asks whether a contribution is to be deleted, and deletes it.
#[component]
pub fn Delete(
    entry: Entry,
    /// Whether the reader began it only just now, and is in it at once.
    autofocus: bool,
) -> impl IntoView {
    let discussion = use_discussion();
    let deleted = entry.clone();
    let action = EngineAction::new(move || {
        let (announced, deleted) = (discussion.clone(), deleted.clone());
        let response = discussion.membership().ask(|engine| engine.delete(&deleted.id()));
        and_then(response, move |()| {
            deleted.mode().set(Mode::Deleted);
            if deleted.is_published() {
                announced.count_own(false);
            }
            announced.announce(language().deleted);
            Ok(())
        })
    });
    view! {
        <div>
            <Question words=language().delete_contribution is_asked=autofocus />
            <RefusalAlert action />
            <p class="actions">
                <Button class="button" on_click=move || action.dispatch()>
                    {language().delete}
                </Button>
                <Cancel entry action />
            </p>
        </div>
    }
}
