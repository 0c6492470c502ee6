//! How PocketBase's answers are read.

use serde::de::DeserializeOwned;

use super::records::{AuthResponse, ContributionRecord, Records, SubscriptionRecord, moment};
use crate::{
    contract::{self, List, Value, from_value},
    membership::{Contribution, Member, Reason, Refusal},
};

/// Whoever is signed in, and the token that says so.
pub struct Opened {
    pub token: String,
    pub member: Member,
}

/// What somebody else was quicker to take away is gone all the same.
pub fn gone(answer: Result<Value, Refusal>) -> Result<(), Refusal> {
    match answer {
        Err(Refusal::NotFound) => Ok(()),
        answer => answer.map(drop),
    }
}

/// A letter's link that does not hold any more is no fault of the form's.
pub fn link(answer: Result<Value, Refusal>) -> Result<(), Refusal> {
    match answer {
        Err(Refusal::Invalid(reason)) if reason != Reason::Password => Err(Refusal::Invalid(Reason::Link)),
        answer => answer.map(drop),
    }
}

pub fn read<T: DeserializeOwned>(answer: Result<Value, Refusal>) -> Result<T, Refusal> {
    from_value(&answer?).map_err(|_| Refusal::Server)
}

/// The records of a page of them, those left out that cannot be read.
pub fn items<R: DeserializeOwned, T: From<R>>(answer: Result<Value, Refusal>) -> Result<Vec<T>, Refusal> {
    let Records::<R> { items } = read(answer)?;
    Ok(items.into_iter().map(T::from).collect())
}

pub fn opened(answer: Result<Value, Refusal>) -> Result<Opened, Refusal> {
    let answer = answer?;
    let AuthResponse { token, record } = read(Ok(answer.clone()))?;
    let subscription = subscription(&answer).unwrap_or_default();
    let member = Member {
        id: record.id,
        name: record.name,
        email: record.email,
        confirmed: record.verified,
        banned: record.banned,
        entitled: record.entitled,
        plan: subscription.plan,
        paid_until: moment(&subscription.paid_until),
    };
    Ok(Opened { token, member })
}

/// One to a member; PocketBase shows it as a list all the same, or not, by the index.
fn subscription(answer: &Value) -> Option<SubscriptionRecord> {
    let expand = contract::field(&contract::field(answer, "record")?, "expand")?;
    let subscription = contract::field(&expand, "subscriptions_via_member")?;
    match from_value(&subscription) {
        Ok(List(subscriptions)) => subscriptions.into_iter().next(),
        Err(_) => from_value(&subscription).ok(),
    }
}

pub fn contribution(answer: Result<Value, Refusal>) -> Result<Contribution, Refusal> {
    read::<ContributionRecord>(answer).map(Contribution::from)
}
