//! Sending what was written.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::{
    language::language,
    members::{
        discussion_context::{DiscussionContext, Entry, is_same_text},
        text_form::SharedDraft,
    },
    membership::{Contribution, Draft, Reason, Refusal, ResponseFuture},
};

/// Sends a text as a contribution, or as an answer to `parent`. `field` is emptied, and gets the text back where the
/// engine refuses it; else `close` runs.
pub fn post(
    discussion: &DiscussionContext,
    parent: &str,
    text: &str,
    draft: SharedDraft,
    field: RwSignal<String>,
    close: impl FnOnce() + 'static,
) -> ResponseFuture<()> {
    let earlier = draft.borrow().sent.clone();
    draft.borrow_mut().send(text.to_owned());
    let entry = discussion.begin_sending(parent, draft.borrow().id.clone(), text);
    field.set(String::new());
    let (discussion, parent, text) = (discussion.clone(), parent.to_owned(), text.to_owned());
    Box::pin(async move {
        let was_sent = earlier.is_some();
        let answer = contribute(&discussion, &parent, &entry, &text, earlier, &draft).await;
        discussion.end_sending(&entry);
        // The list may have brought what no answer came for.
        let answer = match answer {
            Err(_) if !entry.is_sending().get_untracked() => Ok(entry.contribution().get_untracked()),
            answer => answer,
        };
        let contribution = match answer {
            Ok(contribution) => contribution,
            Err(refusal) => {
                let own = discussion.own(&parent);
                own.update(|own| own.retain(|other| other.key() != entry.key()));
                field.update(|field| {
                    if field.is_empty() {
                        *field = text;
                    }
                });
                return Err(refusal);
            }
        };
        let id = entry.id();
        // Then it is no draft any more.
        {
            let mut draft = draft.borrow_mut();
            if draft.id == id {
                draft.posted();
            }
        }
        discussion.rename(&id, &contribution.id);
        entry.received(contribution);
        // The list may have it as it was when it was sent before.
        if was_sent {
            discussion.reload();
        } else {
            discussion.forget_brought();
        }
        if entry.is_published() {
            discussion.count_own(true);
            discussion.announce(language().posted);
        } else {
            discussion.announce(language().posted_pending);
        }
        close();
        Ok(())
    })
}

/// Sends a text. Where the engine has a contribution with this id already, an earlier answer of its got lost, or
/// another tab has sent what it had of the same draft.
async fn contribute(
    discussion: &DiscussionContext,
    parent: &str,
    entry: &Entry,
    text: &str,
    earlier: Option<String>,
    draft: &RefCell<Draft>,
) -> Result<Contribution, Refusal> {
    let membership = discussion.membership();
    let contribute =
        |id: &str| membership.ask(|engine| engine.contribute(discussion.article(), parent, id, text));
    let id = entry.id();
    let sent = contribute(&id).await;
    if !matches!(sent, Err(Refusal::Invalid(Reason::Double))) {
        return sent;
    }
    let there = membership.ask(|engine| engine.contribution(&id)).await?;
    if is_same_text(&there.text, text) {
        return Ok(there);
    }
    // What was sent earlier, and is so still, becomes this.
    if earlier.is_some_and(|earlier| is_same_text(&there.text, &earlier)) {
        let edited = membership.ask(|engine| engine.edit(&there, text)).await;
        if !matches!(edited, Err(Refusal::Invalid(Reason::Late | Reason::Changed))) {
            return edited;
        }
    }
    let another = {
        let mut draft = draft.borrow_mut();
        draft.renew();
        draft.send(text.to_owned());
        draft.id.clone()
    };
    discussion.rename(&id, &another);
    entry.set_id(&another);
    contribute(&another).await
}

/// Changes a contribution's text. Where it is not any more as it was seen, what it has become is seen now, and
/// the next change replaces that. `earlier` is what was sent before, and may be what it has become.
pub async fn edit(
    discussion: DiscussionContext,
    seen: ArcRwSignal<Contribution>,
    earlier: Option<String>,
    text: String,
) -> Result<Contribution, Refusal> {
    let membership = discussion.membership();
    let before = seen.get_untracked();
    let edited = membership.ask(|engine| engine.edit(&before, &text)).await;
    if !matches!(edited, Err(Refusal::Invalid(Reason::Changed))) {
        return edited;
    }
    let there = membership.ask(|engine| engine.contribution(&before.id)).await?;
    seen.set(there.clone());
    if earlier.is_some_and(|earlier| is_same_text(&there.text, &earlier)) {
        return membership.ask(|engine| engine.edit(&there, &text)).await;
    }
    edited
}
