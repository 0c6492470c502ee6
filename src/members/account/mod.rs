//! The member's own page.

mod data;
mod subscription;

use leptos::prelude::*;

use super::{
    engine_action::{EngineAction, and_then},
    form::Notice,
    payment::{Payment, await_payment, is_back_from_payment, is_paid},
    refusal::{RefusalAlert, Retry},
};
use crate::{
    components::{A, Button, without_reuse},
    language::language,
    membership::{Session, use_membership},
    routes::Route,
};
use data::OwnData;
pub use subscription::AskTheNewspaper;
use subscription::Subscription;

/// Who the member is, until when they are a subscriber, and what they can do with their account.
#[component]
pub fn Account() -> impl IntoView {
    let membership = use_membership();
    let payment = RwSignal::new(Payment::None);
    if is_back_from_payment() {
        await_payment(membership.clone(), payment);
    }
    let account = without_reuse(move || match membership.session() {
        Session::Closed => view! {
            <p>{language().signed_out}</p>
            <p>
                <A to=Route::SignIn class="button">
                    {language().sign_in}
                </A>
            </p>
        }
        .into_any(),
        Session::Left => view! { <p>{language().loading}</p> }.into_any(),
        Session::Unknown(refusal) => {
            let membership = membership.clone();
            view! { <Retry refusal on_retry=move || membership.check() /> }.into_any()
        }
        Session::Open(member) => view! {
            <Identity name=member.name.clone() email=member.email.clone() confirmed=member.confirmed />
            <Subscription member=member.clone() />
            <OwnData id=member.id />
        }
        .into_any(),
    });
    view! {
        <PaymentStatus payment />
        {account}
    }
}

/// What is known of a payment that the reader comes back from.
#[component]
fn PaymentStatus(payment: RwSignal<Payment>) -> impl IntoView {
    let membership = use_membership();
    without_reuse(move || {
        let shown = match (payment.get(), membership.session()) {
            // The notice has come: thanks follow, where it is known that something was paid.
            (Payment::Awaited | Payment::Late, Session::Open(member)) if is_paid(&member) => Payment::None,
            (payment, _) => payment,
        };
        let words = match shown {
            Payment::None => return ().into_any(),
            Payment::Awaited => language().payment_awaited,
            Payment::Received => language().payment_received,
            Payment::Late => language().payment_late,
        };
        let again = (shown == Payment::Late).then(|| {
            let membership = membership.clone();
            view! {
                <p>
                    <Button class="button" on_click=move || await_payment(membership.clone(), payment)>
                        {language().retry}
                    </Button>
                </p>
            }
            .into_any()
        });
        view! {
            <div role="status">
                <Notice words />
                {again}
            </div>
        }
        .into_any()
    })
}

#[component]
fn Identity(name: String, email: String, confirmed: bool) -> impl IntoView {
    let unconfirmed = (!confirmed).then(|| view! { <Unconfirmed email=email.clone() /> });
    view! {
        <section>
            <p class="lead">
                <bdi>{name}</bdi>
            </p>
            <p>{email}</p>
            {unconfirmed}
        </section>
    }
}

/// Has the letter sent again that confirms an address.
#[component]
fn Unconfirmed(email: String) -> impl IntoView {
    let membership = use_membership();
    let is_sent = RwSignal::new(false);
    let action = EngineAction::new(move || {
        and_then(
            membership.ask(|engine| engine.ask_to_confirm(&email)),
            move |()| {
                is_sent.set(true);
                Ok(())
            },
        )
    });
    let words = move || match is_sent.get() {
        true => language().letter_sent_again,
        false => language().unconfirmed,
    };
    view! {
        <div>
            <p class="notice" role="status">
                {move || words()}
            </p>
            <RefusalAlert action />
            <p>
                <Button class="plain" on_click=move || action.dispatch()>
                    {language().send_letter_again}
                </Button>
            </p>
        </div>
    }
}
