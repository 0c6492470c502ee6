//! What subscribers read and do.

use super::*;

#[wasm_bindgen_test]
async fn what_readers_write_is_shown_as_they_wrote_it() {
    let hostile = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\\\"><svg onload=alert(1)>",
        "javascript:alert(1)",
        "{{7*7}} ${7*7} <%= 7*7 %>",
        "&lt;b&gt; &amp; &#60;",
        "Robert'); DROP TABLE contributions;--",
        "\\u202egnp.exe",
        "A\\u0301\\u0301\\u0301 👩‍👩‍👧‍👦 ﷽",
    ];
    let items: Vec<String> = hostile
        .iter()
        .enumerate()
        .map(|(at, text)| {
            format!(
                r#"{{"id": "c{at}", "author": "x", "authorName": "{text}", "text": "{text}", "status": "published",
                    "created": "2026-11-25 22:36:58.674Z"}}"#
            )
        })
        .collect();
    let page: &'static str = Box::leak(format!(r#"{{"items": [{}]}}"#, items.join(",")).into_boxed_str());
    let _network = engine(subscriber, page, nothing_else);
    let open = Open::article(Some("left"));
    until("all", || {
        open.root.query_selector_all(".thread > li").unwrap().length() == 9
    })
    .await;
    for (at, text) in hostile.iter().enumerate() {
        let text: String = js_sys::JSON::parse(&format!("\"{text}\""))
            .unwrap()
            .as_string()
            .unwrap();
        let item = open.find(&format!(".thread > li:nth-child({})", at + 1)).unwrap();
        assert_eq!(
            item.query_selector("p[dir]")
                .unwrap()
                .unwrap()
                .text_content()
                .unwrap(),
            text
        );
        assert_eq!(
            item.query_selector(".who")
                .unwrap()
                .unwrap()
                .text_content()
                .unwrap(),
            text
        );
    }
    assert!(open.find(".thread :is(script, img, svg, b, a)").is_none());
    open.says("25\u{a0}novembre\u{a0}2026\u{a0}à\u{a0}22:36").await;
}

#[wasm_bindgen_test]
async fn a_contribution_is_there_at_once_and_taken_back_when_it_is_refused() {
    let posts = Rc::new(Cell::new(0));
    let answer = Rc::new(RefCell::new(Answer::Late(Box::new(Answer::status(500)))));
    let (count, said) = (Rc::clone(&posts), Rc::clone(&answer));
    let _network = engine(subscriber, NONE, move |method, path| {
        assert_eq!((method, path), ("POST", "/api/collections/contributions/records"));
        count.set(count.get() + 1);
        said.borrow().clone()
    });
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    open.write("Bonjour à tous.");
    open.press(language().post).await;
    let shown = || open.find(".thread").and_then(|list| list.text_content());
    until("shown at once", || {
        shown().is_some_and(|text| text.contains("Bonjour à tous."))
    })
    .await;
    open.says("Le service ne répond pas").await;
    assert!(open.find(".thread li").is_none(), "taken back");
    assert_eq!(open.field().value(), "Bonjour à tous.", "and not lost");
    assert_eq!(posts.get(), 1, "never sent again by itself");

    answer.replace(Answer::json(
        r#"{"id": "c", "author": "me", "authorName": "Awa", "text": "Bonjour à tous.", "status": "published",
            "created": "2026-11-25 22:36:58.674Z"}"#,
    ));
    open.press(language().post).await;
    open.says(language().posted).await;
    assert_eq!(open.field().value(), "");
    let keys = storage();
    let drafts = (0..keys.length().unwrap()).filter_map(|at| keys.key(at).unwrap());
    assert_eq!(drafts.filter(|key| key.starts_with("kiosque-draft")).count(), 0);
}

#[wasm_bindgen_test]
async fn what_was_just_written_can_be_answered_and_is_left_alone_by_what_comes_after() {
    let asked = Cell::new(0);
    let _network = engine(subscriber, NONE, move |_, _| {
        asked.set(asked.get() + 1);
        match asked.get() {
            1 => Answer::json(
                r#"{"id": "first", "author": "me", "authorName": "Awa", "text": "Le premier", "status": "published"}"#,
            ),
            2 => Answer::Unreachable,
            _ => Answer::json(
                r#"{"id": "answer", "author": "me", "authorName": "Awa", "text": "À moi", "status": "published"}"#,
            ),
        }
    });
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    open.write("Le premier");
    open.press(language().post).await;
    open.says(language().posted).await;
    let answer = open.begin(language().answer).await;
    write(&answer, "À moi");
    answer.focus().unwrap();

    open.write("Le deuxième");
    open.press(language().post).await;
    open.says("Pas de connexion").await;
    assert!(open.field_within().unwrap().is_same_node(Some(&answer)));
    assert_eq!(answer.value(), "À moi");
    let document = web_sys::window().unwrap().document().unwrap();
    assert!(answer.is_same_node(document.active_element().as_deref()));

    open.submit_within();
    until("the answer", || open.find(".answers .who").is_some()).await;
    assert_eq!(open.field().value(), "Le deuxième");
    // The list that has it takes its place: whoever is in it does not fall out of the page.
    open.button(language().delete).unwrap().focus().unwrap();
    open.press(language().oldest_first).await;
    until("the focus is kept", || {
        let focused = document.active_element();
        open.find(".answers").is_none() && open.root.contains(focused.as_deref())
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_answer_on_its_way_is_in_sight_when_the_list_comes_again() {
    let answer =
        r#"{"id": "answer", "author": "me", "authorName": "Awa", "text": "En route", "status": "published"}"#;
    let _network = engine(subscriber, HIS, move |_, _| {
        let late = |answer, _| Answer::Late(Box::new(answer));
        (0..10).fold(Answer::json(answer), late)
    });
    let open = Open::article(Some("left"));
    write(&open.begin(language().answer).await, "En route");
    open.submit_within();
    let first = open.find(".discussion > div:last-child li").unwrap();
    open.press(language().oldest_first).await;
    until("the list again", || {
        !first.is_connected() && open.find(".answers .state").is_some()
    })
    .await;
    open.says(language().posted).await;
    until("the field is closed", || open.field_within().is_none()).await;
    let answers = open.root.query_selector_all(".answers li").unwrap();
    assert_eq!(answers.length(), 1);
}

#[wasm_bindgen_test]
async fn who_writes_too_much_is_told_how_long_to_wait() {
    let _network = engine(subscriber, NONE, |_, _| Answer::Http {
        status: 429,
        headers: vec![("retry-after", "2")],
        body: "{}".to_owned(),
    });
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    open.write("Encore");
    open.press(language().post).await;
    open.says("dans 2\u{a0}s").await;
    open.says("dans 1\u{a0}s").await;
    open.says("Vous pouvez réessayer").await;
    assert_eq!(open.field().value(), "Encore");
}

#[wasm_bindgen_test]
async fn a_proxy_s_own_refusals_are_understood() {
    for (status, headers, words) in [
        (429, vec![("retry-after", "99")], "1\u{a0}min 39\u{a0}s"),
        (429, vec![("retry-after", "99999999")], "plus tard"),
        (413, Vec::new(), "trop long"),
    ] {
        let _network = engine(subscriber, NONE, move |_, _| Answer::Http {
            status,
            headers: headers.clone(),
            body: "<html>No</html>".to_owned(),
        });
        let open = Open::article(Some("left"));
        open.says(language().no_contributions).await;
        open.write("Encore");
        open.press(language().post).await;
        open.says(words).await;
        assert_eq!(open.field().value(), "Encore");
    }
}

#[wasm_bindgen_test]
async fn what_may_be_edited_is_so_by_the_engine_s_clock() {
    const MINE: &str = r#"{"items": [{"id": "mine", "author": "me", "authorName": "Awa", "text": "Le mien",
        "status": "published", "created": "2031-03-04 10:00:00.000Z", "editableUntil": "2031-03-04 10:15:00.000Z"}]}"#;
    for (date, is_editable) in [
        ("Tue, 04 Mar 2031 10:14:00 GMT", true),
        ("Tue, 04 Mar 2031 10:16:00 GMT", false),
    ] {
        let _network = FakeFetch::by(move |_, path| Answer::Http {
            status: 200,
            headers: vec![("date", date)],
            body: match path {
                "/api/kiosque/articles/a/contributions" => r#"{"count": 1}"#.to_owned(),
                "/api/collections/contributions/records" => MINE.to_owned(),
                _ => SUBSCRIBER.to_owned(),
            },
        });
        let open = Open::article(Some("left"));
        open.says("Le mien").await;
        assert_eq!(open.button(language().edit).is_some(), is_editable, "{date}");
    }
}

#[wasm_bindgen_test]
async fn one_contribution_is_liked_answered_edited_reported_and_deleted() {
    let page = r#"{"items": [
        {"id": "his", "author": "him", "authorName": "Issa", "text": "Le sien", "status": "published", "likes": 2,
         "created": "2026-11-25 22:36:58.674Z",
         "expand": {"contributions_via_parent": [
            {"id": "answer", "author": "me", "authorName": "Awa", "text": "Ma réponse", "status": "published",
             "created": "2026-11-25 22:40:00.000Z"}]}},
        {"id": "mine", "author": "me", "authorName": "Awa", "text": "Le mien", "status": "pending",
         "created": "2026-11-25 22:30:00.000Z", "editableUntil": "2999-01-01 00:00:00.000Z"},
        {"id": "gone", "text": "", "status": "removed", "created": "2026-11-25 22:20:00.000Z"}]}"#;
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&asked);
    let _network = engine(subscriber, page, move |method, path| {
        log.borrow_mut().push(format!("{method} {path}"));
        match (method, path) {
            ("POST", "/api/collections/likes/records") => Answer::json(r#"{"id": "like"}"#),
            ("PATCH", _) => Answer::json(
                r#"{"id": "mine", "author": "me", "text": "Mieux dit", "status": "published",
                    "edited": "2026-11-25 22:50:00.000Z"}"#,
            ),
            _ => Answer::json(""),
        }
    });
    let open = Open::article(Some("left"));
    open.says("Le sien").await;
    open.says(language().pending).await;
    open.says(language().removed).await;
    assert_eq!(open.find(".answers .who").unwrap().text_content().unwrap(), "Awa");

    let names = ["J’aime\u{a0}(2) (Issa)", "Répondre (Issa)", "Signaler (Issa)"];
    for name in names {
        assert!(open.button(name).is_some(), "{name}: whose, one hears");
    }
    open.press("J’aime").await;
    open.says("J’aime\u{a0}(3)").await;
    open.press("J’aime").await;
    open.says("J’aime\u{a0}(2)").await;
    open.press(language().report).await;
    open.press("Insulte").await;
    open.says(language().reported).await;
    open.press(language().edit).await;
    open.press(language().save).await;
    open.says("Mieux dit").await;
    open.says(language().edited).await;
    open.press(language().delete).await;
    open.says(language().delete_contribution).await;
    open.press(language().delete).await;
    open.says(language().deleted).await;
    until("deleted", || asked.borrow().len() == 5).await;
    assert_eq!(
        *asked.borrow(),
        [
            "POST /api/collections/likes/records",
            "DELETE /api/collections/likes/records/like",
            "POST /api/collections/reports/records",
            "PATCH /api/collections/contributions/records/mine",
            "DELETE /api/collections/contributions/records/answer",
        ]
    );
}

#[wasm_bindgen_test]
async fn contributions_that_did_not_come_are_asked_for_again() {
    let lists = Rc::new(Cell::new(0));
    let count = Rc::clone(&lists);
    let _network = FakeFetch::by(move |method, path| match (method, path) {
        ("POST", "/api/collections/members/auth-refresh") => subscriber(),
        ("GET", "/api/kiosque/articles/a/contributions") => Answer::json(r#"{"count": 1}"#),
        ("GET", "/api/collections/contributions/records") => {
            count.set(count.get() + 1);
            match count.get() {
                1 | 2 => Answer::status(500),
                _ => Answer::json(HIS),
            }
        }
        _ => nothing_else(method, path),
    });
    let open = Open::article(Some("left"));
    for asked in 1..3 {
        open.press(language().retry).await;
        until("asked once more", || lists.get() > asked).await;
    }
    open.says("Le sien").await;
}

/// They confirm their address, or pay again, in another tab, and come back to what they were writing.
#[wasm_bindgen_test]
async fn who_is_writing_writes_on_when_their_account_has_changed() {
    thread_local!(static YEAR: Cell<u32> = const { Cell::new(2997) });
    fn who() -> Answer {
        member(&format!(
            r#", "entitled": true, "expand": {{"subscriptions_via_member": {{"plan": "", "paidUntil": "{}-01-01 00:00:00.000Z"}}}}"#,
            YEAR.get()
        ))
    }
    let network = engine(who, NONE, nothing_else);
    let open = Open::article(Some("left"));
    open.says(language().no_contributions).await;
    let field = open.field();
    field.focus().unwrap();
    YEAR.set(2998);
    let asked = || {
        network
            .asked()
            .iter()
            .filter(|path| path.ends_with("auth-refresh"))
            .count()
    };
    let before = asked();
    open.owner
        .with(|| leptos::prelude::expect_context::<Membership>().check());
    until("asked", || asked() > before).await;
    until("it is known", || {
        open.owner.with(|| {
            let session = leptos::prelude::expect_context::<Membership>().session_untracked();
            format!("{session:?}").contains("2998")
        })
    })
    .await;
    any_spawner::Executor::tick().await;
    assert!(field.is_connected(), "the field is the one that was written in");
}
