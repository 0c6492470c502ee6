//! What members see: in a release a part of the program that is fetched when somebody wants it, so that nobody else
//! pays for it (docs/decisions/0018).

mod account;
mod contribution;
mod contributions;
mod discussion;
mod discussion_context;
mod engine_action;
mod focus;
mod form;
mod hash;
mod payment;
mod plans;
mod refusal;
mod return_page;
mod sign_in;
mod text_form;

#[cfg(test)]
mod tests;

use std::cell::OnceCell;

use js_sys::{Array, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, Element};

use crate::{
    components::mount_in_place,
    membership::{Membership, OwnPage},
    newspaper::use_newspaper,
    routes::Route,
};
use account::Account;
use contributions::MembersContributions;
use focus::{ignore_held_enter, keep_focus_within};
use sign_in::SignIn;

thread_local! {
    static MEMBERSHIP: OnceCell<Membership> = const { OnceCell::new() };
}

/// The membership that all parts of the page share.
fn shared_membership() -> Membership {
    MEMBERSHIP.with(|membership| {
        let first = || {
            adopt_style_sheet(include_str!("style.css"));
            Membership::new(&use_newspaper())
        };
        membership.get_or_init(first).clone()
    })
}

/// Shows the contributions of an article in a place of the page, for as long as the current reactive owner lives.
pub fn show_contributions(place: &Element, slug: String) {
    prepare(place);
    mount_in_place(place, || view! { <MembersContributions slug /> }.into_any());
}

/// Shows the plans, how to sign in, or the member's account in a place of the page, for as long as the current reactive
/// owner lives. From the plans and from signing in one comes back to `back`.
pub fn show_own(page: OwnPage, place: &Element, back: Option<Route>) {
    prepare(place);
    match page {
        OwnPage::Plans => plans::show_plans(place, back),
        OwnPage::SignIn => mount_in_place(place, || view! { <SignIn back /> }.into_any()),
        OwnPage::Account => mount_in_place(place, || view! { <Account /> }.into_any()),
    }
}

/// The reader has come to what is for members.
fn prepare(place: &Element) {
    let membership = use_context().unwrap_or_else(shared_membership);
    membership.wake();
    provide_context(membership);
    ignore_held_enter(place);
    keep_focus_within(place);
}

/// Adds a style of what only some readers see. It comes with the code that shows it, so that no page is larger
/// for it (https://www.w3.org/TR/cssom-1/#dom-documentorshadowroot-adoptedstylesheets).
fn adopt_style_sheet(style: &str) {
    let Ok(adopted) = Reflect::get(&document(), &"adoptedStyleSheets".into()) else {
        return;
    };
    if let (Ok(sheet), true) = (CssStyleSheet::new(), adopted.is_object()) {
        let _ = sheet.replace_sync(style);
        adopted.unchecked_into::<Array>().push(&sheet);
    }
}
