//! Races: what wins when a reader is quicker than the network.

use std::time::Duration;

use journeys::{Fault, Reader, Server};

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

const LEAD_JSON: &str = "/data/articles/traite-des-personnes-plan-national.json";

pub async fn a_second_click_on_what_is_on_its_way_changes_nothing(reader: &Reader<'_>, server: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    server.break_path(LEAD_JSON, Fault::Late(Duration::from_millis(800)));
    reader.evaluate("scrollTo(0, 200)").await;
    reader
        .evaluate("window.link = document.querySelector('.lead-story a'), link.click(), 1")
        .await;
    reader
        .until("the skeleton", "document.querySelector('main[aria-busy]')")
        .await;
    reader
        .evaluate("document.querySelector('#page').append(link), link.click(), link.remove(), 1")
        .await;
    reader.arrives_at(LEAD_HEADLINE).await;
    reader
        .until(
            "the focus on the heading",
            "document.activeElement.matches('h1') && scrollY === 0",
        )
        .await;
}

pub async fn an_old_first_page_stays_until_a_newer_one_has_come(reader: &Reader<'_>, server: &Server) {
    reader.open(LEAD).await;
    reader.arrives_at(LEAD_HEADLINE).await;
    reader
        .evaluate("window.first = document.querySelector('#page > *'), 1")
        .await;
    let go_elsewhere_for_ten_minutes = async || {
        reader.click(".related a").await;
        reader
            .until("another page", "document.querySelector('#page > *') !== first")
            .await;
        reader
            .until("its heading", "document.activeElement.matches('h1')")
            .await;
        reader
            .evaluate("((now) => { Date.now = () => now() + 600000 })(Date.now)")
            .await;
    };
    server.break_path(LEAD_JSON, Fault::Status(404));
    go_elsewhere_for_ten_minutes().await;
    // Each time that it is put in its place or taken out.
    reader
        .evaluate(
            "window.changes = 0, new MutationObserver((list) => { for (const { addedNodes, removedNodes } of list) \
             if ([...addedNodes, ...removedNodes].includes(first)) changes++ }) \
             .observe(document.querySelector('#page'), { childList: true }), 1",
        )
        .await;
    server.forget();
    reader.client.back().await.unwrap();
    reader.arrives_at(LEAD_HEADLINE).await;
    reader
        .until(
            "the failure",
            &format!(
                "performance.getEntriesByType('resource').some((it) => it.name.endsWith('{LEAD_JSON}'))"
            ),
        )
        .await;
    // The refusal's effects come before the next frame.
    reader
        .evaluate("void (window.framed = false, requestAnimationFrame(() => setTimeout(() => { window.framed = true })))")
        .await;
    reader.until("a frame", "window.framed").await;
    assert_eq!(server.asked(LEAD_JSON), 1, "a newer one is asked for");
    assert_eq!(
        reader.evaluate("changes").await,
        1,
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
