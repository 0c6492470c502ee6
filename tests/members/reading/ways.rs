//! The requests that ask for what is a subscriber's to read.

use serde_json::{Value, json};

use crate::attack::encoded;
use crate::seeds::{ARTICLE, CONTRIBUTIONS, Seeds};

/// A request, byte for byte.
pub struct Request {
    pub method: &'static str,
    pub target: String,
    pub body: Option<Value>,
}

/// The collections of which some members may read something.
pub const SOMEBODY_S: [&str; 6] = [
    "contributions",
    "likes",
    "reports",
    "subscriptions",
    "plans",
    "members",
];

fn get(target: impl Into<String>) -> Request {
    Request {
        method: "GET",
        target: target.into(),
        body: None,
    }
}

fn with(method: &'static str, target: impl Into<String>, body: Value) -> Request {
    Request {
        method,
        target: target.into(),
        body: Some(body),
    }
}

/// All the ways to a contribution's text that PocketBase has, and some that it has not.
pub fn ways(seeds: &Seeds) -> Vec<Request> {
    let Seeds {
        published,
        answer,
        pending,
        removed,
        author,
        ..
    } = seeds;
    let mut ways = Vec::new();
    // Every collection by its name and its id: listed, with all that hangs on it, and in every spelling.
    let expansions = [
        "contributions_via_author",
        "contributions_via_author.contributions_via_parent",
        "author.contributions_via_author",
        "member.contributions_via_author",
        "member.likes_via_member.contribution",
        "contribution",
        "contribution.parent",
        "contribution.contributions_via_parent",
        "contributions_via_parent",
        "reports_via_contribution",
        "reports_via_contribution.member",
        "parent",
        "author,author.subscriptions_via_member",
        "likes_via_contribution.member.contributions_via_author",
    ];
    for (name, id) in &seeds.ids {
        for collection in [name, id] {
            let list = format!("/api/collections/{collection}/records");
            ways.push(get(&list));
            ways.push(get(format!("{list}?perPage=1000&skipTotal=1&fields=*")));
            ways.push(get(format!("{list}?expand={}", expansions.join(","))));
            ways.push(get(format!(
                "{list}?fields=*,expand.*,removedText,text:excerpt(200)&expand=*"
            )));
            ways.push(get(format!("/api/collections/{collection}")));
            ways.push(with(
                "POST",
                format!("{list}?expand={}", expansions.join(",")),
                json!({}),
            ));
        }
        for record in [published, answer, pending, removed, &author.id] {
            for expansion in [
                "",
                "?expand=author,parent,contributions_via_parent,contribution,member&fields=*",
            ] {
                ways.push(get(format!(
                    "/api/collections/{name}/records/{record}{expansion}"
                )));
            }
            ways.push(get(format!("/api/files/{name}/{record}/text")));
            ways.push(with(
                "PATCH",
                format!("/api/collections/{name}/records/{record}"),
                json!({ "likes+": 1 }),
            ));
        }
    }
    let collections = [
        "Contributions",
        "CONTRIBUTIONS",
        "%63ontributions",
        "contributions%00",
        "contributions%20",
        "contributions%2f",
        "./contributions",
        "../collections/contributions",
        "%2e%2e/collections/contributions",
        "contributions;x",
        "contributions/.",
        "contribution%73",
        "contr%C4%B1butions",
    ];
    ways.extend(collections.map(|name| get(format!("/api/collections/{name}/records"))));
    let spellings = [
        "/API/collections/contributions/records",
        "/api/Collections/contributions/records",
        "/api/collections/contributions/Records",
        "//api//collections//contributions//records",
        "/api/./collections/contributions/records",
        "/api/x/../collections/contributions/records",
        "/api/collections/contributions/records/",
        "/api/collections/contributions/records%2f",
        "/api/collections/contributions/records?",
        "/api/collections/contributions/records#x",
        "/%61pi/collections/contributions/records",
        "http://127.0.0.1/api/collections/contributions/records",
        "/api/collections/contributions/records?collection=plans",
        "/_/../api/collections/contributions/records",
    ];
    ways.extend(spellings.map(get));
    let filters = [
        "text~'aux'",
        "id!=''",
        "status='published'",
        "author!=''||1=1",
        "1=1",
        "parent=''",
        "removedText~'a'",
        "@collection.contributions.text~'aux'",
        "@collection.contributions:x.removedText~'a'",
        "@request.auth.id!=''||id!=''",
        "author.contributions_via_author.text~'aux'",
        "member.contributions_via_author.text~'aux'",
        "contribution.text~'aux'",
        "text~'aux' // ",
        "strftime('%Y',created)>'1'",
    ];
    let sorts = [
        "text",
        "-text",
        "@random",
        "@rowid",
        "removedText",
        "author.email",
        "@collection.contributions.text",
    ];
    for collection in SOMEBODY_S.into_iter().chain(["payments", "checkouts"]) {
        let list = format!("/api/collections/{collection}/records");
        ways.extend(filters.map(|filter| get(format!("{list}?filter={}", encoded(filter)))));
        ways.extend(sorts.map(|sort| get(format!("{list}?sort={}", encoded(sort)))));
    }
    // What answers with a member's record, with all that hangs on it.
    let hanging = format!("?fields=*,expand.*&expand={}", expansions.join(","));
    for action in [
        "auth-refresh",
        "auth-with-password",
        "auth-with-otp",
        "request-otp",
        "auth-with-oauth2",
        "request-verification",
    ] {
        let sign_in = json!({ "identity": "djenebakeita@exemple.org", "password": journeys::PASSWORD, "email": author.email });
        ways.push(with(
            "POST",
            format!("/api/collections/members/{action}{hanging}"),
            sign_in,
        ));
    }
    ways.push(get(format!("/api/collections/members/auth-methods{hanging}")));
    ways.push(with(
        "POST",
        format!("/api/collections/members/impersonate/{}", author.id),
        json!({}),
    ));
    // What writes, and answers with what it wrote to.
    for (collection, body) in [
        ("likes", json!({ "contribution": published })),
        ("reports", json!({ "contribution": published, "reason": "other" })),
        (
            "contributions",
            json!({ "article": ARTICLE, "parent": published, "text": "x" }),
        ),
        (
            "contributions",
            json!({ "id": published, "article": ARTICLE, "text": "x" }),
        ),
    ] {
        ways.push(with(
            "POST",
            format!("/api/collections/{collection}/records{hanging}"),
            body,
        ));
    }
    // Several at once, and what is the moderators'.
    let inner = json!([{ "method": "GET", "url": CONTRIBUTIONS }, { "method": "POST", "url": "/api/collections/likes/records?expand=contribution", "body": { "contribution": published } }]);
    ways.push(with("POST", "/api/batch", json!({ "requests": inner })));
    ways.push(with(
        "POST",
        "/api/sql",
        json!({ "query": "select * from contributions" }),
    ));
    ways.push(with("POST", "/api/backups", json!({ "name": "x.zip" })));
    ways.push(with(
        "PATCH",
        "/api/settings",
        json!({ "batch": { "enabled": true } }),
    ));
    ways.push(with(
        "PUT",
        "/api/collections/import",
        json!({ "collections": [] }),
    ));
    ways.push(with(
        "PATCH",
        "/api/collections/contributions",
        json!({ "listRule": "" }),
    ));
    ways.push(with(
        "DELETE",
        "/api/collections/contributions/truncate",
        json!({}),
    ));
    for target in [
        "/api/settings",
        "/api/logs",
        "/api/logs/stats",
        "/api/backups",
        "/api/backups/x.zip?token=x",
        "/api/crons",
        "/api/collections",
        "/api/collections/meta/scaffolds",
        "/api/realtime/x",
        "/api/health",
        "/api/kiosque",
        "/api/kiosque/account/export",
        "/api/kiosque/articles/x%27%20OR%201=1--/contributions",
        "/api/kiosque/articles/%25/contributions",
        "/api/kiosque/articles/un-article-de-la-une/contributions/records",
        "/api/kiosque/checkouts",
        "/_/",
        "/pb_data/data.db",
        "/data.db",
        "/../data/data.db",
        "/%2e%2e/data/data.db",
        "/api/kiosque/payments/stripe",
    ] {
        ways.push(get(target));
    }
    for method in [
        "HEAD", "OPTIONS", "PUT", "POST", "QUERY", "TRACE", "get", "PROPFIND",
    ] {
        ways.push(Request {
            method,
            target: CONTRIBUTIONS.into(),
            body: None,
        });
    }
    ways
}
