//! The takeover: the page as the press wrote it, and as the reader's code goes on with it.

use std::time::Duration;

use journeys::{Fault, Reader, Server};
use serde_json::Value;

use crate::reading::{LEAD, LEAD_HEADLINE};

/// Notes by how much what is shown moved, since the page began: when, and what. Only Chromium can say it.
const WATCH: &str = "window.shifts = []; \
    if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) { \
      new PerformanceObserver((list) => { for (const { value, startTime, sources } of list.getEntries()) \
        shifts.push([value, startTime, ...sources.map((it) => it.node?.outerHTML?.slice(0, 90))]); \
      }).observe({type: 'layout-shift', buffered: true}); \
      requestIdleCallback(() => { window.watched = true; }); \
    } else window.watched = true;";

/// A page comes over a slow line, and is painted as it comes: what is painted stays where it is.
pub async fn what_comes_bit_by_bit_does_not_move(reader: &Reader<'_>, server: &Server) {
    for path in [
        LEAD,
        "/",
        "/rubrique/culture/",
        "/auteur/awa-sangare/",
        "/abonnement/",
    ] {
        server.break_path(path, Fault::BitByBit);
        reader.open(path).await;
        reader.evaluate(&format!("(() => {{ {WATCH} }})()")).await;
        reader.until("the shifts", "window.watched").await;
        let shifts = reader.evaluate("shifts").await;
        assert_eq!(shifts, serde_json::json!([]), "{path}");
    }
}

/// The reader's code joins the page and changes nothing: not where the reader is, nor what they do.
pub async fn what_an_extension_puts_into_a_page_does_not_take_its_place(
    reader: &Reader<'_>,
    server: &Server,
) {
    server.break_path(LEAD, Fault::Extended);
    reader.open(LEAD).await;
    reader.arrives_at(LEAD_HEADLINE).await;
    reader.click("nav.sections a[href='/rubrique/sports/']").await;
    reader.arrives_at("Sports").await;
    reader.client.back().await.unwrap();
    reader.arrives_at(LEAD_HEADLINE).await;
    assert!(reader.text(".story").await.len() > 500, "the article is there");
}

pub async fn the_takeover_is_not_noticed(reader: &Reader<'_>, server: &Server) {
    reader.open(LEAD).await;
    let wasm = reader
        .evaluate("new URL(document.querySelectorAll('link[rel=kiosque]')[1].href).pathname")
        .await;
    server.break_path(wasm.as_str().unwrap(), Fault::Late(Duration::from_millis(2000)));
    server.forget();
    reader.open_page(LEAD).await;
    reader
        .until(
            "the page",
            "document.readyState === 'complete' && document.querySelector('.related a')",
        )
        .await;
    let before = reader
        .evaluate(
            &format!("(() => {{ const field = Object.assign(document.createElement('input'), {{value: 'une phrase commenc'}}); \
             document.querySelector('.contributions').append(field); \
             {WATCH} \
             scrollTo(0, 700); \
             document.querySelector('.story > p a, .related a').focus({{preventScroll: true}}); \
             getSelection().selectAllChildren(document.querySelector('.story > p')); \
             window.nodes = [...document.querySelectorAll('#app *')]; \
             window.selected = String(getSelection()); \
             window.focused = document.activeElement; \
             return [document.documentElement.dataset.reader ?? null, document.getElementById('app').innerHTML]; }})()"),
        )
        .await;
    assert_eq!(
        before[0],
        Value::Null,
        "the reader's code came too early to be tried"
    );
    let pictures = server.asked_below("/pictures/");
    assert!(!pictures.is_empty());
    reader.until("the reader", journeys::READY).await;
    let after = reader.evaluate("document.getElementById('app').innerHTML").await;
    assert_eq!(after, before[1], "the page");
    for (what, kept) in [
        (
            "every element",
            "[...document.querySelectorAll('#app *')].every((it, at) => it === nodes[at])",
        ),
        ("the scroll position", "scrollY === 700"),
        (
            "the selection",
            "String(getSelection()) === selected && selected.length > 20",
        ),
        (
            "the focus",
            "document.activeElement === focused && focused.matches('a')",
        ),
        (
            "the field",
            "document.querySelector('.contributions input').value === 'une phrase commenc'",
        ),
    ] {
        assert_eq!(reader.evaluate(kept).await, true, "{what}");
    }
    // How much, when, and what.
    assert_eq!(
        reader.evaluate("shifts").await,
        serde_json::json!([]),
        "the layout"
    );
    assert_eq!(
        server.asked_below("/pictures/"),
        pictures,
        "no picture is asked for again"
    );
}

/// On the pages and under the caching that are shipped. (A script in the head that the parser waits for,
/// such as our tests add, sets WebKit's preload scanner on lazy pictures; the page asks once more.)
pub async fn no_picture_comes_twice(reader: &Reader<'_>, server: &Server) {
    server.be_as_shipped(true);
    for path in ["/", LEAD, "/rubrique/culture/"] {
        reader.open(path).await;
        reader
            .until(
                "all pictures",
                "[...document.images].every((it) => it.complete && it.naturalWidth > 0 || void it.scrollIntoView({block: 'center'}))",
            )
            .await;
    }
    let mut pictures = server.asked_below("/pictures/");
    assert!(pictures.len() > 20, "{pictures:?}");
    pictures.sort();
    let all = pictures.clone();
    pictures.dedup();
    assert_eq!(all, pictures);
    // A page that tells what it complains of.
    server.be_as_shipped(false);
    reader.open("/").await;
}

/// A picture is fetched once, as AVIF and no larger than it is shown, also where the reader's code
/// builds the page.
pub async fn a_picture_comes_once_in_the_size_it_is_shown(reader: &Reader<'_>, server: &Server) {
    // A page without it, from which a link leads to it.
    reader.open("/auteur/awa-sangare/").await;
    reader.click(&format!("main a[href='{LEAD}']")).await;
    reader.arrives_at(LEAD_HEADLINE).await;
    for written in [false, true] {
        if written {
            server.forget();
            reader.open(LEAD).await;
        }
        reader
            .until(
                "the picture",
                "(() => { const shown = document.querySelector('main .story > figure img'); return shown.complete && shown.naturalWidth > 0; })()",
            )
            .await;
        let shown = reader
            .evaluate(
                "(() => { const shown = document.querySelector('main .story > figure img'); \
                 const stem = shown.getAttribute('src').replace(/-\\d+\\.jpg$/, ''); \
                 const wanted = shown.clientWidth * devicePixelRatio; \
                 const widths = [320, 480, 800, 1200]; \
                 return [stem, `${stem}-${widths.find((it) => it >= wanted) ?? 1200}.avif`]; })()",
            )
            .await;
        let asked = server.asked_below(shown[0].as_str().unwrap());
        assert_eq!(
            serde_json::json!(asked),
            serde_json::json!([shown[1]]),
            "written by the press: {written}"
        );
    }
}

/// What the press writes is what the reader's code builds, on every article; but for the comments by which Leptos finds
/// its places.
pub async fn an_article_is_the_same_however_one_comes_to_it(reader: &Reader<'_>, _: &Server) {
    reader.open("/page/1/").await;
    let different = reader
        .client
        .execute_async(
            "const done = arguments[0]; (async () => { \
             const different = []; \
             const arrival = (heading) => new Promise((there) => { const look = () => document.querySelector('h1')?.textContent === heading && !document.querySelector('[data-arriving]') ? there() : requestAnimationFrame(look); look(); }); \
             const fetched = (path) => new Promise((there) => { const it = new XMLHttpRequest(); it.open('GET', path); it.responseType = 'document'; it.onload = () => there(it.response); it.send(); }); \
             const bare = (node) => { const copy = node.cloneNode(true); const comments = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT); \
               const found = []; while (comments.nextNode()) found.push(comments.currentNode); found.forEach((it) => it.remove()); copy.normalize(); return copy; }; \
             const articles = new Set(); \
             for (const link of document.querySelectorAll('main .teaser a')) articles.add(link.getAttribute('href')); \
             for (const path of articles) { \
               const link = Object.assign(document.createElement('a'), {href: path}); \
               document.querySelector('main').append(link); link.click(); \
               const written = (await fetched(path)).getElementById('page'); \
               await arrival(written.querySelector('h1').textContent); \
               const built = document.getElementById('page'); \
               if (!bare(written).isEqualNode(bare(built))) different.push(path); } \
             done([articles.size, different]); })();",
            Vec::new(),
        )
        .await
        .unwrap();
    assert!(different[0].as_u64().unwrap() >= 27, "{different}");
    assert_eq!(
        different[1],
        Value::Array(Vec::new()),
        "built otherwise than written"
    );
}
