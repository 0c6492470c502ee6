//! Who sees what, whatever the engine does.

use std::time::Duration;

use super::*;

/// Elsewhere the reader's code waits there for who stays.
pub async fn a_page_of_one_s_own_comes_at_once_on_any_line(reader: &Reader<'_>, server: &Server, _: &Engine) {
    server.break_path("/connexion/", Fault::SlowLine);
    reader.open("/connexion/").await;
    reader
        .until("the form", "document.querySelector('input[type=email]')")
        .await;
}

pub async fn each_state_has_its_screen(reader: &Reader<'_>, _: &Server, engine: &Engine) {
    let which = format!("{:?}", reader.engine);
    for (standing, words) in [
        (Standing::Free, "Vous n’êtes pas abonné."),
        (
            Standing::Lapsed,
            "Votre abonnement a pris fin le 1er janvier 2020.",
        ),
        (Standing::Banned, "La rédaction a fermé l’accès"),
    ] {
        let member = engine.borrow().member(&format!("{standing:?} {which}"), standing);
        reader.open(&format!("/connexion/?retour={LEAD}")).await;
        sign_in(reader, &member.email).await;
        reader
            .until("the article", "document.querySelector('.story h1')")
            .await;
        says(reader, words).await;
        assert_eq!(reader.count(".discussion").await, 0, "{words}");
        assert!(
            reader.text(".story").await.len() > 1_000,
            "the article is never affected"
        );
        audit(reader, words).await;
        reader.open("/compte/").await;
        says(reader, &member.name).await;
        audit(reader, "account").await;
        press(reader, "Se déconnecter").await;
        says(reader, "Vous n’êtes pas connecté").await;
    }
    reader.open("/connexion/").await;
    type_into(reader, "input[type=email]", "personne@exemple.org").await;
    type_into(reader, "input[type=password]", "pas-le-bon").await;
    reader.click("form .button").await;
    says(reader, "ne convient pas").await;
    audit(reader, "sign in").await;
    reader.open(LEAD).await;
    reader
        .evaluate("document.querySelector('#contributions').scrollIntoView()")
        .await;
    says(reader, "Déjà abonné").await;
    audit(reader, "the door").await;
}

pub async fn who_lapses_or_is_banned_meanwhile_is_told(reader: &Reader<'_>, _: &Server, engine: &Engine) {
    let article = "le-fleuve-de-koulikoro-a-gao";
    for (change, words) in [
        ("lapse", "Votre abonnement a pris fin"),
        ("ban", "La rédaction a fermé"),
    ] {
        let name = format!("Avant {change} {:?}", reader.engine);
        let member = engine.borrow().member(&name, Standing::Subscriber);
        enter(reader, &member, article).await;
        let text = format!("Jamais publié {change} {:?}", reader.engine);
        type_into(reader, ".discussion textarea", &text).await;
        {
            let engine = engine.borrow();
            if change == "ban" {
                let path = format!("/api/collections/members/records/{}", member.id);
                engine.moderate("PATCH", &path, &json!({ "banned": true }));
            } else {
                let path = format!(
                    "/api/collections/subscriptions/records?filter=member%3D%22{}%22",
                    member.id
                );
                let found = engine.ask("GET", &path, engine.moderator(), None).json();
                let path = format!(
                    "/api/collections/subscriptions/records/{}",
                    journeys::text(&found["items"][0]["id"])
                );
                engine.moderate(
                    "PATCH",
                    &path,
                    &json!({ "paidUntil": "2024-01-01 00:00:00.000Z" }),
                );
            }
        }
        press(reader, "Publier").await;
        says(reader, words).await;
        reader
            .until("no discussion", "!document.querySelector('.discussion')")
            .await;
        assert!(!kept(engine, article).contains(&text));
        let draft = reader
            .evaluate(&format!(
                "localStorage.getItem('kiosque-draft:{}:{article}:')",
                member.id
            ))
            .await;
        assert!(draft.to_string().contains(&text), "{draft}");
        reader.evaluate("localStorage.clear()").await;
    }
}

pub async fn the_engine_comes_and_goes(reader: &Reader<'_>, server: &Server, engine: &Engine) {
    let article = "le-fleuve-de-koulikoro-a-gao";
    let member = engine
        .borrow()
        .member(&format!("Panne {:?}", reader.engine), Standing::Subscriber);
    enter(reader, &member, article).await;
    let text = format!("Une seule fois ({:?}).", reader.engine);
    engine.borrow_mut().kill();
    post(reader, &text).await;
    says(reader, "Le service ne répond pas").await;
    reader
        .until(
            "the text is back",
            &format!("document.querySelector('.discussion textarea').value === {text:?}"),
        )
        .await;
    let path = "/api/collections/contributions/records";
    let posts = server.asked(path);
    reader.open(&format!("/article/{article}/")).await;
    reader
        .evaluate("document.querySelector('#contributions').scrollIntoView()")
        .await;
    says(reader, "Réessayer").await;
    audit(reader, "the engine does not answer").await;
    assert!(reader.text(".story").await.len() > 500, "the article is there");
    engine.borrow_mut().restart();
    press(reader, "Réessayer").await;
    reader
        .until(
            "the draft",
            &format!("document.querySelector('.discussion textarea')?.value === {text:?}"),
        )
        .await;
    // The draft may be there before the list is asked for.
    let listed = wait_for_async(async || (server.asked(path) > posts).then_some(())).await;
    assert!(listed.is_some(), "no list was asked for");
    assert_eq!(server.asked(path), posts + 1, "nothing is posted by itself");
    // The engine gets it; its answer is lost on the way.
    server.break_path(path, Fault::HangUp);
    press(reader, "Publier").await;
    says(reader, "Pas de connexion").await;
    server.mend();
    press(reader, "Publier").await;
    is_posted(reader, &text).await;
    assert_eq!(kept(engine, article).iter().filter(|it| **it == text).count(), 1);
}

pub async fn members_of_a_newspaper_below_a_path_are_below_it(
    reader: &Reader<'_>,
    server: &Server,
    engine: &Engine,
) {
    let article = "argent-mobile-villages";
    let member = engine
        .borrow()
        .member(&format!("Dessous {:?}", reader.engine), Standing::Subscriber);
    reader.open(&format!("/journal/article/{article}/")).await;
    reader
        .evaluate("document.querySelector('#contributions').scrollIntoView()")
        .await;
    says(reader, "Déjà abonné").await;
    reader.click(".paywall a[href*=connexion]").await;
    sign_in(reader, &member.email).await;
    reader
        .until("the discussion", "document.querySelector('.discussion textarea')")
        .await;
    assert_eq!(
        reader.path().await.split('#').next(),
        Some(format!("/journal/article/{article}/").as_str())
    );
    let text = format!("D’en bas ({:?}).", reader.engine);
    post(reader, &text).await;
    is_posted(reader, &text).await;
    assert!(kept(engine, article).contains(&text));
    assert_eq!(
        server.asked_below("/api/"),
        Vec::<String>::new(),
        "nothing is asked for outside"
    );
}

/// What is for members are files of their own, which may not come when they are wanted.
pub async fn what_did_not_come_is_asked_for_again(reader: &Reader<'_>, server: &Server, _: &Engine) {
    reader.open("/connexion/").await;
    let chunks = "new URL(document.querySelector('link[rel=members]').href).pathname";
    let chunks = reader.evaluate(chunks).await.as_str().unwrap().to_owned();
    for (part, fault) in [
        ("shared", Fault::HangUp),
        ("own", Fault::Status(404)),
        ("own", Fault::OwnPage),
    ] {
        let chunk = format!("{chunks}-{part}.wasm");
        server.break_path(&chunk, fault);
        reader.open("/connexion/").await;
        says(reader, "Cette partie de la page n’est pas arrivée").await;
        let before = server.asked(&chunk);
        press(reader, "Réessayer").await;
        let again = wait_for_async(async || (server.asked(&chunk) > before).then_some(()));
        again.await.expect("it is not asked for again");
        says(reader, "Cette partie de la page n’est pas arrivée").await;
        let is_within = "document.activeElement.matches('.account > div')";
        reader
            .until("the focus to be where the button was", is_within)
            .await;
        server.mend();
        press(reader, "Réessayer").await;
        reader
            .until("the form", "document.querySelector('input[type=password]')")
            .await;
        assert!(!reader.text("main").await.contains("n’est pas arrivée"));
    }
    // One that fails while the other is on its way is no failure of the program.
    server.break_path(&format!("{chunks}-own.wasm"), Fault::HangUp);
    server.break_path(
        &format!("{chunks}-shared.wasm"),
        Fault::Late(Duration::from_millis(700)),
    );
    reader.open("/connexion/").await;
    says(reader, "Cette partie de la page n’est pas arrivée").await;
    reader.until("the reader", READY).await;
    server.mend();
    press(reader, "Réessayer").await;
    reader
        .until("the form", "document.querySelector('input[type=password]')")
        .await;
    assert_eq!(
        server.asked(&format!("{chunks}-contributions.wasm")),
        0,
        "nobody loads what is for an article"
    );
}
