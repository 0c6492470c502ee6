//! The order of the contributions, and word of new ones.

use leptos::prelude::*;

use crate::{
    components::Button, language::language, members::discussion_context::use_discussion, membership::Order,
};

/// The order of the contributions, and word of new ones.
#[component]
pub fn Toolbar() -> impl IntoView {
    let discussion = use_discussion();
    let news = discussion.news();
    let new = move || {
        let discussion = discussion.clone();
        let count = news.get();
        match count {
            0 => ().into_any(),
            _ => view! {
                <Button class="button" on_click=move || discussion.reload()>
                    {language().new_contributions(count)}
                </Button>
            }
            .into_any(),
        }
    };
    view! {
        <div class="order">
            <OrderButton order=Order::NewestFirst words=language().newest_first />
            <OrderButton order=Order::OldestFirst words=language().oldest_first />
            <div role="status">{move || new()}</div>
        </div>
    }
}

#[component]
fn OrderButton(order: Order, words: &'static str) -> impl IntoView {
    let discussion = use_discussion();
    let chosen = discussion.order();
    let pressed = Signal::derive(move || chosen.get() == order);
    view! {
        <Button class="plain" pressed on_click=move || discussion.set_order(order)>
            {words}
        </Button>
    }
}
