//! The pages that are each member's own: what is in them comes from `src/members/`.

use leptos::prelude::*;
use web_sys::Element;

use super::NotFoundPage;
use crate::{
    components::{Heading, Main, Paragraph, attach, show_part},
    contract::Membership,
    language::language,
    membership::{OwnPage, Part},
    newspaper::use_newspaper,
    routes::Route,
};

/// A page, and how the place of what is the member's own is found where the press has written it.
const PAGE_CLASS: &str = "account";
const PART_SELECTOR: &str = ".account > div";

/// Where members sign in.
#[component]
pub fn SignInPage(
    /// The page to go back to.
    back: Option<Route>,
) -> impl IntoView {
    view! { <MembersPage own=OwnPage::SignIn title=language().connection back /> }
}

/// A member's own page.
#[component]
pub fn AccountPage() -> impl IntoView {
    view! { <MembersPage own=OwnPage::Account title=language().account back=None /> }
}

#[component]
fn MembersPage(own: OwnPage, title: &'static str, back: Option<Route>) -> impl IntoView {
    if use_newspaper().site().membership == Membership::None {
        return view! { <NotFoundPage /> }.into_any();
    }
    view! {
        <Main class=PAGE_CLASS>
            <Heading title=title.to_owned() />
            <noscript>
                <Paragraph words=language().needs_scripts.to_owned() />
            </noscript>
            <div use:attach=UnsyncCallback::new(move |place| show_own(place, own, back.clone()))></div>
        </Main>
    }
    .into_any()
}

/// Shows a member's own page where the press has written it.
pub fn adopt(page: &Element, route: &Route, back: Option<Route>) {
    let own = match route {
        Route::SignIn => OwnPage::SignIn,
        Route::Account => OwnPage::Account,
        _ => return,
    };
    if let Ok(Some(place)) = page.query_selector(PART_SELECTOR) {
        show_own(place, own, back);
    }
}

fn show_own(place: Element, own: OwnPage, back: Option<Route>) {
    place.set_text_content(Some(language().loading));
    show_part(place, (Part::Own(own), back));
}
