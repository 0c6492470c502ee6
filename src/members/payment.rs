//! A payment that the reader went to the provider's page for, and comes back from.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::hash::forget_hash;
use crate::membership::{Member, Membership, Refusal, Session, storage};

/// What is known of a payment that the reader comes back from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Payment {
    None,
    Awaited,
    /// The provider's notice has not come yet.
    Late,
    Received,
}

/// How often, after a payment, the engine is asked whether the provider's notice has come, and how long
/// the reader waits before: providers send it within seconds.
const ASKS: u32 = 20;
const BETWEEN: Duration = Duration::from_millis(1_500);

/// Where is kept until when the reader was a subscriber when they went to pay.
const KEY: &str = "kiosque-paying";

/// The reader goes to pay.
pub fn begin_payment(membership: &Membership) {
    let Some(storage) = storage() else { return };
    let _ = match membership.session_untracked() {
        Session::Open(member) => storage.set_item(KEY, &member.paid_until.unwrap_or_default()),
        _ => storage.remove_item(KEY),
    };
}

/// No payment is awaited any longer; whether one was.
pub fn end_payment() -> bool {
    let Some(storage) = storage() else { return false };
    let was_awaited = storage.get_item(KEY).is_ok_and(|before| before.is_some());
    let _ = storage.remove_item(KEY);
    was_awaited
}

/// Whether the provider's notice of what the reader went to pay has come. Of who pays on another device it is
/// only known whether they are a subscriber.
pub fn is_paid(member: &Member) -> bool {
    let before = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    let is_later = before.is_none_or(|before| member.paid_until.as_ref() != Some(&before));
    member.entitled && is_later
}

/// The provider leads back to `/compte/#paye`. It is so once.
pub fn is_back_from_payment() -> bool {
    let is_back = location().hash().is_ok_and(|hash| hash == "#paye");
    if is_back {
        forget_hash();
    }
    is_back
}

/// Asks the engine until it knows of the payment, as long as the signal lives.
pub fn await_payment(membership: Membership, payment: RwSignal<Payment>) {
    payment.set(Payment::Awaited);
    ask(membership, payment, ASKS);
}

fn ask(membership: Membership, payment: RwSignal<Payment>, times: u32) {
    if payment.is_disposed() {
        return;
    }
    if times == 0 {
        return payment.set(Payment::Late);
    }
    // No task of the current owner: the view of the button that asks again goes with the first change.
    spawn_local(async move {
        let answer = membership.refresh().await;
        if payment.is_disposed() {
            return;
        }
        match answer {
            Ok(member) if is_paid(&member) => payment.set(match end_payment() {
                true => Payment::Received,
                false => Payment::None,
            }),
            // Who has signed out waits for nothing.
            Err(Refusal::SignIn) => payment.set(Payment::None),
            _ => set_timeout(move || ask(membership, payment, times - 1), BETWEEN),
        }
    });
}
