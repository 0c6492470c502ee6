//! An address for e-mail is one account, however it is spelt.

use journeys::{Answer, Membership, PASSWORD, another_address, text};
use serde_json::{Value, json};

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
            "FANTA.cisse@courrier.example..",
            "fanta.cisse@courrier.example\u{3002}.",
            "fanta.cisse@courrier.example.\u{ff61}\u{ff0e}",
            "\u{200b} fanta.cisse@courrier.example. \u{200b}",
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
            "awa@été.example。.",
        ],
    ),
    (
        "bah@xn--bcher-kva.example",
        "bah@xn--bcher-kva.example",
        &["bah@Bücher.example", "bah@bücher.example"],
    ),
];

pub fn sign_up(engine: &Membership, name: &str, email: &str) -> Answer {
    let account = json!({ "name": name, "email": email, "password": PASSWORD, "passwordConfirm": PASSWORD });
    engine.ask("POST", &format!("{MEMBERS}/records"), "", Some(&account))
}

pub fn sign_in(engine: &Membership, email: &str, password: &str) -> Answer {
    let body = json!({ "identity": email, "password": password });
    engine.ask("POST", &format!("{MEMBERS}/auth-with-password"), "", Some(&body))
}

pub fn id(answer: &Answer) -> String {
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
    let changed = engine.moderate("PATCH", &row, &json!({ "email": "Apres@ÉTÉ.example。." }));
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
        "personne@ÉTÉ.example...",
    ];
    for (whose, count, spellings) in [("a member's", 45, &spellings[..]), ("nobody's", 15, &unknown)] {
        let guesses = (0..count).map(|at| {
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
            "{whose}: {checked} of {count} guesses were checked: {guesses:?}"
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
