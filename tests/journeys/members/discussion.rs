//! Writing and reading contributions.

use std::time::Instant;

use super::*;

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
