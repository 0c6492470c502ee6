//! A page looks the same however one comes to it: the style that an article does not need comes with the reader's code.

use std::time::Duration;

use journeys::{Fault, READY, Reader, Server};
use serde_json::Value;

use crate::reading::LEAD;

/// With a table and a separator.
const LONG_READ: &str = "/article/le-fleuve-de-koulikoro-a-gao/";
const EMBEDDING: &str = "/article/kora-luthier-bamako/";
const PAGES: [&str; 7] = [
    LEAD,
    LONG_READ,
    EMBEDDING,
    "/",
    "/rubrique/societe/",
    "/auteur/awa-sangare/",
    "/abonnement/",
];

/// The computed style of an element of each kind on the page, of what is before and after it, and of what is there for the
/// reader's code. Not how large it came out nor the names of values, nor what a transition or the way here left.
const LOOKS: &str = "(() => { \
    const passing = /^(--.*|block-size|bottom|height|inline-size|inset-.*|left|perspective-origin|right|top|transform-origin|width)$/; \
    const looks = (element, pseudo) => { \
        const style = getComputedStyle(element, pseudo); \
        if (pseudo && ['none', 'normal'].includes(style.content)) return style.content; \
        return [...style].filter((name) => !passing.test(name)).map((name) => name + ':' + style.getPropertyValue(name)).join(';'); }; \
    const kinds = {}; \
    for (const element of document.querySelectorAll('html, body, #app, #app *, #announcement, #trouble')) { \
        const kind = [element.parentElement?.className, element.tagName, element.className].join(' '); \
        kinds[kind] ??= [undefined, '::before', '::after'].map((pseudo) => looks(element, pseudo)); } \
    return kinds; })()";

/// Longer than the reader's code waits for a style, and shorter than a driver for a page.
const LATE: Duration = Duration::from_secs(14);

/// Which kinds look otherwise, and the first difference of each.
fn differences(one: &Value, other: &Value) -> Vec<String> {
    let (one, other) = (one.as_object().unwrap(), other.as_object().unwrap());
    let kinds = one.keys().chain(other.keys());
    let mut found: Vec<String> = kinds
        .filter(|kind| one.get(*kind) != other.get(*kind))
        .map(|kind| {
            let parts = |looks: Option<&Value>| -> Vec<String> {
                let looks = looks.map(Value::to_string).unwrap_or_default();
                looks.split(';').map(str::to_owned).collect()
            };
            let (one, other) = (parts(one.get(kind)), parts(other.get(kind)));
            let at = one
                .iter()
                .zip(&other)
                .position(|(one, other)| one != other)
                .unwrap_or(0);
            format!("{kind}: {:?} and {:?}", one.get(at), other.get(at))
        })
        .collect();
    found.dedup();
    found
}

async fn looks(reader: &Reader<'_>) -> Value {
    let settled = "document.querySelector('main h1') && !document.querySelector('[data-arriving], .skeleton') \
        && document.getAnimations().length === 0";
    reader.until("a page that has settled", settled).await;
    reader.evaluate("void document.activeElement.blur()").await;
    reader.evaluate(LOOKS).await
}

pub async fn a_page_looks_the_same_however_one_comes_to_it(reader: &Reader<'_>, _: &Server) {
    for from in [LEAD, "/abonnement/"] {
        for to in PAGES.into_iter().filter(|to| *to != from) {
            reader.open(to).await;
            let landed = looks(reader).await;
            assert!(landed.as_object().unwrap().len() > 30, "{to}");
            reader.open(from).await;
            let follow = format!(
                "void (() => {{ const link = document.querySelector('.name a'); link.href = '{to}'; link.click(); }})()"
            );
            reader.evaluate(&follow).await;
            reader
                .until(
                    to,
                    &format!(
                        "location.pathname === '{to}' && !document.querySelector('link[rel=canonical]')"
                    ),
                )
                .await;
            // The link leads to the front page again, as it does where one lands.
            let came = looks(reader).await;
            let differences = differences(&landed, &came);
            assert!(differences.is_empty(), "{from} to {to}: {differences:#?}");
        }
    }
}

pub async fn a_page_looks_the_same_before_the_reader_s_code_and_without_it(
    reader: &Reader<'_>,
    server: &Server,
) {
    for path in PAGES {
        reader.open(path).await;
        let whole = looks(reader).await;
        server.break_path(path, Fault::SavesData);
        server.forget();
        reader.open_page(path).await;
        reader
            .until(
                "a light visit",
                "document.documentElement.dataset.mode === 'leger'",
            )
            .await;
        let mut light = looks(reader).await;
        assert_eq!(server.asked_below("/kiosque-"), Vec::<String>::new(), "{path}");
        server.mend();
        // What is offered differs, and what stands there for the code is empty.
        let mut whole = whole;
        for looks in [&mut whole, &mut light] {
            let kinds = looks.as_object_mut().unwrap();
            kinds.retain(|kind, _| !kind.starts_with("mode ") && kind != " P ");
        }
        let differences = differences(&whole, &light);
        assert!(differences.is_empty(), "{path}: {differences:#?}");
    }
}

pub async fn a_style_that_does_not_come_stops_nobody(reader: &Reader<'_>, server: &Server) {
    reader.open_page(LEAD).await;
    let sheets = "[...document.querySelectorAll('link[href*=\"/kiosque-\"][href$=\".css\"]')].map((link) => new URL(link.href).pathname)";
    let sheets = reader.evaluate(sheets).await;
    let sheets: Vec<&str> = sheets
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(!sheets.is_empty());
    for fault in [Fault::HangUp, Fault::Status(404), Fault::Late(LATE)] {
        for sheet in &sheets {
            server.break_path(sheet, fault);
        }
        reader.open_page(LEAD).await;
        reader.until(&format!("the reader: {fault:?}"), READY).await;
        if fault == Fault::Late(LATE) {
            let begun =
                "performance.getEntriesByType('resource').find((it) => it.name.endsWith('.wasm')).startTime";
            let begun = reader.evaluate(begun).await.as_f64().unwrap();
            assert!(Duration::from_secs_f64(begun / 1000.0) < LATE, "{begun} ms");
        }
        server.mend();
    }
}
