//! The contributions under an article, or what stands before them.

use leptos::prelude::*;

use super::{
    account::AskTheNewspaper, discussion::Discussion, engine_action::on_response, form::Notice,
    refusal::Retry,
};
use crate::{
    components::{ContributionsTitle, Paragraph, Paywall, ReturnLink, SignInLine, without_reuse},
    dates,
    language::language,
    membership::{Access, Draft, Member, use_membership},
    newspaper::use_newspaper,
    routes::Route,
};

/// The contributions of an article, or what stands before them, as the reader's session comes and goes.
#[component]
pub fn MembersContributions(
    /// The article's.
    slug: String,
) -> impl IntoView {
    let membership = use_membership();
    // A discussion stays as it is while it is the same member's, whatever else the engine says of them.
    let access = Memo::new(move |_| match membership.access() {
        Access::Entitled(Member { id, name, .. }) => Access::Entitled(Member {
            id,
            name,
            ..Member::default()
        }),
        access => access,
    });
    // The id of who was in the discussion until now.
    let mut inside = None;
    let shown = without_reuse(move || {
        let access = access.get();
        let entitled = match &access {
            Access::Entitled(member) => Some(member.id.clone()),
            _ => None,
        };
        let is_outside = entitled.is_none();
        let left = std::mem::replace(&mut inside, entitled).filter(|_| is_outside);
        let told = left.map(|member| view! { <LeftNotice member access=access.clone() slug=slug.clone() /> });
        view! {
            {told}
            <AccessContent access slug=slug.clone() />
        }
        .into_any()
    });
    view! {
        <ContributionsTitle />
        {shown}
    }
}

/// Who was in the discussion, and is no more, is told.
#[component]
fn LeftNotice(
    /// The id of who it is.
    member: String,
    access: Access,
    slug: String,
) -> impl IntoView {
    // Whoever is no subscriber any more reads of it beside the plans.
    let is_told = matches!(access, Access::NotEntitled(_));
    let is_kept = !is_told && has_draft(&member, &slug);
    view! {
        {(access == Access::SignedOut).then(|| view! { <Notice words=language().signed_out_meanwhile /> })}
        {is_kept.then(|| view! { <Notice words=language().drafts_kept /> })}
    }
}

fn has_draft(member: &str, slug: &str) -> bool {
    !Draft::of(member, slug, "").text.is_empty()
}

#[component]
fn AccessContent(access: Access, slug: String) -> impl IntoView {
    match access {
        Access::SignedOut => view! {
            <Paywall slug=slug.clone()>
                <SignInLine slug=slug.clone() />
                <Count slug />
            </Paywall>
        }
        .into_any(),
        Access::Checking => view! {
            <p class="waiting" aria-busy="true">
                {language().loading}
            </p>
        }
        .into_any(),
        Access::NotEntitled(member) => view! { <NotEntitled member slug /> }.into_any(),
        Access::Banned => view! {
            <p>{language().banned}</p>
            <AskTheNewspaper />
        }
        .into_any(),
        Access::Unreachable(refusal) => {
            let membership = use_membership();
            view! { <Retry refusal on_retry=move || membership.check() /> }.into_any()
        }
        Access::Entitled(member) => view! { <Discussion article=slug member /> }.into_any(),
    }
}

/// How many contributions there are to read: a number that everybody may know.
#[component]
fn Count(slug: String) -> impl IntoView {
    let count = RwSignal::new(0);
    let counting = use_membership().ask(|engine| engine.count(&slug));
    on_response(counting, move |found| {
        if let Ok(found) = found {
            count.set(found);
        }
    });
    view! {
        <p>
            {move || {
                let count = count.get();
                match count {
                    0 => ().into_any(),
                    _ => language().contribution_count(count).into_any(),
                }
            }}
        </p>
    }
}

#[component]
fn NotEntitled(member: Member, slug: String) -> impl IntoView {
    let is_kept = has_draft(&member.id, &slug);
    let newspaper = use_newspaper();
    let until = member.paid_until;
    let until = until.and_then(|until| dates::in_zone(&until, &newspaper.site().time_zone));
    let (what, offer) = match until {
        Some(until) => (language().lapsed(&until.day()), language().renew),
        None => (language().not_subscribed.to_owned(), language().subscribe),
    };
    view! {
        <div class="paywall">
            <Paragraph class="paywall-what" words=what />
            <p>{language().paywall_how}</p>
            {is_kept.then(|| view! { <p>{language().drafts_kept}</p> }.into_any())}
            <p>
                <ReturnLink to=Route::Plans slug class="button">
                    {offer}
                </ReturnLink>
            </p>
        </div>
    }
}
