//! Where the old site's addresses lead now: `redirects.json`.

mod file;
mod shapes;
mod told;

use std::{collections::HashSet, fs, path::Path};

use percent_encoding::percent_decode_str;
use url::Url;

use crate::{error::Error, folder, strings::Strings};
use file::Redirect;
pub use shapes::Shapes;
use shapes::{is_wide, shape};
use told::is_told;

fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// What two addresses that are the same have in common.
fn key(from: &str) -> String {
    let (path, query) = from
        .split_once('?')
        .map_or((from, ""), |(path, query)| (path, query));
    format!("{}?{query}", decoded(path.trim_end_matches('/')))
}

/// Gathers redirects; the first for an address stands.
#[derive(Debug, Default)]
pub struct Redirects {
    rule: Option<String>,
    /// Where each is from, and then where it leads to.
    all: Strings,
    known: HashSet<u64>,
}

impl Redirects {
    #[must_use]
    pub fn new(shape: Option<String>) -> Self {
        let mut redirects = Self {
            rule: shape.clone().filter(|shape| !is_wide(shape)),
            ..Self::default()
        };
        // What is below articles may have a rule where they themselves may have none.
        let below = ["", "amp/", "feed/"];
        let rules = shape
            .iter()
            .flat_map(|shape| below.map(|end| format!("{shape}{end}")));
        for rule in rules.filter(|rule| !is_wide(rule)) {
            redirects.add(&rule, "/article/:slug/");
        }
        redirects
    }

    fn add(&mut self, from: &str, to: &str) {
        if self.known.insert(crate::source::hash(&key(from))) {
            self.all.push(from);
            self.all.push(to);
        }
    }

    /// An address at which an article was to be read.
    pub fn article(&mut self, url: &Url, slug: &str) {
        let path = decoded(url.path());
        if url.query().is_none() && self.rule.is_some() && shape(&path, slug) == self.rule {
            return;
        }
        let from = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        self.put(from, format!("/article/{slug}/"));
    }

    pub fn put(&mut self, from: String, to: String) {
        // An address that is the newspaper's own already leads there by itself.
        let is_same = from.trim_end_matches('/') == to.trim_end_matches('/');
        if !is_same && !matches!(from.as_str(), "" | "/") && is_told(&from) {
            self.add(&from, &to);
        }
    }

    /// Them all, by the addresses that they are from.
    fn sorted(&self) -> Vec<(&str, &str)> {
        let pairs = (0..self.all.len()).step_by(2);
        let mut pairs: Vec<_> = pairs.map(|at| (self.all.get(at), self.all.get(at + 1))).collect();
        pairs.sort_unstable();
        pairs
    }

    /// Adds them to the file; what stands there is left as it is, but for what earlier imports wrote, and what the newsroom
    /// removed of that does not come back.
    ///
    /// # Errors
    /// When it cannot be read or written, or is none.
    pub fn write(mut self, folder: &Path, was_interrupted: bool) -> Result<(), Error> {
        let path = folder.join("redirects.json");
        let ours_path = folder.join(crate::state::FOLDER).join("redirects.txt");
        let ours = fs::read_to_string(&ours_path).unwrap_or_default();
        let ours: HashSet<u64> = ours
            .lines()
            .filter_map(|mark| u64::from_str_radix(mark, 16).ok())
            .collect();
        let there = folder::stems(&folder.join("articles"))?;
        let is_there = |to: &str| match to
            .strip_prefix("/article/")
            .and_then(|rest| rest.strip_suffix('/'))
        {
            Some(slug) if !slug.starts_with(':') => there.contains(&crate::source::hash(slug)),
            _ => true,
        };
        // An article's own address leads to it.
        let is_taken = |from: &str| {
            let slug = from
                .strip_prefix("/article/")
                .map(|rest| rest.trim_end_matches('/'));
            slug.is_some_and(|slug| there.contains(&crate::source::hash(slug)))
        };
        let mut own = Vec::new();
        let mut removed = ours.clone();
        file::read(&path, |redirect| {
            let Redirect { from, to } = &redirect;
            removed.remove(&mark(from, to));
            if !ours.contains(&mark(from, to)) {
                own.push(redirect);
            } else if to.starts_with("/article/") {
                // What the source no longer has was at an address all the same.
                self.add(from, to);
            }
        })?;
        drop(ours);
        // An import that was interrupted may have written none of them; nor is a lost file a wish.
        if was_interrupted || !path.exists() {
            removed.clear();
        }
        let own_keys: HashSet<String> = own.iter().map(|it| key(&it.from)).collect();
        let mut new = self.sorted();
        new.retain(|(from, to)| is_there(to) && !is_taken(from) && !own_keys.contains(&key(from)));
        folder::write_if_changed(&ours_path, |file| {
            new.iter()
                .try_for_each(|(from, to)| writeln!(file, "{:016x}", mark(from, to)))
        })?;
        new.retain(|(from, to)| !removed.contains(&mark(from, to)));
        if own.is_empty() && new.is_empty() && !path.exists() {
            return Ok(());
        }
        let own = own.iter().map(|it| (it.from.as_str(), it.to.as_str()));
        folder::write_if_changed(&path, |to| file::write(to, own.chain(new))).map(drop)
    }
}

/// By what a redirect is known again as one that an import wrote.
fn mark(from: &str, to: &str) -> u64 {
    crate::source::hash(&format!("{from}\0{to}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(address: &str) -> Url {
        Url::parse(address).unwrap()
    }

    #[test]
    fn one_rule_stands_for_most_addresses_and_the_others_for_themselves() {
        let mut shapes = Shapes::default();
        let addresses: Vec<(Url, String)> = (0..40)
            .map(|n| {
                (
                    url(&format!("https://a.example/2019/03/titre-{n}/")),
                    format!("titre-{n}"),
                )
            })
            .chain([(url("https://a.example/2019/03/%c3%a9t%c3%a9/"), "ete".to_owned())])
            .collect();
        addresses.iter().for_each(|(url, slug)| shapes.add(url, slug));
        assert_eq!(shapes.rule().as_deref(), Some("/:year/:month/:slug/"));
        let mut redirects = Redirects::new(shapes.rule());
        addresses
            .iter()
            .for_each(|(url, slug)| redirects.article(url, slug));
        redirects.article(&url("https://a.example/?p=7"), "titre-1");
        let told = redirects.sorted();
        assert_eq!(
            told,
            [
                (
                    "/2019/03/%C3%A9t%C3%A9/".replace("%C3%A9", "%c3%a9").as_str(),
                    "/article/ete/"
                ),
                ("/:year/:month/:slug/", "/article/:slug/"),
                ("/:year/:month/:slug/amp/", "/article/:slug/"),
                ("/:year/:month/:slug/feed/", "/article/:slug/"),
                ("/?p=7", "/article/titre-1/"),
            ]
        );
    }

    #[test]
    fn addresses_at_the_top_are_named_one_by_one_and_what_is_below_them_by_rules_that_the_press_takes() {
        for (folder, rules) in [
            ("", Vec::new()),
            ("2019/", vec!["/:year/:slug/amp/", "/:year/:slug/feed/"]),
        ] {
            let mut shapes = Shapes::default();
            let addresses: Vec<(Url, String)> = (0..40)
                .map(|n| {
                    let slug = format!("titre-{n}");
                    (url(&format!("https://a.example/{folder}{slug}/")), slug)
                })
                .collect();
            addresses.iter().for_each(|(url, slug)| shapes.add(url, slug));
            let mut redirects = Redirects::new(shapes.rule());
            addresses
                .iter()
                .for_each(|(url, slug)| redirects.article(url, slug));
            let told = redirects.sorted();
            let made: Vec<&str> = told
                .iter()
                .map(|(from, _)| *from)
                .filter(|from| from.contains(':'))
                .collect();
            assert_eq!((made, told.len()), (rules.clone(), 40 + rules.len()));
        }
    }
}
