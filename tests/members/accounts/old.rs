//! Accounts from before an address was one account.

use std::fs;

use journeys::{Membership, PASSWORD, text, wait_for};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    MEMBERS,
    addresses::{id, sign_in, sign_up},
};
use crate::attack::held;

/// The migrations that there were before the rule.
fn of_old() -> TempDir {
    let old = TempDir::new().unwrap();
    for file in fs::read_dir(Membership::migrations()).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        if name.as_str() < "1764000006" {
            fs::copy(file.path(), old.path().join(name)).unwrap();
        }
    }
    old
}

pub fn accounts_of_old_are_all_there_also_two_of_one_address() {
    let old = of_old();
    let place = TempDir::new().unwrap();
    let environment = [("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")];
    let mut engine = Membership::start_in(place.path(), old.path(), &environment);
    // In the order in which they signed up; whether they confirmed it; what the address is from now on.
    let accounts = [
        (
            "Fanta.Cisse@Courrier.example",
            true,
            "fanta.cisse@courrier.example",
        ),
        ("awa@été.example", true, "awa@xn--t-9fab.example"),
        ("AWA.traore@x.example", false, "AWA.traore@x.example"),
        ("awa.traore@x.example", true, "awa.traore@x.example"),
        ("Bah@x.example", false, "Bah@x.example"),
        ("BAH@x.example", true, "bah@x.example"),
        ("\u{212a}arim@x.example", false, "karim@x.example"),
        ("KARIM@x.example", false, "KARIM@x.example"),
        ("bAH@x.example", false, "bAH@x.example"),
        ("seule@x.example", false, "seule@x.example"),
        ("oumou@x.example。.", false, "oumou@x.example"),
        ("oumou@x.example.", false, "oumou@x.example."),
        ("sira@x.example.", false, "sira@x.example"),
        ("sira@x.example。.", false, "sira@x.example。."),
    ];
    let made: Vec<String> = accounts
        .iter()
        .enumerate()
        .map(|(at, (email, verified, _))| {
            let made = sign_up(&engine, &format!("Ancienne {}", "x".repeat(at + 2)), &format!("n{at}@x.example"));
            let id = text(&made.json()["id"]);
            let query = format!(
                "UPDATE members SET email = '{email}', verified = {verified}, created = '2020-01-{:02} 00:00:00.000Z' WHERE id = '{id}'",
                at + 1
            );
            engine.moderate("POST", "/api/sql", &json!({ "query": query }));
            id
        })
        .collect();
    // What was nobody's to forbid then.
    for (at, name) in [(8, "Rives Actualités"), (9, "Rives TV")] {
        let query = format!("UPDATE members SET name = '{name}' WHERE id = '{}'", made[at]);
        engine.moderate("POST", "/api/sql", &json!({ "query": query }));
    }
    let session = text(&sign_in(&engine, "Fanta.Cisse@Courrier.example", PASSWORD).json()["token"]);

    engine.upgrade();
    let row = |at: usize| format!("{MEMBERS}/records/{}", made[at]);
    let shown = |at: usize| engine.ask("GET", &row(at), engine.moderator(), None).json();
    let doubles = [(2, 3), (4, 5), (7, 6), (8, 5), (11, 10), (13, 12)];
    for (at, (email, _, kept)) in accounts.iter().enumerate() {
        let of = doubles.iter().find(|(double, _)| *double == at);
        let of = of.map_or("", |(_, owner)| made[*owner].as_str());
        assert_eq!(
            (shown(at)["email"].clone(), shown(at)["doubles"].clone()),
            (json!(kept), json!(of)),
            "{email}"
        );
        // Everybody signs in as they always have.
        let opened = sign_in(&engine, email, PASSWORD);
        assert_eq!((opened.status, id(&opened)), (200, made[at].clone()), "{email}");
        assert_eq!(opened.json()["record"]["doubles"], Value::Null, "{email}");
    }
    // A moderator is shown who is called as nobody could be today.
    for at in 0..accounts.len() {
        assert_eq!(shown(at)["nameDoubtful"], json!([8, 9].contains(&at)), "{at}");
    }
    // In any other spelling it is who has the address.
    for (spelt, at) in [
        ("Awa.Traore@x.example", 3),
        ("baH@x.example", 5),
        ("Karim@X.example", 6),
    ] {
        assert_eq!(id(&sign_in(&engine, spelt, PASSWORD)), made[at], "{spelt}");
    }
    // Nobody is signed out by it, and there are no more of them.
    let refreshed = engine.ask("POST", &format!("{MEMBERS}/auth-refresh"), &session, None);
    assert_eq!(refreshed.status, 200);
    let third = sign_up(&engine, "Une Troisieme", "aWA.traore@x.example");
    held(&third, &[400], "a third account of one address");
    let log = engine.log();
    for (double, owner) in doubles {
        let said = format!("{} keeps it, {} doubles it", made[owner], made[double]);
        assert!(log.contains(&said), "{said}: {log}");
    }
    assert!(!log.contains('@'), "addresses in the log: {log}");

    // A moderator bans one, or says that they are not the same, and nothing else changes.
    for change in [json!({ "banned": true }), json!({ "doubles": "" })] {
        let kept = engine.moderate("PATCH", &row(2), &change);
        assert_eq!(
            (&kept["email"], &kept["doubles"]),
            (&json!("AWA.traore@x.example"), &json!(made[3]))
        );
    }
    // Letters go to each by itself.
    for (spelt, kept) in [
        ("AWA.traore@x.example", "AWA.traore@x.example"),
        ("Awa.traore@x.example", "awa.traore@x.example"),
    ] {
        let ask = json!({ "email": spelt });
        engine.ask(
            "POST",
            &format!("{MEMBERS}/request-password-reset"),
            "",
            Some(&ask),
        );
        let came = wait_for(|| (engine.inbox.letters(kept).len() == 1).then_some(()));
        assert!(came.is_some(), "no letter for {spelt}");
    }
    // One of three goes, and the next has the address.
    assert_eq!(
        engine.ask("DELETE", &row(5), engine.moderator(), None).status,
        204
    );
    let standing = |at: usize| (shown(at)["email"].clone(), shown(at)["doubles"].clone());
    assert_eq!(standing(4), (json!("bah@x.example"), json!("")));
    assert_eq!(standing(8), (json!("bAH@x.example"), json!(made[4])));
    assert_eq!(id(&sign_in(&engine, "BAH@x.example", PASSWORD)), made[4]);
    // One gets another address: the one who shared it, or the one who had it.
    let other = engine.moderate("PATCH", &row(7), &json!({ "email": "Karim.K@x.example" }));
    assert_eq!(
        (&other["email"], &other["doubles"]),
        (&json!("karim.k@x.example"), &json!(""))
    );
    engine.moderate("PATCH", &row(3), &json!({ "email": "awa.t@x.example" }));
    assert_eq!(standing(2), (json!("awa.traore@x.example"), json!("")));
}
