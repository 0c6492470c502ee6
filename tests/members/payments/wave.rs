//! Plans that are paid with Wave.

use journeys::{Membership, Standing, text};
use serde_json::json;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{WAVE, ask, begin, reads, until, wave_notice};
use crate::attack::tried;

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
