//! An article by itself, for programs that show it elsewhere: news readers, agencies.

use leptos::prelude::*;

use crate::{
    app::written,
    components::{Body, Figure, Paragraph, Place},
    contract::Article,
    newspaper::Newspaper,
};

/// The lead, the picture and the body as HTML. Its addresses are those of the newspaper that is
/// given: one whose base is an address in full (`https://journal.example/`) makes all of them so.
#[must_use]
pub fn html(newspaper: Newspaper, article: &Article) -> String {
    let language = newspaper.language(&article.in_language);
    Owner::new().with(|| {
        provide_context(newspaper);
        let picture = article.image.as_ref();
        written(view! {
            <div lang=language.lang dir=language.dir>
                <Paragraph class="lead" words=article.description.clone() />
                {picture.map(|image| view! { <Figure image place=Place::Text /> })}
                <Body blocks=&article.body />
            </div>
        })
    })
}
