//! Several tabs and sessions of one reader.

use super::*;

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
