//! A member's own things.

use super::*;
use crate::access::{framed, scrolls_only_down};

pub async fn a_forgotten_password_is_replaced(reader: &Reader<'_>, _: &Server, engine: &Engine) {
    let member = engine
        .borrow()
        .member(&format!("Oubli {:?}", reader.engine), Standing::Subscriber);
    reader.open("/connexion/").await;
    press(reader, "Mot de passe oublié").await;
    reader
        .until("the form", "document.querySelectorAll('form input').length === 1")
        .await;
    audit(reader, "forgotten password").await;
    type_into(reader, "input[type=email]", &member.email).await;
    reader.click("form .button").await;
    says(reader, "nous venons d’y envoyer un lien").await;
    let path = letter(engine, &member.email).await;
    reader.open(&path).await;
    reader
        .until("the form", "document.querySelector('input[type=password]')")
        .await;
    audit(reader, "new password").await;
    type_into(reader, "input[type=password]", "un-tout-autre-mot").await;
    reader.click("form .button").await;
    says(reader, "Votre mot de passe a été changé").await;
    audit(reader, "changed password").await;
    reader.open(&path).await;
    type_into(reader, "input[type=password]", "encore-un-autre").await;
    reader.click("form .button").await;
    says(reader, "Ce lien a déjà servi").await;
    reader.open("/connexion/").await;
    type_into(reader, "input[type=email]", &member.email).await;
    type_into(reader, "input[type=password]", "un-tout-autre-mot").await;
    reader.click("form .button").await;
    says(reader, &format!("connecté sous le nom de {}", member.name)).await;
}

pub async fn no_word_of_members_is_so_long_that_a_page_scrolls_sideways(
    reader: &Reader<'_>,
    _: &Server,
    engine: &Engine,
) {
    // Each as long as the engine takes it, without a place to break it.
    let name = format!("{:M<40}", format!("{:?}", reader.engine));
    let word = "m".repeat(200);
    let article = "marionnettes-markala";
    let mut member = engine.borrow().member(&name, Standing::Subscriber);
    let path = format!("/api/collections/members/records/{}", member.id);
    let email = format!("{}@{}.{}.example", "m".repeat(50), "m".repeat(60), "m".repeat(60));
    let email = email.replacen('m', &format!("{:?}", reader.engine).to_lowercase(), 1);
    engine
        .borrow()
        .moderate("PATCH", &path, &json!({ "email": email }));
    member.email = email;
    let code = format!("long-{:?}", reader.engine).to_lowercase();
    let plan = json!({
        "code": code, "name": "m".repeat(80), "amount": 1_234_567_890_125_u64, "currency": "XOF", "interval": "month",
        "description": word, "features": [word], "order": 1_000_001, "checkout": "https://provider.example/",
    });
    let plan = engine
        .borrow()
        .moderate("POST", "/api/collections/plans/records", &plan);
    let texts = [word.clone(), format!("https://m.example/{word}")];
    for text in &texts {
        engine.borrow().seed(&member, article, text, "published");
        engine.borrow().seed(&member, article, text, "pending");
    }
    enter(reader, &member, article).await;
    for (path, there) in [
        (format!("/article/{article}/"), ".discussion .thread p[dir] a"),
        ("/compte/".into(), "#mes-donnees"),
        ("/connexion/".into(), ".notice"),
        ("/abonnement/".into(), ".plan:nth-child(3)"),
    ] {
        framed(reader, &path, 320).await;
        let page = "document.querySelector('iframe').contentDocument";
        // Only whoever is near the contributions has them.
        let near = format!("void {page}.querySelector('#contributions')?.scrollIntoView()");
        reader.evaluate(&near).await;
        let found = format!("{page}.querySelector({there:?})");
        reader.until(&format!("{there} of {path}"), &found).await;
        scrolls_only_down(reader, &path).await;
    }
    let path = format!("/api/collections/plans/records/{}", text(&plan["id"]));
    engine.borrow().moderate("DELETE", &path, &Value::Null);
    reader.open("/").await;
}

pub async fn whoever_goes_elsewhere_while_signing_in_stays_there(
    reader: &Reader<'_>,
    server: &Server,
    engine: &Engine,
) {
    let name = format!("Ailleurs {:?}", reader.engine);
    let member = engine.borrow().member(&name, Standing::Subscriber);
    let signing_in = "/api/collections/members/auth-with-password";
    server.break_path(signing_in, Fault::Held);
    reader.open(&format!("/connexion/?retour={LEAD}")).await;
    sign_in(reader, &member.email).await;
    let asked = wait_for_async(async || (server.asked(signing_in) > 0).then_some(()));
    asked.await.expect("it is not asked");
    reader.click("nav.sections a[href='/rubrique/societe/']").await;
    reader.arrives_at("Société").await;
    assert_ne!(reader.text("p.subscribe").await, "Compte", "it is answered");
    server.mend();
    reader
        .until(
            "the answer",
            "document.querySelector('p.subscribe').textContent === 'Compte'",
        )
        .await;
    reader
        .until(
            "what an answer leads to",
            "window.asked ??= requestAnimationFrame(() => requestAnimationFrame(() => { window.seen = true; })), window.seen",
        )
        .await;
    assert_eq!(reader.path().await, "/rubrique/societe/");
    assert_eq!(reader.text("h1").await, "Société");
}

/// When the account's page says that the subscription ends.
async fn until_when(reader: &Reader<'_>) -> String {
    says(reader, "jusqu’au").await;
    reader.text("[aria-labelledby=abonnement] p").await
}

pub async fn an_account_is_its_owner_s(reader: &Reader<'_>, server: &Server, engine: &Engine) {
    // As wide as a name can be.
    let name = format!("{}{:?}", "M".repeat(32), reader.engine);
    let member = engine.borrow().member(&name, Standing::Free);
    let path = format!("/api/collections/members/records/{}", member.id);
    engine
        .borrow()
        .moderate("PATCH", &path, &json!({ "verified": false }));
    reader.open("/connexion/").await;
    sign_in(reader, &member.email).await;
    says(reader, &format!("connecté sous le nom de {}", member.name)).await;

    let page = "document.querySelector('iframe').contentDocument";
    for (path, there) in [("/compte/", "#mes-donnees"), ("/connexion/", ".notice")] {
        reader.open_page(&format!("/frame?360&{path}")).await;
        reader
            .until(path, &format!("{page}.querySelector({there:?})"))
            .await;
        let over = format!("{page}.documentElement.scrollWidth - {page}.documentElement.clientWidth");
        assert_eq!(reader.evaluate(&over).await, json!(0), "{path} scrolls sideways");
    }

    reader.open("/compte/").await;
    press(reader, "Renvoyer").await;
    says(reader, "Un nouveau lien est parti").await;
    let link = letter(engine, &member.email).await;
    reader.open(&link).await;
    says(reader, "Votre adresse est confirmée").await;

    // Paying twice is twice the time, also elsewhere.
    let guichet = format!("guichet-{:?}", reader.engine).to_lowercase();
    let plan = json!({
        "code": guichet, "name": guichet, "amount": 1500, "currency": "XOF", "interval": "month", "order": 1_000_000,
        "checkout": format!("http://{}{}", engine.borrow().provider.web, neighbours::CINETPAY),
    });
    engine
        .borrow()
        .moderate("POST", "/api/collections/plans/records", &plan);
    let choose = async |plan: &str, button: &str| {
        reader.open("/abonnement/").await;
        press(reader, &format!("Choisir {plan}")).await;
        let is_there = format!("document.querySelector('{button}')");
        reader.until("the provider's page", &is_there).await;
        reader.click(button).await;
    };
    let mut ends = Vec::new();
    for plan in ["mensuel", &guichet] {
        choose(plan, "#payer").await;
        ends.push(until_when(reader).await);
    }
    assert_ne!(ends[0], ends[1]);
    // Whoever does not pay after all chooses again, and waits for nothing.
    choose(&guichet, "#refuser").await;
    let are_there = "location.pathname == '/abonnement/' && document.querySelector('main')";
    reader.until("the plans again", are_there).await;
    reader.open("/compte/").await;

    // What the browser would save.
    let saving = "(() => { const make = URL.createObjectURL; URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return make(blob); }; return 1; })()";
    reader.evaluate(saving).await;
    press(reader, "Télécharger mes données").await;
    reader.until("the data", "window.saved").await;
    let saved: Value = serde_json::from_str(reader.evaluate("saved").await.as_str().unwrap()).unwrap();
    assert!(saved.to_string().contains(&member.email), "{saved}");
    assert!(!saved.to_string().contains("password"), "{saved}");

    // Another device of theirs is signed out as well.
    let elsewhere = engine.borrow().token(&member.id, 0);
    press(reader, "Se déconnecter partout").await;
    says(reader, "Vous n’êtes pas connecté").await;
    let list = "/api/collections/contributions/records";
    assert_eq!(engine.borrow().ask("GET", list, &elsewhere, None).status, 401);

    let text = format!("Partira avec moi ({:?}).", reader.engine);
    engine
        .borrow()
        .seed(&member, "le-fleuve-de-koulikoro-a-gao", &text, "published");
    reader.open("/connexion/?retour=/compte/").await;
    sign_in(reader, &member.email).await;
    until_when(reader).await;
    // Whoever goes on pressing deletes nothing.
    press(reader, "Supprimer mon compte").await;
    for _ in 0..9 {
        reader.press(Key::Enter).await;
    }
    says(reader, "disparaissent pour de bon").await;
    audit(reader, "deletion").await;
    type_into(reader, "input[type=password]", "pas le bon mot").await;
    press(reader, "Supprimer pour de bon").await;
    says(reader, "pas votre mot de passe").await;
    type_into(reader, "input[type=password]", PASSWORD).await;
    press(reader, "Supprimer pour de bon").await;
    says(reader, "Vous n’êtes pas connecté").await;
    assert!(!kept(engine, "le-fleuve-de-koulikoro-a-gao").contains(&text));
    let gone = engine
        .borrow()
        .ask("GET", &path, engine.borrow().moderator(), None);
    assert_eq!(gone.status, 404);
    assert_eq!(
        reader
            .evaluate("Object.keys(localStorage).filter(it => it.startsWith('kiosque-'))")
            .await,
        json!([]),
        "nothing stays on the device"
    );
    assert_eq!(server.asked("/api/kiosque/account/export"), 1);
}
