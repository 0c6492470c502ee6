//! The member's own page.

use std::{cell::Cell, rc::Rc};

use reactive_graph::{owner::on_cleanup, prelude::*, signal::ArcRwSignal};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::{
    Outcome, form, keeping_focus, notice, paragraph, refused,
    sign_in::{PASSWORD, forget_hash},
};
use crate::{
    components::{button, link},
    dates, french,
    load::delay,
    membership::{Draft, Member, Membership, PocketBase, Refusal, Session, membership, storage},
    newspaper::{Newspaper, newspaper},
    routes::Route,
    view::{Children, Element, children, element},
};

/// What is known of a payment that the reader comes back from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Payment {
    None,
    Awaited,
    /// The provider's notice has not come yet.
    Late,
    Received,
}

/// How often, after a payment, the engine is asked whether the provider's notice has come, and how long
/// the reader waits before: providers send it within seconds.
const ASKS: u32 = 20;
const BETWEEN: u32 = 1_500;

pub fn account() -> Children {
    let membership = membership();
    let payment = ArcRwSignal::new(Payment::None);
    if is_back_from_payment() {
        wait_for_payment(&membership, &payment);
    }
    let newspaper = newspaper();
    Children::Live(Box::new(move || {
        let paying = match (payment.get(), membership.session()) {
            // The notice has come: thanks follow, where it is known that something was paid.
            (Payment::Awaited | Payment::Late, Session::Open(member)) if is_paid(&member) => Payment::None,
            (payment, _) => payment,
        };
        let told = match paying {
            Payment::None => None,
            Payment::Awaited => Some(status(french::PAYMENT_AWAITED)),
            Payment::Received => Some(status(french::PAYMENT_RECEIVED)),
            Payment::Late => {
                let (membership, payment) = (membership.clone(), payment.clone());
                let again = button("button", french::RETRY, move || {
                    wait_for_payment(&membership, &payment)
                });
                let late = element("div").with(notice(french::PAYMENT_LATE));
                Some(late.attribute("role", "status").with(element("p").with(again)))
            }
        };
        let mut parts = shown(&membership, &newspaper);
        if let Some(told) = told {
            parts.insert(0, told);
        }
        children(parts)
    }))
}

fn status(words: &'static str) -> Element {
    notice(words).attribute("role", "status")
}

fn shown(membership: &Membership, newspaper: &Newspaper) -> Vec<Element> {
    match membership.session() {
        Session::Closed => {
            let sign_in = link("button", newspaper.href(&Route::SignIn), french::SIGN_IN);
            vec![paragraph(french::SIGNED_OUT), element("p").with(sign_in)]
        }
        Session::Left => vec![paragraph(french::LOADING)],
        Session::Unknown(refusal) => {
            let again = membership.clone();
            let retry = button("button", french::RETRY, move || again.check());
            vec![refused(refusal), element("p").with(retry)]
        }
        Session::Open(member) => vec![
            who(&member),
            subscription(&member, membership, newspaper),
            doings(membership, &member),
        ],
    }
}

fn who(member: &Member) -> Element {
    let unconfirmed = (!member.confirmed).then(|| {
        let membership = membership();
        let outcome = Outcome::default();
        let told = outcome.told();
        let email = member.email.clone();
        let is_sent = ArcRwSignal::new(false);
        let was_sent = is_sent.clone();
        let again = button("plain", french::SEND_LETTER_AGAIN, move || {
            let asking = membership.ask(|engine| engine.ask_to_confirm(&email));
            let sent = was_sent.clone();
            outcome.of(asking, move |()| sent.set(true));
        });
        element("div")
            .with(
                element("p")
                    .class("notice")
                    .attribute("role", "status")
                    .live(move || {
                        children(if is_sent.get() {
                            french::LETTER_SENT_AGAIN
                        } else {
                            french::UNCONFIRMED
                        })
                    }),
            )
            .with(told)
            .with(element("p").with(again))
    });
    element("section")
        .with(element("p").class("lead").with(element("bdi").with(&member.name)))
        .with(paragraph(&member.email))
        .with(unconfirmed)
}

fn subscription(member: &Member, membership: &Membership, newspaper: &Newspaper) -> Element {
    let until = member.paid_until.as_ref();
    let day = until
        .and_then(|until| dates::in_zone(until, &newspaper.site().time_zone))
        .map(|until| until.day());
    let plan = name_of_plan(membership, &member.plan);
    let (is_banned, is_entitled) = (member.banned, member.entitled);
    let words = element("p").live(move || {
        children(match &day {
            _ if is_banned => french::BANNED.to_owned(),
            Some(day) if is_entitled => french::subscribed_until(&plan.get(), day),
            Some(day) => french::lapsed(day),
            None => french::NOT_SUBSCRIBED.to_owned(),
        })
    });
    let back = returns().filter(|_| member.entitled).map(|back| {
        let href = newspaper.href(&back) + "#contributions";
        element("p").with(link("button", href, french::BACK_TO_THE_ARTICLE))
    });
    let class = if member.entitled || member.banned {
        ""
    } else {
        "button"
    };
    let plans = element("p").with(link(class, newspaper.href(&Route::Plans), french::PLANS));
    let renewals =
        (member.entitled && !member.plan.is_empty()).then(|| paragraph(french::RENEWALS).class("hint"));
    let ask = member.banned.then(|| ask_the_newspaper(newspaper));
    element("section")
        .attribute("aria-labelledby", "abonnement")
        .with(
            element("h2")
                .attribute("id", "abonnement")
                .with(french::SUBSCRIPTION),
        )
        .with(words)
        .with(ask)
        .with(back)
        .with(renewals)
        .with(plans)
}

/// Where the newspaper can be asked.
pub fn ask_the_newspaper(newspaper: &Newspaper) -> Element {
    let question = newspaper.href(&Route::Plans) + "#question";
    element("p").with(link("", question, french::ASK_THE_NEWSPAPER))
}

/// What the engine calls a plan; nothing until it has said so.
fn name_of_plan(membership: &Membership, code: &str) -> ArcRwSignal<String> {
    let name = ArcRwSignal::new(String::new());
    let (code, known) = (code.to_owned(), name.clone());
    if !code.is_empty() {
        let asking = membership.ask(PocketBase::plans);
        spawn_local(async move {
            let offers = asking.await.unwrap_or_default();
            if let Some(offer) = offers.into_iter().find(|offer| offer.plan.id == code) {
                known.set(offer.plan.name);
            }
        });
    }
    name
}

fn doings(membership: &Membership, member: &Member) -> Element {
    let outcome = Outcome::default();
    let told = outcome.told();
    let signing_out = membership.clone();
    let sign_out = button("plain", french::SIGN_OUT, move || {
        has_returned();
        signing_out.close();
    });
    let (everywhere, outcomes) = (membership.clone(), outcome.clone());
    let everywhere = button("plain", french::SIGN_OUT_EVERYWHERE, move || {
        let closed = everywhere.clone();
        outcomes.of(everywhere.ask(PocketBase::sign_out_everywhere), move |()| {
            closed.close()
        });
    });
    let (exporting, outcomes) = (membership.clone(), outcome.clone());
    let export = button("plain", french::EXPORT, move || {
        outcomes.of(exporting.ask(PocketBase::export), |data| {
            download(&data.to_text())
        });
    });
    element("section")
        .attribute("aria-labelledby", "mes-donnees")
        .with(element("h2").attribute("id", "mes-donnees").with(french::MY_DATA))
        .with(
            element("p")
                .class("actions")
                .with(vec![sign_out, everywhere])
                .with(membership.capabilities().export.then_some(export)),
        )
        .with(told)
        .with(deletion(membership, member))
}

/// Deleting asks twice, and who it is.
fn deletion(membership: &Membership, member: &Member) -> Element {
    let is_asked = ArcRwSignal::new(false);
    let (membership, id) = (membership.clone(), member.id.clone());
    keeping_focus(element("div"), move || {
        let asked = is_asked.clone();
        if !is_asked.get() {
            return children(
                element("p").with(button("plain", french::DELETE_ACCOUNT, move || asked.set(true))),
            );
        }
        let (deleting, closed) = (membership.clone(), membership.clone());
        let (deleted, gone) = (id.clone(), id.clone());
        let form = form(
            [PASSWORD],
            french::DELETE_FOR_GOOD,
            move |[password]| deleting.ask(|engine| engine.delete_account(&deleted, &password)),
            move |()| {
                // Before what they wrote is forgotten: no field in another tab keeps it again.
                closed.close();
                Draft::forget_all(&gone);
                has_returned();
                has_paid();
            },
        );
        let cancel = button("plain", french::CANCEL, move || asked.set(false));
        children(vec![
            notice(french::DELETE_ACCOUNT_WHY),
            form,
            element("p").with(cancel),
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
        Ok(())
    };
    let _ = save();
}

/// Where is kept until when the reader was a subscriber when they went to pay.
const PAYING: &str = "kiosque-paying";

/// The reader goes to pay.
pub fn pay(membership: &Membership) {
    let Some(storage) = storage() else { return };
    let _ = match membership.session_now() {
        Session::Open(member) => storage.set_item(PAYING, &member.paid_until.unwrap_or_default()),
        _ => storage.remove_item(PAYING),
    };
}

/// The payment is no longer awaited; whether one was.
fn has_paid() -> bool {
    let Some(storage) = storage() else { return false };
    let was_awaited = storage.get_item(PAYING).is_ok_and(|before| before.is_some());
    let _ = storage.remove_item(PAYING);
    was_awaited
}

/// Whether the provider's notice of what the reader went to pay has come. Of who pays on another device it is
/// only known whether they are a subscriber.
fn is_paid(member: &Member) -> bool {
    let before = storage().and_then(|storage| storage.get_item(PAYING).ok()?);
    let is_later = before.is_none_or(|before| member.paid_until.as_ref() != Some(&before));
    member.entitled && is_later
}

/// The provider leads back to `/compte/#paye`. It is so once.
fn is_back_from_payment() -> bool {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    let is_back = hash.is_some_and(|hash| hash == "#paye");
    if is_back {
        forget_hash();
    }
    is_back
}

fn wait_for_payment(membership: &Membership, payment: &ArcRwSignal<Payment>) {
    let (membership, payment) = (membership.clone(), payment.clone());
    payment.set(Payment::Awaited);
    let alive = Rc::new(Cell::new(true));
    let left = SendWrapper::new(Rc::clone(&alive));
    on_cleanup(move || left.set(false));
    spawn_local(async move {
        for _ in 0..ASKS {
            if !alive.get() {
                return;
            }
            match membership.refresh().await {
                Ok(member) if is_paid(&member) => {
                    return payment.set(match has_paid() {
                        true => Payment::Received,
                        false => Payment::None,
                    });
                }
                // Who has signed out waits for nothing.
                Err(Refusal::SignIn) => return payment.set(Payment::None),
                _ => delay(BETWEEN).await,
            }
        }
        payment.set(Payment::Late);
    });
}

/// Where the page from which the reader went to subscribe is kept: the letter that confirms an address opens another
/// tab.
const RETURN: &str = "kiosque-return";

/// For how long, in milliseconds: a letter may be opened the day after.
const RETURNS_WITHIN: f64 = 86_400_000.0;

/// So many milliseconds from now, by this device's own clock.
fn device_time(later: f64) -> String {
    let moment = js_sys::Date::new(&(js_sys::Date::now() + later).into());
    moment.to_iso_string().into()
}

/// That page.
pub fn returns() -> Option<Route> {
    let kept = storage()?.get_item(RETURN).ok()??;
    let (until, path) = kept.split_once(' ')?;
    let is_recent = until > device_time(0.0).as_str();
    Some(Route::parse(path)).filter(|route| is_recent && matches!(route, Route::Article(_)))
}

/// Remembers the page to come back to after a payment.
pub fn return_to(route: &Route) {
    if let Some(storage) = storage() {
        let kept = [device_time(RETURNS_WITHIN), " ".into(), route.path()].concat();
        let _ = storage.set_item(RETURN, &kept);
    }
}

/// The reader is back.
pub fn has_returned() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(RETURN);
    }
}
