//! An article as a list shows it.

use leptos::prelude::*;

use super::{Loading, Picture, authors_line, published};
use crate::{
    contract::Summary,
    newspaper::newspaper,
    routes::{self, Route},
};

/// An article's kicker, headline, lead, authors and date, each only when there; the headline leads
/// to the article.
#[component]
pub fn Teaser(
    summary: Summary,
    /// The rank of its heading, 2 to 4.
    level: u8,
    /// Whether and when its picture comes.
    #[prop(optional)]
    picture: Option<Loading>,
) -> impl IntoView {
    let Summary {
        slug,
        headline,
        kicker,
        description,
        date_published,
        author,
        image,
    } = summary;
    let picture = picture
        .zip(image)
        .map(|(loading, image)| view! { <Picture image=image loading=loading /> });
    let kicker = kicker.map(|kicker| view! { <span class="kicker">{kicker}</span> " " });
    let headline = if routes::is_slug(&slug) {
        let href = newspaper().href(&Route::Article(slug));
        view! { <a href=href>{kicker}<span class="headline">{headline}</span></a> }.into_any()
    } else {
        view! { {kicker}<span class="headline">{headline}</span> }.into_any()
    };
    let headline = match level {
        2 => view! { <h2>{headline}</h2> }.into_any(),
        3 => view! { <h3>{headline}</h3> }.into_any(),
        _ => view! { <h4>{headline}</h4> }.into_any(),
    };
    view! {
        <article class="teaser">
            {picture}
            <div class="teaser-text">
                {headline}
                {(!description.is_empty()).then(|| view! { <p class="excerpt">{description}</p> })}
                {authors_line(&author)}
                {published(&date_published)}
            </div>
        </article>
    }
}

/// A list of articles.
pub fn teasers(summaries: Vec<Summary>, level: u8, picture: Option<Loading>) -> AnyView {
    let items = summaries
        .into_iter()
        .map(|summary| view! { <li>{Teaser(TeaserProps { summary, level, picture })}</li> })
        .collect_view();
    view! { <ul class="teasers" role="list">{items}</ul> }.into_any()
}
