//! Whether the reader likes a contribution, and how many do.

use leptos::prelude::*;

use super::whose::Whose;
use crate::{
    components::Button,
    language::language,
    members::{
        discussion_context::{DiscussionContext, Entry},
        engine_action::{EngineAction, and_then},
    },
};

/// Likes a contribution, or takes the like back. The button stays where it is, and the focus in it: only what it says
/// changes.
#[component]
pub fn Like(
    entry: Entry,
    /// As [`like_action`] makes it.
    action: EngineAction,
) -> impl IntoView {
    let name = entry.contribution().with_untracked(|it| it.name.clone());
    let (likes, own) = (entry.likes(), entry.likes());
    let pressed = Signal::derive(move || own.with(|likes| likes.own.is_some()));
    view! {
        <Button class="plain" pressed on_click=move || action.dispatch()>
            <span>{move || language().likes(likes.with(|likes| likes.count))}</span>
            <Whose name />
        </Button>
    }
}

/// Asks the engine to like a contribution, or to take the reader's like back.
pub fn like_action(discussion: &DiscussionContext, entry: &Entry) -> EngineAction {
    let (discussion, entry) = (discussion.clone(), entry.clone());
    EngineAction::new(move || {
        let (membership, likes) = (discussion.membership(), entry.likes());
        match likes.get_untracked().own {
            None => and_then(membership.ask(|engine| engine.like(&entry.id())), move |like| {
                likes.update(|likes| {
                    likes.count += 1;
                    likes.own = Some(like);
                });
                Ok(())
            }),
            Some(like) => and_then(membership.ask(|engine| engine.unlike(&like)), move |()| {
                likes.update(|likes| {
                    likes.count = likes.count.saturating_sub(1);
                    likes.own = None;
                });
                Ok(())
            }),
        }
    })
}
