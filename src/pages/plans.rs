//! The subscription plans.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::Element;

use crate::{
    components::{A, Heading, Link, Loaded, Main, Paragraph, attach, mount_in_place, show_part},
    contract::{Contact, Membership, Plan, Plans},
    language::language,
    load::use_store,
    membership::{OwnPage, Part},
    newspaper::use_newspaper,
    routes::{Document, Route},
};

/// The page, and how its plans are found where the press has written it.
const PAGE_CLASS: &str = "subscription";
const PLANS_SELECTOR: &str = ".subscription > div";

/// What stands around the way back, and how it is found where the press has written it.
const BACK_CLASS: &str = "back";
const BACK_SELECTOR: &str = ".back";

/// The plans, a way to ask, and the way back to the page one came from.
#[component]
pub fn PlansPage(
    /// The page one came from.
    back: Option<Route>,
) -> impl IntoView {
    let document = use_store().watch::<Plans>(&Document::Plans);
    view! {
        <Loaded document let:offer>
            <Subscription offer back=back.clone() />
        </Loaded>
    }
}

#[component]
fn Subscription(offer: Arc<Plans>, back: Option<Route>) -> impl IntoView {
    let contact = contact_of(&offer);
    let way_back = back.clone();
    view! {
        <Main class=PAGE_CLASS>
            <header>
                <Heading title=language().plans.to_owned() />
                <p class="lead">{language().plans_why}</p>
            </header>
            <PlansToChoose offer back />
            <section class="question" aria-labelledby="question">
                <h2 id="question">{language().question}</h2>
                <ContactWays contact sentence=language().question_how />
            </section>
            <p class=BACK_CLASS>
                <WayBack back=way_back />
            </p>
        </Main>
    }
}

fn contact_of(offer: &Plans) -> Contact {
    offer.contact.clone().unwrap_or_default()
}

#[component]
fn PlansToChoose(offer: Arc<Plans>, back: Option<Route>) -> impl IntoView {
    let plans = offer.plans.clone();
    if use_newspaper().site().membership == Membership::None {
        let choice = move |plan: &Plan| match use_newspaper()
            .content_href(plan.url.as_deref().unwrap_or_default())
        {
            Some(href) => view! { <Choose href plan=plan.name.clone() /> }.into_any(),
            None => view! { <ContactWays contact=contact_of(&offer) sentence=language().how_to_subscribe /> }
                .into_any(),
        };
        return view! { <PlanList plans choice=Box::new(choice) /> }.into_any();
    }
    // Until the engine's plans are there, and without them, one begins with an account.
    let choice = |plan: &Plan| {
        let href = use_newspaper().href(&Route::SignIn) + "?retour=" + &Route::Plans.path();
        view! { <Choose href plan=plan.name.clone() /> }.into_any()
    };
    view! {
        <div use:attach=UnsyncCallback::new(move |place| show_part(place, (Part::Own(OwnPage::Plans), back.clone())))>
            <PlanList plans choice=Box::new(choice) />
        </div>
    }
    .into_any()
}

/// The plans, each with the way to take it.
#[component]
pub fn PlanList(
    plans: Vec<Plan>,
    /// What stands under a plan.
    choice: Box<dyn Fn(&Plan) -> AnyView>,
) -> impl IntoView {
    if plans.is_empty() {
        return view! { <p class="lead">{language().no_plans}</p> }.into_any();
    }
    let mut list = Vec::with_capacity(plans.len());
    for plan in plans {
        let choice = choice(&plan);
        list.push(view! { <PlanItem plan>{choice}</PlanItem> }.into_any());
    }
    view! {
        <ul class="plans" role="list">
            {list}
        </ul>
    }
    .into_any()
}

#[component]
fn PlanItem(plan: Plan, children: Children) -> impl IntoView {
    let price = language().price_of(plan.amount, &plan.currency, plan.interval);
    let mut features = Vec::with_capacity(plan.features.len());
    for feature in plan.features {
        features.push(view! { <li>{feature}</li> }.into_any());
    }
    let includes = (!features.is_empty()).then(|| {
        view! {
            <p class="includes">{language().includes}</p>
            <ul>{features}</ul>
        }
        .into_any()
    });
    view! {
        <li class="plan">
            <h2>{plan.name}</h2>
            <Paragraph class="price" words=price />
            <Paragraph words=plan.description />
            {includes}
            {children()}
        </li>
    }
}

/// "Choisir", and for those who only hear it, what.
#[component]
fn Choose(href: String, plan: String) -> impl IntoView {
    view! {
        <p>
            <Link href class="button">
                {language().choose} <span class="unseen">" " {plan}</span>
            </Link>
        </p>
    }
}

/// The ways to reach the newspaper; without any, a sentence that says to ask it.
#[component]
fn ContactWays(contact: Contact, sentence: &'static str) -> impl IntoView {
    let Contact {
        email,
        telephones,
        address,
        ..
    } = contact;
    let mut ways = Vec::new();
    for number in telephones {
        let digits: String = number.chars().filter(|c| matches!(c, '+' | '0'..='9')).collect();
        ways.push(view! { <li><Link href=format!("tel:{digits}")>{number}</Link></li> }.into_any());
    }
    if let Some(email) = email {
        ways.push(view! { <li><Link href=format!("mailto:{email}")>{email}</Link></li> }.into_any());
    }
    if let Some(address) = address {
        ways.push(view! { <li>{address}</li> }.into_any());
    }
    if ways.is_empty() {
        return view! { <p>{language().ask_the_newspaper}</p> }.into_any();
    }
    view! {
        <p>{sentence}</p>
        <ul class="contact" role="list">
            {ways}
        </ul>
    }
    .into_any()
}

#[component]
fn WayBack(back: Option<Route>) -> impl IntoView {
    let words = match &back {
        Some(Route::Article(_)) => language().back_to_the_article,
        Some(_) => language().back,
        None => language().to_the_front_page,
    };
    view! { <A to=back.unwrap_or(Route::Home)>{words}</A> }
}

/// Has the plans that the press wrote replaced by the engine's, and leads back to where the reader came from.
pub fn adopt(page: &Element, back: Option<Route>, has_members: bool) {
    let find = |selector| page.query_selector(selector).ok().flatten();
    if let (Some(_), Some(place)) = (&back, find(BACK_SELECTOR)) {
        let back = back.clone();
        mount_in_place(&place, move || view! { <WayBack back /> }.into_any());
    }
    if let Some(place) = find(PLANS_SELECTOR).filter(|_| has_members) {
        show_part(place, (Part::Own(OwnPage::Plans), back));
    }
}
