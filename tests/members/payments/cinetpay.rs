//! Plans that are paid with CinetPay.

use journeys::{Answer, Membership, PROVIDER_SECRET, Standing, text, wait_for};
use neighbours::{CINETPAY, cinetpay_notice};
use serde_json::json;

use super::{ask, reads, until};
use crate::attack::tried;

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
    let is_longer = || (until(engine, &member) != first).then_some(());
    wait_for(is_longer).expect("nobody asked what became of the payment");
}
