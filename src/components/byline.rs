//! Who wrote it, and when.

use leptos::prelude::*;

use crate::{
    contract::{Article, Author},
    dates::Local,
    french,
    newspaper::newspaper,
    routes::{self, Route},
};

/// "Par Awa Sangaré, Grand reporter", the dateline and the reading time; each only when known.
pub fn byline(article: &Article) -> AnyView {
    let authors = joined(&article.author, |author| {
        let title = author
            .job_title
            .as_ref()
            .map(|title| view! { <span class="job">", " {title.clone()}</span> });
        view! { {name(author)} {title} }.into_any()
    });
    let updated = article
        .date_modified
        .as_deref()
        .and_then(|date| time(date, Local::full).map(|time| view! { ", " {french::UPDATED} " " {time} }));
    let published = time(&article.date_published, Local::full)
        .map(|time| view! { <p class="dateline">{french::PUBLISHED} " " {time} {updated}</p> });
    let reading = article
        .word_count
        .map(|words| view! { <p class="reading">{french::reading_time(words)}</p> });
    view! {
        <div class="byline">
            {(!authors.is_empty()).then(|| view! { <p class="authors">{french::BY} " " {authors}</p> })}
            {published}
            {reading}
        </div>
    }
    .into_any()
}

/// "Par Awa Sangaré et Ousmane Dolo", nothing without an author.
pub fn authors_line(authors: &[Author]) -> Option<AnyView> {
    (!authors.is_empty()).then(|| {
        let names = joined(authors, |author| author.name.clone().into_any());
        view! { <p class="authors">{french::BY} " " {names}</p> }.into_any()
    })
}

/// "Publié mardi 24 octobre 2023 à 07:28", nothing without a date.
pub fn published(date: &str) -> Option<AnyView> {
    time(date, Local::full)
        .map(|time| view! { <p class="dateline">{french::PUBLISHED} " " {time}</p> }.into_any())
}

fn time(date: &str, print: fn(&Local) -> String) -> Option<AnyView> {
    let printed = print(&Local::parse(date)?);
    Some(view! { <time datetime=date.to_owned()>{printed}</time> }.into_any())
}

/// An author's name, which leads to their page.
fn name(author: &Author) -> AnyView {
    let name = author.name.clone();
    if !routes::is_slug(&author.slug) {
        return name.into_any();
    }
    let href = newspaper().href(&Route::Author(author.slug.clone(), None));
    view! { <a rel="author" href=href>{name}</a> }.into_any()
}

/// "a", "a et b", "a, b et c"
fn joined(authors: &[Author], each: impl Fn(&Author) -> AnyView) -> Vec<AnyView> {
    let mut views = Vec::new();
    for (at, author) in authors.iter().enumerate() {
        if at > 0 {
            let last = at + 1 == authors.len();
            views.push(if last {
                view! { " " {french::AND} " " }.into_any()
            } else {
                ", ".into_any()
            });
        }
        views.push(each(author));
    }
    views
}
