//! Reporting a contribution.

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
    membership,
};

/// Asks why a contribution is reported, and reports it.
#[component]
pub fn Report(
    entry: Entry,
    /// Whether the reader began it only just now, and is in it at once.
    autofocus: bool,
) -> impl IntoView {
    let discussion = use_discussion();
    let reported = entry.clone();
    let reason = StoredValue::new(membership::Report::Other);
    let action = EngineAction::new(move || {
        let (announced, reported, reason) = (discussion.clone(), reported.clone(), reason.get_value());
        let response = discussion
            .membership()
            .ask(|engine| engine.report(&reported.id(), reason));
        and_then(response, move |()| {
            reported.mode().set(Mode::Reported);
            announced.announce(language().reported);
            Ok(())
        })
    });
    let mut reasons = Vec::new();
    for each in membership::Report::ALL {
        let report = move || {
            if !action.pending().get_untracked() {
                reason.set_value(each);
                action.dispatch();
            }
        };
        reasons.push(
            view! {
                <Button class="plain" on_click=report>
                    {language().report_reason(each)}
                </Button>
            }
            .into_any(),
        );
    }
    view! {
        <div>
            <Question words=language().report_why is_asked=autofocus />
            <p class="actions">{reasons}</p>
            <RefusalAlert action />
            <p class="actions">
                <Cancel entry action />
            </p>
        </div>
    }
}
