//! The plans, as the engine has them.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::Element;

use super::{
    engine_action::{EngineAction, and_then, on_response, use_is_shown},
    form::Notice,
    payment::begin_payment,
    refusal::{RefusalAlert, RefusalMessage},
    return_page::set_return_page,
};
use crate::{
    components::{Button, Link, mount_in, mount_in_place},
    contract::Plan,
    dates,
    language::language,
    membership::{Offer, PocketBase, Refusal, Session, use_membership},
    newspaper::use_newspaper,
    pages::plans::PlanList,
    router::use_router,
    routes::Route,
};

/// What follows the address of a page that leads back to the plans.
const BACK_TO_PLANS: &str = "?retour=/abonnement/";

/// Until the engine says what it has, and where it does not, the newspaper's own plans stay in the place.
pub fn show_plans(place: &Element, back: Option<Route>) {
    if let Some(back) = &back {
        set_return_page(back);
    }
    let membership = use_membership();
    if !membership.capabilities().subscribe {
        return;
    }
    let place = place.clone();
    on_response(membership.ask(PocketBase::plans), move |answer| match answer {
        Ok(offers) => mount_in_place(&place, || view! { <EnginePlans offers /> }.into_any()),
        Err(refusal) => alert(&place, refusal),
    });
}

/// Says above what stands in the place why there is nothing newer.
fn alert(place: &Element, refusal: Refusal) {
    let Ok(above) = document().create_element("div") else {
        return;
    };
    let _ = place.prepend_with_node_1(&above);
    let added = SendWrapper::new(above.clone());
    on_cleanup(move || added.remove());
    mount_in(&above, move || {
        view! {
            <div class="notice" role="alert">
                <RefusalMessage refusal />
            </div>
        }
        .into_any()
    });
}

#[component]
fn EnginePlans(offers: Vec<Offer>) -> impl IntoView {
    let offers = offers.into_iter().filter(|offer| offer.is_on);
    let plans = offers.map(|offer| offer.plan).collect();
    let choice = |plan: &Plan| view! { <Choose plan=plan.clone() /> }.into_any();
    view! {
        <PaidUntil />
        <PlanList plans choice=Box::new(choice) />
        <AlreadySubscribed />
    }
}

/// The way in, for who is not in yet.
#[component]
fn AlreadySubscribed() -> impl IntoView {
    let (membership, newspaper) = (use_membership(), use_newspaper());
    view! {
        <div>
            {move || match membership.session() {
                Session::Closed => {
                    let href = newspaper.href(&Route::SignIn) + BACK_TO_PLANS;
                    view! {
                        <p>
                            {language().already_subscribed} " " <Link href>{language().sign_in}</Link>
                        </p>
                    }
                    .into_any()
                }
                _ => ().into_any(),
            }}
        </div>
    }
}

/// Tells a subscriber that they are one.
#[component]
fn PaidUntil() -> impl IntoView {
    let (membership, newspaper) = (use_membership(), use_newspaper());
    let until = move || match membership.session() {
        Session::Open(member) if member.entitled => {
            dates::in_zone(&member.paid_until?, &newspaper.site().time_zone)
        }
        _ => None,
    };
    view! {
        <div>
            {move || match until() {
                Some(until) => view! { <Notice words=language().paying_adds(&until.day()) /> }.into_any(),
                None => ().into_any(),
            }}
        </div>
    }
}

/// Begins the payment of a plan on the provider's own page. Who is not known signs in first.
#[component]
fn Choose(plan: Plan) -> impl IntoView {
    let (membership, router) = (use_membership(), use_router());
    let asking = membership.clone();
    let is_shown = use_is_shown();
    let action = EngineAction::new(move || {
        let paying = asking.clone();
        and_then(
            asking.ask(|engine| engine.subscribe(&plan.id)),
            move |address: String| {
                if !is_providers_page(&address) {
                    return Err(Refusal::Server);
                }
                if is_shown() {
                    begin_payment(&paying);
                    let _ = location().assign(&address);
                }
                Ok(())
            },
        )
    });
    let choose = move || match membership.token() {
        Ok(_) => action.dispatch(),
        Err(_) => router.navigate(Route::SignIn, BACK_TO_PLANS),
    };
    view! {
        <div>
            <p>
                <Button class="button" on_click=choose>
                    {action.words(language().choose)}
                    <span class="unseen">" " {plan.name}</span>
                </Button>
            </p>
            <RefusalAlert action />
        </div>
    }
}

/// Whether an address is one that a provider's page can have; a stand-in's is on this machine.
fn is_providers_page(address: &str) -> bool {
    ["https://", "http://127.0.0.1:", "http://localhost:"]
        .iter()
        .any(|beginning| address.starts_with(beginning))
}
