//! `redirects.json`: that each old address leads to something that is there, at once, and hides nothing.

use std::collections::HashMap;

use kiosque::routes::{Document, Export, Format, Route, is_slug};
use serde_json::Value;
use url::Url;

use super::{
    Newspaper, article, link,
    place::{
        Key,
        Kind::{List, Text},
        Place,
    },
};
use crate::{
    address,
    files::{FILES, ICONS, IMAGES},
    hosts::{self, Limit},
    links::{self, Destination},
    redirects::{From, Redirect, Redirects, Rule, Segment, To},
};

const FILE: [Key; 2] = [("version", Text, true), ("redirects", List, true)];
const REDIRECT: [Key; 2] = [("from", Text, true), ("to", Text, true)];

/// What stands for the values of placeholders while a redirect is followed: no segment of any address.
const VALUE: &str = "kiosque-placeholder-";

/// One of the file's redirects.
struct Given<'v> {
    /// Which of the list.
    number: usize,
    to: &'v str,
}

pub fn check(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>) {
    let Some(file) = place.object(value, &FILE) else {
        return;
    };
    article::version(place, value);
    let list = place.field("redirects");
    let (mut given, mut rules) = (Vec::new(), Vec::new());
    let items = file.get("redirects").and_then(Value::as_array);
    for (number, item) in items.into_iter().flatten().enumerate() {
        let place = list.item(number);
        let Some(redirect) = place.object(item, &REDIRECT) else {
            continue;
        };
        let [Some(from), Some(to)] = ["from", "to"].map(|key| place.said(redirect, key)) else {
            continue;
        };
        if let Some(rule) = read(&place, from, to) {
            given.push(Given { number, to });
            rules.push(rule);
        }
    }
    let base = address::base_path(newspaper.url).unwrap_or_else(|_| "/".to_owned());
    let redirects = Redirects::new(&base, rules);
    twice(&list, &given, &redirects);
    for (given, rule) in given.iter().zip(redirects.rules()) {
        let place = list.item(given.number);
        hides(&place.field("from"), rule, &redirects, newspaper);
        leads(&place.field("to"), given.to, rule, &redirects, newspaper);
    }
    for Limit { what, remedy } in hosts::limits(&redirects) {
        list.warning(&what, &remedy);
    }
}

/// Both addresses, each by itself.
fn read(place: &Place<'_>, from: &str, to: &str) -> Option<Rule> {
    let known = From::read(from);
    if let Err(wrong) = &known {
        let what = format!("\"{from}\" cannot be redirected: {}", wrong.what);
        place.field("from").error(&what, wrong.remedy);
    }
    let known = known.ok()?;
    match To::read(to, &known.names()) {
        Ok(target) => Some(Rule::new(
            known,
            target,
            Redirect {
                from: from.to_owned(),
                to: to.to_owned(),
            },
        )),
        Err(wrong) => {
            let what = format!("\"{to}\" cannot be redirected to: {}", wrong.what);
            place.field("to").error(&what, wrong.remedy);
            None
        }
    }
}

/// What is said twice, and patterns that nobody comes to, for an earlier one takes all that they would.
fn twice(list: &Place<'_>, given: &[Given<'_>], redirects: &Redirects) {
    let mut known = HashMap::new();
    let mut patterns: Vec<(usize, &Rule)> = Vec::new();
    for (Given { number, .. }, rule) in given.iter().zip(redirects.rules()) {
        let place = list.item(*number).field("from");
        let address = rule.from.address();
        if let Some(other) = known.insert(rule.from.key(), *number) {
            place.error(
                &format!("\"{address}\" is the same address as that of redirects[{other}]"),
                "keep one of them: slashes at the end, percent signs and names of placeholders make no difference",
            );
            known.insert(rule.from.key(), other);
            continue;
        }
        if !rule.from.has_placeholders() {
            continue;
        }
        if let Some((other, _)) = patterns.iter().find(|(_, other)| covers(&other.from, &rule.from)) {
            place.error(
                &format!(
                    "nobody comes to \"{address}\": redirects[{other}] before it takes all of its addresses"
                ),
                "move it before that one",
            );
        }
        patterns.push((*number, rule));
    }
}

/// Whether all addresses of a pattern are also those of another.
fn covers(one: &From, other: &From) -> bool {
    let (one, other) = (one.segments(), other.segments());
    let covers = |pair: (&Segment, &Segment)| matches!(pair.0, Segment::Any(_)) || pair.0 == pair.1;
    one.len() == other.len() && one.iter().zip(other).all(covers)
}

/// Whether an old address is one that the newspaper has.
fn hides(place: &Place<'_>, rule: &Rule, redirects: &Redirects, newspaper: &Newspaper<'_>) {
    let from = &rule.from;
    let address = from.address();
    if from.has_placeholders() {
        if let Some(taken) = takes(from, redirects, newspaper) {
            place.error(
                &format!("\"{address}\" would take the newspaper's own {taken}, on hosts that ask for redirects first"),
                "write a word in the place of its first placeholder, or a redirect for each address",
            );
        }
        return;
    }
    if !from.query().is_empty() {
        return;
    }
    let above = redirects.base().trim_end_matches('/');
    let path = from.paths().pop().and_then(|path| String::from_utf8(path).ok());
    let Some(path) = path else { return };
    let Some(path) = path
        .strip_prefix(above)
        .filter(|path| path.is_empty() || path.starts_with('/'))
    else {
        return;
    };
    match Destination::of(if path.is_empty() { "/" } else { path }) {
        Some(Destination::File(name)) if newspaper.files.find(&name).is_ok() => place.warning(
            &format!("there is a file {name}, which \"{address}\" would hide"),
            "rename one of them",
        ),
        Some(destination) if link::is_known(&destination, newspaper) => place.error(
            &format!("\"{address}\" is an address of this newspaper, which the redirect would hide"),
            "remove the redirect, or give what is there another slug",
        ),
        _ if newspaper.has_members && path.starts_with("/api/") => place.error(
            &format!("\"{address}\" is where the membership engine answers, which the redirect would hide"),
            "remove the redirect",
        ),
        _ => {}
    }
}

/// Which of the newspaper's own addresses a pattern takes. Those of lists' older pages, four segments long, it may: hosts
/// are told to leave them alone.
fn takes(from: &From, redirects: &Redirects, newspaper: &Newspaper<'_>) -> Option<String> {
    let base = redirects.base().split('/').filter(|part| !part.is_empty());
    let base: Vec<&str> = base.collect();
    let segments = from.segments();
    // By its own word it never comes to anything else.
    if redirects.is_below(from)
        && let Some(Segment::Exact(first)) = segments.get(base.len())
        && let Some(folder) = hosts::folders()
            .into_iter()
            .find(|folder| folder.as_bytes() == first)
    {
        return Some(format!("addresses below /{folder}/"));
    }
    let is_file = matches!(segments.last(), Some(Segment::Exact(_)));
    let taken = |own: &String| {
        let path: Vec<&str> = base
            .iter()
            .copied()
            .chain(own.split('/').filter(|part| !part.is_empty()))
            .collect();
        // With the slash that hosts are told, a placeholder at the end is no file's name.
        (is_file || own.ends_with('/'))
            && segments.len() == path.len()
            && segments
                .iter()
                .zip(path)
                .all(|(segment, part)| is_as(segment, part))
            && segments
                .get(base.len()..)
                .is_none_or(|segments| may_be_there(segments, own, newspaper))
    };
    let own = own(newspaper).into_iter().find(taken);
    let own = own.or_else(|| is_file.then(|| files(newspaper).into_iter().find(taken))?)?;
    Some(match own.as_str() {
        "/" => "front page".to_owned(),
        own => own.replace(ANY, "…"),
    })
}

/// Whether the newspaper may have one of its own addresses, given what a pattern says of it: where that is each of its words, as
/// `/:slug/amp/` says of `/article/amp/`, it has it or not.
fn may_be_there(segments: &[Segment], own: &str, newspaper: &Newspaper<'_>) -> bool {
    let mut address = String::new();
    let parts = own.split('/').filter(|part| !part.is_empty());
    for (segment, part) in segments.iter().zip(parts) {
        address.push('/');
        match segment {
            _ if !part.contains(ANY) => address.push_str(part),
            Segment::Any(_) => return true,
            Segment::Exact(bytes) => address.push_str(&String::from_utf8_lossy(bytes)),
        }
    }
    if !own.contains(ANY) {
        return true;
    }
    if own.ends_with('/') {
        address.push('/');
    }
    Destination::of(&address).is_some_and(|destination| link::is_known(&destination, newspaper))
}

/// What stands for any slug or number in [`own`]; no address has it.
const ANY: &str = ":";

/// Whether a part of one of the newspaper's own addresses may be as a segment of a pattern.
fn is_as(segment: &Segment, part: &str) -> bool {
    match (segment, part.split_once(ANY)) {
        (Segment::Any(_), _) => true,
        (Segment::Exact(bytes), None) => bytes == part.as_bytes(),
        (Segment::Exact(bytes), Some((begin, end))) => {
            let middle = bytes.strip_prefix(begin.as_bytes());
            let middle = middle.and_then(|rest| rest.strip_suffix(end.as_bytes()));
            middle.is_some_and(|slug| std::str::from_utf8(slug).is_ok_and(is_slug))
        }
    }
}

/// All that the press writes for readers and other programs, but lists' older pages: addresses of pages with the slash at
/// their end, of files without.
fn own(newspaper: &Newspaper<'_>) -> Vec<String> {
    let any = || ANY.to_owned();
    let lists = [
        Route::Home,
        Route::Section(any(), None),
        Route::Author(any(), None),
    ];
    let feeds = lists
        .iter()
        .flat_map(|list| Format::ALL.map(|format| Export::Feed(format, list.clone())));
    let exports = feeds.chain([
        Export::Ninjs(any()),
        Export::SitemapIndex,
        Export::PagesSitemap,
        Export::MonthSitemap(any(), 1),
        Export::NewsSitemap,
        Export::Robots,
        Export::Manifest,
    ]);
    // Numbers are numbers: this one is none of any page.
    let documents = [
        Document::Site,
        Document::Home,
        Document::Archive(u32::MAX),
        Document::Article(any()),
        Document::SectionHead(any()),
        Document::SectionPage(any(), u32::MAX),
        Document::AuthorHead(any()),
        Document::AuthorPage(any(), u32::MAX),
        Document::Plans,
        Document::Page(any()),
    ];
    let pages = [
        Route::Home,
        Route::Plans,
        Route::SignIn,
        Route::Account,
        Route::Article(any()),
        Route::Section(any(), None),
        Route::Author(any(), None),
        Route::Archive(u32::MAX),
        Route::NotFound,
    ];
    let pages = pages.iter().map(Route::path);
    let known = newspaper
        .pages
        .iter()
        .map(|slug| Route::Page((*slug).to_owned()).path());
    let exports = exports.map(|export| format!("/{}", export.path()));
    let documents = documents.iter().map(|document| format!("/{}", document.path()));
    pages
        .chain(known)
        .chain(exports)
        .chain(documents)
        .map(|path| path.replace(&u32::MAX.to_string(), ANY))
        .collect()
}

/// The content's own pictures and files, under which names they are published.
fn files(newspaper: &Newspaper<'_>) -> Vec<String> {
    let within = |folder: &str| newspaper.files.within(folder).unwrap_or_default();
    let names = [IMAGES, FILES, ICONS].into_iter().flat_map(within);
    names
        .map(|name| format!("/{}", links::published(&name)))
        .collect()
}

/// Whether the new address is there, and is not an old one itself.
fn leads(place: &Place<'_>, given: &str, rule: &Rule, redirects: &Redirects, newspaper: &Newspaper<'_>) {
    match followed(rule, redirects, newspaper) {
        Followed::There => {}
        Followed::Loop => {
            place.error(
                &format!(
                    "\"{given}\" leads back to \"{}\", in a circle",
                    rule.from.address()
                ),
                "write where the page is now, or remove the redirects of the circle",
            );
            return;
        }
        Followed::On(last) => {
            place.error(
                &format!(
                    "\"{given}\" is redirected itself, so readers and search engines would be sent on twice"
                ),
                &format!("write \"{last}\""),
            );
            return;
        }
    }
    let subject = rule.to.write("", |_| "1".to_owned());
    let destination = Destination::of(&subject);
    if is_counted(destination.as_ref()) {
        place.error(
            &format!("\"{given}\" is a page of older articles, which others will be on"),
            "lead to the list itself, such as /rubrique/societe/",
        );
    } else if !rule.to.has_placeholders() {
        link::check(place, given, newspaper);
    } else if matches!(destination, Some(Destination::Nowhere)) {
        place.error(
            &format!("\"{given}\" leads nowhere in this newspaper"),
            "mend the address, or redirect to the other site in full",
        );
    }
}

/// Whether what an address leads to depends on how many articles there are.
fn is_counted(destination: Option<&Destination>) -> bool {
    match destination {
        Some(Destination::Page(route) | Destination::Beside(route)) => matches!(
            route,
            Route::Archive(_) | Route::Section(_, Some(_)) | Route::Author(_, Some(_))
        ),
        Some(Destination::Month(..)) => true,
        _ => false,
    }
}

/// What becomes of who comes to a new address.
enum Followed {
    There,
    /// Back again.
    Loop,
    /// On, in the end to that address.
    On(String),
}

fn followed(rule: &Rule, redirects: &Redirects, newspaper: &Newspaper<'_>) -> Followed {
    let mut address = rule
        .to
        .write(redirects.base(), |number| format!("{VALUE}{number}"));
    let mut seen = vec![rule.from.key()];
    while let Some((path, query)) = here(&address, newspaper.url) {
        let Some((next, _)) = redirects.find(&path, &query) else {
            break;
        };
        if seen.contains(&next.from.key()) {
            return Followed::Loop;
        }
        seen.push(next.from.key());
        let Some(next) = redirects.answer(&path, &query) else {
            break;
        };
        address = next;
    }
    if seen.len() == 1 {
        return Followed::There;
    }
    let above = redirects.base().trim_end_matches('/');
    let mut address = address.strip_prefix(above).unwrap_or(&address).to_owned();
    // The tenth begins as the first does.
    for (number, name) in rule.from.names().iter().enumerate().rev() {
        address = address.replace(&format!("{VALUE}{number}"), &format!(":{name}"));
    }
    Followed::On(address)
}

/// The path and the query of an address, where it is of the newspaper's host.
fn here(address: &str, newspaper: &str) -> Option<(String, String)> {
    let address = address.split('#').next().unwrap_or_default();
    if address.starts_with('/') {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        return Some((path.to_owned(), query.to_owned()));
    }
    let [own, url] = [Url::parse(newspaper).ok()?, Url::parse(address).ok()?];
    let query = url.query().unwrap_or_default();
    address::is_same_host(&own, &url).then(|| (url.path().to_owned(), query.to_owned()))
}
