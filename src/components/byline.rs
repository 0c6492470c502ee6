//! Who wrote it, and when.

use super::known_line;
use crate::{
    contract::{Article, Author},
    dates::Local,
    french,
    newspaper::newspaper,
    routes::{self, Route},
    view::{Element, element},
};

/// "Par Awa Sangaré, Grand reporter", the dateline and the reading time; each only when known.
pub fn byline(article: &Article) -> Element {
    let authors = signed(&article.author, |line, author| {
        let title = author.job_title.as_ref();
        line.with(name(author))
            .with(title.map(|title| element("span").class("job").with(", ").with(title)))
    });
    let updated = article.date_modified.as_deref().and_then(time);
    let dateline = published(&article.date_published).map(|line| match updated {
        Some(time) => line.with(", ").with(french::UPDATED).with(" ").with(time),
        None => line,
    });
    let reading = article.word_count.map(french::reading_time);
    element("div")
        .class("byline")
        .with(authors)
        .with(dateline)
        .with(known_line("reading", reading.as_ref()))
}

/// "Par Awa Sangaré et Ousmane Dolo", nothing without an author.
pub fn authors_line(authors: &[Author]) -> Option<Element> {
    signed(authors, |line, author| line.with(&author.name))
}

/// "Publié mardi 24 octobre 2023 à 07:28", nothing without a date.
pub fn published(date: &str) -> Option<Element> {
    let time = time(date)?;
    Some(
        element("p")
            .class("dateline")
            .with(french::PUBLISHED)
            .with(" ")
            .with(time),
    )
}

/// "Par a", "Par a et b", "Par a, b et c"
fn signed(authors: &[Author], add: fn(Element, &Author) -> Element) -> Option<Element> {
    let last = authors.len().checked_sub(1)?;
    let mut line = element("p").class("authors").with(french::BY).with(" ");
    for (at, author) in authors.iter().enumerate() {
        line = match at {
            0 => line,
            _ if at == last => line.with(french::AND),
            _ => line.with(", "),
        };
        line = add(line, author);
    }
    Some(line)
}

fn time(date: &str) -> Option<Element> {
    let printed = Local::parse(date)?.full();
    Some(
        element("time")
            .attribute("datetime", date.to_owned())
            .with(printed),
    )
}

/// An author's name, which leads to their page.
fn name(author: &Author) -> Element {
    if !routes::is_slug(&author.slug) {
        return element("span").with(&author.name);
    }
    let href = newspaper().href(&Route::Author(author.slug.clone(), None));
    element("a")
        .attribute("rel", "author")
        .attribute("href", href)
        .with(&author.name)
}
