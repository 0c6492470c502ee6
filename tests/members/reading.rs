//! What can be read, by whom.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use journeys::{Answer, Membership, PASSWORD, Standing, text};
use serde_json::{Value, json};

use crate::attack::{encoded, found, tried};
use crate::seeds::{ANSWER, ARTICLE, PENDING, PUBLISHED, REMOVED, REPORT, Seeds, seeds};

/// A request, byte for byte.
struct Request {
    method: &'static str,
    target: String,
    body: Option<Value>,
}

const CONTRIBUTIONS: &str = "/api/collections/contributions/records";

/// The collections of which some members may read something.
const SOMEBODY_S: [&str; 6] = [
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
fn ways(seeds: &Seeds) -> Vec<Request> {
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

/// Who is not entitled, with the headers they send.
type Outsider = (&'static str, Vec<(&'static str, String)>);

/// All of them.
fn outsiders(engine: &Membership, seeds: &Seeds) -> Vec<Outsider> {
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
    let start = Instant::now();
    while engine.ask("POST", refresh, &expired, None).status != 401 {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "a token of one second still holds"
        );
        thread::sleep(Duration::from_millis(50));
    }
    // A letter's token is no session.
    let email = json!({ "email": seeds.subscriber.email });
    engine.ask(
        "POST",
        "/api/collections/members/request-password-reset",
        "",
        Some(&email),
    );
    let letter = crate::accounts::letter(engine, &seeds.subscriber.email, "nouveau");

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

fn send(engine: &Membership, request: &Request, headers: &[(&'static str, String)]) -> Answer {
    let address = journeys::another_address();
    let mut all = vec![
        ("content-type", "application/json"),
        ("x-forwarded-for", &address),
    ];
    all.extend(headers.iter().map(|(name, value)| (*name, value.as_str())));
    let body = request.body.as_ref().map(Value::to_string).unwrap_or_default();
    engine.send(request.method, &request.target, &all, body.as_bytes())
}

pub fn whoever_is_not_entitled_reads_no_contribution(engine: &mut Membership) {
    let seeds = seeds();
    let secrets = [
        PUBLISHED,
        ANSWER,
        PENDING,
        REMOVED,
        REPORT,
        &seeds.author.email,
        &seeds.subscriber.email,
    ];
    let mut leaks = Vec::new();
    let ways = ways(seeds);
    let outsiders = outsiders(engine, seeds);
    let engine = &*engine;
    // Two at a time: neither the engine nor whoever asks it is always busy.
    thread::scope(|scope| {
        let halves = outsiders.chunks(outsiders.len().div_ceil(2));
        let tries = halves.map(|half| scope.spawn(|| try_all(engine, half, &ways, &secrets)));
        let tries: Vec<_> = tries.collect();
        leaks.extend(tries.into_iter().flat_map(|tries| tries.join().unwrap()));
    });
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    // Had the seeds not been there, nothing could have leaked.
    let there = engine.ask("GET", CONTRIBUTIONS, &seeds.subscriber.token, None);
    assert_eq!(found(&there, &secrets), [PUBLISHED, ANSWER]);
}

/// What came of it that should not have.
fn try_all(engine: &Membership, outsiders: &[Outsider], ways: &[Request], secrets: &[&str]) -> Vec<String> {
    let mut leaks = Vec::new();
    for (who, headers) in outsiders {
        for request in ways {
            let answer = send(engine, request, headers);
            let leaked = found(&answer, secrets);
            tried(leaked.is_empty());
            if !leaked.is_empty() || answer.status >= 500 {
                leaks.push(format!(
                    "{who}: {} {} gave {} {leaked:?}",
                    request.method, request.target, answer.status
                ));
            }
        }
    }
    leaks
}

pub fn a_subscriber_reads_what_is_published_and_nothing_else(engine: &mut Membership) {
    let seeds = seeds();
    let member = engine.member("Lectrice Curieuse", Standing::Subscriber);
    let secrets = [
        PENDING,
        REMOVED,
        REPORT,
        &seeds.author.email,
        &seeds.banned.email,
        "/pay/",
        "tokenKey",
        journeys::PROVIDER_SECRET,
    ];
    let headers = [("authorization", member.token.clone())];
    let mut leaks = Vec::new();
    for request in ways(seeds) {
        let answer = send(engine, &request, &headers);
        let leaked = found(&answer, &secrets);
        tried(leaked.is_empty());
        if !leaked.is_empty() || answer.status >= 500 {
            leaks.push(format!(
                "{} {} gave {} {leaked:?}",
                request.method, request.target, answer.status
            ));
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

/// Filters and orders ask about a field; their answers must not tell it.
pub fn no_answer_depends_on_what_one_may_not_read(engine: &mut Membership) {
    let seeds = seeds();
    let questions = [
        "removedText~'{}'",
        "text~'{}'",
        "contributions_via_parent.text~'{}'",
        "parent.removedText~'{}'",
        "author.email~'{}'",
        "author.contributions_via_author.text~'{}'",
        "author.contributions_via_author.removedText?~'{}'",
        "author.name~'{}'",
        "member.email~'{}'",
        "member.contributions_via_author.text~'{}'",
        "member.contributions_via_author.text?~'{}'",
        "contribution.text~'{}'",
        "contribution.removedText~'{}'",
        "reports_via_contribution.details~'{}'",
        "contribution.reports_via_contribution.details?~'{}'",
        "likes_via_contribution.member.email?~'{}'",
        "@collection.contributions.text?~'{}'",
        "checkout~'{}'",
        "author.tokenKey~'{}'",
        "author.password~'{}'",
        "parent.text~'{}'",
        "reviewed='{}'",
        "text~'{}'||author.banned=true",
        "author.subscriptions_via_member.paidUntil>'{}'",
    ];
    let right_guesses = [PENDING, REMOVED, REPORT, "exemple", "pay", "2020"];
    let mut told = Vec::new();
    for member in [&seeds.free, &seeds.lapsed, &seeds.banned, &seeds.subscriber] {
        for collection in SOMEBODY_S {
            for question in questions {
                // A subscriber may ask for names, and for texts that are published: those of the guesses are not.
                if question.contains("author.name") && member.id == seeds.subscriber.id {
                    continue;
                }
                let ask = |guess: &str| {
                    let filter = encoded(&question.replace("{}", guess));
                    let target = format!("/api/collections/{collection}/records?filter={filter}");
                    let answer = engine.ask("GET", &target, &member.token, None);
                    (answer.status, answer.body)
                };
                let wrong = ask("9999-nowhere");
                for guess in right_guesses {
                    let same = ask(guess) == wrong;
                    tried(same);
                    if !same {
                        told.push(format!("{}: {collection} ? {question} {guess}", member.name));
                    }
                }
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// Live updates are off for members: a subscription would outlive what it was allowed by.
pub fn nobody_reads_along(engine: &mut Membership) {
    let seeds = seeds();
    for token in [
        "",
        &seeds.free.token,
        &seeds.lapsed.token,
        &seeds.banned.token,
        &seeds.subscriber.token,
    ] {
        let mut stream = TcpStream::connect(("127.0.0.1", engine.port())).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        write!(
            stream,
            "GET /api/realtime HTTP/1.1\r\nhost: x\r\nauthorization: {token}\r\n\r\n"
        )
        .unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap())
            .lines()
            .map_while(Result::ok);
        let connected = lines
            .find_map(|line| line.strip_prefix("data:").map(str::to_owned))
            .unwrap();
        let client = serde_json::from_str::<Value>(&connected).unwrap();
        for topics in [
            json!(["contributions/*"]),
            json!(["contributions", "likes/*", "reports/*"]),
            json!([format!("contributions/{}", seeds.published)]),
        ] {
            let body = json!({ "clientId": text(&client["clientId"]), "subscriptions": topics });
            // From the same address as the connection.
            let headers = [("content-type", "application/json"), ("authorization", token)];
            let answer = engine.send("POST", "/api/realtime", &headers, body.to_string().as_bytes());
            tried(answer.status == 403);
            assert_eq!(answer.status, 403, "{}", answer.json());
        }
        drop(lines);
        engine.seed(&seeds.author, ARTICLE, PUBLISHED, "published");
        // What had been sent would be there with the answer to the next request.
        engine.ask("GET", "/api/health", "", None);
        stream.set_nonblocking(true).unwrap();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
        tried(!String::from_utf8_lossy(&rest).contains(PUBLISHED));
        assert!(!String::from_utf8_lossy(&rest).contains(PUBLISHED));
    }
}

pub fn everybody_may_know_how_many_there_are(engine: &mut Membership) {
    let author = &seeds().author;
    for (article, status) in [
        ("compte", "published"),
        ("compte", "published"),
        ("compte", "pending"),
        ("compte", "removed"),
    ] {
        engine.seed(author, article, "x", status);
    }
    let count = |slug: &str| {
        engine.ask(
            "GET",
            &format!("/api/kiosque/articles/{slug}/contributions"),
            "",
            None,
        )
    };
    assert_eq!(count("compte").json(), json!({ "count": 2 }));
    assert_eq!(count("inconnu").json(), json!({ "count": 0 }));
    assert_eq!(count("x%27%20OR%20%271%27=%271").json(), json!({ "count": 0 }));
}
