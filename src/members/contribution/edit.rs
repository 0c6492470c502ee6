//! Changing a contribution.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;

use super::{post::edit, text::Text};
use crate::{
    language::language,
    members::{
        discussion_context::{Entry, Mode, use_discussion},
        engine_action::{EngineAction, and_then},
        text_form::TextForm,
    },
    membership::now,
};

/// A field for what a contribution is changed to.
#[component]
pub fn Edit(
    entry: Entry,
    /// Whether the reader began it only just now, and is in it at once.
    autofocus: bool,
) -> impl IntoView {
    let discussion = use_discussion();
    let contribution = entry.contribution().get_untracked();
    let mut draft = discussion.edit_draft(&contribution.id);
    let text = RwSignal::new(match draft.text.as_str() {
        "" => contribution.text.clone(),
        text => text.to_owned(),
    });
    // A draft of before may be made from other words than there are now.
    let first = draft
        .from
        .get_or_insert_with(|| contribution.text.clone())
        .clone();
    let draft = Rc::new(RefCell::new(draft));
    let mut seen = contribution;
    seen.text.clone_from(&first);
    let seen = ArcRwSignal::new(seen);

    let (saving, saved, sent) = (seen.clone(), entry.clone(), Rc::clone(&draft));
    let action = EngineAction::with_text(move |text| {
        let (announced, saved, sent) = (discussion.clone(), saved.clone(), Rc::clone(&sent));
        let earlier = sent.borrow().sent.clone();
        sent.borrow_mut().send(text.to_owned());
        let edited = edit(discussion.clone(), saving.clone(), earlier, text.to_owned());
        and_then(Box::pin(edited), move |edited| {
            sent.borrow_mut().posted();
            saved.received(edited);
            announced.announce(language().saved);
            Ok(())
        })
    });
    // What was saved in another tab is read again; the field is not emptied.
    let (elsewhere, read) = (Rc::clone(&draft), entry.clone());
    let on_drafts_changed = move || {
        if let Ok(mut draft) = elsewhere.try_borrow_mut() {
            let text = draft.text.clone();
            if draft.is_gone() && !text.is_empty() {
                let mut there = read.contribution().get_untracked();
                there.text = text;
                there.edited = Some(now());
                read.received(there);
            }
        }
    };
    let (left, left_at, begun_with) = (Rc::clone(&draft), seen.clone(), first.clone());
    let on_cancel = UnsyncCallback::new(move |()| {
        left.borrow_mut().forget();
        let there = left_at.get_untracked();
        if there.text == begun_with {
            entry.mode().set(Mode::Reading);
        } else {
            entry.received(there);
        }
    });
    let changed = move || {
        let text = seen.with(|seen| seen.text.clone());
        match text == first {
            true => ().into_any(),
            false => view! { <Text text /> }.into_any(),
        }
    };
    // Escape is pressed soon, and what was changed would be gone.
    view! {
        <div>{move || changed()}</div>
        <TextForm
            label=language().your_contribution
            submit=language().save
            text
            draft
            action
            is_wanted=autofocus
            on_drafts_changed
            on_cancel=Some(on_cancel)
        />
    }
}
