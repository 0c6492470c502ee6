//! Signing in, plans and the account.

use leptos::prelude::GetUntracked;

use super::*;
use crate::membership::use_session_left_open;

#[wasm_bindgen_test]
async fn where_nothing_is_kept_a_session_lasts_as_long_as_the_page() {
    let _network = engine(subscriber, NONE, |_, path| match path {
        "/api/collections/members/auth-with-password" => subscriber(),
        _ => panic!("{path}"),
    });
    let open = Open::own(OwnPage::SignIn, None);
    run(
        "window.own = Object.getOwnPropertyDescriptor(window, 'localStorage'); \
         Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new DOMException('no', 'SecurityError'); } });",
    );
    until("the form", || open.find("input[type=password]").is_some()).await;
    let form = open.find("form").unwrap();
    form.dispatch_event(&Event::new("submit").unwrap()).unwrap();
    until("signed in", || open.text().contains("Awa")).await;
    let article = root();
    open.show_again(&article);
    until("the discussion", || {
        article.query_selector("textarea").unwrap().is_some()
    })
    .await;
    let is_left_open = Owner::new().with(|| use_session_left_open().get_untracked());
    assert!(is_left_open, "the reader's program knows");
    run("Object.defineProperty(window, 'localStorage', window.own)");
    run("document.documentElement.removeAttribute('data-session')");
    article.remove();
}

#[wasm_bindgen_test]
async fn whoever_pays_again_is_told_until_the_notice_has_come() {
    thread_local!(static HAS_COME: Cell<bool> = const { Cell::new(false) });
    fn who() -> Answer {
        let year = if HAS_COME.get() { "2998" } else { "2997" };
        member(&format!(
            r#", "entitled": true, "expand": {{"subscriptions_via_member": {{"plan": "", "paidUntil": "{year}-01-01 00:00:00.000Z"}}}}"#
        ))
    }
    let _network = engine(who, NONE, nothing_else);
    let history = web_sys::window().unwrap().history().unwrap();
    let hash = |hash: &str| {
        history
            .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(hash))
            .unwrap();
    };
    hash("#paye");
    storage()
        .set_item("kiosque-paying", "2997-01-01T00:00:00.000Z")
        .unwrap();
    let open = Open::own(OwnPage::Account, Some("left"));
    open.says("2997").await;
    open.says(language().payment_awaited).await;
    HAS_COME.set(true);
    open.says("2998").await;
    until("told no more", || {
        !open.text().contains(language().payment_awaited)
    })
    .await;
    open.says(language().payment_received).await;
    assert_eq!(storage().get_item("kiosque-paying").unwrap(), None);
    drop(open);
    // The address alone is no payment.
    hash("#paye");
    let open = Open::own(OwnPage::Account, Some("left"));
    open.says("2998").await;
    until("told no more", || {
        !open.text().contains(language().payment_awaited)
    })
    .await;
    assert!(!open.text().contains(language().payment_received));
    hash("#");
}

#[wasm_bindgen_test]
async fn an_account_is_deleted_by_whoever_knows_its_password() {
    let network = engine(subscriber, NONE, |method, path| {
        assert_eq!((method, path), ("DELETE", "/api/collections/members/records/me"));
        refused(400, r#"{"data": {"password": {"code": "wrong"}}}"#)
    });
    let open = Open::own(OwnPage::Account, Some("left"));
    open.press(language().delete_account).await;
    until("the form", || open.find("input[type=password]").is_some()).await;
    let field: web_sys::HtmlInputElement = open.find("input[type=password]").unwrap().unchecked_into();
    field.set_value("un mot de passe");
    open.press(language().delete_for_good).await;
    open.says("pas votre mot de passe").await;
    until("sent", || {
        network
            .sent()
            .last()
            .is_some_and(|sent| sent == r#"{"password":"un mot de passe"}"#)
    })
    .await;
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    let document = web_sys::window().unwrap().document().unwrap();
    until("the field has the focus", || {
        field.is_same_node(document.active_element().as_deref())
    })
    .await;
}

#[wasm_bindgen_test]
async fn who_signs_up_again_after_an_answer_got_lost_is_signed_in() {
    let asked = Rc::new(Cell::new(0));
    let count = Rc::clone(&asked);
    let _network = engine(subscriber, NONE, move |_, path| match path {
        "/api/collections/members/records" => {
            count.set(count.get() + 1);
            if count.get() == 1 {
                Answer::Unreachable
            } else {
                refused(400, r#"{"data": {"email": {"code": "validation_not_unique"}}}"#)
            }
        }
        "/api/collections/members/auth-with-password" => subscriber(),
        _ => Answer::json(""),
    });
    let open = Open::own(OwnPage::SignIn, None);
    open.press(language().create_account).await;
    until("the form", || open.find("input[name=name]").is_some()).await;
    let send = || {
        let form = open.find("form").unwrap();
        form.dispatch_event(&Event::new("submit").unwrap()).unwrap();
    };
    send();
    open.says("Pas de connexion").await;
    send();
    open.says(language().confirmation_sent).await;
}

#[wasm_bindgen_test]
async fn only_plans_on_offer_can_be_chosen() {
    const PLANS: &str = r#"{"items": [
        {"id": "1", "code": "m", "name": "Mensuel", "amount": 2500, "currency": "XOF", "interval": "month", "onOffer": true},
        {"id": "2", "code": "d", "name": "De jadis", "amount": 100, "currency": "XOF", "interval": "year", "onOffer": false}]}"#;
    let _network = engine(subscriber, NONE, |_, _| Answer::json(PLANS));
    let open = Open::own(OwnPage::Plans, None);
    open.says("Mensuel").await;
    assert!(!open.text().contains("De jadis"));
}

#[wasm_bindgen_test]
async fn plans_that_come_late_change_nothing_of_a_page_that_was_left() {
    const PLANS: &str = r#"{"items": [{"id": "1", "code": "m", "name": "Mensuel", "amount": 2500,
        "currency": "XOF", "interval": "month", "onOffer": true}]}"#;
    for answer in [Answer::json(PLANS), Answer::status(500)] {
        let came = answer.clone();
        let network = engine(subscriber, NONE, move |_, _| Answer::Late(Box::new(came.clone())));
        let open = Open::own(OwnPage::Plans, None);
        open.root.set_text_content(Some("Les offres du journal"));
        until("the request", || !network.asked().is_empty()).await;
        open.owner.cleanup();
        // What is asked later is answered later.
        let later = Open::own(OwnPage::Plans, None);
        until("its answer", || !later.text().is_empty()).await;
        assert_eq!(open.text(), "Les offres du journal");
    }
}

#[wasm_bindgen_test]
async fn what_the_engine_said_above_the_plans_is_gone_when_one_comes_back() {
    let _network = engine(subscriber, NONE, |_, _| Answer::status(500));
    let open = Open::own(OwnPage::Plans, None);
    open.says("Le service ne répond pas").await;
    open.owner.cleanup();
    assert_eq!(open.root.inner_html(), "");
}

#[wasm_bindgen_test]
async fn who_signs_in_in_another_tab_is_no_longer_asked_to_beside_the_plans() {
    let _network = engine(subscriber, NONE, |_, _| Answer::json(r#"{"items": []}"#));
    let open = Open::own(OwnPage::Plans, None);
    open.says(language().already_subscribed).await;
    leave_session(Some("other-tab"));
    storage_event();
    until("the question is gone", || {
        !open.text().contains(language().already_subscribed)
    })
    .await;
}

/// The address that a letter leads to may be opened while another form is half-filled.
#[wasm_bindgen_test]
async fn what_was_typed_into_one_form_is_not_in_another() {
    let _network = engine(subscriber, NONE, nothing_else);
    let open = Open::own(OwnPage::SignIn, None);
    open.press(language().create_account).await;
    until("the form", || open.find("input[name=name]").is_some()).await;
    let name: web_sys::HtmlInputElement = open.find("input[name=name]").unwrap().unchecked_into();
    name.set_value("Awa");
    web_sys::window()
        .unwrap()
        .location()
        .set_hash("nouveau=token")
        .unwrap();
    open.says(language().new_password).await;
    let password: web_sys::HtmlInputElement = open.find("input").unwrap().unchecked_into();
    assert_eq!(
        (password.type_(), password.value()),
        ("password".into(), String::new())
    );
}

/// An answer that was overtaken says what was so before.
#[wasm_bindgen_test]
async fn what_was_asked_earlier_and_answered_later_counts_for_nothing() {
    let answers = RefCell::new(vec![subscriber(), Answer::Late(Box::new(member("")))]);
    let network = FakeFetch::by(move |_, path| match path {
        "/api/collections/members/auth-refresh" => {
            let said = answers.borrow_mut().pop();
            said.unwrap_or_else(|| Answer::Late(Box::new(Answer::status(500))))
        }
        _ => panic!("{path}"),
    });
    let open = Open::own(OwnPage::Account, Some("left"));
    let membership = open.owner.with(leptos::prelude::expect_context::<Membership>);
    until("asked", || network.asked().len() == 1).await;
    assert!(membership.refresh().await.unwrap().entitled);
    open.says("2999").await;
    // What is asked after the one that is late is answered after it.
    assert!(membership.refresh().await.is_err());
    assert!(open.text().contains("2999"), "{}", open.text());
}

/// Providers' notices are late now and then.
#[wasm_bindgen_test]
async fn who_asks_again_after_a_payment_is_answered() {
    thread_local!(static HAS_COME: Cell<bool> = const { Cell::new(false) });
    fn who() -> Answer {
        if HAS_COME.get() { subscriber() } else { member("") }
    }
    let _network = engine(who, NONE, nothing_else);
    web_sys::window()
        .unwrap()
        .history()
        .unwrap()
        .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some("#paye"))
        .unwrap();
    storage().set_item("kiosque-paying", "").unwrap();
    run("window.own = window.setTimeout; window.setTimeout = (run) => own(run, 0)");
    let open = Open::own(OwnPage::Account, Some("left"));
    open.says(language().payment_late).await;
    HAS_COME.set(true);
    open.press(language().retry).await;
    open.says(language().payment_received).await;
    run("window.setTimeout = window.own");
}

#[wasm_bindgen_test]
async fn whoever_went_elsewhere_is_not_carried_off_by_a_late_answer() {
    const PLANS: &str = r#"{"items": [{"id": "1", "code": "m", "name": "Mensuel", "amount": 2500,
        "currency": "XOF", "interval": "month", "onOffer": true}]}"#;
    let network = engine(subscriber, NONE, |_, path| match path {
        "/api/collections/plans/records" => Answer::json(PLANS),
        _ => Answer::Late(Box::new(Answer::json(
            r#"{"address": "https://provider.example/"}"#,
        ))),
    });
    let open = Open::own(OwnPage::Plans, Some("left"));
    open.press(language().choose).await;
    let is_asked = || network.asked().iter().any(|path| path.ends_with("/checkouts"));
    until("asked", is_asked).await;
    let membership = open.owner.with(leptos::prelude::expect_context::<Membership>);
    open.owner.cleanup();
    // What is asked later is answered later.
    assert!(membership.ask(|engine| engine.subscribe("1")).await.is_ok());
    assert_eq!(
        storage().get_item("kiosque-paying").unwrap(),
        None,
        "no payment has begun"
    );
}

/// Password managers put fields of their own into forms.
#[wasm_bindgen_test]
async fn an_extension_s_field_is_not_sent_in_place_of_the_reader_s() {
    let network = engine(subscriber, NONE, |_, path| match path {
        "/api/collections/members/auth-with-password" => subscriber(),
        _ => panic!("{path}"),
    });
    let open = Open::own(OwnPage::SignIn, None);
    until("the form", || open.find("input[type=password]").is_some()).await;
    let foreign = web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .create_element("input")
        .unwrap();
    foreign.set_attribute("value", "foreign").unwrap();
    open.find("form").unwrap().prepend_with_node_1(&foreign).unwrap();
    for (name, value) in [("email", "a@x.example"), ("password", "un mot de passe")] {
        let field: web_sys::HtmlInputElement = open.find(&format!("[name={name}]")).unwrap().unchecked_into();
        field.set_value(value);
    }
    let form = open.find("form").unwrap();
    form.dispatch_event(&Event::new("submit").unwrap()).unwrap();
    until("sent", || !network.sent().is_empty()).await;
    let sent = &network.sent()[0];
    assert!(
        sent.contains("a@x.example") && sent.contains("un mot de passe") && !sent.contains("foreign"),
        "{sent}"
    );
}
