//! Who wrote it, and when.

use leptos::prelude::*;

use super::known_line;
use crate::{
    contract::{Article, Author},
    dates::Local,
    french,
    newspaper::newspaper,
    routes::{self, Route},
};

/// "Par Awa Sangaré, Grand reporter", the dateline and the reading time; each only when known.
pub fn byline(article: &Article) -> AnyView {
    let authors = signed(&article.author, |author| {
        let title = author.job_title.clone();
        let title = title.map(|title| view! { <span class="job">", " {title}</span> }.into_any());
        vec![name(author)]
            .into_iter()
            .chain(title)
            .collect::<Vec<_>>()
            .into_any()
    });
    let updated = article.date_modified.as_deref().and_then(time);
    let updated = updated
        .map(|time| vec![", ".into_any(), french::UPDATED.into_any(), " ".into_any(), time].into_any());
    let reading = article.word_count.map(french::reading_time);
    view! {
        <div class="byline">
            {authors}
            {dateline(&article.date_published, updated)}
            {known_line("reading", reading.as_ref())}
        </div>
    }
    .into_any()
}

/// "Par Awa Sangaré et Ousmane Dolo", nothing without an author.
pub fn authors_line(authors: &[Author]) -> Option<AnyView> {
    signed(authors, |author| author.name.clone().into_any())
}

/// "Publié mardi 24 octobre 2023 à 07:28", nothing without a date.
pub fn published(date: &str) -> Option<AnyView> {
    dateline(date, None)
}

fn signed(authors: &[Author], each: fn(&Author) -> AnyView) -> Option<AnyView> {
    (!authors.is_empty())
        .then(|| view! { <p class="authors">{french::BY} " " {joined(authors, each)}</p> }.into_any())
}

fn dateline(date: &str, updated: Option<AnyView>) -> Option<AnyView> {
    let time = time(date)?;
    Some(view! { <p class="dateline">{french::PUBLISHED} " " {time} {updated}</p> }.into_any())
}

fn time(date: &str) -> Option<AnyView> {
    let printed = Local::parse(date)?.full();
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
fn joined(authors: &[Author], each: fn(&Author) -> AnyView) -> Vec<AnyView> {
    let mut views = Vec::new();
    for (at, author) in authors.iter().enumerate() {
        if at > 0 {
            let last = at + 1 == authors.len();
            views.push(if last {
                french::AND.into_any()
            } else {
                ", ".into_any()
            });
        }
        views.push(each(author));
    }
    views
}
