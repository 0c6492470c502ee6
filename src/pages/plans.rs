//! The subscription plans.

use crate::{
    components::{heading, known_line, line, link, loaded, main},
    contract::{Contact, Membership, Plan, Plans},
    french,
    load::Watch,
    membership::show_part,
    newspaper::newspaper,
    routes::Route,
    view::{Children, Element, element},
};

/// The plans, a way to ask, and the way back to the page one came from.
pub fn plans(watch: Watch<Plans>, back: Option<Route>) -> Children {
    loaded(watch, move |offer: &Plans| shown(offer, back.as_ref()))
}

fn shown(offer: &Plans, back: Option<&Route>) -> Element {
    let newspaper = newspaper();
    let contact = offer.contact.clone().unwrap_or_default();
    let plans = match newspaper.site().membership {
        Membership::None => listed(&offer.plans, |plan| by_newspaper(plan, &contact)),
        // The engine knows better, and takes the order; only what it began counts.
        Membership::Pocketbase => {
            let about = back.map(Route::path).unwrap_or_default();
            let place = element("div").with(listed(&offer.plans, by_engine));
            Some(place.bind(move |place| show_part("plans", place, &about)))
        }
    };
    let way_back = match back {
        Some(route @ Route::Article(_)) => link("", newspaper.href(route), french::BACK_TO_THE_ARTICLE),
        Some(route) => link("", newspaper.href(route), french::BACK),
        None => link("", newspaper.href(&Route::Home), french::TO_THE_FRONT_PAGE),
    };
    let header = element("header")
        .with(heading(french::PLANS, french::PLANS))
        .with(line("lead", french::PLANS_WHY));
    let question = element("section")
        .class("question")
        .attribute("aria-labelledby", "question")
        .with(element("h2").attribute("id", "question").with(french::QUESTION))
        .with(by_contact(&contact, french::QUESTION_HOW));
    main("subscription")
        .with(header)
        .with(plans)
        .with(question)
        .with(element("p").class("back").with(way_back))
}

/// The plans, each with the way to take it.
pub fn listed(plans: &[Plan], subscribe: impl Fn(&Plan) -> Vec<Element>) -> Option<Element> {
    if plans.is_empty() {
        return line("lead", french::NO_PLANS);
    }
    let mut list = element("ul").class("plans").attribute("role", "list");
    for each in plans {
        list = list.with(plan(each, subscribe(each)));
    }
    Some(list)
}

fn plan(plan: &Plan, subscribe: Vec<Element>) -> Element {
    let mut features = element("ul");
    for feature in &plan.features {
        features = features.with(element("li").with(feature));
    }
    let includes = (!plan.features.is_empty()).then(|| {
        let title = element("p").class("includes").with(french::INCLUDES);
        vec![title, features]
    });
    let price = french::price_of(plan.amount, &plan.currency, plan.interval);
    element("li")
        .class("plan")
        .with(element("h2").with(&plan.name))
        .with(line("price", &price))
        .with(known_line("", plan.description.as_ref()))
        .with(includes)
        .with(subscribe)
}

/// Until the engine's plans are there, and without them, one begins with an account.
fn by_engine(plan: &Plan) -> Vec<Element> {
    let href = newspaper().href(&Route::SignIn) + "?retour=" + &Route::Plans.path();
    vec![checkout(href, &plan.name)]
}

/// A plan that is taken outside of the newspaper's pages.
fn by_newspaper(plan: &Plan, contact: &Contact) -> Vec<Element> {
    match plan.url.as_deref().and_then(|url| newspaper().content_href(url)) {
        Some(href) => vec![checkout(href, &plan.name)],
        None => by_contact(contact, french::HOW_TO_SUBSCRIBE),
    }
}

/// "Choisir", and for those who only hear it, what.
fn checkout(href: String, plan: &str) -> Element {
    let plan = element("span").class("unseen").with(" ").with(plan);
    element("p").with(link("button", href, french::CHOOSE).with(plan))
}

/// The ways to reach the newspaper; without any, a sentence that says to ask it.
fn by_contact(contact: &Contact, sentence: &str) -> Vec<Element> {
    let mut ways = element("ul").class("contact").attribute("role", "list");
    let known = [&contact.telephone, &contact.email, &contact.address];
    if known.iter().all(|way| way.is_none()) {
        return line("", french::ASK_THE_NEWSPAPER).into_iter().collect();
    }
    if let Some(number) = &contact.telephone {
        let digits: String = number.chars().filter(|c| matches!(c, '+' | '0'..='9')).collect();
        ways = ways.with(element("li").with(link("", format!("tel:{digits}"), number)));
    }
    if let Some(email) = &contact.email {
        ways = ways.with(element("li").with(link("", format!("mailto:{email}"), email)));
    }
    if let Some(address) = &contact.address {
        ways = ways.with(element("li").with(address));
    }
    line("", sentence).into_iter().chain([ways]).collect()
}
