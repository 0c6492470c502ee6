//! The plans, as the engine has them.

use reactive_graph::owner::Owner;
use wasm_bindgen_futures::spawn_local;

use super::{Outcome, account::return_to, go};
use crate::{
    components::{button, link},
    contract::Plan,
    french,
    membership::{Membership, Refusal, membership},
    newspaper::{Newspaper, newspaper},
    pages::plans::listed,
    routes::Route,
    view::{self, Children, Element, children, element},
};

/// Until the engine says what it has, and where it does not or has nothing, the newspaper's own plans stay in the place.
pub fn plans(place: &web_sys::Element, back: Option<Route>) -> Option<Children> {
    if let Some(back) = &back {
        return_to(back);
    }
    let (membership, place, owner) = (membership(), place.clone(), Owner::current());
    if !membership.capabilities().subscribe {
        return None;
    }
    let newspaper = newspaper();
    spawn_local(async move {
        let plans = match membership.engine() {
            Some(engine) => engine.plans().await.unwrap_or_default(),
            None => Vec::new(),
        };
        if plans.is_empty() {
            return;
        }
        if let Some(owner) = owner {
            owner.with(|| {
                let list = listed(&plans, |plan| vec![choose(&membership, &newspaper, plan)]);
                let sign_in = membership.token().is_err().then(|| {
                    let href = newspaper.href(&Route::SignIn) + "?retour=/abonnement/";
                    let link = link("", href, french::SIGN_IN);
                    element("p").with(french::ALREADY_SUBSCRIBED).with(" ").with(link)
                });
                view::show(children(vec![list, sign_in]), &place, false);
            });
        }
    });
    None
}

/// Begins the payment of a plan on the provider's own page. Who is not known signs in first.
fn choose(membership: &Membership, newspaper: &Newspaper, plan: &Plan) -> Element {
    let outcome = Outcome::default();
    let told = outcome.told();
    let (membership, newspaper, id) = (membership.clone(), newspaper.clone(), plan.id.clone());
    let choose = button("button", french::CHOOSE, move || {
        let (membership, id) = (membership.clone(), id.clone());
        if membership.token().is_err() {
            return go(&newspaper, &Route::SignIn, "?retour=/abonnement/");
        }
        let asked = async move {
            let engine = membership.engine().ok_or(Refusal::Server)?;
            let token = membership.token()?;
            let address = engine.subscribe(&token, &id).await;
            address
                .inspect_err(|refusal| membership.heed(*refusal, &token))
                .and_then(|address| is_page(&address).then_some(address).ok_or(Refusal::Server))
        };
        outcome.of(asked, |address: String| {
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
