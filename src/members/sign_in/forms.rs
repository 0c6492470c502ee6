//! The forms of signing in.

use leptos::prelude::*;

use super::{Step, StepButton};
use crate::{
    french,
    members::{
        engine_action::{EngineAction, and_then},
        form::{EMAIL, Form, NAME, NEW_EMAIL, NEW_PASSWORD, PASSWORD},
        navigate::{hash_of, use_navigate},
    },
    membership::use_membership,
    routes::Route,
};

#[component]
pub fn SignInForm(step: RwSignal<Step>, back: Option<Route>) -> impl IntoView {
    let (membership, navigate) = (use_membership(), use_navigate());
    let can_sign_up = membership.capabilities().sign_up;
    let action = EngineAction::with_fields(move |[email, password]| {
        let (signed_in, navigate, back) = (membership.clone(), navigate.clone(), back.clone());
        and_then(
            membership.ask(|engine| engine.sign_in(email, password)),
            move |opened| {
                signed_in.open(opened);
                // Back to what one came from; else the page says who one is.
                if let Some(back) = &back {
                    navigate.to(back, hash_of(back));
                }
                Ok(())
            },
        )
    });
    let sign_up =
        can_sign_up.then(|| view! { <StepButton step to=Step::SignUp words=french::CREATE_ACCOUNT /> });
    view! {
        <Form fields=&[EMAIL, PASSWORD] submit=french::SIGN_IN action />
        {sign_up}
        <StepButton step to=Step::Forgot words=french::FORGOT />
    }
}

#[component]
pub fn SignUpForm(step: RwSignal<Step>) -> impl IntoView {
    let membership = use_membership();
    let action = EngineAction::with_fields(move |[name, email, password]: [&str; 3]| {
        let signed_up = membership.clone();
        let response = membership.sign_up(name.to_owned(), email.to_owned(), password.to_owned());
        and_then(response, move |opened| {
            signed_up.open(opened);
            step.set(Step::SignedUp);
            Ok(())
        })
    });
    view! {
        <h2>{french::CREATE_ACCOUNT}</h2>
        <Form fields=&[NAME, NEW_EMAIL, NEW_PASSWORD] submit=french::CREATE_ACCOUNT action />
        <StepButton step to=Step::SignIn words=french::ALREADY_MEMBER />
    }
}

#[component]
pub fn ForgotForm(step: RwSignal<Step>) -> impl IntoView {
    let membership = use_membership();
    let action = EngineAction::with_fields(move |[email]| {
        and_then(
            membership.ask(|engine| engine.forgot_password(email)),
            move |()| {
                step.set(Step::Sent(french::PASSWORD_LETTER_SENT));
                Ok(())
            },
        )
    });
    view! {
        <h2>{french::FORGOT}</h2>
        <p>{french::FORGOT_WHY}</p>
        <Form fields=&[EMAIL] submit=french::SEND_LETTER action />
        <StepButton step to=Step::SignIn words=french::SIGN_IN />
    }
}

#[component]
pub fn NewPasswordForm(
    step: RwSignal<Step>,
    /// The letter's.
    token: String,
) -> impl IntoView {
    let membership = use_membership();
    let action = EngineAction::with_fields(move |[password]| {
        let closed = membership.clone();
        let response = membership.ask(|engine| engine.change_password(&token, password));
        and_then(response, move |()| {
            // The engine has ended all sessions.
            closed.close();
            step.set(Step::Sent(french::PASSWORD_CHANGED));
            Ok(())
        })
    });
    // Of a link that is over, another is sent.
    view! {
        <h2>{french::NEW_PASSWORD}</h2>
        <Form fields=&[NEW_PASSWORD] submit=french::SAVE action />
        <StepButton step to=Step::Forgot words=french::FORGOT />
    }
}
