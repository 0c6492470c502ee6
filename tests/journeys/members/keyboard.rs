//! The discussion without a pointer.

use super::*;

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
