//! Races: what wins when a reader is quicker than the network.

use std::time::Duration;

use journeys::{Fault, READY, Reader, Server};

use crate::reading::{LEAD, LEAD_HEADLINE};

pub async fn the_last_of_two_quick_clicks_wins(reader: &Reader<'_>, server: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    let slow = reader
        .evaluate("document.querySelector('.lead-story a').pathname")
        .await;
    let slow = slow
        .as_str()
        .unwrap()
        .trim_matches('/')
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    server.break_path(
        &format!("/data/articles/{slow}.json"),
        Fault::Late(Duration::from_millis(1500)),
    );
    reader
        .evaluate("[document.querySelector('.lead-story a'), document.querySelector(\"nav.sections a[href='/rubrique/sports/']\")].forEach((link) => link.click())")
        .await;
    reader.arrives_at("Sports").await;
    // The late answer has its time to come, and must change nothing.
    reader
        .evaluate("void (window.late = false, setTimeout(() => { window.late = true }, 2000))")
        .await;
    reader.until("the late answer's time", "window.late").await;
    reader.arrives_at("Sports").await;
    assert_eq!(reader.path().await, "/rubrique/sports/");
}

pub async fn a_second_click_on_what_is_on_its_way_changes_nothing(reader: &Reader<'_>, server: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    // One far below, which nothing fetches ahead.
    let slug = reader
        .evaluate(
            "window.link = [...document.querySelectorAll('.front-section a[href^=\"/article/\"]')].pop(), \
             link.pathname.split('/')[2]",
        )
        .await;
    let path = format!("/data/articles/{}.json", slug.as_str().unwrap());
    server.break_path(&path, Fault::Late(Duration::from_millis(1500)));
    let headline = reader
        .evaluate("link.querySelector('.headline').textContent")
        .await;
    reader.evaluate("scrollTo(0, 200), link.click(), 1").await;
    reader
        .until("the skeleton", "document.querySelector('main[aria-busy]')")
        .await;
    reader
        .evaluate("document.querySelector('#page').append(link), link.click(), link.remove(), 1")
        .await;
    reader.arrives_at(headline.as_str().unwrap()).await;
    reader
        .until(
            "the focus on the heading",
            "document.activeElement.matches('h1') && scrollY === 0",
        )
        .await;
}

pub async fn who_goes_back_twice_is_where_they_were(reader: &Reader<'_>, server: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    reader.click("nav.sections a[href='/rubrique/societe/']").await;
    reader.arrives_at("Société").await;
    reader.evaluate("scrollTo(0, 800)").await;
    reader.until("the scroll", "scrollY === 800").await;
    // One in view, so that nothing scrolls to it.
    reader
        .evaluate(
            "[...document.querySelectorAll('main h2 a')].find((it) => { const { top } = it.getBoundingClientRect(); \
             return top > 0 && top < innerHeight; }).click()",
        )
        .await;
    reader
        .until("the article", "document.querySelector('.story')")
        .await;
    // The list must be asked for again, and it fails, and then it is late.
    let head = "/data/sections/societe/head.json";
    server.break_path(head, Fault::Status(404));
    reader.client.refresh().await.unwrap();
    reader.until("the reader", READY).await;
    reader.client.back().await.unwrap();
    reader
        .until(
            "the failure",
            "document.querySelector('main.failure button, main.failure')",
        )
        .await;
    reader
        .until(
            "its heading to have the focus",
            "document.activeElement.matches('main.failure h1')",
        )
        .await;
    server.break_path(head, Fault::Late(Duration::from_millis(900)));
    reader.client.forward().await.unwrap();
    reader
        .until("the article", "document.querySelector('.story')")
        .await;
    reader.client.back().await.unwrap();
    reader
        .until("the skeleton", "document.querySelector('main[aria-busy]')")
        .await;
    reader
        .until(
            "the window not to say the article",
            "document.title.startsWith('Chargement')",
        )
        .await;
    reader.client.forward().await.unwrap();
    reader
        .until("the article", "document.querySelector('.story')")
        .await;
    reader.client.back().await.unwrap();
    reader.arrives_at("Société").await;
    reader
        .until("the same place", "Math.abs(scrollY - 800) < 3")
        .await;
}

pub async fn an_old_first_page_stays_until_a_newer_one_has_come(reader: &Reader<'_>, server: &Server) {
    const LEAD_JSON: &str = "/data/articles/traite-des-personnes-plan-national.json";
    server.break_path(LEAD, Fault::OldAtOnce);
    server.break_path(LEAD_JSON, Fault::Status(404));
    reader.open(LEAD).await;
    reader.arrives_at(LEAD_HEADLINE).await;
    reader
        .evaluate("window.first = document.querySelector('#page > *'), first.dataset.watched = 1")
        .await;
    let go_elsewhere_for_ten_minutes = async || {
        reader.click(".related a").await;
        reader
            .until("another page", "document.querySelector('#page > *') !== first")
            .await;
        reader
            .until("its heading", "document.activeElement.matches('h1')")
            .await;
        reader.evaluate("dispatchEvent(new Event('later'))").await;
    };
    go_elsewhere_for_ten_minutes().await;
    let moves = "Number(document.documentElement.dataset.moves ?? 0)";
    let before = reader.evaluate(moves).await.as_u64().unwrap();
    reader.client.back().await.unwrap();
    reader.arrives_at(LEAD_HEADLINE).await;
    reader
        .until(
            "the refusal",
            "document.documentElement.dataset.refused === '404'",
        )
        .await;
    // What comes of it comes before the next frame.
    reader
        .evaluate("void (window.framed = false, requestAnimationFrame(() => setTimeout(() => { window.framed = true })))")
        .await;
    reader.until("a frame", "window.framed").await;
    assert_eq!(server.asked(LEAD_JSON), 1, "a newer one is asked for");
    assert_eq!(
        reader.evaluate(moves).await,
        before + 1,
        "it was put in its place once"
    );
    assert_eq!(
        reader.evaluate("first.contains(document.activeElement)").await,
        true,
        "the reader is where they were"
    );
    server.mend();
    go_elsewhere_for_ten_minutes().await;
    reader.client.back().await.unwrap();
    reader
        .until(
            "the newer one",
            "!first.isConnected && document.querySelector('#page .story')",
        )
        .await;
    reader.arrives_at(LEAD_HEADLINE).await;
    reader
        .until("the focus within it", "document.activeElement.matches('#page *')")
        .await;
}

pub async fn going_back_at_once_wins_over_the_click(reader: &Reader<'_>, _: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    reader
        .evaluate("void (document.querySelector('.lead-story a').click(), history.back())")
        .await;
    // What the click began has its time to come, and must change nothing.
    reader
        .evaluate("void (window.late = false, setTimeout(() => { window.late = true }, 1000))")
        .await;
    reader.until("the click's time", "window.late").await;
    reader
        .until("the front page's address", "location.pathname === '/'")
        .await;
    reader.arrives_at("À la une").await;
}
