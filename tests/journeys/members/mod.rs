//! What members do, with a real engine behind the newspaper. Each journey has its own members and its own article.

mod access;
mod account;
mod discussion;
mod keyboard;
mod tabs;

use std::cell::RefCell;

use fantoccini::key::Key;
use journeys::{Fault, Member, Membership, PASSWORD, READY, Reader, Server, Standing, text, wait_for_async};
use serde_json::{Value, json};

pub use access::{
    a_page_of_one_s_own_comes_at_once_on_any_line, each_state_has_its_screen,
    members_of_a_newspaper_below_a_path_are_below_it, the_engine_comes_and_goes,
    what_did_not_come_is_asked_for_again, who_lapses_or_is_banned_meanwhile_is_told,
};
pub use account::{
    a_forgotten_password_is_replaced, an_account_is_its_owner_s,
    no_word_of_members_is_so_long_that_a_page_scrolls_sideways,
    whoever_goes_elsewhere_while_signing_in_stays_there,
};
pub use discussion::{
    five_hundred_contributions_come_page_by_page, from_an_article_to_a_posted_contribution,
    hostile_text_is_shown_as_it_was_written, who_writes_too_much_waits,
};
pub use keyboard::a_contribution_is_answered_by_the_keyboard;
pub use tabs::{
    two_tabs_are_one_reader, what_is_written_outlives_its_session,
    what_one_tab_saves_another_does_not_overwrite,
};

use crate::access::audit;

/// An engine, that a journey may kill.
pub type Engine = RefCell<Membership>;

const LEAD: &str = "/article/traite-des-personnes-plan-national/";

/// What a contribution's list shows, and nothing of what is being written.
const THREAD: &str = "[...document.querySelectorAll('.discussion .thread p[dir]')].map(it => it.textContent)";

async fn type_into(reader: &Reader<'_>, selector: &str, text: &str) {
    reader
        .until(selector, &format!("document.querySelector({:?})", selector))
        .await;
    let field = reader.find(selector).await;
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
}

/// Presses the button that says this.
async fn press(reader: &Reader<'_>, words: &str) {
    let found =
        format!("[...document.querySelectorAll('button')].find(it => it.textContent.startsWith({words:?}))");
    reader.until(words, &found).await;
    reader
        .evaluate(&format!("({found}.setAttribute('data-pressed', ''), 1)"))
        .await;
    reader.click("[data-pressed]").await;
    let _ = reader
        .client
        .execute(
            "document.querySelector('[data-pressed]')?.removeAttribute('data-pressed')",
            Vec::new(),
        )
        .await;
}

async fn says(reader: &Reader<'_>, words: &str) {
    let words = words.replace(char::is_whitespace, " ");
    reader
        .until(
            &words,
            &format!("document.body.textContent.replace(/\\s/g, ' ').includes({words:?})"),
        )
        .await;
}

/// Where the first letter to an address leads.
async fn letter(engine: &Engine, to: &str) -> String {
    let link = wait_for_async(async || {
        let letters = engine.borrow().inbox.letters(to);
        letters
            .first()
            .and_then(|letter| letter.link("http").map(str::to_owned))
    });
    let link = link.await.unwrap_or_else(|| panic!("no letter to {to}"));
    let (_, path) = link.split_once("/connexion/").unwrap();
    format!("/connexion/{path}")
}

/// Each journey begins as nobody.
pub async fn forget_everybody(reader: &Reader<'_>, server: &Server) {
    reader.open_page("/404.html").await;
    reader
        .evaluate("(localStorage.clear(), sessionStorage.clear(), 1)")
        .await;
    // Until the page of the journey before was left, it may have asked for something.
    server.forget();
}

async fn sign_in(reader: &Reader<'_>, email: &str) {
    type_into(reader, "input[type=email]", email).await;
    type_into(reader, "input[type=password]", PASSWORD).await;
    reader.click("form .button").await;
}

/// Opens an article as a member who signs in at its door, and waits for the discussion.
async fn enter(reader: &Reader<'_>, member: &Member, article: &str) {
    reader
        .open(&format!("/connexion/?retour=/article/{article}/"))
        .await;
    sign_in(reader, &member.email).await;
    reader
        .until("the discussion", "document.querySelector('.discussion textarea')")
        .await;
}

async fn post(reader: &Reader<'_>, text: &str) {
    type_into(reader, ".discussion textarea", text).await;
    press(reader, "Publier").await;
}

async fn shows(reader: &Reader<'_>, text: &str) {
    reader.until(text, &format!("{THREAD}.includes({text:?})")).await;
}

/// What is shown at once is only posted once the engine has said so.
async fn is_posted(reader: &Reader<'_>, text: &str) {
    shows(reader, text).await;
    says(reader, "Votre contribution est publiée").await;
}

/// What the engine has under an article.
fn kept(engine: &Engine, article: &str) -> Vec<String> {
    let engine = engine.borrow();
    let path = format!(
        "/api/collections/contributions/records?perPage=500&sort=created&filter=article%3D%22{article}%22"
    );
    let found = engine.ask("GET", &path, engine.moderator(), None).json();
    let items = found["items"].as_array().unwrap().iter();
    items.map(|it| journeys::text(&it["text"])).collect()
}
