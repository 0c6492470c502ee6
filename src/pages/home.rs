//! The day's paper.

use crate::{
    components::{Loading, Place, line, link, loaded, main, pager, teaser, teasers, unseen_heading},
    contract::{FrontPage, FrontSection},
    french,
    load::Watch,
    newspaper::newspaper,
    routes::Route,
    view::{Children, Element, element},
};

pub fn home(watch: Watch<FrontPage>) -> Children {
    loaded(watch, front_page)
}

fn front_page(front: &FrontPage) -> Element {
    let lead = front.lead.as_ref().map(|lead| {
        let lead = teaser(lead, 2, Some(Place::Lead), Loading::First);
        element("div").class("lead-story").with(lead)
    });
    let secondaries = (!front.secondaries.is_empty()).then(|| {
        let stories = teasers(&front.secondaries, 2, Some(Place::Beside));
        element("div").class("secondaries").with(stories)
    });
    let is_empty = lead.is_none() && secondaries.is_none() && front.sections.is_empty();
    let mut page = main("front")
        .with(unseen_heading(&newspaper().site().name, french::THE_DAYS_PAPER))
        .with(is_empty.then(|| line("lead", french::NO_ARTICLES)))
        .with(element("div").class("opening").with(lead).with(secondaries));
    for front in &front.sections {
        page = page.with(section(front));
    }
    let to = |number: Option<u32>| number.map_or(Route::Home, Route::HomePage);
    page.with(pager(None, front.pages, french::ALL_THE_PAPER, to))
}

fn section(front: &FrontSection) -> Option<Element> {
    let FrontSection { section, articles } = front;
    if articles.is_empty() {
        return None;
    }
    let id = format!("rubrique-{}", section.slug);
    let href = newspaper().href(&Route::Section(section.slug.clone(), None));
    let title = element("h2")
        .attribute("id", id.clone())
        .with(link("", href, &section.name));
    let section = element("section")
        .class("front-section")
        .attribute("aria-labelledby", id)
        .with(title)
        .with(teasers(articles, 3, Some(Place::Section)));
    Some(section)
}
