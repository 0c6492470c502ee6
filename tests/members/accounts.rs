//! Accounts: how they begin, and how they end.

mod addresses;
mod names;
mod newspaper;
mod old;

use std::thread;

use journeys::{Membership, PASSWORD, Standing, text, wait_for};
use serde_json::{Value, json};

use crate::attack::{code, found, held, tried};
use crate::seeds::{CONTRIBUTIONS, contribution};
pub use addresses::{
    nobody_s_own_success_buys_guesses_at_another_s_password, one_address_is_one_account_and_its_letters_come,
};
pub use names::names_are_one_person_s;
pub use newspaper::{
    a_newspaper_of_one_short_word_keeps_its_name_too, whoever_is_called_as_the_newspaper_is_may_write,
};
pub use old::accounts_of_old_are_all_there_also_two_of_one_address;

const MEMBERS: &str = "/api/collections/members";

/// The token in the last letter to an address, once it has come.
pub fn letter(engine: &Membership, to: &str, purpose: &str) -> String {
    let beginning = format!("http://127.0.0.1:1/connexion/#{purpose}=");
    let link = wait_for(|| {
        let letters = engine.inbox.letters(to);
        let link = letters.iter().rev().find_map(|letter| letter.link(&beginning));
        link.map(str::to_owned)
    });
    let link = link.unwrap_or_else(|| panic!("no letter to {to}: {:?}", engine.inbox.letters(to)));
    link[beginning.len()..].to_owned()
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
