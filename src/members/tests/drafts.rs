//! What is written is neither lost nor there twice.

use super::*;

#[wasm_bindgen_test]
async fn a_draft_outlives_the_session_in_which_it_was_begun() {
    let over = |_: &str, _: &str| refused(401, r#"{"data": {}}"#);
    let network = engine(subscriber, NONE, over);
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    open.write("Un long texte");
    open.press(language().post).await;
    open.says(language().sign_in).await;
    assert!(open.find("textarea").is_none());
    let draft = storage().get_item("kiosque-draft:me:a:").unwrap();
    assert!(draft.is_some_and(|draft| draft.contains("Un long texte")));
    drop(network);

    let draft = storage().get_item("kiosque-draft:me:a:").unwrap().unwrap();
    drop(open);
    let _network = engine(subscriber, NONE, nothing_else);
    storage().set_item("kiosque-draft:me:a:", &draft).unwrap();
    let open = Open::article(Some("again"));
    open.says(language().no_contributions).await;
    assert_eq!(open.field().value(), "Un long texte");
}

#[wasm_bindgen_test]
async fn what_is_sent_again_is_there_once() {
    for (rewritten, expected) in [
        // The engine has tidied it.
        ("Un texte.  \n\n\n\nFin", vec!["POST", "POST", "GET"]),
        ("Un texte. Fin, vraiment.", vec!["POST", "POST", "GET", "PATCH"]),
    ] {
        let asked = Rc::new(RefCell::new(Vec::new()));
        let log = Rc::clone(&asked);
        let one = r#"{"id": "c", "author": "me", "text": "Un texte.\n\nFin", "status": "published"}"#;
        let _network = engine(subscriber, NONE, move |method, _| {
            log.borrow_mut().push(method.to_owned());
            match (method, log.borrow().len()) {
                ("POST", 1) => Answer::Unreachable,
                ("POST", _) => refused(400, r#"{"data": {"id": {"code": "validation_not_unique"}}}"#),
                _ => Answer::json(one),
            }
        });
        let open = Open::article(Some("left"));
        open.says(language().no_contributions).await;
        open.write("Un texte.  \n\n\n\nFin");
        open.press(language().post).await;
        open.says("Pas de connexion").await;
        // The page is loaded again.
        let draft = storage().get_item("kiosque-draft:me:a:").unwrap().unwrap();
        drop(open);
        storage().set_item("kiosque-draft:me:a:", &draft).unwrap();
        let open = Open::article(Some("left"));
        open.says(language().no_contributions).await;
        open.write(rewritten);
        open.press(language().post).await;
        open.says(language().posted).await;
        assert_eq!(*asked.borrow(), expected);
    }
}

#[wasm_bindgen_test]
async fn what_is_begun_anew_does_not_replace_what_was_sent() {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&asked);
    let _network = engine(subscriber, NONE, move |method, _| {
        log.borrow_mut().push(method.to_owned());
        match log.borrow().len() {
            1 => Answer::Unreachable,
            _ => {
                Answer::json(r#"{"id": "c", "author": "me", "text": "Autre chose.", "status": "published"}"#)
            }
        }
    });
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    open.write("Un texte.");
    open.press(language().post).await;
    open.says("Pas de connexion").await;
    let id = || storage().get_item("kiosque-draft:me:a:").unwrap().unwrap()[..20].to_owned();
    let first = id();
    open.write("");
    open.write("Autre chose.");
    assert_ne!(id(), first);
    open.press(language().post).await;
    open.says(language().posted).await;
    assert_eq!(*asked.borrow(), ["POST", "POST"]);
}

#[wasm_bindgen_test]
async fn what_another_tab_posts_takes_no_other_draft_along() {
    let _network = engine(subscriber, NONE, nothing_else);
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    open.write("Un long texte.");
    // There, something short was written and posted.
    storage().remove_item("kiosque-draft:me:a:").unwrap();
    storage().set_item("kiosque-posted", "another").unwrap();
    storage_event();
    assert_eq!(open.field().value(), "Un long texte.");
    let kept = storage().get_item("kiosque-draft:me:a:").unwrap();
    assert!(kept.is_some_and(|kept| kept.contains("Un long texte.")));
}

#[wasm_bindgen_test]
async fn what_is_posted_leaves_the_other_fields_that_held_it() {
    let answer =
        r#"{"id": "c", "author": "me", "authorName": "Awa", "text": "Bonjour.", "status": "published"}"#;
    let _network = engine(subscriber, NONE, move |_, _| {
        Answer::Late(Box::new(Answer::json(answer)))
    });
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    open.write("Bonjour.");
    open.press(language().post).await;
    // While it is on its way, the reader goes away and comes back.
    let again = root();
    open.show_again(&again);
    let field = || again.query_selector("textarea").unwrap();
    until("the field", || field().is_some()).await;
    let field: HtmlTextAreaElement = field().unwrap().unchecked_into();
    until("empty", || field.value().is_empty()).await;
    open.says(language().posted).await;
    again.remove();
}

#[wasm_bindgen_test]
async fn a_draft_that_the_browser_has_no_room_for_lasts_as_long_as_the_page() {
    let over = |_: &str, _: &str| refused(401, r#"{"data": {}}"#);
    let _network = engine(subscriber, NONE, over);
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    run(
        "window.own = Storage.prototype.setItem; Storage.prototype.setItem = function (key, value) { \
         if (key.startsWith('kiosque-draft')) throw new DOMException('full', 'QuotaExceededError'); return window.own.call(this, key, value); };",
    );
    open.write("Un long texte");
    open.press(language().post).await;
    open.says(language().signed_out_meanwhile).await;
    open.says(language().drafts_kept).await;
    // They sign in again.
    leave_session(Some("again"));
    storage_event();
    until("the discussion", || open.find("textarea").is_some()).await;
    assert_eq!(open.field().value(), "Un long texte");
    run("Storage.prototype.setItem = window.own");
    open.write("");
}

#[wasm_bindgen_test]
async fn what_the_list_brings_is_posted_though_no_answer_came() {
    let list = Rc::new(RefCell::new(NONE.to_owned()));
    let (shown, posts) = (Rc::clone(&list), Rc::new(Cell::new(0)));
    let count = Rc::clone(&posts);
    let _network = FakeFetch::by(move |method, path| match (method, path) {
        ("POST", "/api/collections/contributions/records") => {
            count.set(count.get() + 1);
            let lost = |answer, _| Answer::Late(Box::new(answer));
            (0..10).fold(Answer::Unreachable, lost)
        }
        (_, "/api/collections/contributions/records") => Answer::json(&shown.borrow()),
        ("GET", "/api/kiosque/articles/a/contributions") => Answer::json(r#"{"count": 0}"#),
        _ => subscriber(),
    });
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    open.write("Une fois.");
    open.press(language().post).await;
    let (id, text) = kept();
    list.replace(format!(
        r#"{{"items": [{{"id": "{id}", "author": "me", "authorName": "Awa", "text": "{text}", "status": "published",
            "created": "2026-11-25 22:36:58.674Z"}}]}}"#
    ));
    // The list is asked for anew while the contribution is on its way, and has it; then again, and has others.
    open.press(language().oldest_first).await;
    until("brought", || {
        open.find(".discussion > div:last-child .thread").is_some()
    })
    .await;
    list.replace(NONE.to_owned());
    open.press(language().newest_first).await;
    open.says(language().posted).await;
    assert_eq!(open.field().value(), "", "nobody posts it again");
    assert_eq!(storage().get_item("kiosque-draft:me:a:").unwrap(), None);
    assert!(!open.text().contains("Pas de connexion"));
    assert_eq!(posts.get(), 1);
}

#[wasm_bindgen_test]
async fn an_answer_that_the_list_brings_is_no_draft_any_more() {
    // As a phone writes it: the engine writes it in NFC, without the sign that is not seen.
    let draft = r#"["answer", "De\u0301ja\u0300\u200b  dit.", "De\u0301ja\u0300\u200b  dit."]"#;
    const THREAD: &str = r#"{"items": [{"id": "his", "author": "him", "authorName": "Issa", "text": "Le sien",
        "status": "published", "created": "2026-11-25 22:36:58.674Z", "expand": {"contributions_via_parent": [
            {"id": "answer", "author": "me", "authorName": "Awa", "text": "D\u00e9j\u00e0 dit.", "status": "published",
             "created": "2026-11-25 22:40:00.000Z"}]}}]}"#;
    storage().set_item("kiosque-draft:me:a:his", draft).unwrap();
    let _network = engine(subscriber, THREAD, nothing_else);
    let open = Open::article(Some("left"));
    open.says("Le sien").await;
    assert_eq!(storage().get_item("kiosque-draft:me:a:his").unwrap(), None);
}

#[wasm_bindgen_test]
async fn what_another_device_made_of_what_was_sent_is_not_replaced() {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&asked);
    let _network = engine(subscriber, NONE, move |method, _| {
        log.borrow_mut().push(method.to_owned());
        match (method, log.borrow().len()) {
            ("POST", 1) => Answer::Unreachable,
            ("POST", 2) => refused(400, r#"{"data": {"id": {"code": "validation_not_unique"}}}"#),
            ("GET", _) => Answer::json(
                r#"{"id": "c", "author": "me", "text": "Corrigé ailleurs.", "status": "published"}"#,
            ),
            _ => Answer::json(
                r#"{"id": "d", "author": "me", "text": "Un texte. Suite.", "status": "published"}"#,
            ),
        }
    });
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    open.write("Un texte.");
    open.press(language().post).await;
    open.says("Pas de connexion").await;
    open.write("Un texte. Suite.");
    open.press(language().post).await;
    open.says(language().posted).await;
    assert_eq!(*asked.borrow(), ["POST", "POST", "GET", "POST"]);
}

#[wasm_bindgen_test]
async fn what_two_tabs_write_is_kept_twice() {
    const KEY: &str = "kiosque-draft:me:a:";
    let network = engine(subscriber, NONE, nothing_else);
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    open.write("Un long texte");
    // There, something else is written in the same place.
    storage().set_item(KEY, r#"["x", "Court"]"#).unwrap();
    open.write("Un long texte, et la suite");
    let kept = drafts_below(KEY);
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(
        kept.contains(&(KEY.to_owned(), r#"["x", "Court"]"#.to_owned())),
        "{kept:?}"
    );

    // This tab is loaded again, and shows its own; another one shows the other's.
    let own = tab().get_item(KEY).unwrap().unwrap();
    drop(open);
    tab().set_item(KEY, &own).unwrap();
    for (key, draft) in &kept {
        storage().set_item(key, draft).unwrap();
    }
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    assert_eq!(open.field().value(), "Un long texte, et la suite");
    drop(open);
    for (key, draft) in &kept {
        storage().set_item(key, draft).unwrap();
    }
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    assert_eq!(open.field().value(), "Court");
    // What is left is offered once that is gone.
    open.write("");
    drop(open);
    let (key, draft) = kept.iter().find(|(key, _)| key != KEY).unwrap();
    storage().set_item(key, draft).unwrap();
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    assert_eq!(open.field().value(), "Un long texte, et la suite");
    drop(network);
}

#[wasm_bindgen_test]
async fn what_was_written_on_is_not_gone_with_what_was_posted() {
    let _network = engine(subscriber, NONE, nothing_else);
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    open.write("Un texte");
    let (id, _) = kept();
    open.write("Un texte, et tout ce qui suit");
    // There, the text as it was is posted, and taken away.
    storage().remove_item("kiosque-draft:me:a:").unwrap();
    storage()
        .set_item("kiosque-posted", &format!(r#"["{id}", "Un texte"]"#))
        .unwrap();
    storage_event();
    assert_eq!(open.field().value(), "Un texte, et tout ce qui suit");
    let (another, text) = kept();
    assert_eq!(text, "Un texte, et tout ce qui suit");
    assert_ne!(another, id, "it is another contribution");
}

#[wasm_bindgen_test]
async fn an_answer_that_was_begun_is_in_sight_when_the_list_comes_again() {
    let _network = engine(subscriber, HIS, nothing_else);
    let open = Open::article(Some("left"));
    let area = open.begin(language().answer).await;
    write(&area, "À moitié");
    let field = || open.field_within();
    open.press(language().oldest_first).await;
    until("another field", || {
        field().is_some_and(|there| !there.is_same_node(Some(&area)) && there.value() == "À moitié")
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_another_tab_puts_in_its_place_is_kept_beside() {
    let _network = engine(subscriber, NONE, nothing_else);
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    open.write("Un long texte");
    storage()
        .set_item("kiosque-draft:me:a:", r#"["x", "Court"]"#)
        .unwrap();
    storage_event();
    let texts: Vec<String> = drafts_below("kiosque-draft:me:a:")
        .into_iter()
        .map(|(_, draft)| draft)
        .collect();
    assert!(
        texts.len() == 2 && texts.iter().any(|draft| draft.contains("Un long texte")),
        "{texts:?}"
    );
}

#[wasm_bindgen_test]
async fn an_answer_that_was_left_stays_closed_and_is_not_lost() {
    let _network = engine(subscriber, HIS, nothing_else);
    let open = Open::article(Some("left"));
    let field = || open.field_within();
    write(&open.begin(language().answer).await, "À moitié");
    open.press(language().cancel).await;
    until("closed", || field().is_none()).await;
    let list = open.find(".discussion > div:last-child .thread").unwrap();
    open.press(language().oldest_first).await;
    until("the list again", || {
        !list.is_connected() && open.find(".discussion > div:last-child .thread").is_some()
    })
    .await;
    assert!(field().is_none());
    open.press(language().answer).await;
    until("what was begun", || {
        field().is_some_and(|area| area.value() == "À moitié")
    })
    .await;
}
