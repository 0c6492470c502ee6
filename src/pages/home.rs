//! The day's paper.

use leptos::prelude::*;

use crate::{
    components::{Loading, line, link, loaded, pager, teaser, teasers, unseen_heading},
    contract::{FrontPage, FrontSection},
    french,
    load::Watch,
    newspaper::newspaper,
    routes::Route,
};

pub fn home(watch: Watch<FrontPage>) -> AnyView {
    loaded(watch, front_page)
}

fn front_page(front: &FrontPage) -> AnyView {
    let empty = front.lead.is_none() && front.secondaries.is_empty() && front.sections.is_empty();
    let lead = front
        .lead
        .as_ref()
        .map(|lead| teaser(lead, 2, Some(Loading::First)));
    let lead = lead.map(|lead| view! { <div class="lead-story">{lead}</div> }.into_any());
    let secondaries = (!front.secondaries.is_empty()).then(|| {
        view! { <div class="secondaries">{teasers(&front.secondaries, 2, Some(Loading::Near))}</div> }
            .into_any()
    });
    let sections: Vec<AnyView> = front.sections.iter().filter_map(section).collect();
    view! {
        <main id="contenu" class="front" tabindex="-1">
            {unseen_heading(&newspaper().site().name, french::THE_DAYS_PAPER)}
            {empty.then(|| line("lead", french::NO_ARTICLES))}
            <div class="opening">{lead} {secondaries}</div>
            {sections}
            {pager(None, front.pages, |number| number.map_or(Route::Home, Route::HomePage))}
        </main>
    }
    .into_any()
}

fn section(front: &FrontSection) -> Option<AnyView> {
    let FrontSection { section, articles } = front;
    let id = format!("rubrique-{}", section.slug);
    let href = newspaper().href(&Route::Section(section.slug.clone(), None));
    let labelled = id.clone();
    let view = view! {
        <section class="front-section" aria-labelledby=labelled>
            <h2 id=id>{link("", href, &section.name)}</h2>
            {teasers(articles, 3, Some(Loading::Near))}
        </section>
    };
    (!articles.is_empty()).then(|| view.into_any())
}
