//! An article as a list shows it.

use leptos::prelude::*;

use super::{Authors, Loading, Picture, Place, Published, words_in};
use crate::{
    contract::Summary,
    newspaper::use_newspaper,
    routes::{self, Route},
};

/// An article's kicker, headline, lead, authors and date, each only when there; the headline leads to the article.
#[component]
pub fn Teaser<'a>(
    summary: &'a Summary,
    /// The rank of the heading, 2 to 4.
    level: u8,
    /// Where its picture stands, in lists with pictures.
    place: Option<Place>,
    /// When its picture is fetched.
    #[prop(optional)]
    loading: Loading,
) -> impl IntoView + use<> {
    let Summary {
        slug,
        language,
        headline,
        kicker,
        description,
        date_published,
        author,
        image,
    } = summary;
    let words = |words: &String| words_in(language.clone(), words.clone().into_any());
    let excerpt =
        (!description.is_empty()).then(|| view! { <p class="excerpt">{words(description)}</p> }.into_any());
    let picture = place.zip(image.as_ref());
    let picture = picture.map(|(place, image)| {
        // Its alternative text is the article's, too.
        words_in(
            language.clone(),
            view! { <Picture image place loading /> }.into_any(),
        )
    });
    let kicker = kicker.as_ref().map(words);
    let words = view! {
        {kicker.map(|kicker| view! { <span class="kicker">{kicker}</span> " " }.into_any())}
        <span class="headline">{words(headline)}</span>
    };
    let words = if routes::is_slug(slug) {
        view! { <a href=use_newspaper().href(&Route::Article(slug.clone()))>{words}</a> }.into_any()
    } else {
        view! { <span>{words}</span> }.into_any()
    };
    let heading = match level {
        2 => view! { <h2>{words}</h2> }.into_any(),
        3 => view! { <h3>{words}</h3> }.into_any(),
        _ => view! { <h4>{words}</h4> }.into_any(),
    };
    view! {
        <article class="teaser">
            {picture}
            <div class="teaser-text">
                {heading} {excerpt} <Authors authors=author />
                <Published date=date_published.clone() />
            </div>
        </article>
    }
}

/// A list of articles.
#[component]
pub fn Teasers<'a>(
    summaries: &'a [Summary],
    /// The rank of the headings, 2 to 4.
    level: u8,
    /// Where pictures stand, in lists with pictures.
    #[prop(optional_no_strip)]
    place: Option<Place>,
) -> impl IntoView + use<> {
    // A page of a list opens with it.
    let mut loading = match place {
        Some(Place::List) => Loading::First,
        _ => Loading::Near,
    };
    let mut items = Vec::with_capacity(summaries.len());
    for summary in summaries {
        let is_pictured = summary.image.is_some();
        items.push(
            view! {
                <li>
                    <Teaser summary level place loading />
                </li>
            }
            .into_any(),
        );
        if is_pictured {
            loading = Loading::Near;
        }
    }
    view! {
        <ul class="teasers" role="list">
            {items}
        </ul>
    }
}
