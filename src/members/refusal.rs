//! Why the engine refused something.

use std::time::Duration;

use leptos::{html::Div, prelude::*};

use super::{engine_action::EngineAction, focus::focus_invalid};
use crate::{
    components::{Button, effect},
    language::language,
    membership::Refusal,
};

/// Why something was refused, in a sentence; where the reader must wait, how long, second by second.
#[component]
pub fn RefusalMessage(refusal: Refusal) -> impl IntoView {
    let Refusal::TooMany(seconds) = refusal else {
        return view! { <p>{language().refused(refusal)}</p> }.into_any();
    };
    let left = RwSignal::new(seconds);
    let countdown = set_interval_with_handle(
        move || left.update(|left| *left = left.saturating_sub(1)),
        Duration::from_secs(1),
    );
    on_cleanup(move || {
        if let Ok(countdown) = countdown {
            countdown.clear();
        }
    });
    // Nobody wants to hear each second.
    view! {
        <div>
            <p class="unseen">{language().refused(refusal)}</p>
            <p role="timer" aria-hidden="true">
                {move || language().refused(Refusal::TooMany(left.get()))}
            </p>
        </div>
    }
    .into_any()
}

/// Where it is said why the engine refused what was asked; empty where it did not. In a form it leads the reader to
/// the field that is at fault.
#[component]
pub fn RefusalAlert(
    /// What was asked.
    action: EngineAction,
    /// By which the fields name it that are at fault.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    let refusal = action.refusal();
    let alert = NodeRef::<Div>::new();
    effect(move || {
        let is_invalid = matches!(refusal.get(), Some(Refusal::Invalid(_)));
        if let (true, Some(form)) = (is_invalid, alert.get().and_then(|alert| alert.parent_element())) {
            focus_invalid(form);
        }
    });
    let message = move || match refusal.get() {
        Some(refusal) => view! { <RefusalMessage refusal /> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <div node_ref=alert class="refusal" role="alert" id=id>
            {move || message()}
        </div>
    }
}

/// Why something did not come, and the way to ask for it again.
#[component]
pub fn Retry(
    refusal: Refusal,
    /// Asks for it again.
    #[prop(into)]
    on_retry: UnsyncCallback<()>,
) -> impl IntoView {
    view! {
        <RefusalMessage refusal />
        <p>
            <Button class="button" on_click=on_retry>
                {language().retry}
            </Button>
        </p>
    }
}
