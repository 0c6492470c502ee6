//! Until when a member is a subscriber.

use leptos::prelude::*;

use crate::{
    components::{A, Link},
    dates,
    language::language,
    members::{engine_action::on_response, hash::hash_of, return_page::return_page},
    membership::{Member, PocketBase, use_membership},
    newspaper::use_newspaper,
    routes::Route,
};

/// Until when a member is a subscriber, and the way to the plans.
#[component]
pub fn Subscription(member: Member) -> impl IntoView {
    let newspaper = use_newspaper();
    let zone = &newspaper.site().time_zone;
    let Member {
        banned,
        entitled,
        plan,
        paid_until,
        ..
    } = member;
    let day = paid_until
        .and_then(|until| dates::in_zone(&until, zone))
        .map(|until| until.day());
    let renewals = (entitled && !plan.is_empty())
        .then(|| view! { <p class="hint">{language().renewals}</p> }.into_any());
    let name = use_name_of_plan(plan);
    let words = move || match &day {
        _ if banned => language().banned.to_owned(),
        Some(day) if entitled => language().subscribed_until(&name.get(), day),
        Some(day) => language().lapsed(day),
        None => language().not_subscribed.to_owned(),
    };
    let back = return_page().filter(|_| entitled).map(|back| {
        let href = newspaper.href(&back) + hash_of(&back);
        view! {
            <p>
                <Link href class="button">
                    {language().back_to_the_article}
                </Link>
            </p>
        }
        .into_any()
    });
    let class = if entitled || banned { "" } else { "button" };
    view! {
        <section aria-labelledby="abonnement">
            <h2 id="abonnement">{language().subscription}</h2>
            <p>{move || words()}</p>
            {banned.then(|| view! { <AskTheNewspaper /> })}
            {back}
            {renewals}
            <p>
                <A to=Route::Plans class>
                    {language().plans}
                </A>
            </p>
        </section>
    }
}

/// Where the newspaper can be asked.
#[component]
pub fn AskTheNewspaper() -> impl IntoView {
    let href = use_newspaper().href(&Route::Plans) + "#question";
    view! {
        <p>
            <Link href>{language().ask_the_newspaper}</Link>
        </p>
    }
}

/// What the engine calls a plan; nothing until it has said so.
fn use_name_of_plan(id: String) -> RwSignal<String> {
    let name = RwSignal::new(String::new());
    if !id.is_empty() {
        on_response(use_membership().ask(PocketBase::plans), move |offers| {
            let mut offers = offers.unwrap_or_default().into_iter();
            if let Some(offer) = offers.find(|offer| offer.plan.id == id) {
                name.set(offer.plan.name);
            }
        });
    }
    name
}
