//! What Stripe tells, in any order, several times, in every shape.

use std::thread;

use journeys::{Membership, Standing, text};
use serde_json::json;

use super::{begin, event, now, reads, session, tell, told, until};
use crate::attack::{code, tried};

const DAY: i64 = 86_400;

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
    assert_eq!((odd.status, code(&odd, "amount").as_str()), (400, "multiple"));
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
