//! Those who are not entitled to read.

use journeys::{Membership, PASSWORD, Standing, wait_for};
use serde_json::json;

use crate::accounts::letter;
use crate::seeds::{CONTRIBUTIONS, Seeds};

/// Who is not entitled, with the headers they send.
pub type Outsider = (&'static str, Vec<(&'static str, String)>);

/// All of them.
pub fn outsiders(engine: &Membership, seeds: &Seeds) -> Vec<Outsider> {
    let good = &seeds.subscriber.token;
    let part = |at: usize| good.split('.').nth(at).unwrap().to_owned();
    let bearer = |token: &str| vec![("authorization", token.to_owned())];

    let gone = engine.member("Fanta Partie", Standing::Subscriber);
    let left = engine.ask(
        "DELETE",
        &format!("/api/collections/members/records/{}", gone.id),
        &gone.token,
        Some(&json!({ "password": PASSWORD })),
    );
    assert_eq!(left.status, 204);
    let signed_out = engine.member("Gaoussou Sorti", Standing::Subscriber);
    engine.ask(
        "POST",
        "/api/kiosque/account/sign-out-everywhere",
        &signed_out.token,
        None,
    );

    // Another newspaper's engine, where somebody of the same id is a subscriber, and its moderator.
    let elsewhere = Membership::start(&[]);
    let stranger = json!({
        "id": seeds.subscriber.id, "name": "Binta Sow", "email": "b@exemple.org", "verified": true,
        "password": journeys::PASSWORD, "passwordConfirm": journeys::PASSWORD,
    });
    elsewhere.moderate("POST", "/api/collections/members/records", &stranger);
    let foreign = elsewhere.token(&seeds.subscriber.id, 0);

    // For one second; whether it is over is asked, not guessed.
    let expired = engine.token(&seeds.subscriber.id, 1);
    let refresh = "/api/collections/members/auth-refresh";
    let is_over = || (engine.ask("POST", refresh, &expired, None).status == 401).then_some(());
    wait_for(is_over).expect("a token of one second still holds");
    // A letter's token is no session.
    let email = json!({ "email": seeds.subscriber.email });
    engine.ask(
        "POST",
        "/api/collections/members/request-password-reset",
        "",
        Some(&email),
    );
    let letter = letter(engine, &seeds.subscriber.email, "nouveau");

    let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
    vec![
        ("nobody", vec![]),
        ("free", bearer(&seeds.free.token)),
        ("lapsed", bearer(&seeds.lapsed.token)),
        (
            "lapsed, with another's cookie",
            vec![
                ("authorization", seeds.lapsed.token.clone()),
                ("cookie", format!("pb_auth={good}")),
            ],
        ),
        ("banned", bearer(&seeds.banned.token)),
        ("gone", bearer(&gone.token)),
        ("signed out", bearer(&signed_out.token)),
        ("another engine's member", bearer(&foreign)),
        ("another engine's moderator", bearer(elsewhere.moderator())),
        ("expired", bearer(&expired)),
        ("a letter's token", bearer(&letter)),
        ("not signed", bearer(&format!("{}.{}.", part(0), part(1)))),
        ("signed by nothing", bearer(&format!("{none}.{}.", part(1)))),
        (
            "another's signature",
            bearer(&format!(
                "{}.{}.{}",
                part(0),
                seeds.lapsed.token.split('.').nth(1).unwrap(),
                part(2)
            )),
        ),
        ("a letter changed", bearer(&good.replacen("eyJ", "eyK", 2))),
        (
            "cookie",
            vec![("cookie", format!("pb_auth={good}; token={good}"))],
        ),
        (
            "forged",
            bearer("eyJhbGciOiJIUzI1NiJ9.eyJ0eXBlIjoiYXV0aCJ9.c2lnbmVk"),
        ),
        ("nonsense", bearer("Bearer \u{7f}")),
        (
            "proxied",
            vec![
                ("x-real-ip", "127.0.0.1".into()),
                ("x-http-method-override", "GET".into()),
                ("x-original-url", CONTRIBUTIONS.into()),
            ],
        ),
    ]
}
