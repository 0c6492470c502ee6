//! What is wrong in a content folder, all of it, each with its place and what to do.

mod article;
mod body;
mod picture;
mod place;
mod report;
mod site;
mod text;

#[cfg(test)]
mod tests;

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    path::Path,
};

use crate::{
    Stop,
    content::{Folder, Source},
};
use place::Place;
pub use report::Report;

/// Prints everything that is wrong.
pub fn command(folder: &Path) -> Result<(), Stop> {
    let content = Folder::read(folder)?;
    let report = check(folder, &content);
    report.print();
    if report.stops() {
        Err(Stop::Content)
    } else {
        Ok(())
    }
}

/// What all checks know of the whole newspaper.
struct Newspaper<'a> {
    folder: &'a Path,
    sections: HashMap<&'a str, &'a str>,
    authors: HashMap<&'a str, &'a str>,
    /// The slugs of the articles.
    articles: HashSet<&'a str>,
}

/// Checks a content folder.
pub fn check(folder: &Path, content: &Folder) -> Report {
    let report = RefCell::new(Report::default());
    let newspaper = Newspaper {
        folder,
        sections: names(&content.site, "sections"),
        authors: names(&content.site, "authors"),
        articles: content
            .articles
            .iter()
            .map(|source| source.stem.as_str())
            .collect(),
    };
    let Some((place, site)) = parsed(&report, &content.site) else {
        // Without it every author and section would seem unknown.
        for source in &content.articles {
            parsed(&report, source);
        }
        return report.into_inner();
    };
    site::check(&place, site, &newspaper);
    if content.articles.is_empty() {
        let place = Place::file(&report, "articles");
        place.error(
            "there is no article",
            "put at least one file named after its slug here, such as articles/le-titre.json",
        );
    }
    let mut ids: HashMap<&str, &str> = HashMap::new();
    for source in &content.articles {
        let Some((place, value)) = parsed(&report, source) else {
            continue;
        };
        article::check(&place, value, source, &newspaper);
        if let Some(id) = value["id"].as_str().filter(|id| !id.is_empty())
            && let Some(other) = ids.insert(id, &source.name)
        {
            place.field("id").error(
                &format!("{other} has the id \"{id}\" too"),
                "give each article an id of its own, and never change it",
            );
        }
    }
    for stranger in &content.strangers {
        Place::file(&report, stranger).warning(
            "this is no file whose name ends in .json, so it is not published",
            "move it out of articles/",
        );
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

fn parsed<'a>(report: &'a RefCell<Report>, source: &'a Source) -> Option<(Place<'a>, &'a serde_json::Value)> {
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
