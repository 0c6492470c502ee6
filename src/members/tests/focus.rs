//! Where whoever reads by keyboard or by ear goes on.

use super::*;

#[wasm_bindgen_test]
async fn a_key_that_is_held_down_acts_once() {
    let _network = engine(subscriber, HIS, nothing_else);
    let open = Open::article(Some("left"));
    open.says("Le sien").await;
    let acts = |target: &Element, is_held: bool| {
        let init = web_sys::KeyboardEventInit::new();
        init.set_key("Enter");
        init.set_repeat(is_held);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        target.dispatch_event(&event).unwrap()
    };
    let answer: Element = open.button(language().answer).unwrap().into();
    assert!(acts(&answer, false));
    assert!(!acts(&answer, true), "a button is not pressed again");
    let field: Element = open.field().into();
    assert!(!acts(&field, true), "where the focus went, no line is broken");
    assert!(acts(&field, false));
    assert!(acts(&field, true), "in the field itself many are");
}

#[wasm_bindgen_test]
async fn a_like_changes_a_number_and_nothing_else() {
    let _network = engine(subscriber, HIS, |_, _| Answer::json(r#"{"id": "like"}"#));
    let open = Open::article(Some("left"));
    open.says("Le sien").await;
    let button = open.button("J’aime").unwrap();
    button.focus().unwrap();
    let article = open.find(".thread article").unwrap();
    let nodes = || {
        let found = article.query_selector_all("*").unwrap();
        (0..found.length())
            .map(|at| found.item(at).unwrap())
            .collect::<Vec<_>>()
    };
    let before = nodes();
    button.click();
    open.says("J’aime\u{a0}(1)").await;
    assert_eq!(nodes(), before);
    assert_eq!(button.get_attribute("aria-pressed").as_deref(), Some("true"));
    let document = web_sys::window().unwrap().document().unwrap();
    assert!(button.is_same_node(document.active_element().as_deref()));
}

#[wasm_bindgen_test]
async fn whoever_leaves_a_question_goes_on_from_its_contribution() {
    let _network = engine(subscriber, MINE, nothing_else);
    let open = Open::article(Some("left"));
    let document = web_sys::window().unwrap().document().unwrap();
    for (begin, what) in [(language().delete, "[tabindex]"), (language().edit, "textarea")] {
        open.press(begin).await;
        until("it has the focus", || {
            document
                .active_element()
                .is_some_and(|focused| focused.matches(what).unwrap())
        })
        .await;
        // From the question itself, and from the button.
        let cancel = open.button(language().cancel).unwrap();
        if begin == language().edit {
            cancel.focus().unwrap();
        }
        cancel.click();
        until("the contribution has it", || {
            document
                .active_element()
                .is_some_and(|focused| focused.matches(".thread article").unwrap())
        })
        .await;
    }
}

#[wasm_bindgen_test]
async fn the_focus_is_not_lost_with_what_had_it() {
    let _network = engine(subscriber, NONE, nothing_else);
    let open = Open::own(OwnPage::Account, Some("left"));
    let focused = || {
        let document = web_sys::window().unwrap().document().unwrap();
        document.active_element().unwrap()
    };
    for (words, is_there) in [
        (language().delete_account, language().delete_account_why),
        (language().cancel, language().delete_account),
    ] {
        until(words, || open.button(words).is_some()).await;
        let button = open.button(words).unwrap();
        button.focus().unwrap();
        button.click();
        open.says(is_there).await;
        until("the focus is near", || {
            focused().text_content().unwrap().len() < 400 && open.root.contains(Some(&focused()))
        })
        .await;
    }
    let button = open.button(language().sign_out).unwrap();
    button.focus().unwrap();
    button.click();
    open.says(language().signed_out).await;
    until("the focus is there", || open.root.contains(Some(&focused()))).await;
}
