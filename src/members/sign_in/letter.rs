//! The links of the letters that the engine sends.

use leptos::prelude::*;

use super::Step;
use crate::{
    language::language,
    members::{engine_action::on_response, hash::forget_hash},
    membership::{Membership, Refusal},
};

/// Words after `#` in the addresses of letters.
const CONFIRM: &str = "confirmer=";
const NEW_PASSWORD: &str = "nouveau=";

/// What the address asks for after its `#`. A token does not stay there: it would be in the history.
pub fn take_step_of_address() -> Option<Step> {
    let hash = location().hash().unwrap_or_default();
    let hash = hash.trim_start_matches('#');
    let step = match hash.strip_prefix(CONFIRM) {
        Some(token) => Step::Confirm(token.to_owned()),
        None => Step::NewPassword(hash.strip_prefix(NEW_PASSWORD)?.to_owned()),
    };
    forget_hash();
    Some(step)
}

/// Has an address confirmed.
pub fn confirm(membership: Membership, token: &str, step: RwSignal<Step>) {
    on_response(membership.ask(|engine| engine.confirm(token)), move |answer| {
        step.set(match answer {
            Ok(()) => Step::Confirmed,
            Err(Refusal::Invalid(_)) => Step::LinkOver,
            Err(_) => Step::Sent(language().try_link_again),
        });
        if membership.token().is_ok() {
            membership.check();
        }
    });
}
