//! Fetching ahead: what a line that has nothing else to do is used for.

use journeys::{Fault, Reader, Server};

use crate::reading::{LEAD, LEAD_HEADLINE};

const ARTICLES: &str = "/data/articles/";

/// What a link's article is fetched from.
fn document(path: &str) -> String {
    format!("{ARTICLES}{}.json", path.split('/').nth(2).unwrap_or_default())
}

/// Gives what should not come its time to come.
async fn a_while(reader: &Reader<'_>) {
    reader
        .evaluate("void (window.late = false, setTimeout(() => { window.late = true }, 1500))")
        .await;
    reader.until("a while", "window.late").await;
}

/// Waits until an answer is there.
async fn has_come(reader: &Reader<'_>, document: &str) {
    let come = format!(
        "performance.getEntriesByType('resource').some((it) => it.name.endsWith('{document}') && it.responseEnd > 0)"
    );
    reader.until(document, &come).await;
}

pub async fn see_also_is_there_before_it_is_opened(reader: &Reader<'_>, server: &Server) {
    reader.open(LEAD).await;
    let wasm = reader
        .evaluate("new URL(document.querySelectorAll('link[rel=kiosque]')[1].href).pathname")
        .await;
    // The reader is at the end of the article before the code comes, and sees another link above.
    server.break_path(
        wasm.as_str().unwrap(),
        Fault::Late(std::time::Duration::from_millis(1500)),
    );
    reader.open_page(&format!("{LEAD}?fin")).await;
    reader
        .until("the end of the page", "document.querySelector('.colophon')")
        .await;
    server.forget();
    let paths = reader
        .evaluate(
            "(() => { const paths = [...document.querySelectorAll('.related a')].map((link) => link.pathname); \
             const other = [...document.querySelectorAll('.authors-aside .teaser a')].map((link) => link.pathname).find((path) => !paths.includes(path)) ?? '/article/kora-luthier-bamako/'; \
             document.querySelector('.keywords').append(Object.assign(document.createElement('a'), {href: other, textContent: 'Un autre'})); \
             document.querySelector('.keywords').scrollIntoView({block: 'start', behavior: 'instant'}); \
             return [document.documentElement.dataset.reader ?? null, paths[0], other]; })()",
        )
        .await;
    assert!(paths[0].is_null(), "the reader's code came too early to be tried");
    let first = document(paths[1].as_str().unwrap());
    has_come(reader, &first).await;
    assert_eq!(
        server.asked_below(ARTICLES).first(),
        Some(&first),
        "in view, and first"
    );
    let title = reader.text(".related .headline").await;
    reader.click(".related a").await;
    reader.arrives_at(&title).await;
    assert_eq!(server.asked(&first), 1, "it was there");
}

pub async fn a_page_fetches_no_more_than_thirty_kilobytes_ahead(reader: &Reader<'_>, server: &Server) {
    reader.open("/rubrique/culture/").await;
    reader
        .until(
            "two articles",
            "performance.getEntriesByType('resource').filter((it) => it.name.includes('/data/articles/')).length > 1",
        )
        .await;
    a_while(reader).await;
    let links = reader.count("main .teaser a").await;
    assert!(
        server.asked_below(ARTICLES).len() < links,
        "all {links} would be more"
    );
    let bytes = reader
        .evaluate(
            "performance.getEntriesByType('resource').filter((it) => it.name.includes('/data/')).reduce((sum, it) => sum + it.encodedBodySize, 0)",
        )
        .await;
    let bytes = bytes.as_f64().unwrap();
    assert!((10_000.0..=30_000.0).contains(&bytes), "{bytes}");
}

pub async fn who_saves_data_gets_only_what_they_touch(reader: &Reader<'_>, server: &Server) {
    server.break_path("/rubrique/culture/", Fault::SavesData);
    reader.open("/rubrique/culture/?mode=complet").await;
    a_while(reader).await;
    reader
        .evaluate("document.querySelector('main .teaser a').dispatchEvent(new Event('pointerover', {bubbles: true}))")
        .await;
    a_while(reader).await;
    assert_eq!(server.asked_below("/data/"), Vec::<String>::new());

    let path = reader
        .evaluate("document.querySelector('main .teaser a').pathname")
        .await;
    let touched = document(path.as_str().unwrap());
    reader
        .evaluate("document.querySelector('main .teaser a').dispatchEvent(new Event('touchstart', {bubbles: true}))")
        .await;
    has_come(reader, &touched).await;
    assert_eq!(server.asked_below("/data/"), [touched]);
}

/// An old article's page was written before the author's latest ones.
pub async fn the_authors_list_is_brought_up_to_date(reader: &Reader<'_>, server: &Server) {
    const HEAD: &str = "/data/authors/awa-sangare/head.json";
    let newest = ".authors-aside .teaser .headline";
    server.break_path(HEAD, Fault::Status(503));
    reader.open(LEAD).await;
    let known = reader.text(newest).await;
    a_while(reader).await;
    assert_eq!(
        (server.asked(HEAD), reader.text(newest).await),
        (1, known),
        "silently, once"
    );

    server.break_path(
        HEAD,
        Fault::Json(
            r#"{"version": "1.0", "pages": 0, "articles": [
                {"slug": "traite-des-personnes-plan-national", "headline": "Celui-ci"},
                {"slug": "tout-neuf", "headline": "Tout neuf"}]}"#,
        ),
    );
    reader.open_page("/").await;
    reader.open(LEAD).await;
    reader
        .until(
            "the newest",
            &format!("document.querySelector('{newest}').textContent === 'Tout neuf'"),
        )
        .await;
    assert_eq!(reader.count(newest).await, 1, "not the article itself");

    // Below the list, nothing may move.
    reader.open_page("/").await;
    reader.open(&format!("{LEAD}#contributions")).await;
    has_come(reader, HEAD).await;
    reader.arrives_at(LEAD_HEADLINE).await;
    a_while(reader).await;
    assert_ne!(
        reader.text(newest).await,
        "Tout neuf",
        "above the reader's window"
    );
}
