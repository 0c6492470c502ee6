//! Loading: what a reader is told on every kind of network.

use std::time::Duration;

use journeys::{Fault, Reader, Server};

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
        reader.open(LEAD).await;
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
    server.break_path(DOCUMENT, Fault::Late(Duration::from_millis(4500)));
    reader.open(LEAD).await;
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

pub async fn a_newspaper_that_cannot_start_says_so(reader: &Reader<'_>, server: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    let wasm = reader
        .evaluate("new URL(document.querySelector('link[type=\"application/wasm\"]').href).pathname")
        .await;
    server.break_path(wasm.as_str().unwrap(), Fault::Status(500));
    reader.open("/").await;
    reader
        .until(
            "the notice",
            "document.getElementById('no-start')?.hidden === false",
        )
        .await;
    assert!(reader.text("#no-start").await.contains("Recharger"));

    server.mend();
    server.break_path("/", Fault::NoData);
    reader.open("/").await;
    reader
        .until(
            "the notice without data",
            "document.getElementById('no-start')?.hidden === false",
        )
        .await;
}
