//! What is in the engine before it is attacked.

use std::sync::OnceLock;

use journeys::{Member, Membership, Standing};
use serde_json::{Value, json};

/// Texts that only some may read.
pub const PUBLISHED: &str = "publiee-7f3a-aux-abonnes";
pub const ANSWER: &str = "reponse-91bc-aux-abonnes";
pub const PENDING: &str = "en-attente-52d0-a-personne";
pub const REMOVED: &str = "retiree-c81e-a-personne";
pub const REPORT: &str = "signalement-3d4f-a-la-moderation";
/// The article they are under.
pub const ARTICLE: &str = "un-article-de-la-une";

/// Where all contributions are.
pub const CONTRIBUTIONS: &str = "/api/collections/contributions/records";

/// Where one is.
pub fn contribution(id: &str) -> String {
    format!("{CONTRIBUTIONS}/{id}")
}

/// Members, and the ids of what they wrote.
pub struct Seeds {
    pub author: Member,
    pub subscriber: Member,
    pub free: Member,
    pub lapsed: Member,
    pub banned: Member,
    pub published: String,
    pub answer: String,
    pub pending: String,
    pub removed: String,
    /// The collections' ids, by which they can be named as well.
    pub ids: Vec<(String, String)>,
}

static SEEDS: OnceLock<Seeds> = OnceLock::new();

/// What [`without_limits`] has put there.
pub fn seeds() -> &'static Seeds {
    SEEDS.get().unwrap()
}

/// An engine with the seeds in it.
pub fn without_limits() -> Membership {
    // Each request comes from another address.
    let engine = Membership::start(&[("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")]);
    let author = engine.member("Awa Traore", Standing::Subscriber);
    let subscriber = engine.member("Binta Sow", Standing::Subscriber);
    let published = engine.seed(&author, ARTICLE, PUBLISHED, "published");
    let answer = engine.seed(&author, ARTICLE, ANSWER, "published");
    let contribution = |id: &str| format!("/api/collections/contributions/records/{id}");
    engine.moderate("PATCH", &contribution(&answer), &json!({ "parent": published }));
    let pending = engine.seed(&author, ARTICLE, PENDING, "pending");
    let removed = engine.seed(&author, ARTICLE, REMOVED, "published");
    engine.moderate("PATCH", &contribution(&removed), &json!({ "status": "removed" }));
    for (collection, more) in [
        ("likes", json!({})),
        ("reports", json!({ "reason": "other", "details": REPORT })),
    ] {
        let mut row = json!({ "contribution": published, "member": author.id });
        row.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        engine.moderate("POST", &format!("/api/collections/{collection}/records"), &row);
    }
    let collections = engine
        .ask("GET", "/api/collections?perPage=100", engine.moderator(), None)
        .json();
    let name = |it: &Value, field: &str| journeys::text(&it[field]);
    let ids = collections["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (name(it, "name"), name(it, "id")))
        .collect();
    let seeds = Seeds {
        free: engine.member("Cheick Diallo", Standing::Free),
        lapsed: engine.member("Djeneba Keita", Standing::Lapsed),
        banned: engine.member("Ecrivain Banni", Standing::Banned),
        author,
        subscriber,
        published,
        answer,
        pending,
        removed,
        ids,
    };
    assert!(SEEDS.set(seeds).is_ok(), "there is one engine with seeds");
    engine
}
