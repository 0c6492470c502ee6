//! The plans, as the engine has them.

use reactive_graph::owner::Owner;
use wasm_bindgen_futures::spawn_local;

use super::{
    Outcome,
    account::{pay, return_to},
    go, keep_focus, notice, refused,
};
use crate::{
    components::{button, link},
    contract::Plan,
    dates, french,
    membership::{Membership, PocketBase, Refusal, Session, membership},
    newspaper::{Newspaper, newspaper},
    pages::plans::listed,
    routes::Route,
    view::{self, Children, Element, children, element},
};

/// Until the engine says what it has, and where it does not, the newspaper's own plans stay in the place.
pub fn plans(place: &web_sys::Element, back: Option<Route>) -> Option<Children> {
    if let Some(back) = &back {
        return_to(back);
    }
    let (membership, place, owner) = (membership(), place.clone(), Owner::current());
    if !membership.capabilities().subscribe {
        return None;
    }
    let newspaper = newspaper();
    let asking = membership.ask(PocketBase::plans);
    spawn_local(async move {
        let came = asking.await;
        let Some(owner) = owner else { return };
        keep_focus(&place);
        owner.with(|| match came {
            Ok(offers) => {
                let offers = offers.into_iter().filter(|offer| offer.is_on);
                let plans: Vec<Plan> = offers.map(|offer| offer.plan).collect();
                let list = listed(&plans, |plan| vec![choose(&membership, &newspaper, plan)]);
                let sign_in = membership.token().is_err().then(|| {
                    let href = newspaper.href(&Route::SignIn) + "?retour=/abonnement/";
                    let link = link("", href, french::SIGN_IN);
                    element("p").with(french::ALREADY_SUBSCRIBED).with(" ").with(link)
                });
                view::show(children(vec![adds(&membership), list, sign_in]), &place, false);
            }
            Err(refusal) => {
                let told = element("div").class("notice").attribute("role", "alert");
                let told = view::append(&place, "div", children(told.with(refused(refusal))));
                if let Some(told) = told {
                    let _ = place.prepend_with_node_1(&told);
                }
            }
        });
    });
    None
}

/// Tells a subscriber that they are one.
fn adds(membership: &Membership) -> Option<Element> {
    let (membership, zone) = (membership.clone(), newspaper().site().time_zone.clone());
    Some(element("div").live(move || {
        let day = match membership.session() {
            Session::Open(member) if member.entitled => {
                let until = member.paid_until.as_ref();
                until.and_then(|until| dates::in_zone(until, &zone))
            }
            _ => None,
        };
        children(day.map(|until| notice(&french::paying_adds(&until.day()))))
    }))
}

/// Begins the payment of a plan on the provider's own page. Who is not known signs in first.
fn choose(membership: &Membership, newspaper: &Newspaper, plan: &Plan) -> Element {
    let outcome = Outcome::default();
    let told = outcome.told();
    let (membership, newspaper, id) = (membership.clone(), newspaper.clone(), plan.id.clone());
    let choose = button("button", french::CHOOSE, move || {
        if membership.token().is_err() {
            return go(&newspaper, &Route::SignIn, "?retour=/abonnement/");
        }
        let (then, membership) = (outcome.clone(), membership.clone());
        outcome.of(membership.ask(|engine| engine.subscribe(&id)), move |address| {
            if !is_page(&address) {
                return then.refuse(Refusal::Server);
            }
            pay(&membership);
            if let Some(window) = web_sys::window() {
                let _ = window.location().assign(&address);
            }
        });
    });
    let plan = element("span").class("unseen").with(" ").with(&plan.name);
    element("div")
        .with(element("p").with(choose.with(plan)))
        .with(told)
}

/// Whether an address is one that a provider's page can have; a stand-in's is on this machine.
fn is_page(address: &str) -> bool {
    ["https://", "http://127.0.0.1:", "http://localhost:"]
        .iter()
        .any(|beginning| address.starts_with(beginning))
}
