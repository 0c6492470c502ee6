//! The member's own page.

use reactive_graph::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::Outcome;
use crate::{
    components::{button, line, link},
    dates, french,
    load::delay,
    membership::{Member, Membership, Refusal, Session, membership},
    newspaper::newspaper,
    routes::Route,
    view::{Children, Element, children, element},
};

/// How often, after a payment, the engine is asked whether the provider's notice has come, and how long
/// the reader waits before: providers send it within seconds.
const ASKS: u32 = 20;
const BETWEEN: u32 = 1_500;

pub fn account() -> Children {
    let membership = membership();
    if is_back_from_payment() {
        wait_for_payment(&membership);
    }
    Children::Live(Box::new(move || children(shown(&membership))))
}

fn shown(membership: &Membership) -> Vec<Element> {
    match membership.session() {
        Session::Closed => {
            let sign_in = link("button", newspaper().href(&Route::SignIn), french::SIGN_IN);
            line("", french::SIGNED_OUT)
                .into_iter()
                .chain([element("p").with(sign_in)])
                .collect()
        }
        Session::Left => line("", french::LOADING).into_iter().collect(),
        Session::Unknown(refusal) => {
            let again = membership.clone();
            let retry = button("button", french::RETRY, move || again.check());
            let why = line("", &french::refused(refusal));
            why.into_iter().chain([element("p").with(retry)]).collect()
        }
        Session::Open(member) => vec![who(&member), subscription(&member), doings(membership, &member)],
    }
}

fn who(member: &Member) -> Element {
    let unconfirmed = (!member.confirmed).then(|| {
        let membership = membership();
        let outcome = Outcome::default();
        let told = outcome.told();
        let email = member.email.clone();
        let again = button("plain", french::SEND_LETTER_AGAIN, move || {
            let (membership, email) = (membership.clone(), email.clone());
            let asked = async move {
                membership
                    .engine()
                    .ok_or(Refusal::Server)?
                    .ask_to_confirm(&email)
                    .await
            };
            outcome.of(asked, |()| {});
        });
        element("div")
            .with(line("notice", french::UNCONFIRMED))
            .with(told)
            .with(element("p").with(again))
    });
    element("section")
        .with(element("p").class("lead").with(element("bdi").with(&member.name)))
        .with(line("", &member.email))
        .with(unconfirmed)
}

fn subscription(member: &Member) -> Element {
    let newspaper = newspaper();
    let until = member.paid_until.as_ref();
    let day = until
        .and_then(|until| dates::in_zone(until, &newspaper.site().time_zone))
        .map(|until| until.day());
    let words = match (day, member.entitled) {
        _ if member.banned => french::BANNED.to_owned(),
        (Some(day), true) => french::subscribed_until(&member.plan, &day),
        (Some(day), false) => french::lapsed(&day),
        (None, _) => french::NOT_SUBSCRIBED.to_owned(),
    };
    let back = returns()
        .map(|back| element("p").with(link("button", newspaper.href(&back), french::BACK_TO_THE_ARTICLE)));
    let plans = element("p").with(link("", newspaper.href(&Route::Plans), french::PLANS));
    element("section")
        .attribute("aria-labelledby", "abonnement")
        .with(
            element("h2")
                .attribute("id", "abonnement")
                .with(french::SUBSCRIPTION),
        )
        .with(line("", &words))
        .with(back)
        .with(plans)
}

fn doings(membership: &Membership, member: &Member) -> Element {
    let outcome = Outcome::default();
    let told = outcome.told();
    let signing_out = membership.clone();
    let sign_out = button("plain", french::SIGN_OUT, move || signing_out.close());
    let (everywhere, outcomes) = (membership.clone(), outcome.clone());
    let everywhere = button("plain", french::SIGN_OUT_EVERYWHERE, move || {
        let membership = everywhere.clone();
        let closed = membership.clone();
        let asked = async move {
            let engine = membership.engine().ok_or(Refusal::Server)?;
            engine.sign_out_everywhere(&membership.token()?).await
        };
        outcomes.of(asked, move |()| closed.close());
    });
    let (exporting, outcomes) = (membership.clone(), outcome.clone());
    let export = button("plain", french::EXPORT, move || {
        let membership = exporting.clone();
        let asked = async move {
            let engine = membership.engine().ok_or(Refusal::Server)?;
            engine.export(&membership.token()?).await
        };
        outcomes.of(asked, |data| download(&data.to_text()));
    });
    element("section")
        .attribute("aria-labelledby", "mes-donnees")
        .with(element("h2").attribute("id", "mes-donnees").with(french::MY_DATA))
        .with(
            element("p")
                .class("actions")
                .with(vec![sign_out, everywhere, export]),
        )
        .with(told)
        .with(deletion(membership, &member.id, outcome))
}

/// Deleting asks twice.
fn deletion(membership: &Membership, member: &str, outcome: Outcome) -> Element {
    let sure = reactive_graph::signal::ArcRwSignal::new(false);
    let (membership, member) = (membership.clone(), member.to_owned());
    element("div").live(move || {
        let asked = sure.clone();
        if !sure.get() {
            return children(
                element("p").with(button("plain", french::DELETE_ACCOUNT, move || asked.set(true))),
            );
        }
        let (membership, member, outcome) = (membership.clone(), member.clone(), outcome.clone());
        let delete = button("button", french::DELETE_ACCOUNT, move || {
            let (membership, member) = (membership.clone(), member.clone());
            let closed = membership.clone();
            let asked = async move {
                let engine = membership.engine().ok_or(Refusal::Server)?;
                engine.delete_account(&membership.token()?, &member).await
            };
            outcome.of(asked, move |()| closed.close());
        });
        let cancel = button("plain", french::CANCEL, move || asked.set(false));
        children(vec![
            line("notice", french::DELETE_ACCOUNT_WHY),
            Some(element("p").class("actions").with(vec![delete, cancel])),
        ])
    })
}

/// Offers a text as a file.
fn download(text: &str) {
    let save = || -> Result<(), JsValue> {
        let document = web_sys::window()
            .and_then(|window| window.document())
            .ok_or(JsValue::NULL)?;
        let blob = web_sys::Blob::new_with_str_sequence(&js_sys::Array::of1(&text.into()))?;
        let address = web_sys::Url::create_object_url_with_blob(&blob)?;
        let link: web_sys::HtmlAnchorElement = document.create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download("kiosque.json");
        link.click();
        web_sys::Url::revoke_object_url(&address)
    };
    let _ = save();
}

/// The provider leads back to `/compte/#paye`.
fn is_back_from_payment() -> bool {
    web_sys::window().is_some_and(|window| window.location().hash().is_ok_and(|hash| hash == "#paye"))
}

fn wait_for_payment(membership: &Membership) {
    let membership = membership.clone();
    spawn_local(async move {
        for _ in 0..ASKS {
            let member = membership.refresh().await;
            if member.is_ok_and(|member| member.entitled) {
                return;
            }
            delay(BETWEEN).await;
        }
    });
}

/// The page from which the reader went to subscribe.
fn returns() -> Option<Route> {
    let kept = storage()?.get_item(RETURN).ok()??;
    Some(Route::parse(&kept)).filter(|route| matches!(route, Route::Article(_)))
}

const RETURN: &str = "kiosque-return";

/// Remembers the page to come back to after a payment.
pub fn return_to(route: &Route) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(RETURN, &route.path());
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}
