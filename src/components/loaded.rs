//! A document that is there, on its way, or did not come.

use reactive_graph::{prelude::*, signal::ArcRwSignal};

use super::{button, heading, line, link};
use crate::{
    french,
    load::{Anything, Failure, Load, Served, Waiting, Watch, delay},
    navigation::navigation,
    newspaper::newspaper,
    routes::Route,
    view::{Children, Element, children, element},
};

/// Shows a document when it is there; before, a skeleton; else, what went wrong and what to do.
pub fn loaded<T: Served>(watch: Watch<T>, show: impl Fn(&T) -> Element + 'static) -> Children {
    shown(
        watch.waiting(),
        Box::new(move |document| match document.downcast_ref() {
            Some(document) => show(document),
            None => failure(Failure::Unreadable, None),
        }),
    )
}

fn shown(waiting: Waiting, show: Box<dyn Fn(&Anything) -> Element>) -> Children {
    Children::Live(Box::new(move || {
        children(match waiting.load() {
            Load::Ready(document) => show(&*document),
            Load::Pending => skeleton(),
            Load::Failed(reason) => failure(reason, Some(waiting.clone())),
        })
    }))
}

/// An element that is the page's main part, where the link over the menu leads.
pub fn main(class: &'static str) -> Element {
    element("main")
        .class(class)
        .attribute("id", "contenu")
        .attribute("tabindex", "-1")
}

/// The shape of an article to come. Style shows it only after a while, and its sentence later.
fn skeleton() -> Element {
    let bones = element("div").class("bones").attribute("aria-hidden", "true");
    let bones = (0..6).fold(bones, |bones, _| bones.with(element("span")));
    main("skeleton")
        .attribute("aria-busy", "true")
        .with(element("h1").class("unseen").with(french::LOADING))
        .with(bones)
        .with(slow())
}

/// After 3 seconds, says that the text is coming.
fn slow() -> Element {
    let slow = ArcRwSignal::new(false);
    let is_slow = slow.clone();
    let line = element("p").class("slow").attribute("role", "status");
    line.live(move || children(is_slow.get().then_some(french::SLOW)))
        .bind(move |_| {
            wasm_bindgen_futures::spawn_local(async move {
                delay(3_000).await;
                slow.set(true);
            });
        })
}

/// One sentence for the cause, one for the remedy, and the ways out.
pub fn failure(reason: Failure, waiting: Option<Waiting>) -> Element {
    let (label, waiting) = match reason {
        Failure::NotFound | Failure::Withdrawn => (None, None),
        Failure::Newer => (Some(french::RELOAD), None),
        _ => (waiting.is_some().then_some(french::RETRY), waiting),
    };
    let title = french::failure_title(reason);
    main("failure")
        .with(heading(title, title))
        .with(line("lead", french::failure_remedy(reason)))
        .with(label.map(|label| element("p").with(retry(label, waiting))))
        .with(ways_out())
}

/// Asks again for a document, or reloads the page.
fn retry(label: &str, waiting: Option<Waiting>) -> Element {
    let navigation = navigation();
    button("button", label, move || match &waiting {
        Some(waiting) => {
            navigation.expect_arrival();
            waiting.retry();
        }
        None => reload(),
    })
}

/// The front page and the sections, for a reader who is lost.
fn ways_out() -> Element {
    let newspaper = newspaper();
    let home = link("", newspaper.href(&Route::Home), french::TO_THE_FRONT_PAGE);
    let mut ways = element("ul")
        .attribute("role", "list")
        .with(element("li").with(home));
    for section in &newspaper.site().sections {
        let href = newspaper.href(&Route::Section(section.slug.clone(), None));
        ways = ways.with(element("li").with(link("", href, &section.name)));
    }
    element("nav")
        .class("ways-out")
        .attribute("aria-labelledby", "issues")
        .with(element("h2").attribute("id", "issues").with(french::WAYS_OUT))
        .with(ways)
}

fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}
