//! The day's paper.

use leptos::prelude::*;

use crate::{
    components::{Heading, Loading, Pager, Teaser, loaded, teasers},
    contract::{FrontPage, FrontSection},
    french,
    load::Watch,
    newspaper::newspaper,
    routes::Route,
};

pub fn home(watch: Watch<FrontPage>) -> AnyView {
    loaded(watch, |front| front_page((*front).clone()))
}

fn front_page(front: FrontPage) -> AnyView {
    let empty = front.lead.is_none() && front.secondaries.is_empty() && front.sections.is_empty();
    view! {
        <main id="contenu" class="front" tabindex="-1">
            <Heading title=newspaper().site().name.clone() unseen=true>{french::THE_DAYS_PAPER}</Heading>
            {empty.then(|| view! { <p class="lead">{french::NO_ARTICLES}</p> })}
            <div class="opening">
                {front.lead.map(|lead| view! {
                    <div class="lead-story"><Teaser summary=lead level=2 picture=Loading::First /></div>
                })}
                {(!front.secondaries.is_empty()).then(|| view! {
                    <div class="secondaries">{teasers(front.secondaries, 2, Some(Loading::Near))}</div>
                })}
            </div>
            {front.sections.into_iter().map(section).collect_view()}
            <Pager current=None pages=front.pages route=|number| number.map_or(Route::Home, Route::HomePage) />
        </main>
    }
    .into_any()
}

fn section(front: FrontSection) -> AnyView {
    let FrontSection { section, articles } = front;
    if articles.is_empty() {
        return ().into_any();
    }
    let heading = format!("rubrique-{}", section.slug);
    let id = heading.clone();
    let href = newspaper().href(&Route::Section(section.slug, None));
    view! {
        <section class="front-section" aria-labelledby=heading>
            <h2 id=id><a href=href>{section.name}</a></h2>
            {teasers(articles, 3, Some(Loading::Near))}
        </section>
    }
    .into_any()
}
