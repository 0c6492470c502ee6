//! What is another's to say, and is not changed by whoever says it.

use journeys::{Membership, Standing, text};
use serde_json::json;

use super::stored;
use crate::attack::{held, tried};
use crate::seeds::{ARTICLE, CONTRIBUTIONS, contribution, seeds};

/// Mass assignment: each of these is the server's to say.
pub fn nobody_says_who_they_are_or_what_they_have_paid(engine: &mut Membership) {
    let seeds = seeds();
    let far = "2099-01-01 00:00:00.000Z";
    let member = engine.member("Issa Malin", Standing::Subscriber);
    let lapsed = engine.member("Jean Presque", Standing::Lapsed);
    for (field, value) in [
        ("author", json!(seeds.author.id)),
        ("authorName", json!("La rédaction")),
        ("status", json!("published")),
        ("likes", json!(99)),
        ("editableUntil", json!(far)),
        ("edited", json!(far)),
        ("created", json!("2001-01-01 00:00:00.000Z")),
        ("author+", json!(seeds.author.id)),
        ("author-", json!(member.id)),
        ("+author", json!(seeds.author.id)),
        ("likes+", json!(5)),
        ("likes-", json!(5)),
        ("status", json!(null)),
        ("author", json!([])),
        ("author", json!("")),
    ] {
        let mut body = json!({ "article": ARTICLE, "text": "x" });
        body[field] = value;
        let answer = engine.ask("POST", CONTRIBUTIONS, &member.token, Some(&body));
        let row = stored(engine, "contributions", &text(&answer.json()["id"]));
        // Either it is refused or it changes nothing.
        let plain = answer.status == 400
            || (row["author"] == json!(member.id)
                && row["authorName"] == json!("Issa Malin")
                && row["likes"] == json!(0)
                && row["edited"] == json!(""));
        tried(plain);
        assert!(plain, "{body} became {row}");
    }
    // Form fields, and PocketBase's JSON within a form.
    let boundary = "b0undary";
    for part in [
        "@jsonPayload\"\r\n\r\n{\"author\":\"x\",\"likes\":7}",
        "author\"\r\n\r\nx",
        "likes\"\r\n\r\n7",
        "status\"\r\n\r\npublished",
    ] {
        let body = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"article\"\r\n\r\nx\r\n--{boundary}\r\n\
             content-disposition: form-data; name=\"text\"\r\n\r\nx\r\n--{boundary}\r\ncontent-disposition: form-data; name=\"{part}\r\n--{boundary}--\r\n"
        );
        let kind = format!("multipart/form-data; boundary={boundary}");
        let headers = [("content-type", kind.as_str()), ("authorization", &member.token)];
        let answer = engine.send("POST", CONTRIBUTIONS, &headers, body.as_bytes());
        held(&answer, &[400], part);
    }
    let own = format!("/api/collections/members/records/{}", lapsed.id);
    for (field, value) in [
        ("banned", json!(false)),
        ("verified", json!(false)),
        ("premoderated", json!(false)),
        ("nameKey", json!("x")),
        ("tokenKey", json!("x")),
        ("email", json!("autre@exemple.org")),
        ("password", json!("un-autre-mot")),
        ("paidUntil", json!(far)),
        ("created", json!(far)),
        ("subscriptions_via_member", json!([{ "paidUntil": far }])),
        ("subscriptions_via_member.paidUntil", json!(far)),
        ("id", json!("aaaaaaaaaaaaaaa")),
    ] {
        let before = stored(engine, "members", &lapsed.id);
        let answer = engine.ask("PATCH", &own, &lapsed.token, Some(&json!({ field: value })));
        let same = stored(engine, "members", &lapsed.id) == before;
        tried(same);
        assert!(same, "{field}: {}", answer.json());
    }
    for (collection, body) in [
        (
            "subscriptions",
            json!({ "member": lapsed.id, "plan": "mensuel", "paidUntil": far, "givenUntil": far }),
        ),
        (
            "payments",
            json!({ "member": lapsed.id, "provider": "stripe", "event": "x", "kind": "paid", "occurred": far }),
        ),
        (
            "checkouts",
            json!({ "member": lapsed.id, "plan": "mensuel", "amount": 5, "currency": "XOF", "interval": "year" }),
        ),
        (
            "plans",
            json!({ "code": "gratuit", "name": "x", "amount": 5, "currency": "XOF", "interval": "year" }),
        ),
        (
            "_superusers",
            json!({ "email": "x@exemple.org", "password": "12345678", "passwordConfirm": "12345678" }),
        ),
    ] {
        let list = format!("/api/collections/{collection}/records");
        for token in ["", &lapsed.token, &member.token] {
            held(&engine.ask("POST", &list, token, Some(&body)), &[403], collection);
            for method in ["PATCH", "DELETE"] {
                let rows = engine
                    .ask("GET", &format!("{list}?perPage=1"), engine.moderator(), None)
                    .json();
                let row = format!("{list}/{}", text(&rows["items"][0]["id"]));
                held(
                    &engine.ask(method, &row, token, Some(&body)),
                    &[403, 404],
                    collection,
                );
            }
        }
    }
    // At sign-up.
    for (field, value) in [
        ("verified", json!(true)),
        ("banned", json!(false)),
        ("verified", json!("true")),
    ] {
        let mut body = json!({ "name": "Kadi Neuve", "email": "kadi@exemple.org", "password": "12345678", "passwordConfirm": "12345678" });
        body[field] = value;
        held(
            &engine.ask("POST", "/api/collections/members/records", "", Some(&body)),
            &[400],
            field,
        );
    }
    for collection in ["likes", "reports"] {
        let body = json!({ "contribution": seeds.answer, "member": seeds.author.id, "reason": "other" });
        let list = format!("/api/collections/{collection}/records");
        held(
            &engine.ask("POST", &list, &member.token, Some(&body)),
            &[400],
            collection,
        );
    }
}

pub fn what_is_somebody_else_s_stays_as_it_is(engine: &mut Membership) {
    let seeds = seeds();
    let member = engine.member("Lamine Voisin", Standing::Subscriber);
    let other = engine.member("Mah Ecrivaine", Standing::Subscriber);
    let id = engine.seed(&other, ARTICLE, "à moi", "published");
    let like = engine.ask(
        "POST",
        "/api/collections/likes/records",
        &other.token,
        Some(&json!({ "contribution": id })),
    );
    let like = format!("/api/collections/likes/records/{}", text(&like.json()["id"]));
    let before = stored(engine, "contributions", &id);
    for (method, target) in [
        ("PATCH", contribution(&id)),
        ("DELETE", contribution(&id)),
        ("DELETE", like.clone()),
        ("PATCH", like.clone()),
        ("GET", like),
        ("GET", format!("/api/collections/members/records/{}", other.id)),
        ("PATCH", format!("/api/collections/members/records/{}", other.id)),
        ("DELETE", format!("/api/collections/members/records/{}", other.id)),
        ("PATCH", contribution(&seeds.pending)),
        ("DELETE", contribution(&seeds.removed)),
        ("GET", contribution(&seeds.pending)),
        ("GET", "/api/collections/subscriptions/records/x".into()),
    ] {
        let body = json!({ "text": "à moi maintenant", "name": "Autre Nom", "member": member.id });
        held(
            &engine.ask(method, &target, &member.token, Some(&body)),
            &[403, 404],
            &target,
        );
    }
    assert_eq!(stored(engine, "contributions", &id), before);
    // Once only, and what one reported is nobody's to read, not even one's own.
    let likes = json!({ "contribution": id });
    assert_eq!(
        engine
            .ask(
                "POST",
                "/api/collections/likes/records",
                &member.token,
                Some(&likes)
            )
            .status,
        200
    );
    held(
        &engine.ask(
            "POST",
            "/api/collections/likes/records",
            &member.token,
            Some(&likes),
        ),
        &[400],
        "liked twice",
    );
    assert_eq!(stored(engine, "contributions", &id)["likes"], json!(2));
    held(
        &engine.ask("GET", "/api/collections/reports/records", &member.token, None),
        &[403],
        "reports",
    );
    for hidden in [&seeds.pending, &seeds.removed] {
        for collection in ["likes", "reports"] {
            let body = json!({ "contribution": hidden, "reason": "other" });
            let list = format!("/api/collections/{collection}/records");
            held(
                &engine.ask("POST", &list, &member.token, Some(&body)),
                &[400],
                "hidden",
            );
        }
    }
}
