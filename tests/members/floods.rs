//! Too often.

use std::thread;

use journeys::{Answer, Membership, PASSWORD, Standing, text as text_of};
use serde_json::{Value, json};

use crate::attack::tried;
use crate::seeds::CONTRIBUTIONS;

/// The first refusal as too often among so many requests.
fn first_refusal(most: usize, mut ask: impl FnMut(usize) -> Answer) -> (usize, u32) {
    for at in 0..most {
        let answer = ask(at);
        if answer.status == 429 {
            let wait = answer.header("retry-after").parse().unwrap_or(0);
            return (at, wait);
        }
    }
    (most, 0)
}

pub fn whoever_comes_too_often_is_told_when_to_come_again() {
    // It believes no header about where a request is from: all are from one address.
    let engine = Membership::start(&[]);
    let members = "/api/collections/members";
    let nobody =
        |target: &str, body: Value| engine.ask("POST", &format!("{members}/{target}"), "", Some(&body));
    let writer = engine.member("Une Bavarde", Standing::Subscriber);
    let liker = engine.member("Un Enthousiaste", Standing::Subscriber);
    let payer = engine.member("Un Hesitant", Standing::Free);
    let liked: Vec<String> = (0..61)
        .map(|at| engine.seed(&writer, "aimes", &format!("{at}"), "published"))
        .collect();
    let reader = engine.member("Une Lectrice", Standing::Subscriber);
    let as_member = |target: &str, token: &str, body: Value| engine.ask("POST", target, token, Some(&body));
    let fickle = engine.member("Une Hesitante", Standing::Subscriber);
    let cases: [(&str, usize, (usize, u32)); 10] = [
        (
            "contributions that are deleted again",
            5,
            first_refusal(9, |_| {
                let text = json!({ "article": "x", "text": "x" });
                let posted = as_member(CONTRIBUTIONS, &fickle.token, text);
                let path = format!("{CONTRIBUTIONS}/{}", text_of(&posted.json()["id"]));
                engine.ask("DELETE", &path, &fickle.token, None);
                posted
            }),
        ),
        (
            "contributions",
            5,
            first_refusal(9, |_| {
                as_member(
                    CONTRIBUTIONS,
                    &reader.token,
                    json!({ "article": "x", "text": "x" }),
                )
            }),
        ),
        (
            "likes",
            60,
            first_refusal(61, |at| {
                as_member(
                    "/api/collections/likes/records",
                    &liker.token,
                    json!({ "contribution": liked[at] }),
                )
            }),
        ),
        (
            "reports",
            20,
            first_refusal(30, |at| {
                as_member(
                    "/api/collections/reports/records",
                    &liker.token,
                    json!({ "contribution": liked[at], "reason": "other" }),
                )
            }),
        ),
        (
            "checkouts",
            10,
            first_refusal(12, |_| {
                as_member(
                    "/api/kiosque/checkouts",
                    &payer.token,
                    json!({ "plan": "mensuel" }),
                )
            }),
        ),
        // One account, tried from everywhere.
        (
            "passwords for one",
            10,
            first_refusal(12, |at| {
                nobody(
                    "auth-with-password",
                    json!({ "identity": reader.email, "password": at.to_string() }),
                )
            }),
        ),
        (
            "passwords",
            60,
            first_refusal(70, |at| {
                nobody(
                    "auth-with-password",
                    json!({ "identity": format!("{at}@exemple.org"), "password": "x" }),
                )
            }),
        ),
        (
            "accounts",
            20,
            first_refusal(25, |_| nobody("records", json!({ "name": "x" }))),
        ),
        (
            "letters",
            20,
            first_refusal(25, |_| {
                nobody("request-password-reset", json!({ "email": "x@exemple.org" }))
            }),
        ),
        (
            "everything",
            1200,
            first_refusal(1300, |_| {
                engine.ask("GET", "/api/kiosque/articles/x/contributions", "", None)
            }),
        ),
    ];
    for (what, limit, (at, wait)) in cases {
        let held = at <= limit && at > 0 && (1..=3600).contains(&wait);
        tried(held);
        assert!(held, "{what}: refused after {at} of {limit}, to wait {wait} s");
    }
    // All at once is not once.
    let crowd = engine.member("Une Pressee", Standing::Subscriber);
    let taken: Vec<bool> = thread::scope(|scope| {
        let asked = liked.iter().take(40).map(|contribution| {
            let (engine, token) = (&engine, &crowd.token);
            let report = json!({ "contribution": contribution, "reason": "other" });
            scope.spawn(move || {
                let answer = engine.ask("POST", "/api/collections/reports/records", token, Some(&report));
                answer.status == 200
            })
        });
        let asked: Vec<_> = asked.collect();
        asked.into_iter().map(|asked| asked.join().unwrap()).collect()
    });
    let taken = taken.into_iter().filter(|taken| *taken).count();
    tried(taken <= 20);
    assert!(taken <= 20, "{taken} reports of 20 at once");
    // Spelt otherwise it is the same account.
    let shouted = nobody(
        "auth-with-password",
        json!({ "identity": reader.email.to_uppercase(), "password": PASSWORD }),
    );
    tried(shouted.status == 429);
    assert_eq!(shouted.status, 429);
}
