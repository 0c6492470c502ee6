//! Loading: what a reader is told on every kind of network.

use std::time::Duration;

use journeys::{Fault, Reader, Server};
use serde_json::Value;

use crate::reading::{LEAD, LEAD_HEADLINE};

const DOCUMENT: &str = "/data/articles/traite-des-personnes-plan-national.json";

pub async fn each_failure_says_what_to_do_and_a_retry_mends_it(reader: &Reader<'_>, server: &Server) {
    for (fault, sentence, button) in [
        (Fault::Status(404), "Cette page n’existe pas", ""),
        (Fault::OwnPage, "Cette page n’existe pas", ""),
        (Fault::Status(410), "Cet article a été retiré", ""),
        (Fault::HangUp, "Pas de connexion", "Réessayer"),
        (Fault::WebPage, "Le réseau demande une connexion", "Réessayer"),
        (Fault::Status(503), "Le journal ne répond pas", "Réessayer"),
        (Fault::Truncated, "Ce texte est illisible", "Réessayer"),
        (Fault::Newer, "Le journal a été mis à jour", "Recharger la page"),
    ] {
        server.break_path(DOCUMENT, fault);
        reader.open("/").await;
        reader.click(".lead-story h2 a").await;
        reader.arrives_at(sentence).await;
        assert!(
            !reader.text("main .lead").await.is_empty(),
            "{sentence}: no remedy"
        );
        assert!(
            reader.count("nav.sections a").await >= 6,
            "{sentence}: the rest of the page"
        );
        assert_eq!(reader.text("main button").await, button, "{sentence}");
        server.mend();
        if button.is_empty() {
            reader.click(".ways-out a").await;
            reader.arrives_at("À la une").await;
        } else {
            reader.click("main button").await;
            reader.arrives_at(LEAD_HEADLINE).await;
        }
    }
}

pub async fn a_slow_network_is_spoken_of(reader: &Reader<'_>, server: &Server) {
    // Fetched ahead it is given up after 2 seconds, and asked for anew for who waits for it.
    server.break_path(DOCUMENT, Fault::Late(Duration::from_millis(4500)));
    reader.open("/").await;
    reader.click(".lead-story h2 a").await;
    reader
        .until(
            "the skeleton",
            "document.querySelector('main.skeleton[aria-busy=true]')",
        )
        .await;
    reader
        .until(
            "a sentence",
            "document.querySelector('.slow')?.textContent.includes('lente')",
        )
        .await;
    reader.arrives_at(LEAD_HEADLINE).await;
}

pub async fn what_was_read_can_be_read_again_without_a_network(reader: &Reader<'_>, server: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    reader.click(".lead-story h2 a").await;
    reader.arrives_at(LEAD_HEADLINE).await;
    server.break_path(DOCUMENT, Fault::HangUp);
    server.break_path("/data/home.json", Fault::HangUp);
    reader.click(".masthead .name a").await;
    reader.arrives_at("À la une").await;
    reader.click(".lead-story h2 a").await;
    reader.arrives_at(LEAD_HEADLINE).await;
}

/// Whatever of the reader's code does not come, the page is read and its links lead on.
pub async fn a_newspaper_that_cannot_start_is_read_all_the_same(reader: &Reader<'_>, server: &Server) {
    reader.open("/").await;
    let file = |expression: &'static str| async move {
        let address = reader.evaluate(expression).await;
        address.as_str().unwrap().to_owned()
    };
    let boot = file("new URL(document.querySelector('script[type=module]').src).pathname").await;
    let script = file("new URL(document.querySelectorAll('link[rel=kiosque]')[0].href).pathname").await;
    let wasm = file("new URL(document.querySelectorAll('link[rel=kiosque]')[1].href).pathname").await;
    for (path, fault) in [
        (&boot, Fault::Status(404)),
        (&script, Fault::Status(500)),
        (&script, Fault::Truncated),
        (&wasm, Fault::Status(500)),
        (&wasm, Fault::Truncated),
        (&wasm, Fault::WebPage),
        (&wasm, Fault::HangUp),
        (&"/".to_owned(), Fault::NoData),
        (&"/".to_owned(), Fault::NoWasm),
        (&"/".to_owned(), Fault::NoMemory),
        (&"/".to_owned(), Fault::NoWasmAllowed),
    ] {
        server.break_path(path, fault);
        reader.open_page("/").await;
        if *path != boot {
            // Without data the code comes to its end and does nothing.
            let over = match fault {
                Fault::NoData => "document.documentElement.dataset.reader",
                _ => "document.documentElement.dataset.reader === 'broken'",
            };
            reader
                .until(&format!("the end of it: {path} {fault:?}"), over)
                .await;
        }
        reader.arrives_at("À la une").await;
        assert_eq!(
            reader.evaluate("document.getElementById('trouble').hidden").await,
            true,
            "nothing was lost that one had: {path} {fault:?}"
        );
        reader
            .evaluate("void (document.documentElement.dataset.same = 'page')")
            .await;
        reader.click(".lead-story h2 a").await;
        reader.arrives_at(LEAD_HEADLINE).await;
        reader
            .until(
                &format!("a page of its own: {path} {fault:?}"),
                "!document.documentElement.dataset.same",
            )
            .await;
        server.mend();
    }
}

/// A page from before a deploy asks for what is gone: it is fetched anew, once.
pub async fn a_page_older_than_the_site_is_renewed_once(reader: &Reader<'_>, server: &Server) {
    reader.open_page(LEAD).await;
    let files = "[...document.querySelectorAll('link[rel^=kiosque], link[href$=\".css\"]')].map((link) => new URL(link.href).pathname)";
    let files = reader.evaluate(files).await;
    let files: Vec<&str> = files
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(files.len() > 3, "{files:?}");
    let state = |state: &str| {
        format!(
            "document.documentElement.dataset.reader === '{state}' && sessionStorage['kiosque-renewed'] \
             && performance.getEntriesByType('navigation')[0].type === 'reload'"
        )
    };
    let (wasm, styles) = (&files[1..2], &files[2..]);
    for (gone, end) in [(wasm, "broken"), (&files[..], "broken"), (styles, "ready")] {
        reader.evaluate("void sessionStorage.clear()").await;
        // For WebKit, an address that is open already is a reload.
        reader.client.goto("about:blank").await.unwrap();
        for file in gone {
            server.break_path(file, Fault::Status(404));
        }
        let before = server.asked(LEAD);
        reader.open_page(LEAD).await;
        reader
            .until(&format!("the end of it without {gone:?}"), &state(end))
            .await;
        for _ in 0..50 {
            reader.evaluate("0").await;
        }
        assert_eq!(
            server.asked(LEAD),
            before + 2,
            "one page and one renewal without {gone:?}"
        );
        reader.arrives_at(LEAD_HEADLINE).await;
        server.mend();
    }
}

/// A wallet's, or a user's script's.
pub async fn what_fails_in_another_program_breaks_nothing(reader: &Reader<'_>, server: &Server) {
    reader.open("/404.html").await;
    server.break_path("/", Fault::ForeignWasm);
    reader.open("/").await;
    reader.until("the reader", journeys::READY).await;
    reader.evaluate("void dispatchEvent(new Event('trap'))").await;
    reader.until("all failures", "trapped >= 4").await;
    reader
        .evaluate("void (document.documentElement.dataset.same = 'page')")
        .await;
    reader.click("nav.sections a[href='/rubrique/sports/']").await;
    reader.arrives_at("Sports").await;
    let state = "[document.documentElement.dataset.same, document.documentElement.dataset.reader, \
                 document.getElementById('trouble').hidden].join()";
    assert_eq!(reader.evaluate(state).await, "page,ready,true");
}

/// When the reader's code fails the page stays, one line says so, and links are plain ones.
pub async fn a_panic_costs_the_reader_nothing(reader: &Reader<'_>, _: &Server) {
    reader.open("/").await;
    // What the code relies on is taken from it: its next step cannot go well.
    reader.evaluate("void takeTextContent()").await;
    reader.click(".lead-story h2 a").await;
    reader
        .until(
            "the notice",
            "document.getElementById('trouble').hidden === false",
        )
        .await;
    assert_eq!(reader.text("#trouble a").await, "Recharger la page");
    let is_in_view = "(() => { const it = document.getElementById('trouble').getBoundingClientRect(); return it.height > 0 && it.bottom <= innerHeight + 1; })()";
    assert_eq!(reader.evaluate(is_in_view).await, true);
    reader
        .evaluate("void (document.documentElement.dataset.same = 'page')")
        .await;
    reader.click("nav.sections a[href='/rubrique/sports/']").await;
    reader.arrives_at("Sports").await;
    reader
        .until("a page of its own", "!document.documentElement.dataset.same")
        .await;
}

pub async fn a_light_visit_is_the_page_alone(reader: &Reader<'_>, server: &Server) {
    reader.open(LEAD).await;
    let wasm = reader
        .evaluate("new URL(document.querySelectorAll('link[rel=kiosque]')[1].href).pathname")
        .await;
    let wasm = wasm.as_str().unwrap();
    reader.click(".mode a[href$=leger]").await;
    reader
        .until(
            "the light mode",
            "document.documentElement.dataset.mode === 'leger'",
        )
        .await;
    let before = server.asked(wasm);
    reader.click(".related a").await;
    reader
        .until(
            "another article",
            &format!("location.pathname !== '{LEAD}' && document.readyState === 'complete'"),
        )
        .await;
    assert_eq!(server.asked(wasm), before, "no code");
    reader.click(".mode a[href$=complet]").await;
    reader.until("the reader", journeys::READY).await;
}
