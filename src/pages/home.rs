//! The day's paper.

use leptos::prelude::*;

use crate::{
    components::{A, Heading, Loaded, Loading, Main, Pager, Paragraph, Place, Teaser, Teasers},
    contract::{FrontPage, FrontSection},
    language::language,
    load::use_store,
    newspaper::use_newspaper,
    routes::{Document, Route},
};

/// The front page: the lead story, those beside it, and the sections.
#[component]
pub fn HomePage() -> impl IntoView {
    let document = use_store().watch::<FrontPage>(&Document::Home);
    view! {
        <Loaded document let:front>
            <Front front=&front />
        </Loaded>
    }
}

#[component]
fn Front<'a>(front: &'a FrontPage) -> impl IntoView + use<> {
    let FrontPage {
        lead,
        secondaries,
        sections,
        pages,
        ..
    } = front;
    let pages = *pages;
    let is_empty = lead.is_none() && secondaries.is_empty() && sections.is_empty();
    let lead = lead.as_ref().map(|summary| {
        view! {
            <div class="lead-story">
                <Teaser summary level=2 place=Some(Place::Lead) loading=Loading::First />
            </div>
        }
        .into_any()
    });
    let secondaries = (!secondaries.is_empty()).then(|| {
        view! {
            <div class="secondaries">
                <Teasers summaries=secondaries level=2 place=Some(Place::Beside) />
            </div>
        }
        .into_any()
    });
    let mut parts = Vec::with_capacity(sections.len());
    for front in sections {
        parts.push(view! { <FrontSectionPart front /> }.into_any());
    }
    let list = Route::Home;
    let title = use_newspaper().site().name.clone();
    view! {
        <Main class="front">
            <Heading title words=language().the_days_paper class="unseen" />
            <Paragraph class="lead" words=is_empty.then(|| language().no_articles.to_owned()) />
            <div class="opening">{lead} {secondaries}</div>
            {parts}
            <Pager
                current=None
                pages
                to_older=language().all_the_paper
                list=&list
            />
        </Main>
    }
}

/// A section, and its newest articles.
#[component]
fn FrontSectionPart<'a>(front: &'a FrontSection) -> impl IntoView + use<> {
    let FrontSection { section, articles } = front;
    if articles.is_empty() {
        return None;
    }
    let id = format!("rubrique-{}", section.slug);
    let (to, name) = (Route::Section(section.slug.clone(), None), section.name.clone());
    Some(
        view! {
            <section class="front-section" aria-labelledby=id.clone()>
                <h2 id=id.clone()>
                    <A to>{name}</A>
                </h2>
                <Teasers summaries=articles level=3 place=Some(Place::Section) />
            </section>
        }
        .into_any(),
    )
}
