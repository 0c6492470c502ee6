//! What a host does not hand on to the engine.

use journeys::{Member, Membership, Program, text};
use serde_json::{Value, json};

use super::{Behind, has_the_site_s_headers};
use crate::attack::{found, tried};
use crate::seeds::PUBLISHED;

pub fn nothing_else_does(
    behind: &Behind,
    engine: &Membership,
    member: &Member,
    lapsed: &Member,
    seeded: &str,
) {
    let list = "/api/collections/contributions/records";
    let ids = engine.ask("GET", "/api/collections/contributions", engine.moderator(), None);
    let by_id = format!("/api/collections/{}/records", text(&ids.json()["id"]));
    let view = format!("{list}/{seeded}");
    let mut cases: Vec<(&str, String)> = Vec::new();
    for method in [
        "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "get", "QUERY", "PROPFIND",
    ] {
        cases.push((method, list.into()));
    }
    for method in ["HEAD", "OPTIONS", "PUT", "POST"] {
        cases.push((method, view.clone()));
    }
    // Longer than what nginx reads of a request line.
    cases.push(("GET", format!("/api/{}", "x".repeat(40_000))));
    let own = format!("/api/collections/members/records/{}", member.id);
    for (method, target) in [
        ("GET", "/_/"),
        ("GET", "/_/#/"),
        ("GET", "/%5f/"),
        ("GET", "/api/"),
        ("GET", "/api"),
        ("GET", "/api/health"),
        ("GET", "/api/collections"),
        ("GET", "/api/collections/contributions"),
        ("GET", "/api/settings"),
        ("PATCH", "/api/settings"),
        ("GET", "/api/logs"),
        ("GET", "/api/backups"),
        ("GET", "/api/crons"),
        ("POST", "/api/batch"),
        ("GET", "/api/realtime"),
        ("POST", "/api/realtime"),
        ("POST", "/api/sql"),
        ("GET", "/api/files/x/y/z"),
        ("POST", "/api/collections/_superusers/auth-with-password"),
        ("POST", "/api/collections/_superusers/auth-refresh"),
        ("POST", "/api/collections/_superusers/records"),
        ("GET", "/api/collections/members/records"),
        ("GET", own.as_str()),
        ("PATCH", own.as_str()),
        ("POST", "/api/collections/members/impersonate/x"),
        ("POST", "/api/collections/members/request-otp"),
        ("POST", "/api/collections/members/auth-with-otp"),
        ("POST", "/api/collections/members/auth-with-oauth2"),
        ("POST", "/api/collections/members/request-email-change"),
        ("POST", "/api/collections/members/confirm-email-change"),
        ("GET", "/api/collections/members/auth-methods"),
        ("GET", "/api/collections/subscriptions/records"),
        ("GET", "/api/collections/payments/records"),
        ("GET", "/api/collections/checkouts/records"),
        ("GET", "/api/collections/likes/records"),
        ("GET", "/api/collections/reports/records"),
        ("POST", "/api/collections/plans/records"),
        ("GET", "/api/oauth2-redirect"),
        ("GET", "/API/collections/contributions/records"),
        ("GET", "/api/Collections/contributions/records"),
        ("GET", "/api/collections/Contributions/records"),
        ("GET", "/api/collections/contributions/Records"),
        ("GET", "/%61pi/collections/contributions/records"),
        ("GET", "/api/%63ollections/contributions/records"),
        ("GET", "/api/collections/%63ontributions/records"),
        ("GET", "/api/collections/contributions/record%73"),
        ("GET", "/api/collections/contributions%2frecords"),
        ("GET", "/api/collections/contributions/records/"),
        ("GET", "/api/collections/contributions//records"),
        ("GET", "//api/collections/contributions/records"),
        ("GET", "/./api/collections/contributions/records"),
        ("GET", "/x/../api/collections/contributions/records"),
        ("GET", "/api/./collections/contributions/records"),
        ("GET", "/api/collections/x/../contributions/records"),
        ("GET", "/api/collections/contributions/records/../records"),
        ("GET", "/api/collections/contributions/records%00"),
        ("GET", "/api/collections/contributions/records%3f"),
        ("GET", "/api/collections/contributions/records;x"),
        ("GET", "/api\\collections\\contributions\\records"),
        ("GET", "/api/collections/contributions/records%20"),
        ("GET", "/article/../api/collections/contributions/records"),
        ("GET", "/api/kiosque/articles/../contributions"),
        (
            "GET",
            "/api/kiosque/articles/x%2f..%2f..%2f..%2fhealth/contributions",
        ),
        ("GET", "/api/kiosque/articles/X/contributions"),
        ("POST", "/api/kiosque/articles/x/contributions"),
        ("GET", "/api/kiosque/payments/stripe"),
        ("PUT", "/api/kiosque/paid"),
        ("GET", "/api/kiosque/paid/x"),
        ("POST", "/api/kiosque/payments/Stripe"),
        ("POST", "/api/kiosque/payments/orange"),
        ("GET", "/api/kiosque/checkouts"),
        ("POST", "/api/kiosque/account/export"),
        ("GET", "/data.db"),
        ("GET", "/pb_data/data.db"),
        ("GET", "/.members/data.db"),
        ("GET", by_id.as_str()),
    ] {
        cases.push((method, target.into()));
    }
    for (method, target) in &cases {
        for token in ["", &lapsed.token, &member.token, engine.moderator()] {
            let answer = behind.ask(method, target, token, &Value::Null);
            let said = String::from_utf8_lossy(&answer.body);
            // The engine's own answers are JSON, with what it says for short.
            let held = found(
                &answer,
                &[
                    PUBLISHED,
                    "\"data\":{",
                    "\"items\":",
                    "PocketBase",
                    "collectionId",
                ],
            )
            .is_empty()
                && answer.status >= 300;
            tried(held);
            assert!(held, "{method} {target}: {} {said:.300}", answer.status);
            let is_own = !answer.headers.iter().any(|(name, _)| name == "x-frame-options");
            if is_own && target.starts_with("/api") {
                has_the_site_s_headers(behind, &answer, target);
            }
        }
    }
    // Those whose time is over get nothing through the front door either.
    for token in ["", &lapsed.token] {
        for target in [list, view.as_str()] {
            let answer = behind.ask("GET", target, token, &Value::Null);
            tried(found(&answer, &[PUBLISHED]).is_empty());
            assert!(matches!(answer.status, 401 | 403), "{target}: {}", answer.status);
            assert!(found(&answer, &[PUBLISHED]).is_empty());
        }
    }
    let large = json!({ "name": "x".repeat(300_000) });
    let answer = behind.ask("POST", "/api/collections/members/records", "", &large);
    tried(answer.status == 413);
    assert_eq!(answer.status, 413);
    if behind.host.program == Program::Nginx {
        has_the_site_s_headers(behind, &answer, "a body that is too large");
    }
}
