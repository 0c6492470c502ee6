//! One article, whole; or a page that is read like one.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::Element;

use crate::{
    components::{
        A, AuthorAside, Body, Byline, CONTRIBUTIONS_SELECTOR, Contributions, Figure, Heading, Loaded,
        Loading, Main, Paragraph, Place, Teasers, adopt_authors, attend, words_in,
    },
    contract::{Article, LanguageAttributes},
    language::language,
    load::use_store,
    newspaper::use_newspaper,
    routes::{self, Document, Route},
};

/// An article, with its authors, what to read next and the discussion, where it has them.
#[component]
pub fn ArticlePage(
    /// An article's, or a page's.
    document: Document,
) -> impl IntoView {
    let document = use_store().watch::<Article>(&document);
    view! {
        <Loaded document let:article>
            <ReadingRoom article />
        </Loaded>
    }
}

#[component]
fn ReadingRoom(article: Arc<Article>) -> impl IntoView {
    let (story, related) = (article.clone(), article.clone());
    let discussed = article.comments.is_some().then(|| article.slug.clone());
    let keywords = view! { <Keywords article=&article /> };
    view! {
        <div class="reading-room">
            <Main>
                <Story article=story />
                {keywords}
                <Related article=related />
            </Main>
            <AuthorAside article />
            {discussed.map(|slug| view! { <Contributions slug /> }.into_any())}
        </div>
    }
}

#[component]
fn Story(article: Arc<Article>) -> impl IntoView {
    let LanguageAttributes { lang, dir } = article.language.clone();
    let picture = article
        .image
        .as_ref()
        .map(|image| view! { <Figure image place=Place::Lead loading=Loading::First /> }.into_any());
    let signature: Vec<&str> = article.author.iter().map(|author| author.name.as_str()).collect();
    // All that an article says stands directly in it: browsers' reading modes take it for one thing.
    view! {
        <article class="story" lang=lang dir=dir>
            <header>
                <Overline article=article.clone() />
                <Heading title=article.headline.clone() />
                <Paragraph class="lead" words=article.description.clone() />
                <Byline article=article.clone() />
            </header>
            {picture}
            <Body blocks=&article.body />
            <Paragraph class="signature" words=signature.join(", ") />
        </article>
    }
}

/// The section and the kicker.
#[component]
fn Overline(article: Arc<Article>) -> impl IntoView {
    let section = article.article_section.clone();
    if section.name.is_empty() {
        return None;
    }
    let name = if routes::is_slug(&section.slug) {
        view! {
            <A to=Route::Section(section.slug, None) class="section">
                {section.name}
            </A>
        }
        .into_any()
    } else {
        view! { <span class="section">{section.name}</span> }.into_any()
    };
    let kicker = article.kicker.clone().map(|kicker| {
        let kicker = words_in(article.language.clone(), kicker.into_any());
        view! { <span class="kicker">{kicker}</span> }.into_any()
    });
    let LanguageAttributes { lang, dir } = use_newspaper().language_within(&article.language);
    Some(
        view! {
            <p class="overline" lang=lang dir=dir>
                {name} " " {kicker}
            </p>
        }
        .into_any(),
    )
}

#[component]
fn Keywords<'a>(article: &'a Article) -> impl IntoView + use<> {
    if article.keywords.is_empty() {
        return None;
    }
    let mut items = Vec::with_capacity(article.keywords.len());
    for keyword in &article.keywords {
        let keyword = words_in(article.language.clone(), keyword.clone().into_any());
        items.push(view! { <li>{keyword}</li> }.into_any());
    }
    // A footer: reading modes leave it out of a short article, too.
    Some(
        view! {
            <footer class="keywords">
                <h2>{language().keywords}</h2>
                <ul role="list">{items}</ul>
            </footer>
        }
        .into_any(),
    )
}

/// "Lire aussi", for choosing: who wrote it and when are said in the article.
#[component]
fn Related(article: Arc<Article>) -> impl IntoView {
    let mut related = article.related.clone();
    for summary in &mut related {
        summary.author.clear();
        summary.date_published.clear();
    }
    (!related.is_empty()).then(|| {
        view! {
            <section class="related" aria-labelledby="lire-aussi">
                <h2 id="lire-aussi">{language().see_also}</h2>
                <Teasers summaries=&related level=3 />
            </section>
        }
        .into_any()
    })
}

/// Lets the discussion and the authors' lists live where the press has written the article.
pub fn adopt(page: &Element, slug: &str, has_members: bool) {
    if let (true, Ok(Some(area))) = (has_members, page.query_selector(CONTRIBUTIONS_SELECTOR)) {
        attend(area, Some(slug.to_owned()));
    }
    adopt_authors(page, slug);
}
