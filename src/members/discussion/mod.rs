//! The discussion, as a subscriber sees it.

mod list;
mod news;
mod page;
mod toolbar;

use leptos::prelude::*;

use super::{contribution::Composer, discussion_context::DiscussionContext, return_page::forget_return_page};
use crate::{
    components::without_reuse,
    language::language,
    membership::{Member, use_membership},
};
use list::ContributionList;
use news::watch_for_news;
use page::ContributionPage;
use toolbar::Toolbar;

/// The discussion under an article: a field to write in, and the contributions.
#[component]
pub fn Discussion(
    /// The article's slug.
    article: String,
    /// Who reads and writes here.
    member: Member,
) -> impl IntoView {
    let discussion = DiscussionContext::new(article, member, use_membership());
    provide_context(discussion.clone());
    watch_for_news(discussion.clone());
    forget_return_page();
    let (announcement, own) = (discussion.announcement(), discussion.own(""));
    let list = without_reuse(move || {
        discussion.track();
        view! { <ContributionPage after=None /> }.into_any()
    });
    view! {
        <div class="discussion">
            <Composer parent=String::new() label=language().your_contribution />
            <p class="unseen" role="status">
                {move || announcement.get()}
            </p>
            <ContributionList entries=own />
            <Toolbar />
            <div>{list}</div>
        </div>
    }
}
