//! What is paid, and what follows.

mod cinetpay;
mod garbled;
mod signatures;
mod stripe;
mod wave;

use std::time::{SystemTime, UNIX_EPOCH};

use journeys::{Answer, Member, Membership, PROVIDER_SECRET, Standing, text};
use neighbours::{signature, wave_signature};
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::seeds::CONTRIBUTIONS;
pub use cinetpay::cinetpay_is_asked_what_became_of_a_payment;
pub use garbled::{
    an_answer_without_end_takes_no_memory, nobody_is_led_to_what_is_no_page,
    what_cannot_be_understood_is_not_sent_for_ever, what_was_paid_counts_whatever_its_date,
    what_was_paid_counts_whatever_its_id, what_was_paid_with_cinetpay_counts_whatever_its_date,
};
pub use signatures::only_a_signed_notice_counts;
pub use stripe::{
    both_shapes_of_the_provider_s_notices_are_understood, the_order_of_notices_does_not_matter,
    two_notices_at_once_count_once, who_paid_too_little_has_paid_nothing,
};
pub use wave::{wave_is_paid_once_and_given_back_by_hand, where_wave_gives_no_page_nobody_is_to_blame};

const WEBHOOK: &str = "/api/kiosque/payments/stripe";

pub fn now() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
}

fn event(id: &str, kind: &str, created: i64, object: Value) -> Value {
    json!({ "id": id, "object": "event", "type": kind, "created": created, "data": { "object": object } })
}

pub fn tell(engine: &Membership, event: &Value) -> Answer {
    let body = event.to_string();
    let signature = signature(PROVIDER_SECRET, now().unsigned_abs(), &body).unwrap();
    let address = journeys::another_address();
    let headers = [
        ("stripe-signature", signature.as_str()),
        ("x-forwarded-for", &address),
    ];
    engine.send("POST", WEBHOOK, &headers, body.as_bytes())
}

fn told(engine: &Membership, event: &Value) {
    let answer = tell(engine, event);
    assert_eq!(answer.status, 200, "{event}: {}", answer.json());
}

pub fn begin(engine: &Membership, member: &Member, plan: &str) -> String {
    let answer = engine.ask(
        "POST",
        "/api/kiosque/checkouts",
        &member.token,
        Some(&json!({ "plan": plan })),
    );
    let address = text(&answer.json()["address"]);
    let (_, reference) = address
        .split_once("client_reference_id=")
        .unwrap_or_else(|| panic!("{}", answer.json()));
    reference.to_owned()
}

pub fn session(name: &str, created: i64, checkout: &str) -> Value {
    let object = json!({
        "id": format!("cs_{name}"), "payment_status": "paid", "client_reference_id": checkout, "payment_intent": null,
        "invoice": format!("in_{name}"), "subscription": format!("sub_{name}"), "amount_total": 2500, "currency": "xof",
    });
    event(
        &format!("evt_{name}_session"),
        "checkout.session.completed",
        created,
        object,
    )
}

/// The subscription of a member as they see it: until when, or nothing.
fn until(engine: &Membership, member: &Member) -> String {
    let answer = engine.ask(
        "POST",
        "/api/collections/members/auth-refresh?expand=subscriptions_via_member",
        &member.token,
        None,
    );
    text(&answer.json()["record"]["expand"]["subscriptions_via_member"]["paidUntil"])
}

fn reads(engine: &Membership, member: &Member) -> bool {
    engine.ask("GET", CONTRIBUTIONS, &member.token, None).status == 200
}

/// How a provider's notices come.
struct Post {
    path: &'static str,
    header: &'static str,
    sign: fn(&str, u64, &str) -> Result<String, neighbours::Error>,
}

const STRIPE: Post = Post {
    path: WEBHOOK,
    header: "stripe-signature",
    sign: signature,
};
const WAVE: Post = Post {
    path: "/api/kiosque/payments/wave",
    header: "wave-signature",
    sign: wave_signature,
};

impl Post {
    fn tell(&self, engine: &Membership, notice: &Value) {
        let body = notice.to_string();
        let signature = (self.sign)(PROVIDER_SECRET, now().unsigned_abs(), &body).unwrap();
        let answer = engine.send("POST", self.path, &[(self.header, &signature)], body.as_bytes());
        assert_eq!(answer.status, 200, "{notice}: {}", answer.json());
    }
}

/// What Wave tells of a payment of so many francs.
fn wave_notice(name: &str, checkout: &str, amount: u64) -> Value {
    json!({
        "id": format!("AE_{name}"), "type": "checkout.session.completed",
        "data": {
            "id": format!("cos-{name}"), "amount": amount.to_string(), "currency": "XOF", "checkout_status": "complete",
            "client_reference": checkout, "payment_status": "succeeded", "transaction_id": format!("TCN_{name}"),
            "when_completed": OffsetDateTime::now_utc().format(&Rfc3339).unwrap(),
        },
    })
}

/// What the provider answers: its status, and where it sends on to.
fn ask(engine: &Membership, method: &str, target: &str) -> (u16, String) {
    let answer = journeys::ask(engine.provider.web.port(), method, target, &[], b"");
    (answer.status, answer.header("location").to_owned())
}

/// As the provider that stands in plays it.
pub fn from_a_plan_to_its_end(engine: &mut Membership) {
    let member = engine.member("Zan Payeur", Standing::Free);
    let shown = engine
        .ask(
            "GET",
            "/api/collections/plans/records?perPage=50&skipTotal=1&sort=order,amount",
            "",
            None,
        )
        .json();
    let plan = &shown["items"][0];
    assert_eq!(
        (
            &plan["code"],
            &plan["amount"],
            &plan["currency"],
            &plan["interval"]
        ),
        (&json!("mensuel"), &json!(2500), &json!("XOF"), &json!("month"))
    );
    assert_eq!(plan["checkout"], Value::Null);
    let checkout = begin(engine, &member, "mensuel");
    assert!(!reads(engine, &member));
    let press = |target: &str| {
        let answer = ask(engine, "POST", target);
        assert_eq!(answer.0, 303, "{target}");
        answer.1
    };
    let page = ask(
        engine,
        "GET",
        &format!("/pay/mensuel?client_reference_id={checkout}"),
    );
    assert_eq!(page.0, 200);
    assert_eq!(
        press(&format!("/pay/mensuel?client_reference_id={checkout}")),
        "http://127.0.0.1:1/compte/#paye"
    );
    assert!(reads(engine, &member));
    let first = until(engine, &member);
    let id = |engine: &Membership| {
        let payments = engine.provider.payments();
        payments
            .iter()
            .rev()
            .find(|payment| payment.reference == checkout)
            .unwrap()
            .id
            .clone()
    };
    press(&format!("/payments/{}/renew", id(engine)));
    assert!(until(engine, &member) > first);
    press(&format!("/payments/{}/refund", id(engine)));
    assert!(reads(engine, &member) && until(engine, &member) <= first);
    press(&format!("/payments/{}/end", id(engine)));
    assert!(!reads(engine, &member));
}

pub fn the_newspaper_gives_time_itself(engine: &mut Membership) {
    let member = engine.member("Abou Invite", Standing::Lapsed);
    let rows = engine
        .ask(
            "GET",
            &format!(
                "/api/collections/subscriptions/records?filter=member='{}'",
                member.id
            ),
            engine.moderator(),
            None,
        )
        .json();
    let row = format!(
        "/api/collections/subscriptions/records/{}",
        text(&rows["items"][0]["id"])
    );
    engine.moderate(
        "PATCH",
        &row,
        &json!({ "givenUntil": "2098-01-01 00:00:00.000Z" }),
    );
    assert!(reads(engine, &member));
    // What is paid meanwhile comes after it.
    told(
        engine,
        &session("invited", now(), &begin(engine, &member, "mensuel")),
    );
    assert!(
        until(engine, &member).starts_with("2098-02-01"),
        "{}",
        until(engine, &member)
    );
    engine.moderate("PATCH", &row, &json!({ "givenUntil": "" }));
    assert!(reads(engine, &member) && !until(engine, &member).starts_with("2098"));
}
