//! An address for e-mail is one account, however it is spelt.

use std::fs;

use journeys::{Answer, Membership, PASSWORD, another_address, text, wait_for};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{MEMBERS, letter};
use crate::attack::{code, held, tried};

/// How an address is given at first, how it is kept, and how it is given later.
const SPELLINGS: [(&str, &str, &[&str]); 10] = [
    (
        "Fanta.Cisse@Courrier.example",
        "fanta.cisse@courrier.example",
        &[
            "fanta.cisse@courrier.example",
            "FANTA.CISSE@COURRIER.EXAMPLE",
            " Fanta.Cisse@courrier.example ",
            "fanta.cisse@courrier.example.",
            "fanta\u{ad}.cis\u{200b}se@courrier.example",
        ],
    ),
    // The sign for kelvin, and letters as wide as Chinese ones.
    (
        "\u{212a}arim@x.example",
        "karim@x.example",
        &["karim@x.example", "KARIM@x.example"],
    ),
    (
        "bintou@x.example",
        "bintou@x.example",
        &["ｂｉｎｔｏｕ@x.example", "Bintou＠ｘ．ｅｘａｍｐｌｅ"],
    ),
    // A composed letter and one with its accent behind it; a ligature.
    (
        "rene\u{301}@x.example",
        "rené@x.example",
        &["RENÉ@x.example", "ren\u{e9}@x.example"],
    ),
    (
        "of\u{fb01}ce@x.example",
        "office@x.example",
        &["OFFICE@x.example"],
    ),
    (
        "AL\u{130}@x.example",
        "ali\u{307}@x.example",
        &["al\u{130}@X.example"],
    ),
    (
        "ΝΙΚΟΣ@x.example",
        "νικοσ@x.example",
        &["νικος@x.example", "Νικος@x.example"],
    ),
    (
        "groß@x.example",
        "groß@x.example",
        &["GRO\u{1e9e}@x.example", "Groß@x.example"],
    ),
    // A domain in its own script, and as DNS has it.
    (
        "awa@été.example",
        "awa@xn--t-9fab.example",
        &[
            "awa@ÉTÉ.example",
            "awa@e\u{301}te\u{301}.example",
            "AWA@XN--T-9FAB.example",
            "awa@été。example",
        ],
    ),
    (
        "bah@xn--bcher-kva.example",
        "bah@xn--bcher-kva.example",
        &["bah@Bücher.example", "bah@bücher.example"],
    ),
];

fn sign_up(engine: &Membership, name: &str, email: &str) -> Answer {
    let account = json!({ "name": name, "email": email, "password": PASSWORD, "passwordConfirm": PASSWORD });
    engine.ask("POST", &format!("{MEMBERS}/records"), "", Some(&account))
}

fn sign_in(engine: &Membership, email: &str, password: &str) -> Answer {
    let body = json!({ "identity": email, "password": password });
    engine.ask("POST", &format!("{MEMBERS}/auth-with-password"), "", Some(&body))
}

fn id(answer: &Answer) -> String {
    text(&answer.json()["record"]["id"])
}

pub fn one_address_is_one_account_and_its_letters_come() {
    let engine = Membership::start(&[("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")]);
    let post = |action: &str, body: Value| {
        engine
            .ask("POST", &format!("{MEMBERS}/{action}"), "", Some(&body))
            .status
    };
    for (at, (first, kept, later)) in SPELLINGS.into_iter().enumerate() {
        let name = format!("Lectrice {}", "x".repeat(at + 2));
        let made = sign_up(&engine, &name, first);
        assert_eq!(made.status, 200, "{first}: {}", made.json());
        let member = text(&made.json()["id"]);
        let shown = engine.ask(
            "GET",
            &format!("{MEMBERS}/records/{member}"),
            engine.moderator(),
            None,
        );
        assert_eq!(shown.json()["email"], json!(kept), "{first}");
        for (again, spelt) in [first, kept].iter().chain(later).enumerate() {
            let double = sign_up(&engine, &format!("Autre {}{again}", "y".repeat(at + 2)), spelt);
            tried(double.status == 400);
            assert_eq!(
                code(&double, "email"),
                "validation_not_unique",
                "{spelt}: {}",
                double.json()
            );
            let opened = sign_in(&engine, spelt, PASSWORD);
            assert_eq!(
                (opened.status, id(&opened)),
                (200, member.clone()),
                "{spelt} for {kept}"
            );
        }
        let last = later.last().unwrap_or(&first);
        assert_eq!(post("request-verification", json!({ "email": last })), 204);
        let token = letter(&engine, kept, "confirmer");
        assert_eq!(
            post("confirm-verification", json!({ "token": token })),
            204,
            "{kept}"
        );
        assert_eq!(post("request-password-reset", json!({ "email": first })), 204);
        let token = letter(&engine, kept, "nouveau");
        let fresh = json!({ "token": token, "password": "un-tout-autre-mot", "passwordConfirm": "un-tout-autre-mot" });
        assert_eq!(post("confirm-password-reset", fresh), 204, "{kept}");
        let opened = sign_in(&engine, last, "un-tout-autre-mot");
        assert_eq!(opened.status, 200, "{last}");
        let token = text(&opened.json()["token"]);
        let export = engine.ask("GET", "/api/kiosque/account/export", &token, None);
        assert_eq!(export.json()["member"]["email"], json!(kept));
        assert_eq!(engine.inbox.letters(kept).len(), 2, "letters to {kept}");
    }
    what_servers_tell_apart_stays_apart(&engine);
    a_form_is_read_like_json(&engine);
    the_newspaper_changes_an_address(&engine);
}

/// Dots and `+` are the reader's own; so is what no rule makes the same.
fn what_servers_tell_apart_stays_apart(engine: &Membership) {
    let apart = [
        "oumou.sy@x.example",
        "oumousy@x.example",
        "oumou.sy+journal@x.example",
        "oumou.sy@mail.x.example",
        "oumou.sÿ@x.example",
        "gross@x.example",
        "ali@x.example",
    ];
    for (at, email) in apart.into_iter().enumerate() {
        let made = sign_up(engine, &format!("Une Sy {}", "z".repeat(at + 1)), email);
        assert_eq!(made.status, 200, "{email}: {}", made.json());
        let opened = sign_in(engine, email, PASSWORD);
        assert_eq!(id(&opened), text(&made.json()["id"]), "{email}");
    }
    // Too long for anybody's.
    // In letters, and in bytes.
    for long in [300, 125].map(|letters| format!("{}@X.example", "É".repeat(letters))) {
        for answer in [
            sign_up(engine, "Une Longue", &long),
            sign_in(engine, &long, PASSWORD),
        ] {
            held(&answer, &[400], "an address that is too long");
        }
    }
}

/// What a body is written in makes no difference.
fn a_form_is_read_like_json(engine: &Membership) {
    let address = another_address();
    let form = "identity=OUMOU.SY%40X.example&password=".to_owned() + PASSWORD;
    let parts = format!(
        "--x\r\ncontent-disposition: form-data; name=\"identity\"\r\n\r\nOUMOU.SY@X.example\r\n\
         --x\r\ncontent-disposition: form-data; name=\"password\"\r\n\r\n{PASSWORD}\r\n--x--\r\n"
    );
    for (kind, body) in [
        ("application/x-www-form-urlencoded", form),
        ("multipart/form-data; boundary=x", parts),
    ] {
        let headers = [("content-type", kind), ("x-forwarded-for", address.as_str())];
        let target = format!("{MEMBERS}/auth-with-password");
        let opened = engine.send("POST", &target, &headers, body.as_bytes());
        assert_eq!(opened.status, 200, "{kind}: {}", opened.json());
    }
}

fn the_newspaper_changes_an_address(engine: &Membership) {
    let made = sign_up(engine, "Une Demenagee", "avant@x.example");
    let row = format!("{MEMBERS}/records/{}", text(&made.json()["id"]));
    let changed = engine.moderate("PATCH", &row, &json!({ "email": "Apres@ÉTÉ.example" }));
    assert_eq!(changed["email"], json!("apres@xn--t-9fab.example"));
    assert_eq!(sign_in(engine, "apres@été.example", PASSWORD).status, 200);
    assert_eq!(sign_in(engine, "avant@x.example", PASSWORD).status, 400);
    let taken = json!({ "email": "FANTA.cisse@courrier.example" });
    let refused = engine.ask("PATCH", &row, engine.moderator(), Some(&taken));
    assert_eq!(code(&refused, "email"), "validation_not_unique");
}

pub fn nobody_s_own_success_buys_guesses_at_another_s_password() {
    let engine = Membership::start(&[("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")]);
    let victim = sign_up(&engine, "Awa Traore", "awa.traore@x.example");
    assert_eq!(victim.status, 200);
    assert_eq!(
        sign_up(&engine, "Un Attaquant", "attaquant@x.example").status,
        200
    );
    let body = json!({
        "name": "Un Faux", "email": "faux@x.example", "password": PASSWORD, "passwordConfirm": PASSWORD,
        "doubles": text(&victim.json()["id"]),
    });
    let made = engine
        .ask("POST", &format!("{MEMBERS}/records"), "", Some(&body))
        .json();
    let row = format!("{MEMBERS}/records/{}", text(&made["id"]));
    let shown = engine.ask("GET", &row, engine.moderator(), None).json();
    tried(shown["doubles"] == json!(""));
    assert_eq!(shown["doubles"], json!(""));
    // What once was an account of its own.
    let beside = sign_up(&engine, "Un Autre", "AWA.traore@x.example");
    held(&beside, &[400], "an account beside another's");
    let spellings = [
        "awa.traore@x.example",
        "AWA.traore@x.example",
        "Awa.Traore@X.EXAMPLE",
        "ａｗａ.traore@x.example",
        "awa.traore@x.example.",
    ];
    let unknown = [
        "personne@été.example",
        "PERSONNE@xn--t-9fab.example",
        "personne@ÉTÉ.example.",
    ];
    for (whose, spellings) in [("a member's", &spellings[..]), ("nobody's", &unknown)] {
        let guesses = (0..45).map(|at| {
            assert_eq!(sign_in(&engine, "Attaquant@X.example", PASSWORD).status, 200);
            let spelt = spellings[at % spellings.len()];
            sign_in(&engine, spelt, &format!("mot-de-passe-{at}")).status
        });
        let guesses: Vec<u16> = guesses.collect();
        let checked = guesses.iter().filter(|status| **status == 400).count();
        let is_held = checked == 10 && guesses.iter().all(|status| matches!(status, 400 | 429));
        tried(is_held);
        assert!(
            is_held,
            "{whose}: {checked} of 45 guesses were checked: {guesses:?}"
        );
    }
    // A letter that was asked for in another spelling lifts it.
    let ask = json!({ "email": "AWA.Traore@x.example" });
    engine.ask(
        "POST",
        &format!("{MEMBERS}/request-password-reset"),
        "",
        Some(&ask),
    );
    let token = letter(&engine, "awa.traore@x.example", "nouveau");
    let fresh = json!({ "token": token, "password": PASSWORD, "passwordConfirm": PASSWORD });
    engine.ask(
        "POST",
        &format!("{MEMBERS}/confirm-password-reset"),
        "",
        Some(&fresh),
    );
    assert_eq!(sign_in(&engine, "awa.TRAORE@x.example", PASSWORD).status, 200);
}

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
    ];
    let made: Vec<String> = accounts
        .iter()
        .enumerate()
        .map(|(at, (email, verified, _))| {
            let made = sign_up(&engine, &format!("Ancienne {}", "x".repeat(at + 2)), &format!("n{at}@x.example"));
            let id = text(&made.json()["id"]);
            let query = format!(
                "UPDATE members SET email = '{email}', verified = {verified}, created = '2020-01-0{} 00:00:00.000Z' WHERE id = '{id}'",
                at + 1
            );
            engine.moderate("POST", "/api/sql", &json!({ "query": query }));
            id
        })
        .collect();
    let session = text(&sign_in(&engine, "Fanta.Cisse@Courrier.example", PASSWORD).json()["token"]);

    engine.upgrade();
    let row = |at: usize| format!("{MEMBERS}/records/{}", made[at]);
    let shown = |at: usize| engine.ask("GET", &row(at), engine.moderator(), None).json();
    let doubles = [(2, 3), (4, 5), (7, 6), (8, 5)];
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
