//! Who wrote it, and when.

use std::sync::Arc;

use leptos::prelude::*;

use super::Paragraph;
use crate::{
    contract::{Article, Author, LanguageAttributes},
    dates::Local,
    language::language,
    newspaper::use_newspaper,
    routes::{self, Route},
};

/// "Par Awa Sangaré, Grand reporter", the dateline and the reading time; each only when known, and nothing of a page that
/// is no article.
#[component]
pub fn Byline(article: Arc<Article>) -> impl IntoView {
    if article.author.is_empty() && article.date_published.is_empty() {
        return None;
    }
    let LanguageAttributes { lang, dir } = use_newspaper().language_within(&article.language);
    Some(
        view! {
            <div class="byline" lang=lang dir=dir>
                <Authors authors=&article.author linked=true />
                <Published date=article.date_published.clone() updated=article.date_modified.clone() />
                <Paragraph class="reading" words=article.word_count.map(|words| language().reading_time(words)) />
            </div>
        }
        .into_any(),
    )
}

/// "Par Awa Sangaré, Grand reporter, et Ousmane Dolo"; nothing without an author.
#[component]
pub fn Authors<'a>(
    authors: &'a [Author],
    /// Whether the names lead to the authors' pages, and say what they are.
    #[prop(optional)]
    linked: bool,
) -> impl IntoView + use<> {
    let last = authors.len().checked_sub(1)?;
    let mut line = Vec::new();
    for (at, author) in authors.iter().enumerate() {
        line.push(
            match at {
                0 => " ",
                _ if at == last => language().and,
                _ => ", ",
            }
            .into_any(),
        );
        line.push(match linked {
            true => view! { <Signature author /> }.into_any(),
            false => author.name.clone().into_any(),
        });
    }
    Some(view! { <p class="authors">{language().by} {line}</p> }.into_any())
}

/// An author's name, which leads to their page, and what they are.
#[component]
fn Signature<'a>(author: &'a Author) -> impl IntoView + use<> {
    let Author {
        slug,
        name,
        job_title,
    } = author;
    let name = if routes::is_slug(slug) {
        view! { <a rel="author" href=use_newspaper().href(&Route::Author(slug.clone(), None))>{name.clone()}</a> }.into_any()
    } else {
        view! { <span>{name.clone()}</span> }.into_any()
    };
    view! {
        {name}
        {job_title.clone().map(|title| view! { <span class="job">", " {title}</span> }.into_any())}
    }
}

/// "Publié mardi 24 octobre 2023 à 07:28, mis à jour …"; nothing without a date.
#[component]
pub fn Published(
    /// RFC 3339.
    date: String,
    /// When it was changed since: RFC 3339, too.
    #[prop(optional_no_strip)]
    updated: Option<String>,
) -> impl IntoView {
    let updated = updated.and_then(time);
    Some(
        view! {
            <p class="dateline">
                {language().published} " " {time(date)?}
                {updated.map(|time| view! { ", " {language().updated} " " {time} }.into_any())}
            </p>
        }
        .into_any(),
    )
}

/// A moment, for readers and for programs.
pub fn time(date: String) -> Option<AnyView> {
    let printed = Local::parse(&date)?.full();
    #[cfg(feature = "ssr")]
    let date = crate::dates::for_programs(&date);
    Some(view! { <time datetime=date>{printed}</time> }.into_any())
}
