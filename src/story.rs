//! An article by itself, for programs that show it elsewhere: news readers, agencies.

use leptos::prelude::*;

use crate::{
    app::written,
    components::{Body, Figure, PageAddress, Paragraph, Place},
    contract::{Article, LanguageAttributes},
    newspaper::Newspaper,
    routes::Route,
};

/// The lead, the picture and the body as HTML. Its addresses are those of the newspaper that is
/// given: one whose base is an address in full (`https://journal.example/`) makes all of them so.
#[must_use]
pub fn html(newspaper: Newspaper, article: &Article) -> String {
    Owner::new().with(|| {
        let page = newspaper.href(&Route::Article(article.slug.clone()));
        provide_context(PageAddress(page));
        provide_context(newspaper);
        let LanguageAttributes { lang, dir } = article.language.clone();
        let picture = article.image.as_ref();
        written(view! {
            <div lang=lang dir=dir>
                <Paragraph class="lead" words=article.description.clone() />
                {picture.map(|image| view! { <Figure image place=Place::Text /> })}
                <Body blocks=&article.body />
            </div>
        })
    })
}
