//! Where a contribution is written.

use std::{cell::RefCell, rc::Rc};

use leptos::{
    ev::{Event, SubmitEvent},
    prelude::*,
};

use super::{engine_action::EngineAction, focus::autofocus, form::SubmitButton, refusal::RefusalAlert};
use crate::{
    components::Button,
    language::language,
    membership::{DRAFTS, Draft, LONGEST, Refusal},
};

/// A draft that is being written. What sends it goes on when the field is left.
pub type SharedDraft = Rc<RefCell<Draft>>;

/// A form for a text of at most [`LONGEST`] characters, which are counted.
#[component]
pub fn TextForm(
    /// What the field is called.
    label: &'static str,
    /// What the button says.
    submit: &'static str,
    /// What stands in the field.
    text: RwSignal<String>,
    /// Where it is kept while it is written.
    draft: SharedDraft,
    /// Sends the text.
    action: EngineAction,
    /// Whether the reader asked for the field, and is in it at once.
    #[prop(optional)]
    is_wanted: bool,
    /// Runs whenever a draft has changed elsewhere.
    #[prop(into)]
    on_drafts_changed: UnsyncCallback<()>,
    /// Leaves the field, where one can.
    #[prop(optional_no_strip)]
    on_cancel: Option<UnsyncCallback<()>>,
    /// Whether Escape leaves it, too.
    #[prop(optional)]
    escape: bool,
) -> impl IntoView {
    let (pending, refusal) = (action.pending(), action.refusal());
    let is_at_fault = move || matches!(refusal.get(), Some(Refusal::Invalid(_)));
    for event in ["storage", DRAFTS] {
        let listener = window_event_listener_untyped(event, move |_| {
            on_drafts_changed.try_run(());
        });
        on_cleanup(move || listener.remove());
    }
    let on_input = move |event: Event| {
        let written = event_target_value(&event);
        draft.borrow_mut().keep(written.clone());
        text.set(written);
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        action.dispatch_fields(vec![text.get_untracked()]);
    };
    let count = move || {
        let length = text.with(|text| text.chars().count());
        match length {
            0 => ().into_any(),
            _ => language().length(length, LONGEST).into_any(),
        }
    };
    let cancel = on_cancel.map(|cancel| {
        let on_click = move || {
            if !pending.get_untracked() {
                cancel.run(());
            }
        };
        view! {
            <Button class="plain" escape on_click>
                {language().cancel}
            </Button>
        }
    });
    view! {
        <form class="compose" method="post" on:submit=on_submit>
            <label>
                <span>{label}</span>
                // What is written while something is on its way would be in its way.
                <textarea
                    use:autofocus=is_wanted
                    rows="4"
                    prop:value=move || text.get()
                    readonly=move || pending.get()
                    aria-invalid=move || is_at_fault().then_some("true")
                    on:input=on_input
                ></textarea>
            </label>
            <p class="count">{move || count()}</p>
            <RefusalAlert action />
            <p class="actions">
                <SubmitButton words=submit action />
                {cancel}
            </p>
        </form>
    }
}
