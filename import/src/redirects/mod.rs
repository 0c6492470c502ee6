//! Where the old site's addresses lead now: `redirects.json`.

mod file;
mod own;
mod shapes;
mod told;

use std::{collections::HashSet, fs, path::Path};

use percent_encoding::percent_decode_str;
use url::Url;

use crate::{address::path_and_query, error::Error, folder, strings::Strings};
use file::Redirect;
pub use own::Here;
pub use shapes::Shapes;
use shapes::shape;
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
    /// The newspaper's base path.
    base: String,
    /// Where each is from, and then where it leads to.
    all: Strings,
    known: HashSet<u64>,
}

/// What becomes of an old address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Led {
    /// It leads where it is to lead by itself.
    Already,
    /// A redirect may lead there.
    May,
    /// It is the newspaper's own, whatever that holds, or no host can be told of it.
    Never,
}

/// What becomes of an old address that is to lead to another below the newspaper's base path.
fn led(from: &str, to: &str, base: &str) -> Led {
    let (path, query) = from.split_once('?').unwrap_or((from, ""));
    let to = format!("{base}{}", to.trim_start_matches('/'));
    let page = decoded(path.strip_suffix("index.html").unwrap_or(path));
    let is_rule = path.split('/').any(|part| part.starts_with(':'));
    if query.is_empty() && page.trim_end_matches('/') == to.trim_end_matches('/') {
        Led::Already
    } else if !is_told(from)
        || query.is_empty() && (matches!(path, "" | "/") || own::is_own(path, base))
        || is_rule && own::takes(path, base)
    {
        Led::Never
    } else {
        Led::May
    }
}

/// Where an article is now.
fn article(slug: &str) -> String {
    format!("/article/{slug}/")
}

/// Of an article's old address, what readers have who come to it where no redirect can lead them.
#[must_use]
pub fn not_led(url: &Url, slug: &str, base: &str) -> Option<String> {
    let from = path_and_query(url);
    (led(&from, &article(slug), base) == Led::Never).then_some(from)
}

impl Redirects {
    /// Where addresses have a shape, with a rule for them.
    #[must_use]
    pub fn new(shape: Option<String>, base: &str) -> Self {
        let may = |shape: &String| led(shape, &article(":slug"), base) == Led::May;
        let mut redirects = Self {
            base: base.to_owned(),
            rule: shape.clone().filter(may),
            ..Self::default()
        };
        // What is below articles may have a rule where they themselves may have none.
        for below in ["", "amp/", "feed/"] {
            if let Some(shape) = &shape {
                redirects.put(&format!("{shape}{below}"), &article(":slug"));
            }
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
        self.put(&path_and_query(url), &article(slug));
    }

    /// An address at which a page was to be read.
    pub fn page(&mut self, url: &Url, slug: &str) {
        self.put(&path_and_query(url), &format!("/{slug}/"));
    }

    /// An address that leads to another now; says whether it can be led there.
    pub fn put(&mut self, from: &str, to: &str) -> Led {
        let led = led(from, to, &self.base);
        if led == Led::May {
            self.add(from, to);
        }
        led
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
    pub fn write(mut self, folder: &Path, here: &Here, was_interrupted: bool) -> Result<(), Error> {
        let path = folder.join(folder::REDIRECTS);
        let ours_path = folder.join(crate::state::FOLDER).join("redirects.txt");
        let ours = fs::read_to_string(&ours_path).unwrap_or_default();
        let ours: HashSet<u64> = ours
            .lines()
            .filter_map(|mark| u64::from_str_radix(mark, 16).ok())
            .collect();
        let mut own = Vec::new();
        let mut removed = ours.clone();
        file::read(&path, |redirect| {
            let Redirect { from, to } = &redirect;
            removed.remove(&mark(from, to));
            if !ours.contains(&mark(from, to)) {
                own.push(redirect);
            } else if own::is_text(to) {
                // What the source no longer has was at an address all the same.
                self.put(from, to);
            }
        })?;
        drop(ours);
        // An import that was interrupted may have written none of them; nor is a lost file a wish.
        if was_interrupted || !path.exists() {
            removed.clear();
        }
        let own_keys: HashSet<String> = own.iter().map(|it| key(&it.from)).collect();
        let mut new = self.sorted();
        new.retain(|(from, to)| here.is_there(to) && !here.has(from) && !own_keys.contains(&key(from)));
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
        let mut redirects = Redirects::new(shapes.rule(), "/");
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
            ("", vec!["/:slug/amp/", "/:slug/feed/"]),
            ("2019/", vec!["/:year/:slug/amp/", "/:year/:slug/feed/"]),
            ("page/", vec![]),
        ] {
            let mut shapes = Shapes::default();
            let addresses: Vec<(Url, String)> = (0..40)
                .map(|n| {
                    let slug = format!("titre-{n}");
                    (url(&format!("https://a.example/{folder}{slug}/")), slug)
                })
                .collect();
            addresses.iter().for_each(|(url, slug)| shapes.add(url, slug));
            let mut redirects = Redirects::new(shapes.rule(), "/");
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
