//! Signing in, a new account, a forgotten password, and the links of the letters that the engine sends.

mod forms;
mod letter;

use leptos::prelude::*;

use super::{form::Notice, hash::hash_of, return_page::return_page};
use crate::{
    components::{A, Button, Link, without_reuse},
    language::language,
    membership::{Membership, Session, use_membership},
    newspaper::use_newspaper,
    routes::Route,
};
use forms::{ForgotForm, NewPasswordForm, SignInForm, SignUpForm};
use letter::{confirm, take_step_of_address};

/// What the reader came for.
#[derive(Clone, PartialEq, Eq)]
enum Step {
    SignIn,
    SignUp,
    Forgot,
    /// A letter is on its way: this is said of it.
    Sent(&'static str),
    /// As [`Step::Sent`], of a new account, whose owner may go on.
    SignedUp,
    /// The link of a letter, with its token.
    NewPassword(String),
    Confirm(String),
    Confirmed,
    LinkOver,
}

/// The steps by which one signs in.
#[component]
pub fn SignIn(
    /// The page to go back to; without one, the article from which the reader went to subscribe.
    back: Option<Route>,
) -> impl IntoView {
    let membership = use_membership();
    let step = RwSignal::new(Step::SignIn);
    follow_letter(&membership, step);
    // The link of a letter may be opened where this page is open already.
    let again = membership.clone();
    let listener = window_event_listener_untyped("hashchange", move |_| follow_letter(&again, step));
    on_cleanup(move || listener.remove());
    without_reuse(move || {
        let back = back.clone().or_else(return_page);
        match step.get() {
            Step::SignIn => match membership.session() {
                Session::Open(member) => {
                    view! { <WaysOn words=language().signed_in_as(&member.name) back /> }.into_any()
                }
                Session::Left => view! { <p>{language().loading}</p> }.into_any(),
                _ => view! { <SignInForm step back /> }.into_any(),
            },
            Step::SignUp => view! { <SignUpForm step /> }.into_any(),
            Step::Forgot => view! { <ForgotForm step /> }.into_any(),
            Step::Sent(words) => view! {
                <Notice words />
                <StepButton step to=Step::SignIn words=language().sign_in />
            }
            .into_any(),
            Step::LinkOver => view! {
                <Notice words=language().link_over />
                <p>
                    <A to=Route::Account>{language().account}</A>
                </p>
                <StepButton step to=Step::Forgot words=language().forgot />
            }
            .into_any(),
            Step::SignedUp => {
                view! { <WaysOn words=language().confirmation_sent.to_owned() back /> }.into_any()
            }
            Step::NewPassword(token) => view! { <NewPasswordForm step token /> }.into_any(),
            Step::Confirm(_) => view! { <p>{language().loading}</p> }.into_any(),
            Step::Confirmed => {
                // They have come to subscribe.
                let back = match membership.session() {
                    Session::Open(member) if !member.entitled => Some(Route::Plans),
                    _ => back,
                };
                view! { <WaysOn words=language().confirmed.to_owned() back /> }.into_any()
            }
        }
    })
}

/// Does what the link of a letter is for, where the address is one.
fn follow_letter(membership: &Membership, step: RwSignal<Step>) {
    let Some(wanted) = take_step_of_address() else {
        return;
    };
    if let Step::Confirm(token) = &wanted {
        confirm(membership.clone(), token, step);
    }
    step.set(wanted);
}

/// A button that leads to another step.
#[component]
fn StepButton(step: RwSignal<Step>, to: Step, words: &'static str) -> impl IntoView {
    view! {
        <p>
            <Button class="plain" on_click=move || step.set(to.clone())>
                {words}
            </Button>
        </p>
    }
}

/// Words, and where one goes from there.
#[component]
fn WaysOn(words: String, back: Option<Route>) -> impl IntoView {
    let has_no = |route| back.as_ref() != Some(&route);
    let account =
        has_no(Route::Account).then(|| view! { <Way to=Route::Account words=language().account /> });
    let plans = has_no(Route::Plans).then(|| view! { <Way to=Route::Plans words=language().plans /> });
    let back = back.map(|back| {
        let href = use_newspaper().href(&back) + hash_of(&back);
        view! {
            <p>
                <Link href class="button">
                    {language().go_on}
                </Link>
            </p>
        }
        .into_any()
    });
    view! {
        <Notice words />
        {back}
        {account}
        {plans}
    }
}

#[component]
fn Way(to: Route, words: &'static str) -> impl IntoView {
    view! {
        <p>
            <A to>{words}</A>
        </p>
    }
}
