//! An article as a list shows it.

use super::{Loading, authors_line, line, picture, published};
use crate::{
    contract::Summary,
    newspaper::newspaper,
    routes::{self, Route},
    view::{Element, element},
};

/// An article's kicker, headline, lead, authors and date, each only when there; the headline leads
/// to the article. `level` is the rank of the heading, 2 to 4; `loading` is for lists with pictures.
pub fn teaser(summary: &Summary, level: u8, loading: Option<Loading>) -> Element {
    let image = loading
        .zip(summary.image.as_ref())
        .and_then(|(loading, image)| picture(image, loading));
    let words = if routes::is_slug(&summary.slug) {
        let href = newspaper().href(&Route::Article(summary.slug.clone()));
        element("a").attribute("href", href)
    } else {
        element("span")
    };
    let words = match &summary.kicker {
        Some(kicker) => words.with(element("span").class("kicker").with(kicker)).with(" "),
        None => words,
    };
    let heading = element(match level {
        2 => "h2",
        3 => "h3",
        _ => "h4",
    });
    let headline = element("span").class("headline").with(&summary.headline);
    let text = element("div")
        .class("teaser-text")
        .with(heading.with(words.with(headline)))
        .with(line("excerpt", &summary.description))
        .with(authors_line(&summary.author))
        .with(published(&summary.date_published));
    element("article").class("teaser").with(image).with(text)
}

/// A list of articles.
pub fn teasers(summaries: &[Summary], level: u8, loading: Option<Loading>) -> Element {
    let mut list = element("ul").class("teasers").attribute("role", "list");
    for summary in summaries {
        list = list.with(element("li").with(teaser(summary, level, loading)));
    }
    list
}
