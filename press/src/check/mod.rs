//! What is wrong in a content folder, all of it, each with its place and what to do.

mod article;
mod body;
mod icons;
mod identity;
mod link;
mod list;
mod lists;
mod markup;
mod media;
mod moments;
mod names;
mod notes;
mod page;
mod picture;
mod place;
mod redirects;
mod site;
mod telephone;
mod text;

#[cfg(test)]
mod tests;

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    io,
    path::Path,
    sync::LazyLock,
};

use jiff::{Timestamp, tz::TimeZone};
use kiosque::contract::{self, Article, Membership, Site};
use rayon::prelude::*;
use serde_json::Value;

use crate::{
    Stop, build,
    content::{self, Doubled, Folder, Found, Source},
    files::{self, Files, composed},
    gallery::{self, Named},
    hosts,
    moment::{self, Waiting},
    report::{Format, Report},
    say,
    syndication::identity::Dated,
};
pub use identity::{kept_in, proposed};
pub use lists::{Listed, Lists, has_counted, is_counted};
use place::Place;

/// Prints everything that is wrong at a moment, and what waits then.
pub fn command(folder: &Path, now: Timestamp, format: Format) -> Result<(), Stop> {
    tell(folder, None, now, format)
}

/// As [`command`], with what was published into a folder before.
pub fn tell(folder: &Path, out: Option<&Path>, now: Timestamp, format: Format) -> Result<(), Stop> {
    let folder = Folder::open(folder)?;
    let (mut report, waiting) = with(&folder, Checker::new(&folder, now).with_memory(out), now);
    look(&folder, &mut report);
    report.print(&folder.path, format);
    if let Some(told) = waiting.told() {
        say(io::stderr(), told);
    }
    if report.stops() {
        Err(Stop::Content)
    } else {
        Ok(())
    }
}

/// Checks a content folder, all of it; says, too, what waits at a moment.
pub fn check(folder: &Folder, now: Timestamp) -> (Report, Waiting) {
    with(folder, Checker::new(folder, now), now)
}

fn with(folder: &Folder, checker: Checker<'_>, now: Timestamp) -> (Report, Waiting) {
    let read = folder.articles.par_iter().map(|found| {
        let source = found.read();
        let report = checker.article(&source);
        (report, Told::by(&source))
    });
    let (reports, told): (Vec<Report>, Vec<Told>) = read.unzip();
    let articles = || folder.articles.iter().map(Found::stem).zip(&told);
    let ids = articles().filter_map(|(stem, told)| Some((stem, told.id.as_deref()?)));
    let mut report = checker.site();
    report.append(checker.pages().0);
    reports
        .into_iter()
        .for_each(|of_article| report.append(of_article));
    report.append(same_ids(folder, ids));
    report.append(endless(folder));
    let zone = checker.newspaper.zone.clone().unwrap_or(TimeZone::UTC);
    report.append(counted(&checker, &told, now));
    report.append(names::across(
        articles().map(|(stem, told)| (stem, told.keywords.as_slice())),
    ));
    let dated: Vec<Dated> = told.iter().filter_map(|told| told.dated(&zone, now)).collect();
    report.append(proposed(folder, &dated));
    let mut waiting = Waiting::in_zone(zone);
    for (stem, told) in articles() {
        if let Some(due) = told.published.filter(|published| *published > now) {
            waiting.add(due, stem);
        }
    }
    (report, waiting)
}

/// Decodes the pictures that are named. What cannot be read has been told; its pictures wait until it
/// can.
fn look(folder: &Folder, report: &mut Report) {
    let site: Site = contract::decode(&folder.site.text).unwrap_or_default();
    let articles = folder.articles.par_iter().chain(&folder.pages);
    let articles = articles.filter_map(|found| {
        let article: Article = contract::decode(&found.read().text).ok()?;
        Some((found.name.as_str(), article))
    });
    let articles: Vec<(&str, Article)> = articles.collect();
    let named = Named::by(&site, articles.iter().map(|(name, article)| (*name, article)));
    gallery::look(&folder.path, &named, report);
}

/// As [`check()`]; says, too, what has appeared at that moment.
pub fn published(folder: &Folder, now: Timestamp) -> (Report, Vec<Dated>) {
    let (report, _) = check(folder, now);
    let zone = Checker::new(folder, now).newspaper.zone.unwrap_or(TimeZone::UTC);
    let articles = folder.articles.par_iter();
    let articles = articles.filter_map(|found| Told::by(&found.read()).dated(&zone, now));
    (report, articles.collect())
}

/// Links to pages of older articles and to sitemaps of months that there are not.
fn counted(checker: &Checker<'_>, told: &[Told], now: Timestamp) -> Report {
    let zone = checker.newspaper.zone.clone().unwrap_or(TimeZone::UTC);
    let dated = told.iter().filter_map(|told| Some((told.published?, told)));
    let months: Vec<String> = dated.clone().map(|(at, _)| moment::local(at, &zone)).collect();
    let lists = Lists::new(dated.zip(&months).map(|((published, told), date)| Listed {
        published,
        section: &told.section,
        authors: &told.authors,
        month: date.get(..7).unwrap_or_default(),
    }));
    let mut report = checker.counted(&checker.folder.site, &lists, now);
    let linking = checker
        .folder
        .articles
        .iter()
        .zip(told)
        .filter(|(_, told)| told.counted);
    for found in &checker.folder.pages {
        report.append(checker.counted(&found.read(), &lists, now));
    }
    for (found, told) in linking {
        let at = told.published.map_or(now, |published| published.max(now));
        report.append(checker.counted(&found.read(), &lists, at));
    }
    report
}

/// What an article's file says that concerns the whole newspaper.
#[derive(Default)]
struct Told {
    id: Option<String>,
    published: Option<Timestamp>,
    section: String,
    authors: Vec<String>,
    keywords: Vec<String>,
    /// Whether it links to what is there from a number of articles on only.
    counted: bool,
}

impl Told {
    fn by(source: &Source) -> Self {
        let Ok(json) = &source.json else {
            return Self::default();
        };
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let list = |value: &Value, item: &dyn Fn(&Value) -> Option<String>| -> Vec<String> {
            let items = value.as_array().into_iter().flatten();
            items.filter_map(item).collect()
        };
        Self {
            id: text(&json["id"]).filter(|id| !id.is_empty()),
            published: json["datePublished"]
                .as_str()
                .and_then(|date| moment::parse(date).ok()),
            section: text(&json["articleSection"]["slug"]).unwrap_or_default(),
            authors: list(&json["author"], &|author| text(&author["slug"])),
            keywords: list(&json["keywords"], &|keyword| {
                Some(composed(keyword.as_str()?).into_owned())
            }),
            counted: has_counted(json),
        }
    }

    /// What it is known by without a `feedId`, once it has appeared.
    fn dated(&self, zone: &TimeZone, now: Timestamp) -> Option<Dated> {
        let published = self.published.filter(|published| *published <= now)?;
        let date = moment::local(published, zone);
        Some(Dated {
            id: self.id.clone()?,
            year: date.get(..4)?.to_owned(),
        })
    }
}

/// What all checks know of the whole newspaper.
struct Newspaper<'a> {
    folder: &'a Path,
    files: &'a Files,
    /// Whether there are members.
    has_members: bool,
    sections: HashMap<&'a str, &'a str>,
    authors: HashMap<&'a str, &'a str>,
    /// The slugs of the articles.
    articles: HashSet<&'a str>,
    /// The slugs of the pages that are no articles.
    pages: HashSet<&'a str>,
    /// Its address, as `site.json` says it.
    url: &'a str,
    /// Its own time, where `site.json` says it.
    zone: Option<TimeZone>,
    /// The moment of the check.
    now: Timestamp,
    /// The slugs that articles had, each with the one that it has; asked for where a link leads nowhere only.
    moved: Moved<'a>,
}

type Moved<'a> = LazyLock<HashMap<String, String>, Box<dyn FnOnce() -> HashMap<String, String> + Send + 'a>>;

/// Checks the files of one content folder, in any order.
pub struct Checker<'a> {
    newspaper: Newspaper<'a>,
    folder: &'a Folder,
}

impl<'a> Checker<'a> {
    pub fn new(folder: &'a Folder, now: Timestamp) -> Self {
        let site = folder.site.json.as_ref().ok();
        let zone = site.and_then(|site| TimeZone::get(site["timeZone"].as_str()?).ok());
        let newspaper = Newspaper {
            url: site.and_then(|site| site["url"].as_str()).unwrap_or_default(),
            folder: &folder.path,
            files: &folder.files,
            has_members: has_members(&folder.site),
            sections: names(&folder.site, "sections"),
            authors: names(&folder.site, "authors"),
            articles: folder.articles.iter().map(Found::stem).collect(),
            pages: folder.pages.iter().map(Found::stem).collect(),
            zone,
            now,
            moved: Moved::new(Box::new(HashMap::new)),
        };
        Self { newspaper, folder }
    }

    /// For a newspaper that was published into a folder before.
    pub fn with_memory(mut self, out: Option<&'a Path>) -> Self {
        let folder = self.folder;
        if let Some(out) = out {
            self.newspaper.moved = Moved::new(Box::new(move || build::moved(folder, out)));
        }
        self
    }

    /// For a build with another membership engine than `site.json` names.
    pub fn with_membership(mut self, membership: Membership) -> Self {
        self.newspaper.has_members = membership != Membership::None;
        self
    }

    /// `site.json`, and what lies about in the folder.
    pub fn site(&self) -> Report {
        let report = RefCell::new(Report::default());
        if let Some((place, site)) = parsed(&report, &self.folder.site) {
            site::check(&place, site, &self.newspaper);
        }
        let identities = self.folder.identities.as_ref();
        if let Some((place, kept)) = identities.and_then(|source| parsed(&report, source)) {
            identity::kept(&place, kept);
        }
        let redirects = self.folder.redirects.as_ref();
        if let Some((place, value)) = redirects.and_then(|source| parsed(&report, source)) {
            redirects::check(&place, value, &self.newspaper);
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
                "move it out of the folder",
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

    /// The pages that are no articles, as they were read.
    pub fn pages(&self) -> (Report, Vec<Source>) {
        let report = RefCell::new(Report::default());
        let sources: Vec<Source> = self.folder.pages.iter().map(Found::read).collect();
        let jsons = sources.iter().chain([&self.folder.site]);
        let linked: HashSet<String> = jsons
            .filter_map(|source| source.json.as_ref().ok())
            .flat_map(page::linked)
            .collect();
        for (number, source) in sources.iter().enumerate() {
            let Some((place, value)) = parsed(&report, source) else {
                continue;
            };
            if number == hosts::most_pages() {
                place.warning(
                    "Cloudflare Pages takes no more rules: there browsers ask for this page anew each time, and for those that follow",
                    "nothing is to be mended unless the newspaper is there: deploy.md",
                );
            }
            page::check(&place, value, source, &self.newspaper);
            if !linked.contains(&source.stem) {
                place.warning(
                    "no reader finds this page: nothing leads to it",
                    &format!("add its address, /{}/, to \"links\" of site.json", source.stem),
                );
            }
        }
        (report.into_inner(), sources)
    }

    /// What of a file's links depends on how many articles there are, at the moment when it is published.
    pub fn counted(&self, source: &Source, lists: &Lists<'_>, at: Timestamp) -> Report {
        lists.check(source, at, &self.newspaper)
    }

    /// Whether there is a page of that slug.
    pub fn has_page(&self, slug: &str) -> bool {
        self.newspaper.pages.contains(slug)
    }

    /// Whether there is an article of that slug.
    pub fn has_article(&self, slug: &str) -> bool {
        self.newspaper.articles.contains(slug)
    }
}

/// What stands in a file's place, also where nothing names it: who copies the folder would wait for it for ever.
fn endless(folder: &Folder) -> Report {
    let report = RefCell::new(Report::default());
    let (what, remedy) = files::ENDLESS;
    for name in folder.files.endless() {
        Place::file(&report, &name).error(what, remedy);
    }
    report.into_inner()
}

/// Ids that several articles have, given the name of each one's file without its ending, and its id.
/// And articles that are known by the same in spite of their ids.
pub fn same_ids<'a>(folder: &Folder, ids: impl Iterator<Item = (&'a str, &'a str)>) -> Report {
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
    let mut report = report.into_inner();
    report.append(identity::taken(folder, known.into_keys()));
    report
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
            for Doubled { path, places } in content::doubled(&source.text) {
                let [first, second] = places.map(|(line, column)| format!("line {line} column {column}"));
                place.at(&path).error(
                    &format!("this is said twice, at {first} and at {second}"),
                    "keep one of them: programs read the last, and what the other says is lost",
                );
            }
            Some((place, value))
        }
        Err(unparsed) => {
            place.error(&unparsed.what, unparsed.remedy);
            None
        }
    }
}
