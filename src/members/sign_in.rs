//! Signing in, a new account, a forgotten password, and the links of the letters that the engine sends.

use reactive_graph::{prelude::*, signal::ArcRwSignal};
use wasm_bindgen_futures::spawn_local;

use super::{Field, account::returns, form, go, notice, paragraph};
use crate::{
    components::{button, link, listen},
    french,
    membership::{Membership, Refusal, Session, membership},
    newspaper::{Newspaper, newspaper},
    routes::Route,
    view::{Children, Element, children, element},
};

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

/// Words after `#` in the addresses of letters and links.
const CONFIRM: &str = "confirmer=";
const NEW_PASSWORD: &str = "nouveau=";

pub fn sign_in(back: Option<Route>) -> Children {
    let membership = membership();
    let step = ArcRwSignal::new(Step::SignIn);
    do_as_asked(&membership, &step);
    // The link of a letter may be opened where this page is open already.
    if let Some(window) = web_sys::window() {
        let (membership, step) = (membership.clone(), step.clone());
        listen(&window, "hashchange", move |_| do_as_asked(&membership, &step));
    }
    let newspaper = newspaper();
    Children::Live(Box::new(move || {
        let back = back.clone().or_else(returns);
        children(self::step(&step, &membership, &newspaper, back))
    }))
}

fn do_as_asked(membership: &Membership, step: &ArcRwSignal<Step>) {
    let asked = asked_for();
    if let Step::Confirm(token) = &asked {
        confirm(membership, token, step);
    }
    if asked != Step::SignIn {
        step.set(asked);
    }
}

/// What the address asks for after its `#`. A token does not stay there: it would be in the history.
fn asked_for() -> Step {
    let Some(window) = web_sys::window() else {
        return Step::SignIn;
    };
    let hash = window.location().hash().unwrap_or_default();
    let hash = hash.trim_start_matches('#');
    let step = if let Some(token) = hash.strip_prefix(CONFIRM) {
        Step::Confirm(token.to_owned())
    } else if let Some(token) = hash.strip_prefix(NEW_PASSWORD) {
        Step::NewPassword(token.to_owned())
    } else {
        return Step::SignIn;
    };
    forget_hash();
    step
}

/// Takes what stands after `#` out of the address.
pub fn forget_hash() {
    let Some(window) = web_sys::window() else { return };
    if let Ok(history) = window.history() {
        let location = window.location();
        let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&path));
    }
}

fn step(
    step: &ArcRwSignal<Step>,
    membership: &Membership,
    newspaper: &Newspaper,
    back: Option<Route>,
) -> Vec<Element> {
    match step.get() {
        Step::SignIn => match membership.session() {
            Session::Open(member) => ways_on(&french::signed_in_as(&member.name), newspaper, back.as_ref()),
            Session::Left => vec![paragraph(french::LOADING)],
            _ => sign_in_form(step, membership, newspaper, back),
        },
        Step::SignUp => sign_up_form(step, membership),
        Step::Forgot => forgot_form(step, membership),
        Step::Sent(words) => {
            vec![notice(words), to(step, Step::SignIn, french::SIGN_IN)]
        }
        Step::LinkOver => {
            let account = link("", newspaper.href(&Route::Account), french::ACCOUNT);
            let forgot = to(step, Step::Forgot, french::FORGOT);
            vec![notice(french::LINK_OVER), element("p").with(account), forgot]
        }
        Step::SignedUp => ways_on(french::CONFIRMATION_SENT, newspaper, back.as_ref()),
        Step::NewPassword(token) => new_password_form(step, membership, token),
        Step::Confirm(_) => vec![paragraph(french::LOADING)],
        // They have come to subscribe.
        Step::Confirmed => match membership.session() {
            Session::Open(member) if !member.entitled => {
                ways_on(french::CONFIRMED, newspaper, Some(&Route::Plans))
            }
            _ => ways_on(french::CONFIRMED, newspaper, back.as_ref()),
        },
    }
}

/// Whoever comes back to an article goes on where its door was.
fn hash_of(back: &Route) -> &'static str {
    match back {
        Route::Article(_) => "#contributions",
        _ => "",
    }
}

/// A button that leads to another step.
fn to(step: &ArcRwSignal<Step>, next: Step, words: &str) -> Element {
    let step = step.clone();
    element("p").with(button("plain", words, move || step.set(next.clone())))
}

const EMAIL: Field = Field {
    name: "email",
    label: french::EMAIL,
    kind: "email",
    autocomplete: "username",
    hint: "",
};
pub const PASSWORD: Field = Field {
    name: "password",
    label: french::PASSWORD,
    kind: "password",
    autocomplete: "current-password",
    hint: "",
};
const NEW: Field = Field {
    name: "password",
    label: french::PASSWORD,
    kind: "password",
    autocomplete: "new-password",
    hint: french::PASSWORD_HINT,
};
const NAME: Field = Field {
    name: "name",
    label: french::NAME,
    kind: "text",
    autocomplete: "nickname",
    hint: french::NAME_HINT,
};

fn sign_in_form(
    step: &ArcRwSignal<Step>,
    membership: &Membership,
    newspaper: &Newspaper,
    back: Option<Route>,
) -> Vec<Element> {
    let (asked, membership, newspaper) = (membership.clone(), membership.clone(), newspaper.clone());
    let can = membership.capabilities();
    let form = form(
        [EMAIL, PASSWORD],
        french::SIGN_IN,
        move |[email, password]| asked.ask(|engine| engine.sign_in(&email, &password)),
        move |opened| {
            membership.open(opened);
            // Back to what one came from; else the page says who one is.
            if let Some(back) = &back {
                go(&newspaper, back, hash_of(back));
            }
        },
    );
    let mut parts = vec![form];
    if can.sign_up {
        parts.push(to(step, Step::SignUp, french::CREATE_ACCOUNT));
    }
    parts.push(to(step, Step::Forgot, french::FORGOT));
    parts
}

fn sign_up_form(step: &ArcRwSignal<Step>, membership: &Membership) -> Vec<Element> {
    let (asked, membership, next) = (membership.clone(), membership.clone(), step.clone());
    let email = Field {
        autocomplete: "email",
        ..EMAIL
    };
    let form = form(
        [NAME, email, NEW],
        french::CREATE_ACCOUNT,
        move |[name, email, password]| asked.sign_up(name, email, password),
        move |opened| {
            membership.open(opened);
            next.set(Step::SignedUp);
        },
    );
    let title = element("h2").with(french::CREATE_ACCOUNT);
    vec![title, form, to(step, Step::SignIn, french::ALREADY_MEMBER)]
}

fn forgot_form(step: &ArcRwSignal<Step>, membership: &Membership) -> Vec<Element> {
    let (membership, next) = (membership.clone(), step.clone());
    let form = form(
        [EMAIL],
        french::SEND_LETTER,
        move |[email]| membership.ask(|engine| engine.forgot_password(&email)),
        move |()| next.set(Step::Sent(french::PASSWORD_LETTER_SENT)),
    );
    let title = element("h2").with(french::FORGOT);
    let why = element("p").with(french::FORGOT_WHY);
    vec![title, why, form, to(step, Step::SignIn, french::SIGN_IN)]
}

fn new_password_form(step: &ArcRwSignal<Step>, membership: &Membership, token: String) -> Vec<Element> {
    let (asked, membership, next) = (membership.clone(), membership.clone(), step.clone());
    let form = form(
        [NEW],
        french::SAVE,
        move |[password]| asked.ask(|engine| engine.change_password(&token, &password)),
        move |()| {
            // The engine has ended all sessions.
            membership.close();
            next.set(Step::Sent(french::PASSWORD_CHANGED));
        },
    );
    let title = element("h2").with(french::NEW_PASSWORD);
    // Of a link that is over, another is sent.
    vec![title, form, to(step, Step::Forgot, french::FORGOT)]
}

fn confirm(membership: &Membership, token: &str, step: &ArcRwSignal<Step>) {
    let asking = membership.ask(|engine| engine.confirm(token));
    let (membership, step) = (membership.clone(), step.clone());
    spawn_local(async move {
        step.set(match asking.await {
            Ok(()) => Step::Confirmed,
            Err(Refusal::Invalid(_)) => Step::LinkOver,
            Err(_) => Step::Sent(french::TRY_LINK_AGAIN),
        });
        if membership.token().is_ok() {
            membership.check();
        }
    });
}

/// Words, and where one goes from there.
fn ways_on(words: &str, newspaper: &Newspaper, back: Option<&Route>) -> Vec<Element> {
    let mut ways = vec![notice(words)];
    if let Some(back) = back {
        let href = newspaper.href(back) + hash_of(back);
        ways.push(element("p").with(link("button", href, french::GO_ON)));
    }
    for (route, words) in [(Route::Account, french::ACCOUNT), (Route::Plans, french::PLANS)] {
        if back == Some(&route) {
            continue;
        }
        ways.push(element("p").with(link("", newspaper.href(&route), words)));
    }
    ways
}
