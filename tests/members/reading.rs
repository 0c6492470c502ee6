//! What can be read, by whom.

mod outsiders;
mod ways;

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    thread,
    time::Duration,
};

use journeys::{Answer, Membership, Standing, text};
use serde_json::{Value, json};

use crate::attack::{encoded, found, tried};
use crate::seeds::{ANSWER, ARTICLE, CONTRIBUTIONS, PENDING, PUBLISHED, REMOVED, REPORT, seeds};
use outsiders::{Outsider, outsiders};
use ways::{Request, SOMEBODY_S, ways};

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
