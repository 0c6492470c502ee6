//! An article as a list shows it.

use leptos::prelude::*;

use super::{Loading, authors_line, line, picture, published};
use crate::{
    contract::Summary,
    newspaper::newspaper,
    routes::{self, Route},
};

/// An article's kicker, headline, lead, authors and date, each only when there; the headline leads
/// to the article. `level` is the rank of the heading, 2 to 4; `loading` is for lists with pictures.
pub fn teaser(summary: &Summary, level: u8, loading: Option<Loading>) -> AnyView {
    let image = loading
        .zip(summary.image.as_ref())
        .and_then(|(loading, image)| picture(image, loading));
    let kicker = summary
        .kicker
        .clone()
        .map(|kicker| view! { <span class="kicker">{kicker}</span> " " }.into_any());
    let headline = view! { <span class="headline">{summary.headline.clone()}</span> }.into_any();
    let mut words: Vec<AnyView> = kicker.into_iter().chain([headline]).collect();
    if routes::is_slug(&summary.slug) {
        let href = newspaper().href(&Route::Article(summary.slug.clone()));
        words = vec![view! { <a href=href>{words}</a> }.into_any()];
    }
    let heading = match level {
        2 => view! { <h2>{words}</h2> }.into_any(),
        3 => view! { <h3>{words}</h3> }.into_any(),
        _ => view! { <h4>{words}</h4> }.into_any(),
    };
    view! {
        <article class="teaser">
            {image}
            <div class="teaser-text">
                {heading}
                {line("excerpt", &summary.description)}
                {authors_line(&summary.author)}
                {published(&summary.date_published)}
            </div>
        </article>
    }
    .into_any()
}

/// A list of articles.
pub fn teasers(summaries: &[Summary], level: u8, loading: Option<Loading>) -> AnyView {
    let item = |summary| view! { <li>{teaser(summary, level, loading)}</li> }.into_any();
    let items: Vec<AnyView> = summaries.iter().map(item).collect();
    view! { <ul class="teasers" role="list">{items}</ul> }.into_any()
}
