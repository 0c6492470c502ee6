//! An article as a list shows it.

use super::{Loading, Place, authors_line, line, picture, published};
use crate::{
    contract::Summary,
    newspaper::newspaper,
    routes::{self, Route},
    view::{Element, element},
};

/// An article's kicker, headline, lead, authors and date, each only when there; the headline leads
/// to the article. `level` is the rank of the heading, 2 to 4; `place` is for lists with pictures.
pub fn teaser(summary: &Summary, level: u8, place: Option<Place>, loading: Loading) -> Element {
    let image = place
        .zip(summary.image.as_ref())
        .and_then(|(place, image)| picture(image, place, loading));
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
pub fn teasers(summaries: &[Summary], level: u8, place: Option<Place>) -> Element {
    let mut list = element("ul").class("teasers").attribute("role", "list");
    // A page of a list opens with it.
    let mut loading = match place {
        Some(Place::List) => Loading::First,
        _ => Loading::Near,
    };
    for summary in summaries {
        list = list.with(element("li").with(teaser(summary, level, place, loading)));
        if summary.image.is_some() {
            loading = Loading::Near;
        }
    }
    list
}
