//! The subscription plans.

use leptos::prelude::*;

use crate::{
    components::{heading, known_line, line, link},
    contract::{Contact, Plan},
    french,
    newspaper::newspaper,
    routes::Route,
};

/// The plans, a way to ask, and the way back to the page one came from.
pub fn plans(back: Option<&Route>) -> AnyView {
    let newspaper = newspaper();
    let site = newspaper.site();
    let contact = site.contact.clone().unwrap_or_default();
    let plans: Vec<AnyView> = site.plans.iter().map(|each| plan(each, &contact)).collect();
    let plans = match plans.as_slice() {
        [] => line("lead", french::NO_PLANS),
        _ => Some(view! { <ul class="plans" role="list">{plans}</ul> }.into_any()),
    };
    let way_back = match back {
        Some(route @ Route::Article(_)) => link("", newspaper.href(route), french::BACK_TO_THE_ARTICLE),
        Some(route) => link("", newspaper.href(route), french::BACK),
        None => link("", newspaper.href(&Route::Home), french::TO_THE_FRONT_PAGE),
    };
    view! {
        <main id="contenu" class="subscription" tabindex="-1">
            <header>
                {heading(french::PLANS, french::PLANS)}
                {line("lead", french::PLANS_WHY)}
            </header>
            {plans}
            <section class="question" aria-labelledby="question">
                <h2 id="question">{french::QUESTION}</h2>
                {by_contact(&contact, french::QUESTION_HOW)}
            </section>
            <p class="back">{way_back}</p>
        </main>
    }
    .into_any()
}

fn plan(plan: &Plan, contact: &Contact) -> AnyView {
    let feature = |feature: &String| view! { <li>{feature.clone()}</li> }.into_any();
    let features: Vec<AnyView> = plan.features.iter().map(feature).collect();
    let features = (!features.is_empty()).then(|| {
        let list = view! { <ul>{features}</ul> }.into_any();
        line("includes", french::INCLUDES)
            .into_iter()
            .chain([list])
            .collect::<Vec<_>>()
    });
    let subscribe = match plan.url.as_deref().and_then(|url| newspaper().content_href(url)) {
        Some(href) => checkout(href, &plan.name),
        None => by_contact(contact, french::HOW_TO_SUBSCRIBE),
    };
    view! {
        <li class="plan">
            <h2>{plan.name.clone()}</h2>
            {line("price", &french::price_of(plan.amount, &plan.currency, plan.interval))}
            {known_line("", plan.description.as_ref())}
            {features}
            {subscribe}
        </li>
    }
    .into_any()
}

/// "Choisir", and for those who only hear it, what.
fn checkout(href: String, plan: &str) -> AnyView {
    let plan = view! { <span class="unseen">" " {plan.to_owned()}</span> }.into_any();
    view! { <p><a class="button" href=href>{french::CHOOSE} {plan}</a></p> }.into_any()
}

/// The ways to reach the newspaper; without any, a sentence that says to ask it.
fn by_contact(contact: &Contact, sentence: &str) -> AnyView {
    let telephone = contact.telephone.as_ref().map(|number| {
        let digits: String = number.chars().filter(|c| matches!(c, '+' | '0'..='9')).collect();
        link("", format!("tel:{digits}"), number)
    });
    let email = contact
        .email
        .as_ref()
        .map(|email| link("", format!("mailto:{email}"), email));
    let address = contact.address.clone().map(IntoAny::into_any);
    let ways = [telephone, email, address].into_iter().flatten();
    let ways: Vec<AnyView> = ways.map(|way| view! { <li>{way}</li> }.into_any()).collect();
    if ways.is_empty() {
        return line("", french::ASK_THE_NEWSPAPER).into_any();
    }
    vec![
        line("", sentence).into_any(),
        view! { <ul class="contact" role="list">{ways}</ul> }.into_any(),
    ]
    .into_any()
}
