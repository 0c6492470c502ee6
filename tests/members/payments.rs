//! What is paid, and what follows.

use std::{
    thread,
    time::{SystemTime, UNIX_EPOCH},
};

use journeys::{Answer, Member, Membership, PROVIDER_SECRET, Standing, text};
use neighbours::{CINETPAY, cinetpay_notice, signature, wave_signature};
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::attack::tried;

const WEBHOOK: &str = "/api/kiosque/payments/stripe";
const DAY: i64 = 86_400;

fn now() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
}

fn event(id: &str, kind: &str, created: i64, object: Value) -> Value {
    json!({ "id": id, "object": "event", "type": kind, "created": created, "data": { "object": object } })
}

fn tell(engine: &Membership, event: &Value) -> Answer {
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

fn begin(engine: &Membership, member: &Member, plan: &str) -> String {
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

fn session(name: &str, created: i64, checkout: &str) -> Value {
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
    engine
        .ask("GET", crate::writing::CONTRIBUTIONS, &member.token, None)
        .status
        == 200
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

pub fn only_a_signed_notice_counts(engine: &mut Membership) {
    let member = engine.member("Seydou Forge", Standing::Free);
    let notice = session("forged", now(), &begin(engine, &member, "mensuel"));
    signed_and_nothing_else(engine, &member, &STRIPE, &notice);
    let member = engine.member("Seydou Onde", Standing::Free);
    let notice = wave_notice("forged", &begin(engine, &member, "mensuel"), 2500);
    signed_and_nothing_else(engine, &member, &WAVE, &notice);
    // What one provider signed is nothing to the other.
    let member = engine.member("Seydou Mele", Standing::Free);
    let notice = wave_notice("mixed", &begin(engine, &member, "mensuel"), 2500).to_string();
    let stripes = signature(PROVIDER_SECRET, now().unsigned_abs(), &notice).unwrap();
    let answer = engine.send("POST", WAVE.path, &[(WAVE.header, &stripes)], notice.as_bytes());
    tried(answer.status == 400);
    assert_eq!(answer.status, 400);
    for unknown in [
        "Stripe",
        "orange",
        "signature",
        "providers",
        "constructor",
        "payments",
        "..%2flib%2fstripe",
    ] {
        let path = format!("/api/kiosque/payments/{unknown}");
        let answer = engine.send("POST", &path, &[(STRIPE.header, &stripes)], notice.as_bytes());
        tried(answer.status == 404);
        assert_eq!(answer.status, 404, "{unknown}");
    }
}

fn signed_and_nothing_else(engine: &Membership, member: &Member, post: &Post, notice: &Value) {
    let body = notice.to_string();
    let time = now().unsigned_abs();
    let sign = |secret: &str, time: u64, body: &str| (post.sign)(secret, time, body).unwrap();
    let good = sign(PROVIDER_SECRET, time, &body);
    let (_, hex) = good.split_once("v1=").unwrap();
    let other_body = body.replace("2500", "9999");
    for header in [
        String::new(),
        "x".into(),
        "t=,v1=".into(),
        "t=1".into(),
        format!("v1={hex}"),
        format!("t={time}"),
        format!("t={time},v1="),
        format!("t={time},v0={hex}"),
        format!("t={},v1={hex}", time + 1),
        format!("t=0{time},v1={hex}"),
        format!("t={time}.0,v1={hex}"),
        format!("t=NaN,v1={hex}"),
        format!("t=-{time},v1={hex}"),
        format!("t={time},v1={}", hex.to_uppercase()),
        format!("t={time},v1={}", &hex[1..]),
        sign("whsec_another", time, &body),
        sign("", time, &body),
        sign("undefined", time, &body),
        sign(PROVIDER_SECRET, time, &other_body),
        sign(PROVIDER_SECRET, time, ""),
        sign(PROVIDER_SECRET, time - 301, &body),
        sign(PROVIDER_SECRET, time + 400, &body),
        sign(PROVIDER_SECRET, 0, &body),
        "t=1,".repeat(2000),
    ] {
        let answer = engine.send("POST", post.path, &[(post.header, &header)], body.as_bytes());
        tried(answer.status == 400);
        assert_eq!(answer.status, 400, "{header}");
    }
    for token in [&member.token, engine.moderator()] {
        let answer = engine.ask("POST", post.path, token, Some(notice));
        tried(answer.status == 400);
        assert_eq!(answer.status, 400);
    }
    assert_eq!(until(engine, member), "");
    // The providers' own may hold several, of which one is right.
    let header = format!("t={time},v1={},v1={hex},v0=x", "0".repeat(64));
    assert_eq!(
        engine
            .send("POST", post.path, &[(post.header, &header)], body.as_bytes())
            .status,
        200
    );
    let paid = until(engine, member);
    assert_ne!(paid, "");
    // The very same again, and the same payment in another notice.
    engine.send("POST", post.path, &[(post.header, &header)], body.as_bytes());
    let mut again = notice.clone();
    again["id"] = json!("evt_forged_again");
    post.tell(engine, &again);
    tried(until(engine, member) == paid);
    assert_eq!(until(engine, member), paid);
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

/// The reader is told that the service does not answer, not that they did something wrong.
pub fn where_wave_gives_no_page_nobody_is_to_blame() {
    for wrong in [
        ("KIOSQUE_WAVE_KEY", "another"),
        ("KIOSQUE_WAVE_API", "http://127.0.0.1:1/v1/checkout/sessions"),
    ] {
        let engine = Membership::start(&[wrong]);
        let member = engine.member("Oumou Refus", Standing::Free);
        let own = format!("http://{}{}", engine.provider.web, neighbours::WAVE);
        let checkout = if wrong.0 == "KIOSQUE_WAVE_API" {
            wrong.1
        } else {
            &own
        };
        let plan = json!({
            "code": "mobile", "name": "Mobile", "amount": 1500, "currency": "XOF", "interval": "month",
            "checkout": checkout,
        });
        engine.moderate("POST", "/api/collections/plans/records", &plan);
        let asked = json!({ "plan": "mobile" });
        let answer = engine.ask("POST", "/api/kiosque/checkouts", &member.token, Some(&asked));
        assert_eq!(answer.status, 502, "{}: {}", wrong.0, answer.json());
    }
}

const CINETPAY_NOTICES: &str = "/api/kiosque/payments/cinetpay";

/// Tells something in CinetPay's name.
fn cinetpay_tells(engine: &Membership, secret: &str, fields: &[(&str, &str)]) -> Answer {
    let (form, token) = cinetpay_notice(secret, fields).unwrap();
    engine.send("POST", CINETPAY_NOTICES, &[("x-token", &token)], form.as_bytes())
}

/// A plan that is paid with CinetPay: Orange Money, say.
pub fn cinetpay_is_asked_what_became_of_a_payment(engine: &mut Membership) {
    let member = engine.member("Sira Orange", Standing::Free);
    let plan = json!({
        "code": "guichet", "name": "Un mois / #1", "amount": 1500, "currency": "XOF", "interval": "month", "order": 1_000_001,
        "checkout": format!("http://{}{CINETPAY}", engine.provider.web),
    });
    let row = engine.moderate("POST", "/api/collections/plans/records", &plan);
    let row = format!("/api/collections/plans/records/{}", text(&row["id"]));
    for wrong in [json!({ "amount": 1501 }), json!({ "currency": "EUR" })] {
        let answer = engine.ask("PATCH", &row, engine.moderator(), Some(&wrong));
        assert_eq!(answer.status, 400, "{wrong}");
    }
    let page = |engine: &Membership| {
        let asked = Some(json!({ "plan": "guichet" }));
        let answer = engine.ask("POST", "/api/kiosque/checkouts", &member.token, asked.as_ref());
        let address = text(&answer.json()["address"]);
        let (_, page) = address
            .split_once(&engine.provider.web.to_string())
            .unwrap_or_else(|| panic!("{}", answer.json()));
        page.to_owned()
    };
    // Begun, and told as paid by somebody who knows the secret, but not paid.
    let waiting = page(engine);
    let transaction = waiting.trim_start_matches("/cinetpay/").to_owned();
    let lie = [
        ("cpm_trans_id", transaction.as_str()),
        ("cpm_amount", "1500"),
        ("cpm_error_message", "SUCCES"),
    ];
    assert_eq!(cinetpay_tells(engine, PROVIDER_SECRET, &lie).status, 200);
    tried(until(engine, &member).is_empty());
    assert_eq!(until(engine, &member), "");
    let refused = page(engine);
    let (status, back) = ask(engine, "POST", &format!("{refused}/refuser"));
    assert_eq!(status, 307);
    assert_eq!(until(engine, &member), "");

    // Paid, and told.
    let (_, back_again) = ask(engine, "POST", &format!("{waiting}/payer"));
    assert_eq!(back, back_again, "CinetPay knows one way back");
    let (_, path) = back.split_once("127.0.0.1:1").unwrap();
    let refused = refused.trim_start_matches("/cinetpay/");
    let comes_back = |engine: &Membership, transaction: &str, to: &str| {
        let form = format!("transaction_id={transaction}&token=t");
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let posted = engine.send("POST", path, &kind, form.as_bytes());
        let asked = engine.ask("GET", &format!("{path}?{form}"), "", None);
        for answer in [posted, asked] {
            let page = String::from_utf8(answer.body).unwrap();
            let goes_on = format!(r#"content="0;url=http://127.0.0.1:1{to}""#);
            assert!(answer.status == 200 && page.contains(&goes_on), "{page}");
        }
    };
    comes_back(engine, refused, "/abonnement/");
    comes_back(engine, &transaction, "/compte/#paye");
    // Nobody makes the engine ask for what was not begun, or all the time.
    let asked_before = engine.provider.questions();
    let elsewhere = json!({ "plan": "mensuel" });
    let elsewhere = engine.ask("POST", "/api/kiosque/checkouts", &member.token, Some(&elsewhere));
    let elsewhere = text(&elsewhere.json()["address"]);
    let (_, elsewhere) = elsewhere.split_once("client_reference_id=").unwrap();
    for unknown in [
        elsewhere,
        "aaaaaaaaaaaaaaa",
        "",
        "%27%20||%20id!=%27",
        "undefined",
    ] {
        comes_back(engine, unknown, "/compte/#paye");
    }
    for (kind, body) in [
        ("text/plain", "transaction_id=x"),
        ("application/xml", "<x/>"),
        ("application/json", "5"),
        ("application/json", r#"{"transaction_id": {"toString": 1}}"#),
        ("multipart/form-data", "x"),
    ] {
        let answer = engine.send("POST", path, &[("content-type", kind)], body.as_bytes());
        assert_eq!(answer.status, 200, "{kind} {body}: the payer goes on");
    }
    assert_eq!(engine.provider.questions(), asked_before);
    for _ in 0..9 {
        engine.ask("GET", &format!("{path}?transaction_id={transaction}"), "", None);
    }
    tried(engine.provider.questions() <= asked_before + 3);
    assert_eq!(engine.provider.questions(), asked_before + 3, "5 a minute");
    let first = until(engine, &member);
    assert!(reads(engine, &member));
    // It tells it again; somebody does who does not know the secret; of another's page.
    assert_eq!(cinetpay_tells(engine, PROVIDER_SECRET, &lie).status, 200);
    assert_eq!(until(engine, &member), first);
    let other = page(engine);
    ask(engine, "POST", &format!("{other}/refuser"));
    let other = other.trim_start_matches("/cinetpay/").to_owned();
    for secret in ["", "undefined", "whsec_another"] {
        for fields in [lie.to_vec(), vec![("cpm_trans_id", other.as_str())], Vec::new()] {
            let answer = cinetpay_tells(engine, secret, &fields);
            tried(answer.status == 400);
            assert_eq!(answer.status, 400);
        }
    }
    let (form, token) = cinetpay_notice(PROVIDER_SECRET, &lie).unwrap();
    for (header, body) in [
        (token.clone(), form.replace("1500", "9999")),
        (token.to_uppercase(), form.clone()),
        (String::new(), form.clone()),
        (token.clone(), "%".into()),
        (token.clone(), String::new()),
        (token.clone(), json!({ "cpm_trans_id": transaction }).to_string()),
        (format!("t=1,v1={token}"), form.clone()),
    ] {
        let answer = engine.send("POST", CINETPAY_NOTICES, &[("x-token", &header)], body.as_bytes());
        tried(answer.status == 400);
        assert_eq!(answer.status, 400, "{header} {body}");
    }
    assert_eq!(until(engine, &member), first);
    assert_eq!(
        engine.ask("GET", CINETPAY_NOTICES, "", None).status,
        200,
        "somebody is there"
    );

    // Of what no notice came, it is asked, also when the plan is withdrawn meanwhile.
    let unheard = page(engine);
    engine
        .provider
        .pay_in_silence(unheard.trim_start_matches("/cinetpay/"));
    engine.moderate("PATCH", &row, &json!({ "checkout": "" }));
    assert_eq!(until(engine, &member), first);
    let asked = engine.ask("POST", "/api/crons/kiosqueCinetpay", engine.moderator(), None);
    assert_eq!(asked.status, 204);
    let start = std::time::Instant::now();
    while until(engine, &member) == first {
        assert!(
            start.elapsed().as_secs() < 10,
            "nobody asked what became of the payment"
        );
        thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// A plan that is paid with Wave, from the page that the engine asks Wave for to what a moderator writes down.
pub fn wave_is_paid_once_and_given_back_by_hand(engine: &mut Membership) {
    let member = engine.member("Oumou Onde", Standing::Free);
    let api = format!("http://{}{}", engine.provider.web, neighbours::WAVE);
    let plan = json!({
        "code": "mobile", "name": "Mobile", "amount": 1500, "currency": "XOF", "interval": "month", "order": 1_000_000, "checkout": api,
    });
    engine.moderate("POST", "/api/collections/plans/records", &plan);
    let answer = engine.ask(
        "POST",
        "/api/kiosque/checkouts",
        &member.token,
        Some(&json!({ "plan": "mobile" })),
    );
    let address = text(&answer.json()["address"]);
    let (_, page) = address
        .split_once(&engine.provider.web.to_string())
        .unwrap_or_else(|| panic!("{}", answer.json()));
    let page = page.to_owned();
    let (status, back) = ask(engine, "POST", &page);
    assert_eq!(status, 303);
    assert!(back.ends_with("/compte/#paye"), "{back}");
    let first = until(engine, &member);
    assert!(reads(engine, &member));
    // Paid on the same page again: it is one payment.
    ask(engine, "POST", &page);
    assert_eq!(until(engine, &member), first);

    // Too little; not paid; nobody's.
    let poor = engine.member("Oumou Pauvre", Standing::Free);
    let checkout = begin(engine, &poor, "mensuel");
    WAVE.tell(engine, &wave_notice("little", &checkout, 2400));
    let mut failed = wave_notice("failed", &checkout, 2500);
    failed["data"]["payment_status"] = json!("processing");
    WAVE.tell(engine, &failed);
    WAVE.tell(engine, &wave_notice("nobody", "", 2500));
    tried(until(engine, &poor).is_empty());
    assert_eq!(until(engine, &poor), "");

    // Wave sends no notice of what is given back.
    let paid = engine
        .ask(
            "GET",
            &format!(
                "/api/collections/payments/records?filter=member%3D%22{}%22",
                member.id
            ),
            engine.moderator(),
            None,
        )
        .json();
    let payment = text(&paid["items"][0]["payment"]);
    let refund = json!({
        "provider": "wave", "event": "by hand", "kind": "refunded", "payment": payment,
        "occurred": OffsetDateTime::now_utc().format(&Rfc3339).unwrap(),
    });
    let mistaken = engine.ask(
        "POST",
        "/api/collections/payments/records",
        &member.token,
        Some(&refund),
    );
    tried(mistaken.status >= 400);
    assert!(mistaken.status >= 400, "a member writes no payments");
    let row = engine.moderate("POST", "/api/collections/payments/records", &refund);
    assert!(!reads(engine, &member));
    // It was somebody else's payment.
    let path = format!("/api/collections/payments/records/{}", text(&row["id"]));
    engine.moderate("PATCH", &path, &json!({ "payment": "TCN_another" }));
    assert_eq!(until(engine, &member), first);
    engine.moderate("PATCH", &path, &json!({ "payment": refund["payment"] }));
    assert!(!reads(engine, &member));
    let deleted = engine.ask("DELETE", &path, engine.moderator(), None);
    assert_eq!(deleted.status, 204);
    assert_eq!(until(engine, &member), first);
    assert!(reads(engine, &member));
}

/// Every order of all that can be told of a subscription.
pub fn the_order_of_notices_does_not_matter(engine: &mut Membership) {
    let member = engine.member("Tata Desordre", Standing::Free);
    let checkout = begin(engine, &member, "mensuel");
    let start = now() - 20 * DAY;
    let renewal = json!({
        "id": "in_order_2", "billing_reason": "subscription_cycle", "amount_paid": 2500, "currency": "xof",
        "parent": { "subscription_details": { "subscription": "sub_order" } },
    });
    let link = json!({ "invoice": "in_order_2", "payment": { "payment_intent": "pi_order_2" } });
    let refund = json!({ "refunded": true, "payment_intent": "pi_order_2" });
    let end = json!({ "id": "sub_order", "ended_at": start + 15 * DAY });
    let notices = [
        session("order", start, &checkout),
        event("evt_o2", "invoice.paid", start + 5 * DAY, renewal),
        event("evt_o3", "invoice_payment.paid", start + 5 * DAY, link),
        event("evt_o4", "charge.refunded", start + 6 * DAY, refund),
        event("evt_o5", "customer.subscription.deleted", start + 15 * DAY, end),
    ];
    let mut results = Vec::new();
    for order in orders(notices.len()) {
        for at in &order {
            told(engine, &notices[*at]);
        }
        // Replayed, the other way round.
        for at in order.iter().rev() {
            told(engine, &notices[*at]);
        }
        results.push(until(engine, &member));
        tried(results.last() == results.first());
        let rows = engine
            .ask(
                "GET",
                "/api/collections/payments/records?perPage=200&filter=event~'order'%7C%7Cevent~'evt_o'",
                engine.moderator(),
                None,
            )
            .json();
        for row in rows["items"].as_array().unwrap() {
            engine.moderate(
                "DELETE",
                &format!("/api/collections/payments/records/{}", text(&row["id"])),
                &json!({}),
            );
        }
    }
    results.dedup();
    assert_eq!(results.len(), 1, "{results:?}");
    assert!(!reads(engine, &member));
}

fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![vec![]];
    }
    let shorter = orders(count - 1);
    let inserted = shorter.iter().flat_map(|order| {
        (0..count).map(|at| {
            let mut order = order.clone();
            order.insert(at, count - 1);
            order
        })
    });
    inserted.collect()
}

pub fn two_notices_at_once_count_once(engine: &mut Membership) {
    let member = engine.member("Umu Double", Standing::Free);
    let notice = session("double", now(), &begin(engine, &member, "mensuel"));
    let engine = &*engine;
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| told(engine, &notice));
        }
    });
    let target = "/api/collections/payments/records?filter=event='evt_double_session'";
    let rows = engine.ask("GET", target, engine.moderator(), None).json();
    tried(rows["totalItems"] == json!(1));
    assert_eq!(rows["totalItems"], json!(1));
    assert!(reads(engine, &member));
}

pub fn who_paid_too_little_has_paid_nothing(engine: &mut Membership) {
    let member = engine.member("Vieux Malin", Standing::Free);
    let checkout = begin(engine, &member, "mensuel");
    let cases = [
        ("amount_total", json!(2499)),
        ("amount_total", json!(0)),
        ("amount_total", json!(-2500)),
        ("amount_total", json!(null)),
        ("currency", json!("eur")),
        ("currency", json!(null)),
        ("client_reference_id", json!("aaaaaaaaaaaaaaa")),
        ("client_reference_id", json!(null)),
        ("client_reference_id", json!("' OR 1=1")),
        ("payment_status", json!("unpaid")),
        ("payment_status", json!("no_payment_required")),
    ];
    for (at, (field, value)) in cases.into_iter().enumerate() {
        let mut notice = session(&format!("little{at}"), now(), &checkout);
        notice["data"]["object"][field] = value;
        let answer = tell(engine, &notice);
        assert!(answer.status < 500, "{notice}");
        let held = !reads(engine, &member);
        tried(held);
        assert!(held, "{notice}");
    }
    // The price when it was begun is the one that counts.
    let plans = engine
        .ask(
            "GET",
            "/api/collections/plans/records?filter=code='mensuel'",
            engine.moderator(),
            None,
        )
        .json();
    let plan = format!(
        "/api/collections/plans/records/{}",
        text(&plans["items"][0]["id"])
    );
    engine.moderate("PATCH", &plan, &json!({ "amount": 3000 }));
    told(engine, &session("dearer", now(), &checkout));
    engine.moderate("PATCH", &plan, &json!({ "amount": 2500 }));
    assert!(reads(engine, &member));
    let odd = engine.ask(
        "PATCH",
        &plan,
        engine.moderator(),
        Some(&json!({ "amount": 2501 })),
    );
    assert_eq!(
        (odd.status, crate::writing::code(&odd, "amount").as_str()),
        (400, "multiple")
    );
}

pub fn both_shapes_of_the_provider_s_notices_are_understood(engine: &mut Membership) {
    // Before 2025-03-31: an invoice knows its payment and its subscription, a charge its invoice.
    let member = engine.member("Wassa Ancienne", Standing::Free);
    let start = now() - 31 * DAY;
    told(engine, &session("old", start, &begin(engine, &member, "mensuel")));
    let first = until(engine, &member);
    let renewal = json!({ "id": "in_old_2", "billing_reason": "subscription_cycle", "subscription": "sub_old", "payment_intent": "pi_old_2", "amount_paid": 2500, "currency": "xof" });
    told(engine, &event("evt_old_2", "invoice.paid", now() - DAY, renewal));
    assert!(until(engine, &member) > first && reads(engine, &member));
    // Part of it is no refund; all of it is.
    for (all, expected) in [(false, true), (true, false)] {
        let charge = json!({ "refunded": all, "payment_intent": "pi_old_2", "invoice": "in_old_2" });
        told(
            engine,
            &event(&format!("evt_old_refund_{all}"), "charge.refunded", now(), charge),
        );
        assert_eq!(reads(engine, &member), expected);
    }
    // Paid once, without an invoice; promised first, paid later.
    let member = engine.member("Ya Simple", Standing::Free);
    let mut once = session("once", now(), &begin(engine, &member, "annuel"));
    let object = once["data"]["object"].as_object_mut().unwrap();
    object.extend(json!({ "invoice": null, "subscription": null, "payment_intent": "pi_once", "amount_total": 25000, "payment_status": "unpaid" }).as_object().unwrap().clone());
    told(engine, &once);
    assert!(!reads(engine, &member));
    once["data"]["object"]["payment_status"] = json!("paid");
    once["id"] = json!("evt_once_paid");
    once["type"] = json!("checkout.session.async_payment_succeeded");
    told(engine, &once);
    assert!(reads(engine, &member));
    let charge = json!({ "refunded": true, "payment_intent": "pi_once" });
    told(
        engine,
        &event("evt_once_refund", "charge.refunded", now(), charge),
    );
    assert!(!reads(engine, &member));
    told(engine, &event("evt_unknown", "payout.paid", now(), json!({})));
    // A bank that is asked to give the money back may refuse; what is lost is as if refunded.
    let member = engine.member("Nana Litige", Standing::Free);
    let mut paid = session("disputed", now(), &begin(engine, &member, "mensuel"));
    paid["data"]["object"]["payment_intent"] = json!("pi_disputed");
    told(engine, &paid);
    let dispute = |status: &str| json!({ "status": status, "payment_intent": "pi_disputed" });
    for (event_id, kind, status, expected) in [
        ("evt_d1", "charge.dispute.created", "needs_response", true),
        ("evt_d2", "charge.dispute.closed", "won", true),
        ("evt_d3", "charge.dispute.closed", "lost", false),
    ] {
        told(engine, &event(event_id, kind, now(), dispute(status)));
        assert_eq!(reads(engine, &member), expected, "{kind} {status}");
    }
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

/// What the provider answers: its status, and where it sends on to.
fn ask(engine: &Membership, method: &str, target: &str) -> (u16, String) {
    let answer = journeys::ask(engine.provider.web.port(), method, target, &[], b"");
    (answer.status, answer.header("location").to_owned())
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
