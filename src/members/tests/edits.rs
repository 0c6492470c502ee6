//! What is changed is neither lost nor overwritten.

use super::*;

#[wasm_bindgen_test]
async fn an_edit_that_another_tab_drops_is_kept() {
    let _network = engine(subscriber, MINE, nothing_else);
    let open = Open::article(Some("left"));
    open.says("Le mien").await;
    let tab = root();
    open.show_again(&tab);
    let there = |selector: &str| tab.query_selector(selector).unwrap();
    until("the list", || there(".thread li").is_some()).await;
    let keys = || drafts_below("kiosque-draft:me:a:edit:mine");
    let draft = || keys().first().map(|(_, draft)| draft.clone());
    let fields = |of: &Element| of.query_selector("article textarea").unwrap();

    // There, something is begun; here, something else; there it is dropped.
    let press = |of: &Element, words: &str| {
        let buttons = of.query_selector_all("article button").unwrap();
        let mut buttons =
            (0..buttons.length()).map(|at| buttons.item(at).unwrap().unchecked_into::<HtmlElement>());
        let found = buttons.find(|it| it.text_content().unwrap().starts_with(words));
        found.unwrap().click();
    };
    let write = |of: &Element, text: &str| {
        super::write(&fields(of).unwrap().unchecked_into(), text);
    };
    press(&tab, language().edit);
    press(&open.root, language().edit);
    until("both", || fields(&tab).is_some() && fields(&open.root).is_some()).await;
    write(&tab, "Le mien, là-bas");
    write(&open.root, "Le mien, ici");
    press(&tab, language().cancel);
    assert!(draft().is_some_and(|draft| draft.contains("ici")));
    // Where there the last word was written, nothing is left of it, but what is here is kept again.
    storage().remove_item(&keys()[0].0).unwrap();
    storage_event();
    assert!(draft().is_some_and(|draft| draft.contains("ici")));
    press(&open.root, language().cancel);
    assert_eq!(draft(), None);
    tab.remove();
}

#[wasm_bindgen_test]
async fn an_edit_that_comes_too_late_is_there_until_it_is_dropped() {
    const MINE: &str = r#"{"items": [{"id": "mine", "author": "me", "authorName": "Awa", "text": "Le mien",
        "status": "published", "created": "2020-11-25 22:36:58.674Z", "editableUntil": "2020-11-25 22:51:58.674Z"}]}"#;
    let late = |_: &str, _: &str| refused(404, r#"{"data": {}}"#);
    let _network = engine(subscriber, MINE, late);
    storage()
        .set_item("kiosque-draft:me:a:edit:mine", r#"["x", "Le mien, en mieux"]"#)
        .unwrap();
    begun_here("kiosque-draft:me:a:edit:mine");
    let open = Open::article(Some("left"));
    let field = || open.find("article textarea");
    until("the field", || field().is_some()).await;
    let field: HtmlTextAreaElement = field().unwrap().unchecked_into();
    assert_eq!(field.value(), "Le mien, en mieux");
    open.press(language().save).await;
    open.says("ne peut plus être modifiée").await;
    open.press(language().cancel).await;
    until("read again", || open.find("article textarea").is_none()).await;
    assert!(open.button(language().edit).is_none());
    assert_eq!(storage().get_item("kiosque-draft:me:a:edit:mine").unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_change_of_words_that_are_no_more_asks_before_it_replaces_others() {
    const MINE: &str = r#"{"items": [{"id": "mine", "author": "me", "authorName": "Awa", "text": "Corrigé au téléphone",
        "status": "published", "created": "2026-11-25 22:36:58.674Z", "editableUntil": "2999-01-01 00:00:00.000Z"}]}"#;
    let network = engine(subscriber, MINE, |method, _| match method {
        "PATCH" => refused(400, r#"{"data": {"text": {"code": "changed"}}}"#),
        _ => Answer::json(
            r#"{"id": "mine", "author": "me", "authorName": "Awa", "text": "Corrigé au téléphone", "status": "published"}"#,
        ),
    });
    storage()
        .set_item(
            "kiosque-draft:me:a:edit:mine",
            r#"["x", "Mon brouillon", null, "Le tout premier"]"#,
        )
        .unwrap();
    begun_here("kiosque-draft:me:a:edit:mine");
    let open = Open::article(Some("left"));
    until("it goes on", || open.find("article textarea").is_some()).await;
    assert!(!open.text().contains("Corrigé au téléphone"));
    open.press(language().save).await;
    open.says("modifiée ailleurs").await;
    open.says("Corrigé au téléphone").await;
    let sent = r#"{"text":"Mon brouillon","replaces":"Le tout premier"}"#;
    until("what it is made from", || {
        network.sent().iter().any(|it| it == sent)
    })
    .await;
    open.press(language().cancel).await;
    until("read again", || open.find("article textarea").is_none()).await;
    open.says("Corrigé au téléphone").await;
}

#[wasm_bindgen_test]
async fn a_change_that_arrived_is_no_draft_any_more() {
    const MINE: &str = r#"{"items": [{"id": "mine", "author": "me", "authorName": "Awa", "text": "Mieux dit",
        "status": "published", "created": "2026-11-25 22:36:58.674Z", "edited": "2026-11-25 22:37:58.674Z"}]}"#;
    let _network = engine(subscriber, MINE, nothing_else);
    storage()
        .set_item(
            "kiosque-draft:me:a:edit:mine",
            r#"["x", "Mieux dit", "Mieux dit", "Dit"]"#,
        )
        .unwrap();
    let open = Open::article(Some("left"));
    open.says("Mieux dit").await;
    assert_eq!(storage().get_item("kiosque-draft:me:a:edit:mine").unwrap(), None);
    assert!(open.find("article textarea").is_none());
}

#[wasm_bindgen_test]
async fn what_happens_elsewhere_does_not_make_a_change_forget_what_it_is_of() {
    let _network = engine(subscriber, MINE, nothing_else);
    let open = Open::article(Some("left"));
    let field = open.begin(language().edit).await;
    storage_event();
    write(&field, "Le mien, changé");
    let draft = storage()
        .get_item("kiosque-draft:me:a:edit:mine")
        .unwrap()
        .unwrap();
    assert!(draft.ends_with(r#""Le mien, changé",null,"Le mien"]"#), "{draft}");
}

#[wasm_bindgen_test]
async fn a_change_that_another_tab_saved_is_read_here() {
    const KEY: &str = "kiosque-draft:me:a:edit:mine";
    let _network = engine(subscriber, MINE, nothing_else);
    let open = Open::article(Some("left"));
    write(&open.begin(language().edit).await, "Le mien, changé");
    let (id, text) = kept_at(KEY);
    storage().remove_item(KEY).unwrap();
    storage()
        .set_item("kiosque-posted", &format!(r#"["{id}", "{text}"]"#))
        .unwrap();
    storage_event();
    until("read again", || open.field_within().is_none()).await;
    open.says("Le mien, changé").await;
    open.says(language().edited).await;
    assert!(drafts_below(KEY).is_empty());
}

#[wasm_bindgen_test]
async fn an_edit_overwrites_no_words_that_its_author_has_not_seen() {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&asked);
    let network = engine(subscriber, MINE, move |method, _| {
        log.borrow_mut().push(method.to_owned());
        match (method, log.borrow().len()) {
            ("PATCH", 1) => refused(400, r#"{"data": {"text": {"code": "changed"}}}"#),
            ("GET", _) => Answer::json(
                r#"{"id": "mine", "author": "me", "authorName": "Awa", "text": "Le mien, de l'autre onglet",
                    "status": "published", "edited": "2026-11-25 22:40:00.000Z"}"#,
            ),
            _ => Answer::json(
                r#"{"id": "mine", "author": "me", "authorName": "Awa", "text": "Les deux ensemble",
                    "status": "published", "edited": "2026-11-25 22:50:00.000Z"}"#,
            ),
        }
    });
    let open = Open::article(Some("left"));
    open.press(language().edit).await;
    open.press(language().save).await;
    open.says("modifiée ailleurs").await;
    open.says("Le mien, de l'autre onglet").await;
    open.press(language().save).await;
    open.says("Les deux ensemble").await;
    assert!(!open.text().contains("de l'autre onglet"));
    assert_eq!(*asked.borrow(), ["PATCH", "GET", "PATCH"]);
    until("both are logged", || network.sent().len() == 3).await;
    assert_eq!(
        network.sent()[1..],
        [
            r#"{"text":"Le mien","replaces":"Le mien"}"#,
            r#"{"text":"Le mien","replaces":"Le mien, de l'autre onglet"}"#
        ]
    );
}

#[wasm_bindgen_test]
async fn an_edit_whose_answer_got_lost_is_not_somebody_else_s() {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&asked);
    let _network = engine(subscriber, MINE, move |method, _| {
        log.borrow_mut().push(method.to_owned());
        match (method, log.borrow().len()) {
            ("PATCH", 1) => Answer::Unreachable,
            ("PATCH", 2) => refused(400, r#"{"data": {"text": {"code": "changed"}}}"#),
            ("GET", _) => Answer::json(
                r#"{"id": "mine", "author": "me", "authorName": "Awa", "text": "Le mien", "status": "published",
                    "edited": "2026-11-25 22:40:00.000Z"}"#,
            ),
            _ => Answer::json(
                r#"{"id": "mine", "author": "me", "authorName": "Awa", "text": "Mieux dit", "status": "published",
                    "edited": "2026-11-25 22:50:00.000Z"}"#,
            ),
        }
    });
    let open = Open::article(Some("left"));
    open.press(language().edit).await;
    open.press(language().save).await;
    open.says("Pas de connexion").await;
    open.press(language().save).await;
    open.says("Mieux dit").await;
    assert_eq!(*asked.borrow(), ["PATCH", "PATCH", "GET", "PATCH"]);
}
