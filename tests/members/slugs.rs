//! Every article has its discussion, whatever slug it was published under.

use journeys::{Membership, Standing};
use kiosque::routes::{Route, is_slug};
use serde_json::json;

use crate::seeds::CONTRIBUTIONS;

/// Texts that the press may be given as a slug: all short ones, those at the limit, and what is none.
pub fn candidates() -> Vec<String> {
    let signs = ["a", "7", "-"];
    let mut all: Vec<String> = vec![String::new()];
    let mut last = all.clone();
    for _ in 0..3 {
        last = last
            .iter()
            .flat_map(|text| signs.map(|sign| format!("{text}{sign}")))
            .collect();
        all.extend(last.clone());
    }
    all.extend(
        ["a", "-"]
            .iter()
            .flat_map(|sign| [sign.repeat(200), sign.repeat(201)]),
    );
    all.extend(
        [
            "crue--du-fleuve",
            "crue-",
            "-crue",
            "2023",
            "A",
            "a_b",
            "é",
            "a.b",
            "a b",
            "a\n",
            "a/b",
            "..",
            "a%2d",
        ]
        .map(str::to_owned),
    );
    all
}

/// The rule is `is_slug`; the press's own tests hold `kiosque check` against it.
pub fn what_is_published_can_be_discussed() {
    let engine = Membership::start(&[("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")]);
    let author = engine.member("Une Autrice", Standing::Subscriber);
    let mut published = 0;
    for slug in candidates() {
        let contribution = json!({
            "article": slug, "author": author.id, "authorName": author.name, "text": "x", "status": "published",
        });
        let answer = engine.ask("POST", CONTRIBUTIONS, engine.moderator(), Some(&contribution));
        assert_eq!(
            answer.status == 200,
            is_slug(&slug),
            "{slug:?}: {}",
            answer.json()
        );
        let route = Route::Article(slug.clone());
        assert_eq!(Route::parse(&route.path()) == route, is_slug(&slug), "{slug:?}");
        if is_slug(&slug) {
            published += 1;
            let target = format!("/api/kiosque/articles/{slug}/contributions");
            let count = engine.ask("GET", &target, "", None).json();
            assert_eq!(count["count"], json!(1), "{slug}");
        }
    }
    assert!(published > 39, "{published}");
    // What a subscriber sends.
    let reader = engine.member("Une Lectrice", Standing::Subscriber);
    for slug in ["crue--du-fleuve", "crue-", "-crue"] {
        let written = json!({ "article": slug, "text": "L’eau monte.", "parent": "" });
        let answer = engine.ask("POST", CONTRIBUTIONS, &reader.token, Some(&written));
        assert_eq!(answer.status, 200, "{slug}: {}", answer.json());
        let found = format!("{CONTRIBUTIONS}?filter=article=\"{slug}\"");
        let list = engine.ask("GET", &found.replace('"', "%22"), &reader.token, None);
        assert_eq!(list.json()["totalItems"], json!(2), "{slug}");
    }
}
