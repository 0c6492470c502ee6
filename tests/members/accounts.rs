//! Accounts: how they begin, and how they end.

use std::{
    thread,
    time::{Duration, Instant},
};

use journeys::{Membership, PASSWORD, Standing, text};
use serde_json::{Value, json};

use crate::attack::{found, tried};
use crate::writing::{CONTRIBUTIONS, code, contribution, held};

const MEMBERS: &str = "/api/collections/members";

/// The token in the last letter to an address, once it has come.
pub fn letter(engine: &Membership, to: &str, purpose: &str) -> String {
    let beginning = format!("http://127.0.0.1:1/connexion/#{purpose}=");
    let start = Instant::now();
    loop {
        let letters = engine.inbox.letters(to);
        if let Some(link) = letters.iter().rev().find_map(|letter| letter.link(&beginning)) {
            return link[beginning.len()..].to_owned();
        }
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "no letter to {to}: {letters:?}"
        );
        thread::sleep(Duration::from_millis(20));
    }
}

fn sign_in(engine: &Membership, email: &str, password: &str) -> u16 {
    let body = json!({ "identity": email, "password": password });
    engine
        .ask("POST", &format!("{MEMBERS}/auth-with-password"), "", Some(&body))
        .status
}

pub fn letters_lead_to_the_newspaper(engine: &mut Membership) {
    let email = "nouvelle@exemple.org";
    let account = json!({ "name": "Nouvelle Lectrice", "email": email, "password": PASSWORD, "passwordConfirm": PASSWORD });
    assert_eq!(
        engine
            .ask("POST", &format!("{MEMBERS}/records"), "", Some(&account))
            .status,
        200
    );
    assert_eq!(sign_in(engine, email, PASSWORD), 200);
    // bcrypt would take the beginning of a longer one for the whole.
    for (at, (password, status)) in [
        ("é".repeat(35), 200),
        ("é".repeat(36), 400),
        ("é".repeat(70), 400),
    ]
    .into_iter()
    .enumerate()
    {
        let account = json!({
            "name": format!("Phrase {}", "x".repeat(at + 2)), "email": format!("phrase{at}@exemple.org"),
            "password": password, "passwordConfirm": password,
        });
        let answer = engine.ask("POST", &format!("{MEMBERS}/records"), "", Some(&account));
        assert_eq!(
            (answer.status, code(&answer, "password").is_empty()),
            (status, status == 200),
            "{}",
            answer.json()
        );
    }
    let members = engine.ask("GET", MEMBERS, engine.moderator(), None).json();
    let by_id = format!("/api/collections/{}/records", text(&members["id"]));
    let account =
        json!({ "name": "Par l’autre porte", "email": "porte@exemple.org", "password": "é".repeat(36) });
    let answer = engine.ask("POST", &by_id, "", Some(&account));
    assert_eq!(code(&answer, "password"), "long");
    let post =
        |action: &str, body: Value| engine.ask("POST", &format!("{MEMBERS}/{action}"), "", Some(&body));
    assert_eq!(
        post("request-verification", json!({ "email": email })).status,
        204
    );
    // Whether somebody has an account is not told.
    assert_eq!(
        post("request-verification", json!({ "email": "personne@exemple.org" })).status,
        204
    );
    assert_eq!(
        post(
            "request-password-reset",
            json!({ "email": "personne@exemple.org" })
        )
        .status,
        204
    );
    let token = letter(engine, email, "confirmer");
    assert_eq!(
        post("confirm-verification", json!({ "token": token })).status,
        204
    );
    assert_eq!(
        post("request-password-reset", json!({ "email": email })).status,
        204
    );
    let token = letter(engine, email, "nouveau");
    let fresh = "un-mot-de-passe-tout-neuf";
    let reset = json!({ "token": token, "password": fresh, "passwordConfirm": fresh });
    assert_eq!(post("confirm-password-reset", reset.clone()).status, 204);
    assert_eq!(
        [sign_in(engine, email, PASSWORD), sign_in(engine, email, fresh)],
        [400, 200]
    );
    // A letter's link is followed once.
    let again = post("confirm-password-reset", reset);
    tried(again.status == 400);
    assert_eq!((again.status, code(&again, "token").is_empty()), (400, false));
    assert_eq!(engine.inbox.letters("personne@exemple.org").len(), 0);
    // What is off is off.
    for action in [
        "request-otp",
        "auth-with-otp",
        "auth-with-oauth2",
        "request-email-change",
        "confirm-email-change",
    ] {
        let answer = post(
            action,
            json!({ "email": email, "newEmail": "x@exemple.org", "token": token, "password": fresh }),
        );
        tried((400..500).contains(&answer.status));
        assert!((400..500).contains(&answer.status), "{action}: {}", answer.status);
    }
    let methods = engine
        .ask("GET", &format!("{MEMBERS}/auth-methods"), "", None)
        .json();
    for off in ["oauth2", "otp", "mfa"] {
        assert_eq!(methods[off]["enabled"], json!(false));
    }
}

pub fn names_are_one_person_s() {
    let engine = Membership::start(&[("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")]);
    let sign_up = |name: &str, at: usize| {
        let body = json!({ "name": name, "email": format!("n{at}@exemple.org"), "password": PASSWORD, "passwordConfirm": PASSWORD });
        engine.ask("POST", &format!("{MEMBERS}/records"), "", Some(&body))
    };
    assert_eq!(sign_up("Fanta Koné", 0).status, 200);
    let alike = [
        "Fanta Koné",
        "fanta kone",
        "FANTA  KONÉ",
        "Fanta\u{200b} Koné",
        "Fanta Kone\u{301}",
        "Fanta-Koné",
        "Ｆanta Koné",
        "\u{202e}Fanta Koné",
        "Fanta Koné.",
        "Fanta Koné\u{3164}",
        "Fa\u{200d}nta Ko\u{fe0f}né",
        "Fanta K\u{254}né",
        "\u{192}anta Koné",
        "Fanta \u{199}on\u{259}",
        "Fantaʼ Koné",
        "Fanta K0né",
        "Fanta KON\u{c9}",
    ];
    for (at, name) in alike.into_iter().enumerate() {
        let answer = sign_up(name, at + 1);
        tried(answer.status == 400);
        assert_eq!(
            (answer.status, code(&answer, "nameKey").as_str()),
            (400, "validation_not_unique"),
            "{name}"
        );
    }
    for name in [
        "",
        "x",
        "  ",
        "!!!",
        "\u{200b}\u{200b}\u{200b}",
        "Fаntа Koné",
        "\u{3164}\u{3164}",
        "\u{115f}\u{1160}",
        "ab\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        "La rédaction",
        "Les Deux Rives",
        "Modératrice",
        "Fanta Koné (Rédaction)",
        "Admin",
        "Admin Deux Rives",
        "L’admin",
        "Deux Rives",
        "Rédac chef",
        "LesDeuxRives",
        "D e u x R i v e s",
        "Larédaction",
        "Modé ration",
        "R\u{20d2}édaction",
        "Équipe éditoriale",
        "\u{280}édaction",
        "\u{1a6}édaction",
        "\u{280}\u{1d07}\u{1d05}\u{1d00}\u{1d04}\u{1d1b}\u{26a}\u{1d0f}\u{274}",
        "\u{13aa}anta Koné",
        "Adm\u{269}nistration",
        "\u{199}iosque",
        "Réda\u{188}tion",
        "R\u{1dd}daction",
        "Mod\u{259}ration",
        "Les Deux R\u{269}ves",
        "Fanta\u{1c0} Koné",
        "Les Deux R1ves",
        "Les Deux Riv3s",
        "Les Deux Rlves",
        "M0dération",
        "R.é.d.a.c",
        "Redaktion",
        "Adrnin",
        "Service Modo",
        "L’équipe du journal",
        "Directeur de publication",
        "N\u{1042d}m",
        "N\u{12d0}m",
        "N\u{5e1}m",
        "Fanta\u{4e28} Koné",
        "Red@ction",
        "Webmaster",
        "Admin2",
        "Admins",
        "Modo 1",
        "Support24",
        "L’éditeur",
        "A.d.m.i.n",
        "Ad min 2",
        "La direction",
        "Service Abonnements",
        &"x".repeat(41),
    ] {
        let answer = sign_up(name, 50);
        tried(answer.status == 400);
        assert!(
            answer.status == 400 && !code(&answer, "name").is_empty(),
            "{name:?}: {}",
            answer.json()
        );
    }
    let honest = [
        "Ибрагим Кейта",
        "李 小龙",
        "N’Diaye d’Or",
        "Ɓaaba Ŋɔnu",
        "Ɲɛnɛ Ɣali Ʋɩ",
        "Nguɨ Tʉŋ",
        "Fatou فاطمة",
        "Lou Gbɪ",
        "Iya ⵜⵉⵏⴰ",
        "Modibo Journaliste",
        "Mary-ʻĀina Ñuñez",
        "Nguyễn Thị",
        "Deuxième Rivesaltes",
        "မြို့",
        "عَبْدُ اللَّٰه",
        "Alfred Acogny",
        "Wilfred Acquah",
        "Red Acosta",
        "Mo Deratani",
        "Supportine Lessor",
    ];
    for (at, name) in honest.into_iter().enumerate() {
        let answer = sign_up(name, 60 + at);
        assert_eq!(answer.status, 200, "{name}: {}", answer.json());
    }
    // Whom the newspaper calls so is so.
    engine.member("La redaction", Standing::Subscriber);
    let taken = sign_up("Une Autre", 0);
    assert_eq!(code(&taken, "email"), "validation_not_unique");
}

pub fn a_newspaper_of_one_short_word_keeps_its_name_too() {
    let engine = Membership::start(&[("KIOSQUE_NAME", "L’Essor")]);
    let sign_up = |name: &str, at: usize| {
        let account = json!({
            "name": name, "email": format!("court{at}@lecteurs.example"), "password": PASSWORD, "passwordConfirm": PASSWORD,
        });
        engine
            .ask("POST", "/api/collections/members/records", "", Some(&account))
            .status
    };
    for (at, name) in [
        "L’Essor",
        "LEssor",
        "Essor",
        "LEssor.ml",
        "L E S S O R",
        "Essor Mali",
    ]
    .into_iter()
    .enumerate()
    {
        let status = sign_up(name, at);
        tried(status == 400);
        assert_eq!(status, 400, "{name}");
    }
    assert_eq!(sign_up("Tessoro Lessorier", 10), 200);
}

pub fn whoever_leaves_takes_everything_along(engine: &mut Membership) {
    let leaving = engine.member("Hawa Partante", Standing::Subscriber);
    let staying = engine.member("Ibra Restant", Standing::Subscriber);
    let article = "un-article-quitte";
    let said = "mot-qui-part-3390";
    let answered = engine.seed(&leaving, article, said, "published");
    let alone = engine.seed(&leaving, article, said, "published");
    let removed = engine.seed(&leaving, article, said, "published");
    let reply = json!({ "article": article, "parent": answered, "text": "une réponse qui reste" });
    let reply = engine
        .ask("POST", CONTRIBUTIONS, &staying.token, Some(&reply))
        .json();
    engine.moderate("PATCH", &contribution(&removed), &json!({ "status": "removed" }));
    let liked = engine.seed(&staying, article, "aimée", "published");
    for (member, what) in [(&leaving, &liked), (&staying, &alone)] {
        let answer = engine.ask(
            "POST",
            "/api/collections/likes/records",
            &member.token,
            Some(&json!({ "contribution": what })),
        );
        assert_eq!(answer.status, 200);
    }
    let export = engine
        .ask("GET", "/api/kiosque/account/export", &leaving.token, None)
        .json();
    assert_eq!(export["contributions"].as_array().unwrap().len(), 3);
    assert_eq!(export["likes"].as_array().unwrap().len(), 1);
    assert_eq!(export["member"]["email"], json!(leaving.email));
    assert!(!export.to_string().contains("tokenKey") && !export.to_string().contains("password"));

    // A token alone, stolen or left on a phone, takes no account away.
    let target = format!("{MEMBERS}/records/{}", leaving.id);
    let delete = |body: Option<&Value>| engine.ask("DELETE", &target, &leaving.token, body);
    for body in [
        None,
        Some(json!({ "password": "" })),
        Some(json!({ "password": "mot-de-passe-faux" })),
        Some(json!({ "oldPassword": PASSWORD })),
        Some(json!({ "passwordHash": "" })),
    ] {
        held(&delete(body.as_ref()), &[400], "without the password");
    }
    // One that others answered is emptied, not deleted.
    assert_eq!(delete(Some(&json!({ "password": PASSWORD }))).status, 204);
    let left = engine.ask(
        "GET",
        &format!("{CONTRIBUTIONS}?perPage=200&filter=article='{article}'"),
        engine.moderator(),
        None,
    );
    let held = found(&left, &[said, "Hawa Partante", &leaving.id, &leaving.email]).is_empty();
    tried(held);
    assert!(held, "{}", left.json());
    let read = |id: &str| engine.ask("GET", &contribution(id), &staying.token, None);
    assert_eq!(
        (read(&answered).json()["status"].clone(), read(&alone).status),
        (json!("removed"), 404)
    );
    let reply = read(&text(&reply["id"])).json();
    assert_eq!(
        (&reply["parent"], &reply["text"]),
        (&json!(answered), &json!("une réponse qui reste"))
    );
    assert_eq!(read(&liked).json()["likes"], json!(0));
    assert_eq!(engine.ask("GET", CONTRIBUTIONS, &leaving.token, None).status, 401);
    assert_eq!(sign_in(engine, &leaving.email, PASSWORD), 400);

    // Nor are passwords tried for ever by it, not even all at once.
    let target = format!("{MEMBERS}/records/{}", staying.id);
    let wrong = json!({ "password": "mot-de-passe-faux" });
    let refused: Vec<u16> = thread::scope(|scope| {
        let ask = || engine.ask("DELETE", &target, &staying.token, Some(&wrong)).status;
        let asked: Vec<_> = (0..30).map(|_| scope.spawn(ask)).collect();
        asked.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let checked = refused.iter().filter(|status| **status == 400).count();
    let is_held = checked == 10 && refused.iter().all(|status| matches!(status, 400 | 429));
    tried(is_held);
    assert!(is_held, "{refused:?}");

    let likes = engine.ask(
        "GET",
        &format!("/api/collections/likes/records?filter=contribution='{alone}'"),
        engine.moderator(),
        None,
    );
    assert_eq!(likes.json()["totalItems"], json!(0));

    // So is one whose author deletes it alone.
    let mine = engine.seed(&staying, article, "à moi", "published");
    engine.ask(
        "POST",
        CONTRIBUTIONS,
        &staying.token,
        Some(&json!({ "article": article, "parent": mine, "text": "et la suite" })),
    );
    assert_eq!(
        engine
            .ask("DELETE", &contribution(&mine), &staying.token, None)
            .status,
        204
    );
    let emptied = read(&mine).json();
    assert_eq!(
        (&emptied["status"], &emptied["text"], &emptied["author"]),
        (&json!("removed"), &json!(""), &json!(""))
    );
    // Sessions end everywhere, at once.
    assert_eq!(
        engine
            .ask(
                "POST",
                "/api/kiosque/account/sign-out-everywhere",
                &staying.token,
                None
            )
            .status,
        204
    );
    assert_eq!(read(&liked).status, 401);
}
