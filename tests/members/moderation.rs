//! What moderators do, and what comes of it for readers.

mod links;

use std::thread;

use journeys::{Membership, Standing, text};
use serde_json::json;

use crate::attack::{found, tried};
use crate::seeds::{CONTRIBUTIONS, contribution};
pub use links::a_link_by_somebody_new_waits_however_it_is_written;

const ARTICLE: &str = "un-article-modere";

/// Where a member could find a text again.
fn everywhere(id: &str, text: &str) -> Vec<String> {
    let filters = [
        format!("text~'{text}'"),
        format!("removedText~'{text}'"),
        format!("id='{id}'"),
        "status='removed'".into(),
    ];
    let mut targets = vec![
        contribution(id),
        format!("{}?fields=*,removedText", contribution(id)),
        format!("{CONTRIBUTIONS}?perPage=1000"),
        format!("{CONTRIBUTIONS}?expand=parent,contributions_via_parent&fields=*,removedText"),
        "/api/collections/members/auth-refresh?expand=contributions_via_author".into(),
        "/api/collections/likes/records?expand=contribution".into(),
    ];
    targets
        .extend(filters.map(|filter| format!("{CONTRIBUTIONS}?filter={}", crate::attack::encoded(&filter))));
    targets
}

pub fn what_is_taken_out_is_nowhere(engine: &mut Membership) {
    let author = engine.member("Bakary Ecrit", Standing::Subscriber);
    let reader = engine.member("Coumba Lit", Standing::Subscriber);
    let said = "mot-a-retirer-5519";
    let id = engine.seed(&author, ARTICLE, said, "published");
    engine.ask(
        "POST",
        "/api/collections/likes/records",
        &reader.token,
        Some(&json!({ "contribution": id })),
    );
    assert!(
        !found(
            &engine.ask("GET", &contribution(&id), &reader.token, None),
            &[said]
        )
        .is_empty()
    );
    // With the text still in the form, as the admin interface sends it, and without.
    for body in [
        json!({ "status": "removed", "text": said, "removedText": "" }),
        json!({ "status": "removed" }),
    ] {
        engine.moderate("PATCH", &contribution(&id), &body);
        for member in [&author, &reader] {
            for target in everywhere(&id, said) {
                let method = if target.contains("auth-refresh") {
                    "POST"
                } else {
                    "GET"
                };
                let answer = engine.ask(method, &target, &member.token, None);
                let leaked = found(&answer, &[said]);
                tried(leaked.is_empty());
                assert!(leaked.is_empty(), "{target}: {}", answer.json());
            }
            let answer = engine.ask(
                "PATCH",
                &contribution(&id),
                &member.token,
                Some(&json!({ "text": "de retour" })),
            );
            assert_eq!(answer.status, 404);
        }
        // Saved once more as it is, with what the form holds.
        engine.moderate(
            "PATCH",
            &contribution(&id),
            &json!({ "status": "removed", "text": said }),
        );
        let kept = engine.moderate("PATCH", &contribution(&id), &json!({ "likes": 77 }));
        assert_eq!(
            (&kept["text"], &kept["removedText"], &kept["likes"]),
            (&json!(""), &json!(said), &json!(1))
        );
        let back = engine.moderate("PATCH", &contribution(&id), &json!({ "status": "published" }));
        assert_eq!((&back["text"], &back["removedText"]), (&json!(said), &json!("")));
    }
}

/// The author saves at the same time as the moderator.
pub fn an_edit_does_not_bring_back_what_is_taken_out(engine: &mut Membership) {
    let author = engine.member("Daouda Vite", Standing::Subscriber);
    let engine = &*engine;
    for round in 0..25 {
        let id = engine.seed(&author, ARTICLE, "course-perdue-8812", "published");
        thread::scope(|scope| {
            for at in 0..3 {
                let (id, author) = (&id, &author);
                scope.spawn(move || {
                    let said = json!({ "text": format!("course-perdue-8812 {at}") });
                    engine.ask("PATCH", &contribution(id), &author.token, Some(&said))
                });
            }
            scope.spawn(|| engine.moderate("PATCH", &contribution(&id), &json!({ "status": "removed" })));
        });
        let after = engine.ask("GET", &contribution(&id), &author.token, None);
        let held =
            after.json()["status"] == json!("removed") && found(&after, &["course-perdue-8812"]).is_empty();
        tried(held);
        assert!(held, "round {round}: {}", after.json());
        engine.moderate("DELETE", &contribution(&id), &json!({}));
    }
}

pub fn what_three_readers_report_waits(engine: &mut Membership) {
    let author = engine.member("Elhadj Signale", Standing::Subscriber);
    let readers: Vec<_> = (0..8)
        .map(|at| engine.member(&format!("Temoin {at}"), Standing::Subscriber))
        .collect();
    let id = engine.seed(&author, ARTICLE, "signalée", "published");
    let report = |reader: usize| {
        let body = json!({ "contribution": id, "reason": "insult", "details": "x" });
        engine
            .ask(
                "POST",
                "/api/collections/reports/records",
                &readers[reader].token,
                Some(&body),
            )
            .status
    };
    let seen = |reader: usize| {
        engine
            .ask("GET", &contribution(&id), &readers[reader].token, None)
            .status
    };
    // One reader alone changes nothing, however often.
    assert_eq!([report(0), report(0), report(0), report(1)], [200, 400, 400, 200]);
    assert_eq!(seen(7), 200);
    // The last two at once.
    thread::scope(|scope| {
        scope.spawn(|| report(2));
        scope.spawn(|| report(3));
    });
    tried(seen(7) == 404);
    assert_eq!(seen(7), 404);
    let own = engine.ask("GET", &contribution(&id), &author.token, None);
    assert_eq!(own.json()["status"], json!("pending"));
    // What a moderator has read stays, until it is changed.
    engine.moderate("PATCH", &contribution(&id), &json!({ "status": "published" }));
    report(4);
    assert_eq!(seen(7), 200);
    engine.ask(
        "PATCH",
        &contribution(&id),
        &author.token,
        Some(&json!({ "text": "changée" })),
    );
    report(5);
    assert_eq!(seen(7), 404);
}

pub fn a_newspaper_may_read_everything_first() {
    let engine = Membership::start(&[("KIOSQUE_MODERATION", "before")]);
    let author = engine.member("Fily Patient", Standing::Subscriber);
    let reader = engine.member("Gina Lectrice", Standing::Subscriber);
    let body = json!({ "article": ARTICLE, "text": "d'abord lue" });
    let written = engine
        .ask("POST", CONTRIBUTIONS, &author.token, Some(&body))
        .json();
    assert_eq!(written["status"], json!("pending"));
    let target = contribution(&text(&written["id"]));
    assert_eq!(engine.ask("GET", &target, &reader.token, None).status, 404);
    assert_eq!(engine.ask("GET", &target, &author.token, None).status, 200);
    engine.moderate("PATCH", &target, &json!({ "status": "published" }));
    assert_eq!(engine.ask("GET", &target, &reader.token, None).status, 200);
    // What is changed is read again.
    engine.ask(
        "PATCH",
        &target,
        &author.token,
        Some(&json!({ "text": "changée" })),
    );
    assert_eq!(engine.ask("GET", &target, &reader.token, None).status, 404);
}
