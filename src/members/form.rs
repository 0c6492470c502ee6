//! Forms.

use js_sys::JsString;
use leptos::{ev::SubmitEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::{
    engine_action::{EngineAction, FormAction},
    refusal::RefusalAlert,
};
use crate::{
    components::Paragraph,
    language::language,
    membership::{Reason, Refusal},
};

/// By which a form's fields name what is wrong with them.
const REFUSAL_ID: &str = "refus";

/// A field of a form.
#[derive(Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub label: fn() -> &'static str,
    /// HTML's type of an input.
    pub kind: &'static str,
    pub autocomplete: &'static str,
    pub hint: Option<fn() -> &'static str>,
}

pub const EMAIL: Field = Field {
    name: "email",
    label: || language().email,
    kind: "email",
    autocomplete: "username",
    hint: None,
};
pub const NEW_EMAIL: Field = Field {
    autocomplete: "email",
    ..EMAIL
};
pub const PASSWORD: Field = Field {
    name: "password",
    label: || language().password,
    kind: "password",
    autocomplete: "current-password",
    hint: None,
};
pub const NEW_PASSWORD: Field = Field {
    autocomplete: "new-password",
    hint: Some(|| language().password_hint),
    ..PASSWORD
};
pub const NAME: Field = Field {
    name: "name",
    label: || language().name,
    kind: "text",
    autocomplete: "nickname",
    hint: Some(|| language().name_hint),
};

impl Field {
    fn max_length(&self) -> &'static str {
        match self.kind {
            "text" => "40",
            "password" => "70",
            _ => "254",
        }
    }

    /// Whether a refusal is about what stands in it.
    fn is_at_fault(&self, refusal: Option<Refusal>) -> bool {
        let Some(Refusal::Invalid(reason)) = refusal else {
            return false;
        };
        let name = match reason {
            Reason::Name | Reason::NameTaken => "name",
            Reason::Email | Reason::EmailTaken => "email",
            Reason::Password | Reason::WrongPassword | Reason::Credentials => "password",
            _ => return false,
        };
        self.name == name
    }
}

/// A form of `N` fields and a button.
///
/// ```ignore
/// let action = FormAction::new(move |[email, password]| …);
/// view! { <Form fields=&[EMAIL, PASSWORD] submit=language().sign_in action /> }
/// ```
#[component]
pub fn Form<const N: usize>(
    fields: &'static [Field; N],
    /// What the button says.
    submit: &'static str,
    /// What is asked of the engine with what stands in the fields, in their order.
    action: FormAction<N>,
) -> impl IntoView {
    view! { <AnyForm fields submit action=action.any() /> }
}

/// A form of any number of fields: the program carries one copy of it.
#[component]
fn AnyForm(fields: &'static [Field], submit: &'static str, action: EngineAction) -> impl IntoView {
    let mut labels = Vec::with_capacity(fields.len());
    for field in fields {
        labels.push(view! { <LabelledInput field action /> }.into_any());
    }
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        action.dispatch_fields(texts_of(
            event.target().and_then(|form| form.dyn_into().ok()),
            fields,
        ));
    };
    view! {
        <form class="form" method="post" on:submit=on_submit>
            {labels}
            <RefusalAlert action id=REFUSAL_ID />
            <p>
                <SubmitButton words=submit action />
            </p>
        </form>
    }
}

/// What stands in a form's fields: browsers fill them in without a word, and extensions add inputs of their own.
/// A passphrase is the same from each keyboard.
fn texts_of(form: Option<Element>, fields: &[Field]) -> Vec<String> {
    let text_of = |field: &Field| {
        let selector = ["[name=", field.name, "]"].concat();
        let input = form.as_ref()?.query_selector(&selector).ok()??;
        Some(input.unchecked_into::<HtmlInputElement>().value())
    };
    let mut texts = Vec::with_capacity(fields.len());
    for field in fields {
        let text = JsString::from(text_of(field).unwrap_or_default());
        texts.push(text.normalize("NFC").into());
    }
    texts
}

#[component]
fn LabelledInput(field: &'static Field, action: EngineAction) -> impl IntoView {
    let refusal = action.refusal();
    let hint = field
        .hint
        .map(|hint| view! { <span class="hint">{hint()}</span> }.into_any());
    view! {
        <label>
            <span>{(field.label)()}</span>
            {hint}
            <input
                name=field.name
                type=field.kind
                autocomplete=field.autocomplete
                required=true
                minlength=(field.autocomplete == "new-password").then_some("8")
                maxlength=field.max_length()
                aria-invalid=move || field.is_at_fault(refusal.get()).then_some("true")
                aria-describedby=move || field.is_at_fault(refusal.get()).then_some(REFUSAL_ID)
            />
        </label>
    }
}

/// The button that sends a form, which says when it is on its way.
#[component]
pub fn SubmitButton(
    /// What it says while nothing is on its way.
    words: &'static str,
    /// What the form asks of the engine.
    action: EngineAction,
) -> impl IntoView {
    view! {
        <button class="button" type="submit">
            {action.words(words)}
        </button>
    }
}

/// What the reader should not overlook.
#[component]
pub fn Notice(#[prop(into)] words: String) -> impl IntoView {
    view! { <Paragraph class="notice" words /> }
}
