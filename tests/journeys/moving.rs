//! Moving about: what a plain page does by itself.

use std::time::Duration;

use fantoccini::{
    actions::{Actions, InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    key::Key,
};
use journeys::{BELOW, Engine, Fault, READY, Reader, Server};

use crate::reading::{LEAD, LEAD_HEADLINE};

pub async fn a_related_article_and_back_to_the_same_place(reader: &Reader<'_>, _: &Server) {
    reader.open(LEAD).await;
    reader.arrives_at(LEAD_HEADLINE).await;
    let other = reader.text(".related .headline").await;
    reader
        .evaluate("document.querySelector('.related a').scrollIntoView({block: 'center'})")
        .await;
    let left_at = reader.evaluate("scrollY").await.as_f64().unwrap();
    assert!(left_at > 500.0, "{left_at}");
    reader.find(".related a").await.click().await.unwrap();
    reader.arrives_at(&other).await;
    reader.until("the top of the page", "scrollY === 0").await;
    reader
        .until(
            "the heading to have the focus",
            "document.activeElement === document.querySelector('h1')",
        )
        .await;
    reader
        .until("the title", "document.title.endsWith(' – Les Deux Rives')")
        .await;
    let title = reader.evaluate("document.title").await;
    assert!(
        title
            .as_str()
            .unwrap()
            .replace(['\u{a0}', '\u{202f}'], " ")
            .starts_with(&other),
        "{title}"
    );
    // What is shared is the address of the page that is read.
    assert_eq!(
        reader
            .count("link[rel=canonical], meta[property], [type='application/ld+json']")
            .await,
        0
    );
    reader
        .until("one announcement", "document.querySelector('[role=status][aria-live=polite]').textContent === document.querySelector('h1').textContent")
        .await;

    reader.client.back().await.unwrap();
    reader.arrives_at(LEAD_HEADLINE).await;
    reader
        .until(
            "the place it was left at",
            &format!("Math.abs(scrollY - {left_at}) < 3"),
        )
        .await;
    reader
        .until(
            "the focus on the link that was followed",
            "(() => { const focused = document.activeElement; const top = focused.getBoundingClientRect().top; \
             return focused.pathname === document.querySelector('.related a').pathname && top >= 0 && top < innerHeight; })()",
        )
        .await;
    reader.client.forward().await.unwrap();
    reader.arrives_at(&other).await;
    reader.until("the top again", "scrollY === 0").await;
}

pub async fn a_reload_keeps_the_place(reader: &Reader<'_>, _: &Server) {
    reader.open(LEAD).await;
    reader.arrives_at(LEAD_HEADLINE).await;
    reader.evaluate("scrollTo(0, 900)").await;
    reader.until("the scroll", "scrollY === 900").await;
    reader.client.refresh().await.unwrap();
    reader.until("the reader", READY).await;
    reader.arrives_at(LEAD_HEADLINE).await;
    reader
        .until("the same place", "Math.abs(scrollY - 900) < 3")
        .await;
}

pub async fn an_entry_that_another_program_wrote_on_shows_its_page(reader: &Reader<'_>, _: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    reader.click("nav.sections a[href='/rubrique/societe/']").await;
    reader.arrives_at("Société").await;
    // Extensions keep things of their own there.
    reader
        .evaluate("history.replaceState({ foreign: [1] }, '')")
        .await;
    reader.find("main h2 a").await.click().await.unwrap();
    reader
        .until("the article", "document.querySelector('.story')")
        .await;
    let headline = reader.text("h1").await;
    for _ in 0..2 {
        reader.client.back().await.unwrap();
        reader.arrives_at("Société").await;
        assert_eq!(reader.path().await, "/rubrique/societe/");
        reader.client.forward().await.unwrap();
        reader.arrives_at(&headline).await;
    }
    reader.client.back().await.unwrap();
    reader.arrives_at("Société").await;
    reader.client.back().await.unwrap();
    reader.arrives_at("À la une").await;
}

pub async fn a_click_with_a_key_opens_elsewhere(reader: &Reader<'_>, _: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    // What the page leaves to the browser, the browser does: here the page is asked what it leaves.
    reader
        .evaluate(
            "void (window.left = [], addEventListener('click', (event) => { left.push(!event.defaultPrevented); event.preventDefault(); }))",
        )
        .await;
    let held = |key: &str| {
        format!(
            "document.querySelector('.lead-story a').dispatchEvent(new MouseEvent('click', {{bubbles: true, cancelable: true, button: 0, {key}}}))"
        )
    };
    for key in ["ctrlKey: true", "metaKey: true", "shiftKey: true", "altKey: true"] {
        reader.evaluate(&held(key)).await;
    }
    assert_eq!(
        reader.evaluate("left").await,
        serde_json::json!([true, true, true, true])
    );
    assert_eq!(reader.path().await, "/");

    // WebKitGTK's driver does not hold a key during a click, so the real one is made in the others.
    if reader.engine == Engine::WebKit {
        return;
    }
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    let control = char::from(Key::Control);
    let pause = KeyAction::Pause {
        duration: Duration::ZERO,
    };
    let keys = KeyActions::new("keyboard".to_owned())
        .then(KeyAction::Down { value: control })
        .then(pause.clone())
        .then(pause)
        .then(KeyAction::Up { value: control });
    let element = reader.find(".lead-story .headline").await;
    let point = MouseActions::new("mouse".to_owned())
        .then(PointerAction::MoveToElement {
            element,
            duration: None,
            x: 0.0,
            y: 0.0,
        })
        .then(PointerAction::Down {
            button: MOUSE_BUTTON_LEFT,
        })
        .then(PointerAction::Up {
            button: MOUSE_BUTTON_LEFT,
        });
    reader
        .client
        .perform_actions(Actions::from(keys).and(point))
        .await
        .unwrap();
    reader.client.release_actions().await.unwrap();
    reader.arrives_at("À la une").await;
    assert_eq!(reader.path().await, "/", "the page stays");
}

pub async fn links_out_of_the_newspaper_are_the_browser_s(reader: &Reader<'_>, _: &Server) {
    reader.open("/abonnement/").await;
    reader.arrives_at("Abonnements").await;
    reader
        .evaluate(
            "void (window.left = [], addEventListener('click', (event) => { left.push(!event.defaultPrevented); event.preventDefault(); }))",
        )
        .await;
    reader
        .evaluate(
            "(() => { const add = (words) => { const link = Object.assign(document.createElement('a'), words); \
             document.querySelector('main').append(link); link.click(); }; \
             document.querySelector('.plan a.button').click(); \
             document.querySelector('a[href^=\"mailto:\"]').click(); \
             add({href: '/images/auteurs/awa-sangare.jpg'}); add({href: '/', target: '_blank'}); \
             add({href: '/', download: 'x'}); add({href: '#contenu'}); })()",
        )
        .await;
    assert_eq!(
        reader.evaluate("left").await,
        serde_json::json!([true, true, true, true, true, true])
    );
    assert_eq!(reader.path().await, "/abonnement/");
}

pub async fn a_hash_leads_to_its_place_and_back(reader: &Reader<'_>, _: &Server) {
    reader.open(&format!("{LEAD}#contributions")).await;
    reader.arrives_at(LEAD_HEADLINE).await;
    let seen = "(() => { const top = document.getElementById('contributions').getBoundingClientRect().top; return top >= 0 && top < innerHeight; })()";
    reader.until("the contributions", seen).await;
    reader.evaluate("scrollTo(0, 300)").await;
    reader.until("the scroll", "scrollY === 300").await;
    reader.evaluate("(() => { const link = Object.assign(document.createElement('a'), {href: '#contributions'}); document.querySelector('main').append(link); link.click(); })()").await;
    reader.until("the contributions again", seen).await;
    reader.arrives_at(LEAD_HEADLINE).await;
}

pub async fn an_article_is_fetched_when_the_reader_is_about_to_open_it(reader: &Reader<'_>, server: &Server) {
    reader.open("/rubrique/culture/").await;
    reader.arrives_at("Culture").await;
    // What is in view is fetched without being asked for (`prefetch.rs`): this one is not.
    let last = reader
        .evaluate(
            "(() => { window.last = [...document.querySelectorAll('main .teaser a')].at(-1); last.id = 'last'; \
             return [last.getBoundingClientRect().top > innerHeight, last.pathname.split('/')[2]]; })()",
        )
        .await;
    assert_eq!(last[0], true, "out of view");
    let document = format!("/data/articles/{}.json", last[1].as_str().unwrap());
    assert_eq!(server.asked(&document), 0);
    reader.evaluate("last.focus({preventScroll: true})").await;
    for _ in 0..500 {
        if server.asked(&document) > 0 {
            break;
        }
        reader.evaluate("0").await;
    }
    assert_eq!(server.asked(&document), 1, "on focus");
    reader.click("#last").await;
    reader
        .until("the article", "document.querySelector('.byline')")
        .await;
    assert_eq!(server.asked(&document), 1, "not again");
}

/// Pages change with a transition where the browser has them, the reader likes motion and the machine
/// is quick; and whatever is left out of the first painting is soon laid out.
pub async fn nobody_waits_for_a_transition(reader: &Reader<'_>, server: &Server) {
    for (from, fault, is_quick) in [
        ("/rubrique/culture/", Fault::Quick, true),
        ("/rubrique/societe/", Fault::Slow, false),
    ] {
        server.break_path(from, fault);
        reader.open(from).await;
        let headline = reader.text("main .headline").await;
        reader.find("main h2 a").await.click().await.unwrap();
        reader.arrives_at(&headline).await;
        let has_transitions = reader
            .evaluate(
                "!!document.startViewTransition && !matchMedia('(prefers-reduced-motion: reduce)').matches",
            )
            .await;
        let expected = u64::from(is_quick && has_transitions == true);
        assert_eq!(reader.evaluate("transitions").await, expected, "{from}");
        reader
            .until("all of the layout", "!document.querySelector('[data-arriving]')")
            .await;
    }
}

pub async fn an_address_without_its_slash_gets_it(reader: &Reader<'_>, _: &Server) {
    reader.open("/article/traite-des-personnes-plan-national").await;
    reader.arrives_at(LEAD_HEADLINE).await;
    assert_eq!(reader.path().await, LEAD);
}

pub async fn a_newspaper_below_a_path_is_read_below_it(reader: &Reader<'_>, server: &Server) {
    reader.open(BELOW).await;
    reader.arrives_at("À la une").await;
    reader.click(".lead-story h2 a").await;
    reader.arrives_at(LEAD_HEADLINE).await;
    assert_eq!(reader.path().await, format!("/journal{LEAD}"));
    reader
        .until(
            "the picture",
            "document.querySelector('main .story > figure img').naturalWidth > 0",
        )
        .await;
    reader.click(".paywall a.button").await;
    reader.arrives_at("Abonnements").await;
    reader.click(".back a").await;
    reader.arrives_at(LEAD_HEADLINE).await;
    assert_eq!(reader.path().await, format!("/journal{LEAD}"));
    reader.client.back().await.unwrap();
    reader.arrives_at("Abonnements").await;
    assert_eq!(server.asked("/data/home.json"), 0, "nothing is asked for outside");

    // The host's other pages are not the newspaper's.
    reader
        .evaluate(
            "void addEventListener('click', (event) => { window.left = !event.defaultPrevented; event.preventDefault(); })",
        )
        .await;
    reader
        .evaluate("(() => { const link = Object.assign(document.createElement('a'), {href: '/article/x/'}); document.body.append(link); link.click(); })()")
        .await;
    assert_eq!(reader.evaluate("left").await, true);
}
