//! The subscription plans.

use leptos::prelude::*;

use crate::{
    components::Heading,
    contract::{Contact, Plan},
    french,
    newspaper::newspaper,
    routes::Route,
};

/// The plans, a way to ask, and the way back to the page one came from.
pub fn plans(back: Option<&Route>) -> AnyView {
    let newspaper = newspaper();
    let site = newspaper.site();
    let plans = if site.plans.is_empty() {
        view! { <p class="lead">{french::NO_PLANS}</p> }.into_any()
    } else {
        let plans = site.plans.iter().cloned().map(plan).collect_view();
        view! { <ul class="plans" role="list">{plans}</ul> }.into_any()
    };
    let (way_back, text) = match back {
        Some(route @ Route::Article(_)) => (newspaper.href(route), french::BACK_TO_THE_ARTICLE),
        Some(route) => (newspaper.href(route), french::BACK),
        None => (newspaper.href(&Route::Home), french::TO_THE_FRONT_PAGE),
    };
    view! {
        <main id="contenu" class="subscription" tabindex="-1">
            <header>
                <Heading title=french::PLANS>{french::PLANS}</Heading>
                <p class="lead">{french::PLANS_WHY}</p>
            </header>
            {plans}
            {question(site.contact.clone())}
            <p class="back"><a href=way_back>{text}</a></p>
        </main>
    }
    .into_any()
}

fn plan(plan: Plan) -> AnyView {
    let newspaper = newspaper();
    let checkout = plan.url.as_deref().and_then(|url| newspaper.content_href(url));
    let features = (!plan.features.is_empty()).then(|| {
        let items = plan
            .features
            .into_iter()
            .map(|feature| view! { <li>{feature}</li> })
            .collect_view();
        view! { <p class="includes">{french::INCLUDES}</p> <ul>{items}</ul> }
    });
    let subscribe = match checkout {
        Some(href) => view! {
            <p>
                <a class="button" href=href>
                    {french::CHOOSE}
                    <span class="unseen">" " {plan.name.clone()}</span>
                </a>
            </p>
        }
        .into_any(),
        None => by_contact(newspaper.site().contact.clone(), french::HOW_TO_SUBSCRIBE),
    };
    view! {
        <li class="plan">
            <h2>{plan.name}</h2>
            <p class="price">{french::price_of(plan.amount, &plan.currency, plan.interval)}</p>
            {plan.description.map(|text| view! { <p>{text}</p> })}
            {features}
            {subscribe}
        </li>
    }
    .into_any()
}

fn question(contact: Option<Contact>) -> AnyView {
    view! {
        <section class="question" aria-labelledby="question">
            <h2 id="question">{french::QUESTION}</h2>
            {by_contact(contact, french::QUESTION_HOW)}
        </section>
    }
    .into_any()
}

/// The ways to reach the newspaper; without any, a sentence that says to ask it.
fn by_contact(contact: Option<Contact>, sentence: &'static str) -> AnyView {
    let Contact {
        email,
        telephone,
        address,
    } = contact.unwrap_or_default();
    if email.is_none() && telephone.is_none() && address.is_none() {
        return view! { <p>{french::ASK_THE_NEWSPAPER}</p> }.into_any();
    }
    let email = email.map(|email| {
        let href = format!("mailto:{email}");
        view! { <li><a href=href>{email}</a></li> }
    });
    let telephone = telephone.map(|number| {
        let digits: String = number
            .chars()
            .filter(|character| matches!(character, '+' | '0'..='9'))
            .collect();
        let href = format!("tel:{digits}");
        view! { <li><a href=href>{number}</a></li> }
    });
    let address = address.map(|address| view! { <li>{address}</li> });
    view! {
        <p>{sentence}</p>
        <ul class="contact" role="list">{telephone} {email} {address}</ul>
    }
    .into_any()
}
