//! Access: by keyboard, on small screens, by assistive technology.

use std::{env, fs};

use fantoccini::key::Key;
use journeys::{Reader, Server};
use serde_json::Value;

use crate::reading::{LEAD, LEAD_HEADLINE};

/// Every kind of page, and the articles that strain a layout.
const PAGES: [&str; 15] = [
    "/",
    LEAD,
    "/article/le-fleuve-de-koulikoro-a-gao/",
    "/article/transport-fluvial-consultation/",
    "/article/coton-recolte-sikasso/",
    "/article/coupure-eau-badalabougou/",
    "/rubrique/culture/",
    "/auteur/mariam-coulibaly-traore/",
    "/page/1/",
    "/abonnement/",
    "/nulle/part/",
    "/article/manuscrits-tombouctou-numerisation/",
    "/article/kora-luthier-bamako/",
    "/article/course-pirogues-mopti/",
    "/mentions-legales/",
];

const THERE: &str = "document.querySelector('h1') && !document.querySelector('.skeleton')";

pub async fn everything_is_done_by_the_keyboard(reader: &Reader<'_>, _: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    reader.press(Key::Tab).await;
    reader
        .until("the skip link", "document.activeElement.matches('.skip')")
        .await;
    let shown = "document.querySelector('.skip').getBoundingClientRect().top >= 0";
    reader.until("the skip link to be seen", shown).await;
    reader.press(Key::Enter).await;
    reader
        .until(
            "the content to have the focus",
            "document.activeElement.matches('main')",
        )
        .await;
    reader.press(Key::Tab).await;
    reader
        .until(
            "the lead story",
            "document.activeElement.matches('.lead-story a')",
        )
        .await;
    let outline = reader
        .evaluate("getComputedStyle(document.activeElement, '::after').outlineStyle")
        .await;
    assert_eq!(outline, "solid", "the focus is seen");
    reader.press(Key::Enter).await;
    reader.arrives_at(LEAD_HEADLINE).await;
    for _ in 0..60 {
        reader.press(Key::Tab).await;
        if reader
            .evaluate("document.activeElement.matches('.paywall a')")
            .await
            == Value::Bool(true)
        {
            break;
        }
    }
    reader.press(Key::Enter).await;
    reader.arrives_at("Abonnements").await;
    reader
        .until(
            "the heading to have the focus",
            "document.activeElement.matches('h1')",
        )
        .await;
}

/// Also with text at twice its size (WCAG 1.4.4).
pub async fn no_page_scrolls_sideways(reader: &Reader<'_>, _: &Server) {
    let page = "document.querySelector('iframe').contentDocument.documentElement";
    let over = format!("{page}.scrollWidth - {page}.clientWidth");
    for path in PAGES {
        for width in [320, 360, 768] {
            framed(reader, path, width).await;
            assert_eq!(reader.evaluate(&over).await, 0, "{path} at {width} px");
        }
        framed(reader, path, 400).await;
        reader.evaluate(&format!("{page}.style.fontSize = '200%'")).await;
        assert_eq!(
            reader.evaluate(&over).await,
            0,
            "{path} at 400 px with large text"
        );
    }
    reader.open("/").await;
}

pub async fn no_word_is_so_long_that_a_page_scrolls_sideways(reader: &Reader<'_>, _: &Server) {
    let longest = "/article/le-fleuve-de-koulikoro-a-gao/";
    for path in [
        LEAD,
        longest,
        "/",
        "/rubrique/societe/",
        "/auteur/awa-sangare/",
        "/abonnement/",
        "/article/manuscrits-tombouctou-numerisation/",
        "/article/alerte-crue-sms/",
        "/article/etat-civil-numerique/",
        "/article/kora-luthier-bamako/",
        "/article/course-pirogues-mopti/",
        "/mentions-legales/",
    ] {
        framed(reader, path, 320).await;
        scrolls_only_down(reader, path).await;
    }
    reader.open("/").await;
}

/// The framed page is as wide as its frame of 320 pixels; a failure names what is not.
pub async fn scrolls_only_down(reader: &Reader<'_>, path: &str) {
    let page = "document.querySelector('iframe').contentDocument";
    let wide = format!(
        "[...{page}.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > 320.5 \
         && !it.closest('.table, .code, .gallery')).map(it => it.outerHTML.slice(0, 80)).join()"
    );
    let over = format!("{page}.documentElement.scrollWidth - {page}.documentElement.clientWidth");
    let wide = reader.evaluate(&wide).await;
    assert_eq!(reader.evaluate(&over).await, 0, "{path}: {wide}");
}

pub async fn no_barrier_on_a_desk(reader: &Reader<'_>, _: &Server) {
    for path in PAGES {
        reader.open(path).await;
        reader.until(path, THERE).await;
        audit(reader, path).await;
    }
}

pub async fn no_barrier_on_a_phone(reader: &Reader<'_>, _: &Server) {
    for path in PAGES {
        framed(reader, path, 360).await;
        reader.client.enter_frame(0).await.unwrap();
        audit(reader, path).await;
    }
    reader.open("/").await;
}

pub async fn the_page_says_where_one_is(reader: &Reader<'_>, _: &Server) {
    for path in PAGES {
        reader.open(path).await;
        reader.until(path, THERE).await;
        let count = |selector: &str| format!("document.querySelectorAll({}).length", Value::from(selector));
        for (selector, expected) in [
            ("main", 1),
            ("h1", 1),
            ("header.masthead", 1),
            ("footer.colophon", 1),
        ] {
            assert_eq!(
                reader.evaluate(&count(selector)).await,
                expected,
                "{selector} on {path}"
            );
        }
        assert_eq!(reader.evaluate("document.documentElement.lang").await, "fr");
        reader
            .until("a title", "document.title.includes('Les Deux Rives')")
            .await;
        let unnamed = "[...document.querySelectorAll('nav, aside:not(.box)')].filter((it) => !it.ariaLabel && !it.getAttribute('aria-labelledby')).length";
        assert_eq!(reader.evaluate(unnamed).await, 0, "{path}");
    }
    reader.open("/article/le-fleuve-de-koulikoro-a-gao/").await;
    reader
        .until("foreign words", "document.querySelector('.story span[lang=bm]')")
        .await;
}

/// Opens a page in a frame of a width.
pub async fn framed(reader: &Reader<'_>, path: &str, width: u32) {
    reader.open_page(&format!("/frame?{width}&{path}")).await;
    let page = "document.querySelector('iframe').contentDocument";
    reader
        .until(
            path,
            &format!("{page}.querySelector('h1') && !{page}.querySelector('.skeleton')"),
        )
        .await;
}

/// No violation of any rule of axe-core: WCAG 2.2 A and AA, best practices, and target size.
///
/// The driver's script is axe-core itself: the page's policy allows no `eval`, and is none of a driver's
/// scripts.
pub async fn audit(reader: &Reader<'_>, path: &str) {
    let axe = env::var("KIOSQUE_AXE").unwrap_or_default();
    let axe = fs::read_to_string(&axe).unwrap_or_else(|why| panic!("KIOSQUE_AXE {axe:?}: {why}"));
    let run = format!(
        "const done = arguments[0];
         {axe};
         const options = {{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                            rules: {{ 'target-size': {{ enabled: true }} }} }};
         window.axe.run(document, options).then(
           ({{ violations }}) => done(violations.flatMap((rule) => rule.nodes.map((node) =>
             rule.id + ': ' + node.html.slice(0, 200) + ' ' + (node.any[0]?.message ?? node.none[0]?.message ?? '')))),
           (why) => done([String(why)]));"
    );
    let violations = reader.client.execute_async(&run, Vec::new()).await.unwrap();
    assert_eq!(violations, Value::Array(Vec::new()), "{path}");
}
