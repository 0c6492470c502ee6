//! Whether there are new contributions.

use std::time::Duration;

use leptos::prelude::*;

use crate::members::{discussion_context::DiscussionContext, engine_action::on_response};

/// How often it is asked.
const INTERVAL: Duration = Duration::from_secs(60);

/// Asks now and then whether there are new contributions, as long as the reader looks at the page and the current
/// reactive owner lives.
pub fn watch_for_news(discussion: DiscussionContext) {
    ask(&discussion);
    let timer = set_interval_with_handle(move || ask(&discussion), INTERVAL);
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
}

fn ask(discussion: &DiscussionContext) {
    if document().hidden() {
        return;
    }
    let counting = discussion
        .membership()
        .ask(|engine| engine.count(discussion.article()));
    let discussion = discussion.clone();
    on_response(counting, move |count| {
        if let Ok(count) = count {
            discussion.set_count(count);
        }
    });
}
