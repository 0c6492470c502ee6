//! What members do, with a real engine behind the newspaper. Each journey has its own members and its own article.

use std::{
    cell::RefCell,
    time::{Duration, Instant},
};

use fantoccini::key::Key;
use journeys::{Fault, Member, Membership, PASSWORD, Reader, Server, Standing};
use serde_json::{Value, json};

use crate::access::audit;

/// An engine, that a journey may kill.
pub type Engine = RefCell<Membership>;

/// How long a letter may take, and how soon it is looked for again.
const POST: Duration = Duration::from_secs(20);
const AGAIN: Duration = Duration::from_millis(20);

const LEAD: &str = "/article/traite-des-personnes-plan-national/";

/// What a contribution's list shows, and nothing of what is being written.
const THREAD: &str = "[...document.querySelectorAll('.discussion .thread p[dir]')].map(it => it.textContent)";

async fn type_into(reader: &Reader<'_>, selector: &str, text: &str) {
    reader
        .until(selector, &format!("document.querySelector({:?})", selector))
        .await;
    let field = reader.find(selector).await;
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
}

/// Presses the button that says this.
async fn press(reader: &Reader<'_>, words: &str) {
    let found =
        format!("[...document.querySelectorAll('button')].find(it => it.textContent.startsWith({words:?}))");
    reader.until(words, &found).await;
    reader
        .evaluate(&format!("({found}.setAttribute('data-pressed', ''), 1)"))
        .await;
    reader.click("[data-pressed]").await;
    let _ = reader
        .client
        .execute(
            "document.querySelector('[data-pressed]')?.removeAttribute('data-pressed')",
            Vec::new(),
        )
        .await;
}

async fn says(reader: &Reader<'_>, words: &str) {
    let words = words.replace(char::is_whitespace, " ");
    reader
        .until(
            &words,
            &format!("document.body.textContent.replace(/\\s/g, ' ').includes({words:?})"),
        )
        .await;
}

/// Where the first letter to an address leads.
async fn letter(engine: &Engine, to: &str) -> String {
    let start = Instant::now();
    loop {
        let letters = engine.borrow().inbox.letters(to);
        if let Some(link) = letters.first().and_then(|letter| letter.link("http")) {
            let (_, path) = link.split_once("/connexion/").unwrap();
            return format!("/connexion/{path}");
        }
        assert!(start.elapsed() < POST, "no letter to {to}");
        tokio::time::sleep(AGAIN).await;
    }
}

/// Each journey begins as nobody.
pub async fn forget_everybody(reader: &Reader<'_>) {
    reader.open_page("/404.html").await;
    reader
        .evaluate("(localStorage.clear(), sessionStorage.clear(), 1)")
        .await;
}

async fn sign_in(reader: &Reader<'_>, email: &str) {
    type_into(reader, "input[type=email]", email).await;
    type_into(reader, "input[type=password]", PASSWORD).await;
    reader.click("form .button").await;
}

/// Opens an article as a member who signs in at its door, and waits for the discussion.
async fn enter(reader: &Reader<'_>, member: &Member, article: &str) {
    reader
        .open(&format!("/connexion/?retour=/article/{article}/"))
        .await;
    sign_in(reader, &member.email).await;
    reader
        .until("the discussion", "document.querySelector('.discussion textarea')")
        .await;
}

async fn post(reader: &Reader<'_>, text: &str) {
    type_into(reader, ".discussion textarea", text).await;
    press(reader, "Publier").await;
}

async fn shows(reader: &Reader<'_>, text: &str) {
    reader.until(text, &format!("{THREAD}.includes({text:?})")).await;
}

/// What is shown at once is only posted once the engine has said so.
async fn is_posted(reader: &Reader<'_>, text: &str) {
    shows(reader, text).await;
    says(reader, "Votre contribution est publiée").await;
}

/// What the engine has under an article.
fn kept(engine: &Engine, article: &str) -> Vec<String> {
    let engine = engine.borrow();
    let path = format!(
        "/api/collections/contributions/records?perPage=500&sort=created&filter=article%3D%22{article}%22"
    );
    let found = engine.ask("GET", &path, engine.moderator(), None).json();
    let items = found["items"].as_array().unwrap().iter();
    items.map(|it| journeys::text(&it["text"])).collect()
}

pub async fn from_an_article_to_a_posted_contribution(reader: &Reader<'_>, server: &Server, engine: &Engine) {
    let name = format!("Lectrice {:?}", reader.engine);
    let email = format!("lectrice.{:?}@exemple.org", reader.engine).to_lowercase();
    reader.open(LEAD).await;
    assert_eq!(
        server.asked_below("/api/"),
        Vec::<String>::new(),
        "before the reader is near"
    );
    // Before the engine answers, too, one begins with it: what is paid elsewhere would be nobody's.
    let page = String::from_utf8(server.ask("/abonnement/").body).unwrap();
    let main = page
        .split("<main")
        .nth(1)
        .unwrap()
        .split("</main>")
        .next()
        .unwrap();
    let links = main.split("href=").skip(1);
    let links = links.map(|link| link.split([' ', '>']).next().unwrap());
    let ways: Vec<&str> = links
        .filter(|it| it.contains("connexion") || it.contains("http"))
        .collect();
    assert!(
        !ways.is_empty()
            && ways
                .iter()
                .all(|way| way.contains("/connexion/?retour=/abonnement/")),
        "{ways:?}"
    );
    let begun = Instant::now();
    reader.click("#contributions .button").await;
    reader.arrives_at("Abonnements").await;
    reader
        .until("the engine's plans", "document.querySelector('.plans button')")
        .await;
    audit(reader, "plans").await;
    press(reader, "Choisir").await;
    reader.arrives_at("Connexion").await;
    press(reader, "Créer un compte").await;
    type_into(reader, "input[name=name]", &name).await;
    type_into(reader, "input[type=email]", &email).await;
    type_into(reader, "input[type=password]", PASSWORD).await;
    audit(reader, "sign up").await;
    reader.click("form .button").await;
    says(reader, "Votre compte est créé").await;

    let path = letter(engine, &email).await;
    reader.open(&path).await;
    says(reader, "Votre adresse est confirmée").await;
    assert_eq!(
        reader.evaluate("location.hash").await,
        json!(""),
        "no token in the history"
    );

    reader
        .open("/abonnement/?retour=/article/traite-des-personnes-plan-national/")
        .await;
    press(reader, "Choisir").await;
    reader
        .until("the provider's page", "document.querySelector('#payer')")
        .await;
    reader.click("#payer").await;
    says(reader, "jusqu’au").await;
    audit(reader, "account").await;
    reader.click(".account .button").await;
    reader
        .until("the article", "document.querySelector('.story h1')")
        .await;
    reader.until("the discussion", "(document.querySelector('#contributions').scrollIntoView(), document.querySelector('.discussion textarea'))").await;
    let text = format!("Écrit dans {:?}.", reader.engine);
    post(reader, &text).await;
    is_posted(reader, &text).await;
    eprintln!(
        "from \"S’abonner\" to the first contribution, in {}: {:.1} s",
        reader.engine,
        begun.elapsed().as_secs_f64()
    );
    audit(reader, "discussion").await;
    for (begins, what) in [("Modifier", "edit"), ("Supprimer", "delete")] {
        press(reader, begins).await;
        reader
            .until(
                what,
                "document.querySelector('.thread article :is(form, .button)')",
            )
            .await;
        audit(reader, what).await;
        press(reader, "Annuler").await;
        reader
            .until(
                "the focus is not lost",
                "document.activeElement.matches('.thread article')",
            )
            .await;
    }
    assert_eq!(
        reader
            .evaluate("Object.keys(localStorage).find(it => it.startsWith('kiosque-draft:')) ?? null")
            .await,
        Value::Null
    );
    reader.open(LEAD).await;
    reader
        .evaluate("document.querySelector('#contributions').scrollIntoView()")
        .await;
    shows(reader, &text).await;
    assert_eq!(reader.text(".who").await, name);
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
            reader.text(".body").await.len() > 1_000,
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

pub async fn two_tabs_are_one_reader(reader: &Reader<'_>, _: &Server, engine: &Engine) {
    let member = engine
        .borrow()
        .member(&format!("Deux onglets {:?}", reader.engine), Standing::Subscriber);
    reader.open(LEAD).await;
    reader
        .evaluate("document.querySelector('#contributions').scrollIntoView()")
        .await;
    says(reader, "Déjà abonné").await;
    let first = reader.client.window().await.unwrap();
    let second = reader.client.new_window(false).await.unwrap();
    reader
        .client
        .switch_to_window(second.handle.clone())
        .await
        .unwrap();
    enter(reader, &member, "le-fleuve-de-koulikoro-a-gao").await;
    reader.client.switch_to_window(first.clone()).await.unwrap();
    reader
        .until(
            "the discussion in the first tab",
            "document.querySelector('.discussion textarea')",
        )
        .await;
    let last_link = ".colophon li:last-child";
    assert_eq!(reader.text(".subscribe").await, "Compte");
    assert_eq!(reader.text(last_link).await, "Compte");
    reader.open("/compte/").await;
    press(reader, "Se déconnecter").await;
    says(reader, "Vous n’êtes pas connecté").await;
    reader.client.switch_to_window(second.handle).await.unwrap();
    reader
        .until(
            "no discussion in the second tab",
            "!document.querySelector('.discussion')",
        )
        .await;
    assert_eq!(reader.text(".subscribe").await, "S’abonner");
    assert_eq!(reader.text(last_link).await, "Se connecter");
    reader.client.close_window().await.unwrap();
    reader.client.switch_to_window(first).await.unwrap();
}

pub async fn what_one_tab_saves_another_does_not_overwrite(reader: &Reader<'_>, _: &Server, engine: &Engine) {
    let article = "le-fleuve-de-koulikoro-a-gao";
    let member = engine
        .borrow()
        .member(&format!("Deux mains {:?}", reader.engine), Standing::Subscriber);
    let text = |what: &str| format!("{what}, {:?}", reader.engine);
    engine
        .borrow()
        .seed(&member, article, &text("D’abord"), "published");
    enter(reader, &member, article).await;
    shows(reader, &text("D’abord")).await;
    let first = reader.client.window().await.unwrap();
    let second = reader.client.new_window(false).await.unwrap().handle;
    reader.client.switch_to_window(second.clone()).await.unwrap();
    reader.open(&format!("/article/{article}/#contributions")).await;
    shows(reader, &text("D’abord")).await;
    let field = ".thread article textarea";
    for (tab, what) in [(&first, "La première main"), (&second, "La seconde main")] {
        reader.client.switch_to_window(tab.clone()).await.unwrap();
        press(reader, "Modifier").await;
        type_into(reader, field, &text(what)).await;
    }
    reader.client.switch_to_window(first.clone()).await.unwrap();
    press(reader, "Enregistrer").await;
    shows(reader, &text("La première main")).await;

    reader.client.switch_to_window(second).await.unwrap();
    press(reader, "Enregistrer").await;
    says(reader, "modifiée ailleurs").await;
    shows(reader, &text("La première main")).await;
    assert!(kept(engine, article).contains(&text("La première main")));
    audit(reader, "edited elsewhere").await;
    press(reader, "Enregistrer").await;
    says(reader, "C’est enregistré").await;
    shows(reader, &text("La seconde main")).await;
    let kept = kept(engine, article);
    assert!(kept.contains(&text("La seconde main")) && !kept.contains(&text("La première main")));
    reader.client.close_window().await.unwrap();
    reader.client.switch_to_window(first).await.unwrap();
}

pub async fn what_is_written_outlives_its_session(reader: &Reader<'_>, _: &Server, engine: &Engine) {
    let article = "le-fleuve-de-koulikoro-a-gao";
    let member = engine.borrow().member(
        &format!("Session finie {:?}", reader.engine),
        Standing::Subscriber,
    );
    enter(reader, &member, article).await;
    let text = format!("Gardé malgré tout ({:?}).", reader.engine);
    type_into(reader, ".discussion textarea", &text).await;
    // On another device, the member signs out everywhere.
    let other = engine.borrow().token(&member.id, 0);
    let out = engine
        .borrow()
        .ask("POST", "/api/kiosque/account/sign-out-everywhere", &other, None);
    assert_eq!(out.status, 204);
    press(reader, "Publier").await;
    says(reader, "Déjà abonné").await;
    reader.click(".paywall a[href*=connexion]").await;
    sign_in(reader, &member.email).await;
    reader
        .until(
            "the draft",
            &format!("document.querySelector('.discussion textarea')?.value === {text:?}"),
        )
        .await;
    press(reader, "Publier").await;
    is_posted(reader, &text).await;
    assert_eq!(kept(engine, article).iter().filter(|it| **it == text).count(), 1);
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
    assert!(reader.text(".body").await.len() > 500, "the article is there");
    engine.borrow_mut().restart();
    press(reader, "Réessayer").await;
    reader
        .until(
            "the draft",
            &format!("document.querySelector('.discussion textarea')?.value === {text:?}"),
        )
        .await;
    assert_eq!(
        server.asked(path),
        posts + 1,
        "a list was asked for, and nothing posted by itself"
    );
    // The engine gets it; its answer is lost on the way.
    server.break_path(path, Fault::HangUp);
    press(reader, "Publier").await;
    says(reader, "Pas de connexion").await;
    server.mend();
    press(reader, "Publier").await;
    is_posted(reader, &text).await;
    assert_eq!(kept(engine, article).iter().filter(|it| **it == text).count(), 1);
}

pub async fn five_hundred_contributions_come_page_by_page(reader: &Reader<'_>, _: &Server, engine: &Engine) {
    let article = "alerte-crue-sms";
    let which = format!("{:?}", reader.engine);
    let member = engine
        .borrow()
        .member(&format!("Cinq cents {which}"), Standing::Subscriber);
    for number in kept(engine, article).len()..500 {
        engine
            .borrow()
            .seed(&member, article, &format!("Contribution {number}"), "published");
    }
    reader.open("/connexion/?retour=/abonnement/").await;
    sign_in(reader, &member.email).await;
    reader.arrives_at("Abonnements").await;
    reader.open(&format!("/article/{article}/")).await;
    reader
        .evaluate("document.querySelector('#contributions')?.scrollIntoView()")
        .await;
    shows(reader, "Contribution 499").await;
    for page in 1..25 {
        press(reader, "Contributions suivantes").await;
        let many = (page + 1) * 20;
        reader
            .until("the next page", &format!("{THREAD}.length === {many}"))
            .await;
    }
    let different = reader.evaluate(&format!("new Set({THREAD}).size")).await;
    assert_eq!(different, json!(500));
    press(reader, "Les plus anciennes").await;
    reader
        .until("the oldest first", &format!("{THREAD}[0] === 'Contribution 0'"))
        .await;
}

/// Goes on by the keyboard to what is near.
async fn tab_to(reader: &Reader<'_>, selector: &str) {
    for _ in 0..6 {
        reader.press(Key::Tab).await;
        let is_there = format!("document.activeElement.matches({selector:?})");
        if reader.evaluate(&is_there).await == json!(true) {
            return;
        }
    }
    let where_it_is = reader
        .evaluate("document.activeElement.outerHTML.slice(0, 200)")
        .await;
    panic!("{selector} is far from here: {where_it_is}");
}

/// Presses "Signaler" by the keyboard.
async fn ask_why(reader: &Reader<'_>, report: &str) {
    // While an answer is on its way, its field is in the place of the buttons.
    reader.until("the button", report).await;
    reader.evaluate(&format!("{report}.focus()")).await;
    reader.press(Key::Enter).await;
    let question = "document.activeElement.textContent.startsWith('Pourquoi')";
    reader.until("the question", question).await;
}

pub async fn a_contribution_is_answered_by_the_keyboard(reader: &Reader<'_>, _: &Server, engine: &Engine) {
    let article = "traite-des-personnes-plan-national";
    let author = engine
        .borrow()
        .member(&format!("Auteur {:?}", reader.engine), Standing::Subscriber);
    let member = engine
        .borrow()
        .member(&format!("Clavier {:?}", reader.engine), Standing::Subscriber);
    let text = format!("À qui le tour ? {:?}", reader.engine);
    let id = engine.borrow().seed(&author, article, &text, "published");
    reader.open(LEAD).await;
    reader
        .evaluate("document.querySelector('#contributions').scrollIntoView()")
        .await;
    says(reader, "Déjà abonné").await;
    reader
        .evaluate("(document.querySelector('.paywall .button').focus(), 1)")
        .await;
    tab_to(reader, ".paywall a[href*=connexion]").await;
    reader.press(Key::Enter).await;
    reader.arrives_at("Connexion").await;
    reader
        .until("the form", "document.querySelector('input[type=email]')")
        .await;
    for (field, words) in [("email", &*member.email), ("password", PASSWORD)] {
        tab_to(reader, &format!("input[type={field}]")).await;
        let field = reader.client.active_element().await.unwrap();
        field.send_keys(words).await.unwrap();
    }
    reader.press(Key::Enter).await;
    shows(reader, &text).await;
    // The way on is from the contributions, not from the top of the article.
    tab_to(reader, ".discussion textarea").await;
    let item = format!(
        "[...document.querySelectorAll('.thread > li')].find(it => it.textContent.includes({text:?}))"
    );
    reader
        .evaluate(&format!("{item}.querySelector('button').focus()"))
        .await;
    reader.press(Key::Enter).await;
    reader
        .until(
            "it is liked",
            &format!("{item}.querySelector('button').getAttribute('aria-pressed') === 'true'"),
        )
        .await;
    assert_eq!(
        reader
            .evaluate(&format!(
                "document.activeElement === {item}.querySelector('button')"
            ))
            .await,
        json!(true)
    );
    reader.press(Key::Tab).await;
    // Held down, it opens the field and breaks no line there. (Only Firefox's driver repeats a key as a keyboard does.)
    let times = if reader.engine == journeys::Engine::Firefox {
        4
    } else {
        1
    };
    reader.hold(Key::Enter, times).await;
    reader
        .until(
            "the field has the focus",
            &format!("{item}.contains(document.activeElement) && document.activeElement.matches('textarea')"),
        )
        .await;
    let field = reader.client.active_element().await.unwrap();
    assert_eq!(field.prop("value").await.unwrap().as_deref(), Some(""));
    field.send_keys("À moi.").await.unwrap();
    reader.press(Key::Tab).await;
    reader.press(Key::Enter).await;
    reader
        .until(
            "the answer",
            &format!("{item}.querySelector('.answers')?.textContent.includes('À moi.')"),
        )
        .await;
    reader
        .until(
            "the focus is not lost",
            &format!("{item}.contains(document.activeElement)"),
        )
        .await;
    let report =
        format!("[...{item}.querySelectorAll('button')].find(it => it.textContent.startsWith('Signaler'))");
    ask_why(reader, &report).await;
    audit(reader, "report").await;
    // The key that is held down is no answer; Escape leaves it.
    reader.press(Key::Enter).await;
    reader.press(Key::Escape).await;
    reader
        .until(
            "the focus is not lost",
            &format!("!{item}.textContent.includes('Pourquoi') && {item}.contains(document.activeElement)"),
        )
        .await;
    ask_why(reader, &report).await;
    reader.press(Key::Tab).await;
    reader.press(Key::Enter).await;
    reader
        .until(
            "it is reported",
            &format!("{item}.textContent.includes('Merci. La rédaction va lire')"),
        )
        .await;
    let answers = engine
        .borrow()
        .ask(
            "GET",
            &format!("/api/collections/contributions/records?filter=parent%3D%22{id}%22"),
            engine.borrow().moderator(),
            None,
        )
        .json();
    assert_eq!(answers["items"][0]["text"], json!("À moi."));
    assert_eq!(answers["items"][0]["authorName"], json!(member.name));
}

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

pub async fn who_writes_too_much_waits(reader: &Reader<'_>, _: &Server, engine: &Engine) {
    let article = "le-fleuve-de-koulikoro-a-gao";
    let member = engine
        .borrow()
        .member(&format!("Bavard {:?}", reader.engine), Standing::Subscriber);
    for number in 0..5 {
        let body = json!({ "article": article, "text": format!("Vite {number}") });
        let posted = engine.borrow().ask(
            "POST",
            "/api/collections/contributions/records",
            &member.token,
            Some(&body),
        );
        assert_eq!(posted.status, 200);
    }
    enter(reader, &member, article).await;
    post(reader, "Une de trop").await;
    says(reader, "C’est beaucoup en peu de temps").await;
    audit(reader, "too much").await;
    let first = reader.text("[role=timer]").await;
    reader
        .until(
            "it counts down",
            &format!("document.querySelector('[role=timer]').textContent.replace(/\\s/g, ' ') !== {first:?}"),
        )
        .await;
    assert!(!kept(engine, article).contains(&"Une de trop".to_owned()));
}

/// After OWASP's cheat sheets on cross-site scripting and on injections, and what hides what a text is.
const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "{{constructor.constructor('alert(1)')()}} ${7*7} <%= 7*7 %>",
    "&lt;script&gt; &amp;lt; &#x3c;",
    "'; DROP TABLE contributions; --",
    "__proto__ constructor toString",
    "Z̸̢̛a̷̡l̶g̵o̴ ﷽ 👩‍👩‍👧‍👦 𝕳𝖊𝖑𝖑𝖔",
    "https://a.example/\"onmouseover=\"alert(1)",
];

pub async fn hostile_text_is_shown_as_it_was_written(reader: &Reader<'_>, _: &Server, engine: &Engine) {
    let article = "argent-mobile-villages";
    let member = engine
        .borrow()
        .member(&format!("Hostile {:?}", reader.engine), Standing::Subscriber);
    for text in HOSTILE {
        engine.borrow().seed(&member, article, text, "published");
    }
    enter(reader, &member, article).await;
    reader
        .until("all of it", &format!("{THREAD}.length >= {}", HOSTILE.len()))
        .await;
    let shown: Vec<String> = serde_json::from_value(reader.evaluate(THREAD).await).unwrap();
    for text in HOSTILE {
        assert!(shown.iter().any(|it| it == text), "{text} is not among {shown:?}");
    }
    assert_eq!(reader.count(".thread :is(script, img, svg, iframe, b)").await, 0);
    let links = reader
        .evaluate("[...document.querySelectorAll('.thread p a')].map(it => it.protocol + it.rel)")
        .await;
    assert_eq!(links, json!(["https:ugc nofollow noopener noreferrer"]));
}
