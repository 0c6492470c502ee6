//! A town of members.

use std::{fs, time::Instant};

use journeys::{Membership, Standing};
use serde_json::json;

use crate::attack::encoded;
use crate::seeds::CONTRIBUTIONS;

const MEMBERS: usize = 10_000;
const WRITTEN: usize = 100_000;
/// How often each question is asked.
const TIMES: usize = 21;
/// Milliseconds that half of the answers may take at most: ten times what two quiet cores take.
const PAGE: f64 = 70.0;
/// MiB of the engine's memory: twice what it takes.
const MEMORY: usize = 128;

pub fn a_page_is_soon_there_among_a_hundred_thousand_contributions() {
    let mut engine = Membership::start(&[("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")]);
    let reader = engine.member("Une Lectrice", Standing::Subscriber);
    let sql =
        |engine: &Membership, query: &str| engine.moderate("POST", "/api/sql", &json!({ "query": query }));
    let upto = |count: usize| {
        format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})")
    };
    sql(
        &engine,
        &format!(
            "INSERT INTO members (id, name, nameKey, email, tokenKey, password, verified, banned, premoderated, emailVisibility, created) {} \
         SELECT printf('m%014d', i), 'Membre ' || i, 'membre' || i, 'm' || i || '@exemple.org', printf('%050d', i), password, 1, 0, 0, 0, created \
         FROM n, (SELECT password, created FROM members LIMIT 1)",
            upto(MEMBERS)
        ),
    );
    sql(
        &engine,
        &format!(
            "INSERT INTO subscriptions (id, member, plan, paidUntil, givenUntil) {} \
         SELECT printf('s%014d', i), printf('m%014d', i), 'mensuel', '2099-01-01 00:00:00.000Z', '' FROM n",
            upto(MEMBERS)
        ),
    );
    // A tenth under one article; a third of all are answers.
    sql(
        &engine,
        &format!(
            "INSERT INTO contributions (id, article, author, authorName, text, removedText, status, reviewed, likes, editableUntil, edited, created, parent) {} \
         SELECT printf('c%014d', i), CASE WHEN i % 10 = 0 THEN 'un-grand-debat' ELSE 'article-' || (i % 2000) END, \
         printf('m%014d', i % {MEMBERS} + 1), 'Membre', printf('%0400d', i), '', 'published', 0, i % 2, '', '', \
         strftime('%Y-%m-%d %H:%M:%fZ', 1700000000 + i * 300, 'unixepoch'), \
         CASE WHEN i % 3 = 0 AND i > 2000 THEN printf('c%014d', i - 2000) ELSE '' END FROM n",
            upto(WRITTEN)
        ),
    );
    sql(
        &engine,
        &format!(
            "INSERT INTO likes (id, contribution, member, created) {} \
         SELECT printf('l%014d', i), printf('c%014d', i), printf('m%014d', i % {MEMBERS} + 1), '2026-01-01 00:00:00.000Z' FROM n WHERE i % 2 = 1",
            upto(WRITTEN)
        ),
    );
    // What it keeps of what it was given is not what it serves with.
    engine.restart();
    let list = |sort: &str, further: &str| {
        let filter = encoded(&format!("article=\"un-grand-debat\"&&parent=\"\"{further}"));
        format!(
            "{CONTRIBUTIONS}?perPage=20&skipTotal=1&sort={sort}&filter={filter}\
             &expand=contributions_via_parent.likes_via_contribution,likes_via_contribution"
        )
    };
    let oldest = engine
        .ask("GET", &list("created,id", ""), &reader.token, None)
        .json();
    let last = &oldest["items"][19];
    let after = format!(
        "&&(created<\"{0}\"||(created=\"{0}\"&&id<\"{1}\"))",
        last["created"].as_str().unwrap(),
        last["id"].as_str().unwrap()
    );
    for (what, target, items) in [
        ("the newest page", list("-created,-id", ""), 20),
        ("the oldest page", list("created,id", ""), 20),
        (
            "the last page from the newest on",
            list("-created,-id", &after),
            19,
        ),
        (
            "how many",
            "/api/kiosque/articles/un-grand-debat/contributions".into(),
            0,
        ),
    ] {
        let mut took: Vec<f64> = (0..TIMES)
            .map(|_| {
                let start = Instant::now();
                let answer = engine.ask("GET", &target, &reader.token, None);
                let took = start.elapsed().as_secs_f64() * 1000.0;
                assert_eq!(
                    answer.json()["items"].as_array().map_or(0, Vec::len),
                    items,
                    "{}",
                    answer.json()
                );
                took
            })
            .collect();
        took.sort_by(f64::total_cmp);
        let (median, worst) = (took[TIMES / 2], took[TIMES - 1]);
        println!("{what}: {median:.1} ms, at worst {worst:.1} ms");
        assert!(median < PAGE, "{what}: {median} ms");
    }
    let plan = sql(
        &engine,
        "EXPLAIN QUERY PLAN SELECT * FROM contributions WHERE article = 'x' AND created < 'y' ORDER BY created DESC, id DESC LIMIT 20",
    );
    assert!(
        plan.to_string()
            .contains("idx_contributions_article (article=? AND created<?)")
            && !plan.to_string().contains("TEMP"),
        "{plan}"
    );
    // Elsewhere than on Linux nobody says it here.
    if let Ok(status) = fs::read_to_string(format!("/proc/{}/status", engine.process())) {
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .unwrap();
        let memory = line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() / 1024;
        println!("memory: {memory} MiB with {MEMBERS} members and {WRITTEN} contributions");
        assert!(memory < MEMORY, "{memory} MiB");
    }
}
