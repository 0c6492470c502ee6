//! From where a flood comes: by which addresses the limits count.

use journeys::{Answer, Membership};
use serde_json::{Value, json};

use crate::attack::tried;

const MEMBERS: &str = "/api/collections/members";

fn from(engine: &Membership, address: &str, target: &str, body: &Value) -> Answer {
    let headers = [("content-type", "application/json"), ("x-forwarded-for", address)];
    engine.send("POST", target, &headers, body.to_string().as_bytes())
}

/// How many of these were let through.
fn passed(engine: &Membership, addresses: impl Iterator<Item = String>, target: &str, body: &Value) -> usize {
    let answers = addresses.map(|address| from(engine, &address, target, body).status);
    answers.filter(|status| *status != 429).count()
}

pub fn all_of_a_network_of_ipv6_share_one_limit() {
    let engine = Membership::start(&[("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")]);
    let sign_up = format!("{MEMBERS}/records");
    let accounts = json!({ "name": "x" });
    // All that one household has: near each other, far apart, in every spelling.
    let spread = |network: &'static str| {
        (0..25u64).map(move |at| match at % 5 {
            0 => format!("{network}::{at:x}"),
            1 => format!("{network}:{:x}:{at:x}:ffff:{at:x}", at * 999),
            2 => format!("{network}:0:0:0:{at:x}").to_uppercase(),
            3 => format!("{network}::{at:x}%eth0"),
            _ => format!("198.51.100.{at}, {network}::1:{at:x}"),
        })
    };
    let limits = [
        (sign_up.as_str(), accounts.clone(), 20),
        (
            "/api/collections/members/request-password-reset",
            json!({ "email": "x@x.example" }),
            20,
        ),
        (
            "/api/collections/members/request-verification",
            json!({ "email": "x@x.example" }),
            20,
        ),
        (
            "/api/collections/members/confirm-password-reset",
            json!({ "token": "x" }),
            20,
        ),
        (
            "/api/collections/_superusers/auth-with-password",
            json!({ "identity": "x@x.example", "password": "x" }),
            10,
        ),
    ];
    for (target, body, limit) in &limits {
        let passed = passed(&engine, spread("2001:db8:1:2"), target, body);
        tried(passed == *limit);
        assert_eq!(passed, *limit, "{target}: of 25 from one network");
    }
    // The neighbours are others, and so is the rest of the world.
    for other in [
        "2001:db8:1:3::1",
        "2001:db8:2:2::1",
        "2002:db8:1:2::1",
        "203.0.113.1",
    ] {
        assert_ne!(from(&engine, other, &sign_up, &accounts).status, 429, "{other}");
    }
    // An IPv4 address is itself, however it is written.
    let spellings = |last: u32| {
        [
            format!("203.0.113.{last}"),
            format!("::ffff:203.0.113.{last}"),
            format!("::FFFF:cb00:71{last:02x}"),
            format!("0:0:0:0:0:ffff:cb00:71{last:02x}"),
            format!("64:ff9b::203.0.113.{last}"),
        ]
    };
    let one = (0..25).map(|at| spellings(77)[at % 5].clone());
    let passed_of_one = passed(&engine, one, &sign_up, &accounts);
    tried(passed_of_one == 20);
    assert_eq!(passed_of_one, 20, "of 25 from one IPv4 address");
    let many = (0..25).map(|at| spellings(100 + at)[usize::try_from(at).unwrap() % 5].clone());
    assert_eq!(
        passed(&engine, many, &sign_up, &accounts),
        25,
        "25 IPv4 addresses"
    );
    // Moderators may still be let in from their own network alone.
    engine.moderate(
        "PATCH",
        "/api/settings",
        &json!({ "superuserIPs": ["2001:db8:7::/48", "10.0.0.0/8"] }),
    );
    let body = json!({ "identity": "moderation@exemple.org", "password": "mot-de-passe-de-la-moderation" });
    let target = "/api/collections/_superusers/auth-with-password";
    assert_eq!(from(&engine, "2001:db8:7:1::5", target, &body).status, 200);
    assert_eq!(from(&engine, "2001:db8:8:1::5", target, &body).status, 403);
}
