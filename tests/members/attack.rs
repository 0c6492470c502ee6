//! Attacks, and what they must not bring.

use std::sync::atomic::{AtomicUsize, Ordering};

use journeys::{Answer, text};

static CASES: AtomicUsize = AtomicUsize::new(0);
static LEAKS: AtomicUsize = AtomicUsize::new(0);

/// One attack was made, and came to nothing or did not.
pub fn tried(held: bool) {
    CASES.fetch_add(1, Ordering::Relaxed);
    if !held {
        LEAKS.fetch_add(1, Ordering::Relaxed);
    }
}

pub fn count() -> String {
    format!(
        "attack cases: {}; leaks: {}",
        CASES.load(Ordering::Relaxed),
        LEAKS.load(Ordering::Relaxed)
    )
}

/// One attack was made, and must be answered with one of these.
pub fn held(answer: &Answer, statuses: &[u16], what: &str) {
    let held = statuses.contains(&answer.status);
    tried(held);
    assert!(held, "{what}: {} {}", answer.status, answer.json());
}

/// Why a field was refused.
pub fn code(answer: &Answer, field: &str) -> String {
    text(&answer.json()["data"][field]["code"])
}

/// What of these is in an answer, its headers included.
pub fn found<'a>(answer: &Answer, secrets: &[&'a str]) -> Vec<&'a str> {
    let mut all = answer.body.clone();
    for (name, value) in &answer.headers {
        all.extend_from_slice(name.as_bytes());
        all.extend_from_slice(value.as_bytes());
    }
    secrets
        .iter()
        .filter(|secret| holds(&all, secret))
        .copied()
        .collect()
}

fn holds(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

/// As it stands within a query.
pub fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
