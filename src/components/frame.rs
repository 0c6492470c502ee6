//! What stands around every page.

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{A, Link, Paragraph, class_name, effect, mount_in_place};
use crate::{
    contract::{Membership, Section, SiteLink},
    language::language,
    membership::use_session_left_open,
    newspaper::use_newspaper,
    router::use_location,
    routes::{self, Route},
};

/// What stands around the masthead's link to the plans, and how it is found in a page that the press has written.
const SUBSCRIBE_CLASS: &str = "subscribe";
const SUBSCRIBE_SELECTOR: &str = ".subscribe";

/// As [`SUBSCRIBE_CLASS`], of the footer's link to signing in.
const SIGN_IN_CLASS: &str = "sign-in";
const SIGN_IN_SELECTOR: &str = ".sign-in";

/// The newspaper's name, its sections and the way to subscribe.
#[component]
pub fn Masthead() -> impl IntoView {
    let newspaper = use_newspaper();
    let (name, tagline) = (newspaper.site().name.clone(), newspaper.site().tagline.clone());
    let mut entries =
        vec![view! { <MenuEntry to=Route::Home name=language().the_days_paper.to_owned() /> }.into_any()];
    for Section { slug, name } in newspaper.site().sections.clone() {
        if routes::is_slug(&slug) {
            entries.push(view! { <MenuEntry to=Route::Section(slug, None) name /> }.into_any());
        }
    }
    view! {
        <header class="masthead">
            <div class="masthead-top">
                <p class="name">
                    <A to=Route::Home>{name}</A>
                </p>
                <Paragraph class="tagline" words=tagline />
                <p class=SUBSCRIBE_CLASS>
                    <AccountLink place=AccountLinkPlace::MASTHEAD />
                </p>
            </div>
            <nav class="sections" aria-label=language().sections>
                <ul role="list">{entries}</ul>
            </nav>
        </header>
    }
}

/// An entry of the menu, which says whether it is the page that is shown.
#[component]
fn MenuEntry(to: Route, name: String) -> impl IntoView {
    let href = use_newspaper().href(&to);
    let location = use_location();
    view! {
        <li>
            {move || {
                let current = location.with(|location| (location.route == to).then_some("page"));
                view! {
                    <a href=href.clone() aria-current=current>
                        {name.clone()}
                    </a>
                }
                .into_any()
            }}
        </li>
    }
}

/// A place of the page where a link stands, in whose stead whoever left a session open is offered their account.
#[derive(Clone)]
pub struct AccountLinkPlace {
    /// Its selector.
    pub selector: &'static str,
    class: &'static str,
    to: Route,
    words: fn() -> &'static str,
}

impl AccountLinkPlace {
    pub const MASTHEAD: Self = Self {
        selector: SUBSCRIBE_SELECTOR,
        class: "button",
        to: Route::Plans,
        words: || language().subscribe,
    };
    pub const FOOTER: Self = Self {
        selector: SIGN_IN_SELECTOR,
        class: "",
        to: Route::SignIn,
        words: || language().sign_in,
    };

    /// Follows the reader's signing in where the press has written the link.
    pub fn adopt(self, place: HtmlElement) {
        let is_left_open = use_session_left_open();
        let owner = Owner::current().unwrap_or_default();
        let mut is_mounted = false;
        effect(move || {
            if !is_mounted && is_left_open.get() {
                is_mounted = true;
                let link = self.clone();
                owner
                    .with(|| mount_in_place(&place, move || view! { <AccountLink place=link /> }.into_any()));
            }
        });
    }
}

/// A link that leads to the reader's account while they are signed in, in all tabs.
#[component]
pub fn AccountLink(
    /// Where it stands, and what is there for everybody else.
    place: AccountLinkPlace,
) -> impl IntoView {
    let AccountLinkPlace { class, to, words, .. } = place;
    let newspaper = use_newspaper();
    let (own, other) = (newspaper.href(&Route::Account), newspaper.href(&to));
    let is_left_open = use_session_left_open();
    view! {
        {move || {
            let (href, words) = match is_left_open.get() {
                true => (own.clone(), language().my_account),
                false => (other.clone(), words()),
            };
            view! {
                <a class=class_name(class) href=href>
                    {words}
                </a>
            }
            .into_any()
        }}
    }
}

/// The newspaper's legal links, and the choice of the light visit, which `src/boot.js` follows.
#[component]
pub fn Footer() -> impl IntoView {
    let newspaper = use_newspaper();
    let (name, tagline) = (newspaper.site().name.clone(), newspaper.site().tagline.clone());
    let mut links = Vec::new();
    for SiteLink { name, url } in newspaper.site().links.clone() {
        if let Some(href) = newspaper.content_href(&url) {
            links.push(view! { <li><Link href>{name}</Link></li> }.into_any());
        }
    }
    if newspaper.site().membership != Membership::None {
        links.push(
            view! { <li class=SIGN_IN_CLASS><AccountLink place=AccountLinkPlace::FOOTER /></li> }.into_any(),
        );
    }
    let services = (!links.is_empty()).then(|| {
        view! {
            <nav aria-label=language().services>
                <ul role="list">{links}</ul>
            </nav>
        }
        .into_any()
    });
    view! {
        <footer class="colophon">
            <Paragraph class="name" words=name />
            <Paragraph class="tagline" words=tagline />
            {services}
            <p class="mode">
                <ModeLink href="?mode=leger" words=language().to_light_mode />
                <ModeLink href="?mode=complet" words=language().to_full_mode />
            </p>
        </footer>
    }
}

/// A plain link, by which the page is loaded anew, with or without the reader's program.
#[component]
pub fn ModeLink(
    /// A query with `mode`, which `src/boot.js` reads and remembers.
    href: &'static str,
    words: &'static str,
) -> impl IntoView {
    view! {
        <a href=href target="_self">
            {words}
        </a>
    }
}
