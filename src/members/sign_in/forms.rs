//! The forms of signing in.

use leptos::prelude::*;

use super::{Step, StepButton};
use crate::{
    language::language,
    members::{
        engine_action::{FormAction, and_then, use_is_shown},
        form::{EMAIL, Form, NAME, NEW_EMAIL, NEW_PASSWORD, PASSWORD},
        hash::hash_of,
    },
    membership::use_membership,
    router::use_router,
    routes::Route,
};

#[component]
pub fn SignInForm(
    /// The step that is shown: the form sets the next one.
    step: RwSignal<Step>,
    /// The page to go to once signed in.
    back: Option<Route>,
) -> impl IntoView {
    let (membership, router) = (use_membership(), use_router());
    let is_shown = use_is_shown();
    let can_sign_up = membership.capabilities().sign_up;
    let action = FormAction::new(move |[email, password]| {
        let (signed_in, router, back) = (membership.clone(), router.clone(), back.clone());
        and_then(
            membership.ask(|engine| engine.sign_in(email, password)),
            move |opened| {
                signed_in.open(opened);
                // Back to what one came from; else the page says who one is.
                if let Some(back) = back.filter(|_| is_shown()) {
                    let hash = hash_of(&back);
                    router.navigate(back, hash);
                }
                Ok(())
            },
        )
    });
    let sign_up =
        can_sign_up.then(|| view! { <StepButton step to=Step::SignUp words=language().create_account /> });
    view! {
        <Form fields=&[EMAIL, PASSWORD] submit=language().sign_in action />
        {sign_up}
        <StepButton step to=Step::Forgot words=language().forgot />
    }
}

#[component]
pub fn SignUpForm(
    /// The step that is shown: the form sets the next one.
    step: RwSignal<Step>,
) -> impl IntoView {
    let membership = use_membership();
    let action = FormAction::new(move |[name, email, password]| {
        let signed_up = membership.clone();
        let response = membership.sign_up(name.to_owned(), email.to_owned(), password.to_owned());
        and_then(response, move |opened| {
            signed_up.open(opened);
            step.set(Step::SignedUp);
            Ok(())
        })
    });
    view! {
        <h2>{language().create_account}</h2>
        <Form fields=&[NAME, NEW_EMAIL, NEW_PASSWORD] submit=language().create_account action />
        <StepButton step to=Step::SignIn words=language().already_member />
    }
}

#[component]
pub fn ForgotForm(
    /// The step that is shown: the form sets the next one.
    step: RwSignal<Step>,
) -> impl IntoView {
    let membership = use_membership();
    let action = FormAction::new(move |[email]| {
        and_then(
            membership.ask(|engine| engine.forgot_password(email)),
            move |()| {
                step.set(Step::Sent(language().password_letter_sent));
                Ok(())
            },
        )
    });
    view! {
        <h2>{language().forgot}</h2>
        <p>{language().forgot_why}</p>
        <Form fields=&[EMAIL] submit=language().send_letter action />
        <StepButton step to=Step::SignIn words=language().sign_in />
    }
}

#[component]
pub fn NewPasswordForm(
    /// The step that is shown: the form sets the next one.
    step: RwSignal<Step>,
    /// The letter's.
    token: String,
) -> impl IntoView {
    let membership = use_membership();
    let action = FormAction::new(move |[password]| {
        let closed = membership.clone();
        let response = membership.ask(|engine| engine.change_password(&token, password));
        and_then(response, move |()| {
            // The engine has ended all sessions.
            closed.close();
            step.set(Step::Sent(language().password_changed));
            Ok(())
        })
    });
    // Of a link that is over, another is sent.
    view! {
        <h2>{language().new_password}</h2>
        <Form fields=&[NEW_PASSWORD] submit=language().save action />
        <StepButton step to=Step::Forgot words=language().forgot />
    }
}
