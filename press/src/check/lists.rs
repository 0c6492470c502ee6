//! Links to what is written from a number of articles on only: pages of older ones, and the sitemaps of months.

use std::{cell::RefCell, collections::HashMap};

use jiff::Timestamp;
use kiosque::routes::Route;
use serde_json::Value;

use super::{Newspaper, place::Place};
use crate::{build::lists, content::Source, links::Destination, report::Report, syndication::sitemap};

/// What lists know of an article.
pub struct Listed<'a> {
    pub published: Timestamp,
    pub section: &'a str,
    pub authors: &'a [String],
    /// Of its publication, such as "2024-03".
    pub month: &'a str,
}

/// How many articles each list has, at any moment: those that wait count from theirs on.
#[derive(Default)]
pub struct Lists<'a> {
    whole: Vec<Timestamp>,
    sections: HashMap<&'a str, Vec<Timestamp>>,
    authors: HashMap<&'a str, Vec<Timestamp>>,
    months: HashMap<&'a str, Vec<Timestamp>>,
}

/// Whether an address leads to something that is there from a number of articles on only.
pub fn is_counted(destination: &Destination) -> bool {
    match destination {
        Destination::Page(page) | Destination::Beside(page) => matches!(
            page,
            Route::Archive(_) | Route::Section(_, Some(_)) | Route::Author(_, Some(_))
        ),
        Destination::Month(..) => true,
        Destination::Whole | Destination::File(_) | Destination::Nowhere => false,
    }
}

/// Whether a file has such an address.
pub fn has_counted(value: &Value) -> bool {
    let mut found = false;
    walk(&mut Vec::new(), value, &mut |_, href| {
        found |= Destination::of(href).is_some_and(|it| is_counted(&it));
    });
    found
}

impl<'a> Lists<'a> {
    pub fn new(articles: impl Iterator<Item = Listed<'a>>) -> Self {
        let mut lists = Self::default();
        for Listed {
            published,
            section,
            authors,
            month,
        } in articles
        {
            lists.whole.push(published);
            lists.sections.entry(section).or_default().push(published);
            lists.months.entry(month).or_default().push(published);
            for author in authors {
                lists.authors.entry(author).or_default().push(published);
            }
        }
        lists
    }

    /// The links of a file that lead to more than there is at a moment: for an article that waits, when it appears.
    pub(super) fn check(&self, source: &Source, at: Timestamp, newspaper: &Newspaper<'_>) -> Report {
        let report = RefCell::new(Report::default());
        let Ok(value) = &source.json else {
            return report.into_inner();
        };
        walk(&mut Vec::new(), value, &mut |path, href| {
            if let Some(why) = Destination::of(href).and_then(|it| self.missing(&it, at, newspaper)) {
                let place = path
                    .iter()
                    .fold(Place::file(&report, &source.name), |place, step| match step {
                        Step::Field(key) => place.field(key),
                        Step::Item(number) => place.item(*number),
                    });
                place.error(
                    &format!("\"{href}\" leads nowhere in this newspaper: {why}"),
                    "mend the address, or link to the list itself",
                );
            }
        });
        report.into_inner()
    }

    /// Why there is no such page or sitemap, where there is none.
    fn missing(&self, destination: &Destination, at: Timestamp, newspaper: &Newspaper<'_>) -> Option<String> {
        let appeared = |articles: Option<&Vec<Timestamp>>| {
            let articles = articles.into_iter().flatten();
            articles.filter(|published| **published <= at).count()
        };
        let (number, count, what) = match destination {
            Destination::Page(page) | Destination::Beside(page) => match page {
                Route::Archive(number) => {
                    let count = lists::count_of_whole(appeared(Some(&self.whole)));
                    (*number, count, "pages of all articles")
                }
                // What is not declared has been told.
                Route::Section(slug, Some(number)) if newspaper.sections.contains_key(slug.as_str()) => {
                    let count = lists::count_of_older(appeared(self.sections.get(slug.as_str())));
                    (*number, count, "pages of older articles in that section")
                }
                Route::Author(slug, Some(number)) if newspaper.authors.contains_key(slug.as_str()) => {
                    let count = lists::count_of_older(appeared(self.authors.get(slug.as_str())));
                    (*number, count, "pages of older articles by that author")
                }
                _ => return None,
            },
            Destination::Month(month, part) => {
                let count = sitemap::count(appeared(self.months.get(month.as_str())));
                (
                    u32::try_from(*part).unwrap_or(u32::MAX),
                    count,
                    "sitemaps of that month's articles",
                )
            }
            Destination::Whole | Destination::File(_) | Destination::Nowhere => return None,
        };
        (usize::try_from(number).unwrap_or(usize::MAX) > count).then(|| match count {
            0 => format!("there are no {what}"),
            count => format!("there are {what} up to {count}"),
        })
    }
}

pub(super) enum Step<'v> {
    Field(&'v str),
    Item(usize),
}

/// Every address that readers may follow, with the way to it.
pub(super) fn walk<'v>(
    path: &mut Vec<Step<'v>>,
    value: &'v Value,
    each: &mut impl FnMut(&[Step<'v>], &'v str),
) {
    let mut step = |step, value: &'v Value, path: &mut Vec<Step<'v>>| {
        path.push(step);
        walk(path, value, each);
        path.pop();
    };
    match value {
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                step(Step::Item(number), item, path);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                step(Step::Field(key), value, path);
            }
        }
        Value::String(href) if matches!(path.last(), Some(Step::Field("href" | "url"))) => each(path, href),
        _ => {}
    }
}
