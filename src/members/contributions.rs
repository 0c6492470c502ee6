//! The contributions under an article, or what stands before them.

use std::cell::RefCell;

use reactive_graph::{prelude::*, signal::ArcRwSignal};
use wasm_bindgen_futures::spawn_local;

use super::{account::ask_the_newspaper, discussion, notice, paragraph, refused};
use crate::{
    components::{button, contributions_title, link, paywall, sign_in_line, with_return},
    dates, french,
    membership::{Access, Draft, Member, Membership, Refusal, membership},
    newspaper::newspaper,
    routes::Route,
    view::{Children, Element, children, element},
};

/// The contributions, or what stands before them.
pub fn contributions(slug: &str) -> Children {
    let (slug, membership) = (slug.to_owned(), membership());
    let was_inside = RefCell::new(None);
    Children::Live(Box::new(move || {
        let access = membership.access();
        let inside = match &access {
            Access::Entitled(member) => Some(member.id.clone()),
            _ => None,
        };
        let is_outside = inside.is_none();
        let left = was_inside.replace(inside).filter(|_| is_outside);
        let mut parts = vec![contributions_title()];
        if let Some(left) = left {
            // Who was in the discussion, and is no more, is told.
            if access == Access::SignedOut {
                parts.push(notice(french::SIGNED_OUT_MEANWHILE));
            }
            // Whoever is no subscriber any more reads of it beside the plans.
            let is_told = matches!(access, Access::NotEntitled(_));
            if !is_told && !Draft::of(&left, &slug, "").text.is_empty() {
                parts.push(notice(french::DRAFTS_KEPT));
            }
        }
        parts.append(&mut shown(access, &slug, &membership));
        children(parts)
    }))
}

fn shown(access: Access, slug: &str, membership: &Membership) -> Vec<Element> {
    match access {
        Access::SignedOut => vec![
            paywall(slug)
                .with(sign_in_line(slug))
                .with(how_many(slug, membership)),
        ],
        Access::Checking => vec![
            element("p")
                .class("waiting")
                .attribute("aria-busy", "true")
                .with(french::LOADING),
        ],
        Access::NotEntitled(member) => vec![not_entitled(slug, &member)],
        Access::Banned => vec![paragraph(french::BANNED), ask_the_newspaper(&newspaper())],
        Access::Unreachable(refusal) => unreachable(refusal, membership),
        Access::Entitled(member) => vec![discussion::discussion(slug, member)],
    }
}

/// How many contributions there are to read: a number that everybody may know.
fn how_many(slug: &str, membership: &Membership) -> Element {
    let count = ArcRwSignal::new(0);
    let known = count.clone();
    let counting = membership.ask(|engine| engine.count(slug));
    spawn_local(async move {
        if let Ok(found) = counting.await {
            known.set(found);
        }
    });
    element("p").live(move || match count.get() {
        0 => children(""),
        count => children(french::contributions(count)),
    })
}

fn not_entitled(slug: &str, member: &Member) -> Element {
    let until = member.paid_until.as_ref();
    let until = until.and_then(|until| dates::in_zone(until, &newspaper().site().time_zone));
    let (what, offer) = match until {
        Some(until) => (french::lapsed(&until.day()), french::RENEW),
        None => (french::NOT_SUBSCRIBED.to_owned(), french::SUBSCRIBE),
    };
    let kept = (!Draft::of(&member.id, slug, "").text.is_empty()).then(|| paragraph(french::DRAFTS_KEPT));
    element("div")
        .class("paywall")
        .with(paragraph(&what).class("paywall-what"))
        .with(paragraph(french::PAYWALL_HOW))
        .with(kept)
        .with(element("p").with(link("button", with_return(&Route::Plans, slug), offer)))
}

fn unreachable(refusal: Refusal, membership: &Membership) -> Vec<Element> {
    let membership = membership.clone();
    let retry = button("button", french::RETRY, move || membership.check());
    vec![refused(refusal), element("p").with(retry)]
}
