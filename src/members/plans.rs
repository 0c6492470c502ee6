//! The plans, as the engine has them.

use reactive_graph::owner::Owner;
use wasm_bindgen_futures::spawn_local;

use super::{Outcome, account::return_to, go};
use crate::{
    components::{button, link},
    contract::Plan,
    french,
    membership::{Membership, Refusal, membership},
    newspaper::newspaper,
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
    spawn_local(async move {
        if let (Some(engine), Some(owner)) = (membership.engine(), owner)
            && let Ok(plans) = engine.plans().await
        {
            let list = listed(&plans, |plan| vec![choose(&membership, plan)]);
            let sign_in = membership.token().is_err().then(|| {
                let href = newspaper().href(&Route::SignIn) + "?retour=/abonnement/";
                let link = link("", href, french::SIGN_IN);
                element("p").with(french::ALREADY_SUBSCRIBED).with(" ").with(link)
            });
            owner.with(|| view::show(children(vec![list, sign_in]), &place, false));
        }
    });
    None
}

/// Begins the payment of a plan on the provider's own page. Who is not known signs in first.
fn choose(membership: &Membership, plan: &Plan) -> Element {
    let outcome = Outcome::default();
    let told = outcome.told();
    let (membership, id) = (membership.clone(), plan.id.clone());
    let choose = button("button", french::CHOOSE, move || {
        let (membership, id) = (membership.clone(), id.clone());
        if membership.token().is_err() {
            return go(&Route::SignIn, "?retour=/abonnement/");
        }
        let heeding = membership.clone();
        let asked = async move {
            let engine = membership.engine().ok_or(Refusal::Server)?;
            let address = engine.subscribe(&membership.token()?, &id).await;
            address.inspect_err(|refusal| heeding.heed(*refusal))
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
