//! Where a contribution or an answer is written.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;

use super::post::post;
use crate::{
    language::language,
    members::{discussion_context::use_discussion, engine_action::EngineAction, text_form::TextForm},
};

/// A field for a contribution, or for an answer to one. What is sent is shown at once among the reader's own, and
/// taken back when the engine refuses it: the text is then in the field again.
#[component]
pub fn Composer(
    /// The id of what is answered; empty for what answers nothing.
    parent: String,
    /// What the field is called.
    label: &'static str,
    /// Whether the reader asked for the field, and is in it at once.
    #[prop(optional)]
    autofocus: bool,
    /// Closes the field, where it can be closed.
    #[prop(optional)]
    on_close: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let discussion = use_discussion();
    let draft = Rc::new(RefCell::new(discussion.draft(&parent)));
    let text = RwSignal::new(draft.borrow().text.clone());
    let sent = Rc::clone(&draft);
    let action = EngineAction::with_text(move |words| {
        // Whoever has left the discussion meanwhile has closed it.
        let close = move || {
            if let Some(close) = on_close {
                close.try_run(());
            }
        };
        post(&discussion, &parent, words, Rc::clone(&sent), text, close)
    });
    let elsewhere = Rc::clone(&draft);
    let on_drafts_changed = move || {
        // What posts it itself holds it.
        let is_gone = elsewhere.try_borrow_mut().is_ok_and(|mut draft| draft.is_gone());
        if is_gone {
            text.set(String::new());
            if let Some(close) = on_close {
                close.run(());
            }
        }
    };
    let left = Rc::clone(&draft);
    let on_cancel = on_close.map(|close| {
        UnsyncCallback::new(move |()| {
            left.borrow().leave();
            close.run(());
        })
    });
    view! {
        <TextForm
            label
            submit=language().post
            text
            draft
            action
            is_wanted=autofocus
            on_drafts_changed
            on_cancel
            escape=true
        />
    }
}
