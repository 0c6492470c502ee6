//! What a host hands on to the engine.

use journeys::{Member, Membership, Standing, text};
use serde_json::{Value, json};

use super::Behind;
use crate::attack::{encoded, found};
use crate::seeds::PUBLISHED;

/// All that the reader's pages send.
pub fn arrives(behind: &Behind, engine: &Membership, member: &Member, seeded: &str) {
    let list = "/api/collections/contributions/records";
    let filter = encoded(
        "article=\"un-article\"&&parent=\"\"&&(created<\"2099-01-01 00:00:00.000Z\"||(created=\"x\"&&id<\"y\"))",
    );
    let page = format!(
        "{list}?perPage=20&skipTotal=1&sort=-created,-id&filter={filter}&expand=contributions_via_parent.likes_via_contribution,likes_via_contribution"
    );
    let shown = behind.ask("GET", &page, &member.token, &Value::Null);
    assert_eq!(found(&shown, &[PUBLISHED]), [PUBLISHED], "{}", shown.json());
    assert_eq!(shown.header("cache-control"), "no-store");
    let sign_in = json!({ "identity": member.email, "password": journeys::PASSWORD });
    let none = Value::Null;
    let mut id = String::new();
    let mut like = String::new();
    let article = json!({ "article": "un-article", "text": "écrit d’ici", "parent": "" });
    let cases: [(&str, &str, Value, u16); 25] = [
        (
            "GET",
            "/api/collections/plans/records?perPage=50&skipTotal=1&sort=order,amount",
            none.clone(),
            200,
        ),
        (
            "POST",
            "/api/collections/members/auth-with-password?expand=subscriptions_via_member",
            sign_in,
            200,
        ),
        (
            "POST",
            "/api/collections/members/auth-refresh?expand=subscriptions_via_member",
            json!({}),
            200,
        ),
        (
            "POST",
            "/api/collections/members/request-verification",
            json!({ "email": member.email }),
            204,
        ),
        (
            "POST",
            "/api/collections/members/confirm-verification",
            json!({ "token": "x" }),
            400,
        ),
        (
            "POST",
            "/api/collections/members/request-password-reset",
            json!({ "email": "x@exemple.org" }),
            204,
        ),
        (
            "POST",
            "/api/collections/members/confirm-password-reset",
            json!({ "token": "x", "password": "y", "passwordConfirm": "y" }),
            400,
        ),
        (
            "POST",
            "/api/collections/members/records",
            json!({ "name": "x" }),
            400,
        ),
        ("POST", list, article, 200),
        (
            "GET",
            "/api/collections/contributions/records/{id}",
            none.clone(),
            200,
        ),
        (
            "PATCH",
            "/api/collections/contributions/records/{id}",
            json!({ "text": "mieux" }),
            200,
        ),
        (
            "DELETE",
            "/api/collections/contributions/records/{id}",
            none.clone(),
            204,
        ),
        (
            "POST",
            "/api/collections/likes/records",
            json!({ "contribution": seeded }),
            200,
        ),
        (
            "DELETE",
            "/api/collections/likes/records/{like}",
            none.clone(),
            204,
        ),
        (
            "POST",
            "/api/collections/reports/records",
            json!({ "contribution": seeded, "reason": "other" }),
            200,
        ),
        (
            "GET",
            "/api/kiosque/articles/un-article/contributions",
            none.clone(),
            200,
        ),
        ("GET", "/api/kiosque/account/export", none.clone(), 200),
        (
            "POST",
            "/api/kiosque/checkouts",
            json!({ "plan": "mensuel" }),
            200,
        ),
        ("POST", "/api/kiosque/payments/stripe", json!({}), 400),
        ("POST", "/api/kiosque/payments/wave", json!({}), 400),
        ("POST", "/api/kiosque/payments/cinetpay", json!({}), 400),
        ("GET", "/api/kiosque/payments/cinetpay", none.clone(), 200),
        ("GET", "/api/kiosque/paid?token=x", none.clone(), 200),
        ("POST", "/api/kiosque/paid", json!({}), 200),
        (
            "DELETE",
            "/api/collections/members/records/aaaaaaaaaaaaaaa",
            none.clone(),
            404,
        ),
    ];
    for (method, target, body, status) in cases {
        let target = target.replace("{id}", &id).replace("{like}", &like);
        let answer = behind.ask(method, &target, &member.token, &body);
        assert_eq!(
            answer.status,
            status,
            "{method} {target}: {}",
            String::from_utf8_lossy(&answer.body)
        );
        let made = text(&answer.json()["id"]);
        match (method, target.as_str()) {
            ("POST", "/api/collections/contributions/records") => id = made,
            ("POST", "/api/collections/likes/records") => like = made,
            _ => {}
        }
    }
    let gone = engine.member("Parti Derriere", Standing::Free);
    let out = behind.ask(
        "POST",
        "/api/kiosque/account/sign-out-everywhere",
        &gone.token,
        &json!({}),
    );
    assert_eq!(out.status, 204);
    let leaving = engine.member("Efface Derriere", Standing::Free);
    let target = format!("/api/collections/members/records/{}", leaving.id);
    let password = json!({ "password": journeys::PASSWORD });
    assert_eq!(
        behind.ask("DELETE", &target, &leaving.token, &password).status,
        204
    );
}
