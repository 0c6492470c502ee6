//! Who sees what of the contributions.

use super::*;

#[wasm_bindgen_test]
async fn without_an_engine_nothing_is_asked() {
    let network = engine(subscriber, NONE, nothing_else);
    let open = Open::page("none", Some("left"));
    open.says(language().paywall_what).await;
    assert!(!open.text().contains(language().sign_in));
    assert_eq!(network.asked(), ["/data/articles/a.json"]);
}

#[wasm_bindgen_test]
async fn who_is_not_known_sees_the_door_and_how_many_are_behind_it() {
    let network = engine(subscriber, NONE, nothing_else);
    let open = Open::page("pocketbase", None);
    open.says("3\u{a0}contributions").await;
    let link = open
        .find(".paywall a[href='/connexion/?retour=/article/a/']")
        .unwrap();
    assert_eq!(link.text_content().unwrap(), language().sign_in);
    assert_eq!(
        network.asked(),
        ["/data/articles/a.json", "/api/kiosque/articles/a/contributions"]
    );

    // In another tab they sign in.
    leave_session(Some("other-tab"));
    for _ in 0..2 {
        storage_event();
    }
    open.says(language().no_contributions).await;
    assert_eq!(
        open.find(".subscribe a").unwrap().get_attribute("href").unwrap(),
        "/compte/"
    );
}

/// Going back shows a page as it was left, and no event of the meantime comes to it.
#[wasm_bindgen_test]
async fn who_signed_out_since_a_page_was_left_is_out_when_it_is_shown_again() {
    let _network = engine(subscriber, NONE, nothing_else);
    let open = Open::page("pocketbase", Some("left"));
    open.says(language().no_contributions).await;
    leave_session(None);
    shown_again();
    open.says(language().signed_out_meanwhile).await;
    assert_eq!(
        open.find(".subscribe a").unwrap().get_attribute("href").unwrap(),
        "/abonnement/"
    );
}

/// Firefox tells of what was in view before the observer was disconnected.
#[wasm_bindgen_test]
async fn what_was_seen_of_a_page_that_is_left_troubles_nobody() {
    let network = engine(subscriber, NONE, nothing_else);
    run(
        "window.own = window.IntersectionObserver; window.IntersectionObserver = class { \
         constructor(tell) { window.seen = tell } observe() {} disconnect() {} }",
    );
    let open = Open::page("pocketbase", None);
    let is_observed = || js_sys::Reflect::has(&web_sys::window().unwrap(), &"seen".into()).unwrap();
    until("the contributions are observed", is_observed).await;
    drop(open);
    run(
        "window.IntersectionObserver = window.own; window.seen([{ isIntersecting: true }], { disconnect() {} })",
    );
    assert_eq!(
        network.asked(),
        ["/data/articles/a.json"],
        "and nothing comes of it"
    );
}

#[wasm_bindgen_test]
async fn the_discussion_comes_to_whoever_left_a_session_open() {
    let network = engine(subscriber, NONE, nothing_else);
    let open = Open::page("pocketbase", Some("left"));
    open.says(language().no_contributions).await;
    assert!(open.find(".paywall").is_none());
    // The discussion itself asks for the number, to tell of new ones; the door in front of it did not.
    let counted = "/api/kiosque/articles/a/contributions";
    let asked = network.asked();
    assert!(
        asked.iter().filter(|path| *path == counted).count() <= 1,
        "{asked:?}"
    );
}

#[wasm_bindgen_test]
async fn each_state_has_its_screen() {
    fn free() -> Answer {
        member("")
    }
    fn lapsed() -> Answer {
        member(
            r#", "expand": {"subscriptions_via_member": [{"plan": "m", "paidUntil": "2023-10-24 07:28:00.000Z"}]}"#,
        )
    }
    fn banned() -> Answer {
        member(
            r#", "banned": true, "entitled": true, "expand": {"subscriptions_via_member": {"paidUntil": "2999-01-01 00:00:00.000Z"}}"#,
        )
    }
    fn gone() -> Answer {
        Answer::Unreachable
    }
    fn broken() -> Answer {
        Answer::status(500)
    }
    fn over() -> Answer {
        refused(401, r#"{"data": {}}"#)
    }
    let states: [(Who, &str); 6] = [
        (free, language().not_subscribed),
        (lapsed, "24\u{a0}octobre 2023"),
        (banned, language().banned),
        (gone, "Pas de connexion"),
        (broken, "Le service ne répond pas"),
        (over, language().sign_in),
    ];
    for (who, words) in states {
        let _network = engine(who, NONE, nothing_else);
        let open = Open::article(Some("left"));
        open.says(words).await;
        assert!(open.find("textarea").is_none(), "{words}");
    }
    let _network = engine(subscriber, NONE, nothing_else);
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    let kept = storage().get_item("kiosque-session").unwrap();
    assert_eq!(kept.as_deref(), Some("me a-newer-token"), "refreshed");
}
