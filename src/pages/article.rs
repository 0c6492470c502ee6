//! One article, whole.

use leptos::prelude::*;

use crate::{
    components::{
        Access, AuthorAside, Body, Contributions, Figure, Heading, Loading, byline, loaded, teasers,
    },
    contract::Article,
    french,
    load::Watch,
    newspaper::newspaper,
    routes::{self, Route},
};

pub fn article(watch: Watch<Article>) -> AnyView {
    loaded(watch, |article| whole((*article).clone()))
}

fn whole(mut article: Article) -> AnyView {
    let access = Access::to(&article);
    let route = Route::Article(article.slug.clone());
    let body = std::mem::take(&mut article.body);
    let related = std::mem::take(&mut article.related);
    let image = article.image.take();
    let headline = article.headline.clone();
    let overline = overline(&article);
    let signature = article
        .author
        .iter()
        .map(|author| author.name.clone())
        .collect::<Vec<_>>()
        .join(", ");
    let keywords = std::mem::take(&mut article.keywords);
    let lead = (!article.description.is_empty())
        .then(|| view! { <p class="lead">{article.description.clone()}</p> });
    let language = Some(article.in_language.clone()).filter(|language| !language.is_empty());
    let byline = byline(&article);
    view! {
        <div class="reading-room">
            <main id="contenu" tabindex="-1">
                <article class="story" lang=language>
                    <header>
                        {overline}
                        <Heading title=headline.clone()>{headline}</Heading>
                        {lead}
                        {byline}
                    </header>
                    {image.map(|image| view! { <Figure image=image loading=Loading::First /> })}
                    <div class="body">
                        <Body blocks=body />
                        {(!signature.is_empty()).then(|| view! { <p class="signature">{signature}</p> })}
                    </div>
                    {keyword_list(keywords)}
                </article>
                {(!related.is_empty()).then(|| view! {
                    <section class="related" aria-labelledby="lire-aussi">
                        <h2 id="lire-aussi">{french::SEE_ALSO}</h2>
                        {teasers(related, 3, None)}
                    </section>
                })}
            </main>
            <AuthorAside article=article />
            <Contributions access=access article=route />
        </div>
    }
    .into_any()
}

/// The section and the kicker.
fn overline(article: &Article) -> AnyView {
    let section = article.article_section.clone();
    let section = if routes::is_slug(&section.slug) {
        let href = newspaper().href(&Route::Section(section.slug, None));
        view! { <a class="section" href=href>{section.name}</a> }.into_any()
    } else {
        view! { <span class="section">{section.name}</span> }.into_any()
    };
    let kicker = article
        .kicker
        .clone()
        .map(|kicker| view! { <span class="kicker">{kicker}</span> });
    view! { <p class="overline">{section} " " {kicker}</p> }.into_any()
}

fn keyword_list(keywords: Vec<String>) -> Option<AnyView> {
    (!keywords.is_empty()).then(|| {
        let items = keywords
            .into_iter()
            .map(|keyword| view! { <li>{keyword}</li> })
            .collect_view();
        view! {
            <div class="keywords">
                <h2>{french::KEYWORDS}</h2>
                <ul role="list">{items}</ul>
            </div>
        }
        .into_any()
    })
}
