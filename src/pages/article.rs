//! One article, whole.

use leptos::prelude::*;

use crate::{
    components::{
        Access, Loading, author_aside, body, byline, contributions, figure, heading, line, link, loaded,
        teasers,
    },
    contract::Article,
    french,
    load::Watch,
    newspaper::newspaper,
    routes::{self, Route},
};

pub fn article(watch: Watch<Article>) -> AnyView {
    loaded(watch, whole)
}

fn whole(article: &Article) -> AnyView {
    let route = Route::Article(article.slug.clone());
    let signature: Vec<&str> = article.author.iter().map(|author| author.name.as_str()).collect();
    let language = Some(article.in_language.clone()).filter(|language| !language.is_empty());
    let picture = article.image.as_ref().map(|image| figure(image, Loading::First));
    view! {
        <div class="reading-room">
            <main id="contenu" tabindex="-1">
                <article class="story" lang=language>
                    <header>
                        {overline(article)}
                        {heading(&article.headline, &article.headline)}
                        {line("lead", &article.description)}
                        {byline(article)}
                    </header>
                    {picture}
                    <div class="body">
                        {body(&article.body)}
                        {line("signature", &signature.join(", "))}
                    </div>
                    {keywords(&article.keywords)}
                </article>
                {related(article)}
            </main>
            {author_aside(article)}
            {contributions(Access::to(article), &route)}
        </div>
    }
    .into_any()
}

/// The section and the kicker.
fn overline(article: &Article) -> AnyView {
    let section = &article.article_section;
    let section = if routes::is_slug(&section.slug) {
        link(
            "section",
            newspaper().href(&Route::Section(section.slug.clone(), None)),
            &section.name,
        )
    } else {
        view! { <span class="section">{section.name.clone()}</span> }.into_any()
    };
    let kicker = article
        .kicker
        .clone()
        .map(|kicker| view! { <span class="kicker">{kicker}</span> }.into_any());
    view! { <p class="overline">{section} " " {kicker}</p> }.into_any()
}

fn keywords(keywords: &[String]) -> Option<AnyView> {
    let items: Vec<_> = keywords
        .iter()
        .map(|keyword| view! { <li>{keyword.clone()}</li> }.into_any())
        .collect();
    let view = view! {
        <div class="keywords">
            <h2>{french::KEYWORDS}</h2>
            <ul role="list">{items}</ul>
        </div>
    };
    (!keywords.is_empty()).then(|| view.into_any())
}

fn related(article: &Article) -> Option<AnyView> {
    let view = view! {
        <section class="related" aria-labelledby="lire-aussi">
            <h2 id="lire-aussi">{french::SEE_ALSO}</h2>
            {teasers(&article.related, 3, None)}
        </section>
    };
    (!article.related.is_empty()).then(|| view.into_any())
}
