//! One contribution, and what a reader can do with it.

mod actions;
mod ask;
mod composer;
mod delete;
mod edit;
mod like;
mod post;
mod report;
mod text;
mod whose;

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    discussion_context::{Entry, Mode},
    form::Notice,
};
use crate::{
    components::{Paragraph, without_reuse},
    dates,
    language::language,
    membership::{Contribution, State},
    newspaper::use_newspaper,
};
use actions::Actions;
pub use composer::Composer;
use delete::Delete;
use edit::Edit;
use report::Report;
use text::Text;

/// What Escape presses.
const ESCAPE: &str = "[data-escape]";

/// A contribution, and below it what the reader can do with it, or does.
#[component]
pub fn ContributionArticle(
    entry: Entry,
    /// An answer may not.
    #[prop(optional)]
    may_be_answered: bool,
) -> impl IntoView {
    let (contribution, mode) = (entry.contribution(), entry.mode());
    let name = contribution.with_untracked(|it| it.name.clone());
    let is_gone =
        Memo::new(move |_| mode.get() == Mode::Deleted || contribution.with(|it| it.state == State::Removed));
    let shown = without_reuse(move || match is_gone.get() {
        true => {
            let words = match entry.mode().get_untracked() {
                Mode::Deleted => language().deleted,
                _ => language().removed,
            };
            view! { <Paragraph class="removed" words=words.to_owned() /> }.into_any()
        }
        false => view! { <Readable entry=entry.clone() may_be_answered /> }.into_any(),
    });
    view! {
        <article aria-label=name on:keydown=press_on_escape>
            {shown}
        </article>
    }
}

fn press_on_escape(event: KeyboardEvent) {
    let article = event
        .current_target()
        .and_then(|article| article.dyn_into::<Element>().ok());
    if event.key() == "Escape"
        && let Some(article) = article
        && let Ok(Some(button)) = article.query_selector(ESCAPE)
        && let Some(button) = button.dyn_ref::<HtmlElement>()
    {
        button.click();
    }
}

#[component]
fn Readable(entry: Entry, may_be_answered: bool) -> impl IntoView {
    let (contribution, is_sending, mode) = (entry.contribution(), entry.is_sending(), entry.mode());
    let is_editing = Memo::new(move |_| mode.get() == Mode::Editing);
    let content = move || {
        let contribution = contribution.get();
        let text = (!is_editing.get()).then(|| view! { <Text text=contribution.text.clone() /> });
        view! {
            <Header contribution is_sending=is_sending.get() />
            {text}
        }
        .into_any()
    };
    view! {
        {move || content()}
        {below(entry, may_be_answered)}
    }
}

/// What stands below a contribution: what the reader can do with it, or does.
fn below(entry: Entry, may_be_answered: bool) -> AnyView {
    let (contribution, mode, is_sending) = (entry.contribution(), entry.mode(), entry.is_sending());
    // What is begun takes the focus; what is gone on with where the page was made anew does not.
    let mut is_begun = false;
    without_reuse(move || {
        let autofocus = std::mem::replace(&mut is_begun, true);
        let entry = entry.clone();
        if is_sending.get() {
            return ().into_any();
        }
        match mode.get() {
            Mode::Reading => {
                contribution.track();
                view! { <Actions entry may_be_answered /> }.into_any()
            }
            Mode::Answering => {
                let parent = entry.id();
                let close = UnsyncCallback::new(move |()| entry.mode().set(Mode::Reading));
                view! { <Composer parent label=language().your_answer autofocus on_close=close /> }.into_any()
            }
            Mode::Editing => view! { <Edit entry autofocus /> }.into_any(),
            Mode::Deleting => view! { <Delete entry autofocus /> }.into_any(),
            Mode::Reporting => view! { <Report entry autofocus /> }.into_any(),
            Mode::Reported => view! {
                <Notice words=language().reported />
                <Actions entry may_be_answered />
            }
            .into_any(),
            Mode::Deleted => ().into_any(),
        }
    })
}

/// Who wrote it and when, and how it stands.
#[component]
fn Header(contribution: Contribution, is_sending: bool) -> impl IntoView {
    let Contribution {
        name,
        written,
        state,
        edited,
        ..
    } = contribution;
    let local = dates::in_zone(&written, &use_newspaper().site().time_zone);
    let time = local.map(|local| view! { <time datetime=written>{local.minute()}</time> }.into_any());
    let words = match state {
        _ if is_sending => language().sending,
        State::Pending => language().pending,
        _ if edited.is_some() => language().edited,
        _ => "",
    };
    let state = (!words.is_empty()).then(|| view! { <span class="state">{words}</span> }.into_any());
    // A name may turn the direction of what follows.
    view! {
        <header>
            <bdi class="who">{name}</bdi>
            " "
            {time}
            " "
            {state}
        </header>
    }
}
