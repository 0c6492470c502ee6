//! What is wrong in a content folder, all of it, each with its place and what to do.

mod article;
mod body;
mod icons;
mod link;
mod picture;
mod place;
mod site;
mod text;
mod unseen;

#[cfg(test)]
mod tests;

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    path::Path,
};

use kiosque::contract::{self, Article, Site};
use rayon::prelude::*;
use serde_json::Value;

use crate::{
    Stop,
    content::{Folder, Found, Source},
    files::Files,
    gallery::{self, Named},
    report::Report,
};
use place::Place;

/// Prints everything that is wrong.
pub fn command(folder: &Path) -> Result<(), Stop> {
    let folder = Folder::open(folder)?;
    let mut report = check(&folder);
    look(&folder, &mut report);
    report.print();
    if report.stops() {
        Err(Stop::Content)
    } else {
        Ok(())
    }
}

/// Checks a content folder, all of it.
fn check(folder: &Folder) -> Report {
    let checker = Checker::new(folder);
    let read = folder.articles.par_iter().map(|found| {
        let source = found.read();
        let id = id(&source).map(str::to_owned);
        (checker.article(&source), id)
    });
    let (reports, ids): (Vec<Report>, Vec<Option<String>>) = read.unzip();
    let stems = folder.articles.iter().map(Found::stem);
    let ids = stems
        .zip(&ids)
        .filter_map(|(stem, id)| Some((stem, id.as_deref()?)));
    let mut report = checker.site();
    reports
        .into_iter()
        .for_each(|of_article| report.append(of_article));
    report.append(doubled(ids));
    report
}

/// Decodes the pictures that are named. What cannot be read has been told; its pictures wait until it
/// can.
fn look(folder: &Folder, report: &mut Report) {
    let site: Site = contract::decode(&folder.site.text).unwrap_or_default();
    let articles = folder.articles.par_iter().filter_map(|found| {
        let article: Article = contract::decode(&found.read().text).ok()?;
        Some((found.name.as_str(), article))
    });
    let articles: Vec<(&str, Article)> = articles.collect();
    let named = Named::by(&site, articles.iter().map(|(name, article)| (*name, article)));
    gallery::look(&folder.path, &named, report);
}

/// An article's id, when it says one.
fn id(source: &Source) -> Option<&str> {
    let json = source.json.as_ref().ok()?;
    json["id"].as_str().filter(|id| !id.is_empty())
}

/// What all checks know of the whole newspaper.
struct Newspaper<'a> {
    folder: &'a Path,
    files: &'a Files,
    /// Whether there are members, as `site.json` says.
    has_members: bool,
    sections: HashMap<&'a str, &'a str>,
    authors: HashMap<&'a str, &'a str>,
    /// The slugs of the articles.
    articles: HashSet<&'a str>,
}

/// Checks the files of one content folder, in any order.
pub struct Checker<'a> {
    newspaper: Newspaper<'a>,
    folder: &'a Folder,
}

impl<'a> Checker<'a> {
    pub fn new(folder: &'a Folder) -> Self {
        let newspaper = Newspaper {
            folder: &folder.path,
            files: &folder.files,
            has_members: has_members(&folder.site),
            sections: names(&folder.site, "sections"),
            authors: names(&folder.site, "authors"),
            articles: folder.articles.iter().map(|found| found.stem()).collect(),
        };
        Self { newspaper, folder }
    }

    /// `site.json`, and what lies about in the folder.
    pub fn site(&self) -> Report {
        let report = RefCell::new(Report::default());
        if let Some((place, site)) = parsed(&report, &self.folder.site) {
            site::check(&place, site, &self.newspaper);
        }
        icons::check(&report, &self.newspaper);
        if self.folder.articles.is_empty() {
            Place::file(&report, "articles").error(
                "there is no article",
                "put at least one file named after its slug here, such as articles/le-titre.json",
            );
        }
        for stranger in &self.folder.strangers {
            Place::file(&report, stranger).warning(
                "this is no file whose name ends in .json, so it is not published",
                "move it out of articles/",
            );
        }
        report.into_inner()
    }

    /// One article.
    pub fn article(&self, source: &Source) -> Report {
        let report = RefCell::new(Report::default());
        let read = parsed(&report, source);
        // Without site.json every author and section would seem unknown.
        if let (Some((place, value)), Ok(_)) = (read, &self.folder.site.json) {
            article::check(&place, value, source, &self.newspaper);
        }
        report.into_inner()
    }

    /// Whether there is an article of that slug.
    pub fn has_article(&self, slug: &str) -> bool {
        self.newspaper.articles.contains(slug)
    }
}

/// Ids that several articles have, given the name of each one's file without its ending, and its id.
pub fn doubled<'a>(ids: impl Iterator<Item = (&'a str, &'a str)>) -> Report {
    let report = RefCell::new(Report::default());
    let mut known: HashMap<&str, &str> = HashMap::new();
    for (stem, id) in ids {
        if let Some(other) = known.insert(id, stem) {
            let name = format!("articles/{stem}.json");
            Place::file(&report, &name).field("id").error(
                &format!("articles/{other}.json has the id \"{id}\" too"),
                "give each article an id of its own, and never change it",
            );
        }
    }
    report.into_inner()
}

/// The names by slug that a list of `site.json` declares.
fn names<'a>(site: &'a Source, list: &str) -> HashMap<&'a str, &'a str> {
    let items = site.json.as_ref().ok().and_then(|site| site[list].as_array());
    items
        .into_iter()
        .flatten()
        .filter_map(|item| Some((item["slug"].as_str()?, item["name"].as_str()?)))
        .collect()
}

fn has_members(site: &Source) -> bool {
    let site = site.json.as_ref().ok();
    site.is_some_and(|site| site["membership"].as_str().is_some_and(|engine| engine != "none"))
}

fn parsed<'a>(report: &'a RefCell<Report>, source: &'a Source) -> Option<(Place<'a>, &'a Value)> {
    let place = Place::file(report, &source.name);
    match &source.json {
        Ok(value) => {
            text::check(&place, value);
            Some((place, value))
        }
        Err(unparsed) => {
            place.error(&unparsed.what, unparsed.remedy);
            None
        }
    }
}
