//! The contributions' area and its paywall. What is behind it is for members: `src/members/`.

use leptos::{prelude::*, task::spawn_local};
use serde::Deserialize;
use web_sys::Element;

use super::{Link, ModeLink, Paragraph, attach, effect, mount_in, show_part, use_near};
use crate::{
    contract::{Membership, from_value, parse},
    language::language,
    load::{AbortHandle, fetch_once},
    membership::{Part, use_session_left_open},
    newspaper::use_newspaper,
    routes::Route,
};

/// In milliseconds, and in bytes: a number, which the page can do without.
const COUNT_WITHIN: u32 = 2_000;
const COUNT_BYTES: u32 = 1_000;

/// The area, and how it is found in a page that the press has written.
const AREA_CLASS: &str = "contributions";
pub const CONTRIBUTIONS_SELECTOR: &str = ".contributions";

/// What stands before the contributions, and how it is found in the area.
const PAYWALL_CLASS: &str = "paywall";
const PAYWALL_SELECTOR: &str = ".paywall";

/// The contributions' area. No engine hears of a reader before they are near.
#[component]
pub fn Contributions(
    /// The article's.
    slug: String,
) -> impl IntoView {
    let has_members = use_newspaper().site().membership != Membership::None;
    let about = has_members.then(|| slug.clone());
    // What members see comes with the reader's program.
    let mode = has_members.then(|| {
        view! {
            <p class="mode">
                <ModeLink href="?mode=complet#contributions" words=language().in_full_mode />
            </p>
        }
        .into_any()
    });
    // An aside: reading modes leave it out of a short article, too.
    view! {
        <aside
            use:attach=UnsyncCallback::new(move |area| attend(area, about.clone()))
            class=AREA_CLASS
            id="contributions"
            aria-labelledby="contributions-titre"
        >
            <ContributionsTitle />
            <Paywall slug>{mode}</Paywall>
        </aside>
    }
}

/// The heading by which the area is named.
#[component]
pub fn ContributionsTitle() -> impl IntoView {
    view! { <h2 id="contributions-titre">{language().contributions}</h2> }
}

/// What stands before the contributions of an article.
#[component]
pub fn Paywall(
    /// The article's.
    slug: String,
    /// What is said after the offer.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=PAYWALL_CLASS>
            <p class="paywall-what">{language().paywall_what}</p>
            <p>{language().paywall_why}</p>
            <p>{language().paywall_how}</p>
            <p>
                <ReturnLink to=Route::Plans slug class="button">
                    {language().subscribe}
                </ReturnLink>
            </p>
            {children()}
        </div>
    }
}

/// For subscribers, the way in.
#[component]
pub fn SignInLine(
    /// The article's.
    slug: String,
) -> impl IntoView {
    view! {
        <p>
            {language().already_subscribed} " "
            <ReturnLink to=Route::SignIn slug>
                {language().sign_in}
            </ReturnLink>
        </p>
    }
}

/// A link to a page that leads back to an article.
#[component]
pub fn ReturnLink(
    /// Where it leads: a page that reads `?retour=`.
    to: Route,
    /// The article's.
    slug: String,
    #[prop(optional)] class: &'static str,
    children: Children,
) -> impl IntoView {
    let article = Route::Article(slug);
    let href = [&use_newspaper().href(&to), "?retour=", &article.path()].concat();
    view! { <Link href class>{children()}</Link> }
}

/// Once the reader is near the area, whoever left a session open gets the discussion; the others learn how many
/// contributions there are, and where to sign in. Nothing where there is no engine to ask, and so no slug.
pub fn attend(area: Element, slug: Option<String>) {
    let Some(slug) = slug else { return };
    let is_near = use_near(&area);
    let is_left_open = use_session_left_open();
    effect(move || {
        if !is_near.get() {
            return;
        }
        // Whoever is in stays: what becomes of their session is shown there.
        if is_left_open.get_untracked() {
            return show_part(
                area.clone(),
                (Part::Contributions, Some(Route::Article(slug.clone()))),
            );
        }
        is_left_open.track();
        if let Ok(Some(paywall)) = area.query_selector(PAYWALL_SELECTOR) {
            let slug = slug.clone();
            mount_in(&paywall, move || view! { <WayIn slug /> }.into_any());
        }
    });
}

/// What the engine says to everybody.
#[derive(Deserialize)]
struct Count {
    count: u32,
}

/// The way in, and how many contributions there are behind it.
#[component]
fn WayIn(slug: String) -> impl IntoView {
    let counted = [
        use_newspaper().base(),
        "api/kiosque/articles/",
        &slug,
        "/contributions",
    ]
    .concat();
    // A text, as the router's signals are: each type of signal is 1.2 KB of WASM.
    let said = ArcRwSignal::<String>::default();
    let say = said.clone();
    spawn_local(async move {
        let text = fetch_once(&counted, COUNT_WITHIN, COUNT_BYTES, &AbortHandle::default()).await;
        let found = text.ok().and_then(|text| from_value(&parse(&text).ok()?).ok());
        if let Some(Count { count: count @ 1.. }) = found {
            say.set(language().contribution_count(count));
        }
    });
    view! {
        <div>
            <SignInLine slug />
            {move || view! { <Paragraph words=said.get() /> }.into_any()}
        </div>
    }
}
