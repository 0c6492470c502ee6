//! Where the old site's addresses lead now: `redirects.json`.

use std::{
    collections::{HashMap, HashSet},
    fs, io,
    path::Path,
};

use percent_encoding::{percent_decode, percent_decode_str};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{block::VERSION, error::Error, folder, strings::Strings, text};

/// Of this part of the addresses, at least, a rule with placeholders is made, in percent.
const MOST_OF_ALL: usize = 95;

/// A redirect, as the file says it.
#[derive(Clone, Debug, Deserialize)]
pub struct Redirect {
    pub from: String,
    pub to: String,
}

/// As it is written.
#[derive(Serialize)]
struct Told<'a> {
    from: &'a str,
    to: &'a str,
}

#[derive(Deserialize)]
struct File {
    redirects: Vec<Redirect>,
}

/// What addresses have in common.
#[derive(Debug, Default)]
pub struct Shapes {
    counts: HashMap<String, usize>,
    all: usize,
}

/// A path with its slug and its numbers made placeholders, where a rule may be made of it.
fn shape(path: &str, slug: &str) -> Option<String> {
    let mut shape = String::new();
    let mut numbers = 0;
    let mut has_slug = false;
    for segment in path.trim_matches('/').split('/') {
        shape.push('/');
        if segment == slug && !has_slug {
            has_slug = true;
            shape.push_str(":slug");
        } else if !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers += 1;
            shape.push_str(match (numbers, segment.len()) {
                (1, 4) => ":year",
                (2, 1 | 2) => ":month",
                (3, 1 | 2) => ":day",
                _ => ":number",
            });
        } else {
            shape.push_str(segment);
        }
    }
    // A rule for every address one or two levels deep would take those of the newspaper's own pages, too.
    let is_wide = shape
        .split('/')
        .nth(1)
        .is_some_and(|first| first.starts_with(':'))
        && shape.matches('/').count() < 3;
    (has_slug && !is_wide && shape.matches(":number").count() < 2).then(|| shape + "/")
}

impl Shapes {
    /// An article's present address.
    pub fn add(&mut self, url: &Url, slug: &str) {
        self.all += 1;
        if url.query().is_none()
            && let Some(shape) = shape(&decoded(url.path()), slug)
        {
            *self.counts.entry(shape).or_default() += 1;
        }
    }

    /// The rule that most addresses follow.
    #[must_use]
    pub fn rule(&self) -> Option<String> {
        let (shape, count) = self
            .counts
            .iter()
            .max_by_key(|(shape, count)| (**count, std::cmp::Reverse(*shape)))?;
        (count * 100 >= self.all * MOST_OF_ALL && *count > 1).then(|| shape.clone())
    }
}

fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// Folders and pages that are the newspaper's own, whatever it holds.
const OWN: [&str; 15] = [
    "rubrique",
    "auteur",
    "page",
    "abonnement",
    "connexion",
    "compte",
    "data",
    "images",
    "files",
    "icons",
    "api",
    "rss.xml",
    "atom.xml",
    "feed.json",
    "sitemap.xml",
];

/// Whether hosts can be told of an address (docs/content.md), and it is none that the newspaper has.
fn is_told(from: &str) -> bool {
    let (path, query) = from
        .split_once('?')
        .map_or((from, None), |(path, query)| (path, Some(query)));
    let inner = path.trim_start_matches('/').trim_end_matches('/');
    let is_segment = |part: &str| {
        let bytes: Vec<u8> = percent_decode(part.as_bytes()).collect();
        let is_plain = |byte: &u8| {
            !byte.is_ascii_control()
                && !matches!(
                    byte,
                    b'/' | b'\\' | b'#' | b'*' | b'"' | b'$' | b'`' | b'{' | b'}'
                )
        };
        let is_text = std::str::from_utf8(&bytes).is_ok_and(|text| text.trim() == text);
        is_text
            && !bytes.is_empty()
            && bytes.iter().all(is_plain)
            && bytes != b"."
            && bytes != b".."
            && !bytes.starts_with(b":")
    };
    let is_path = path.starts_with('/')
        && (inner.is_empty()
            || inner
                .split('/')
                .all(|part| is_placeholder(part) || is_segment(part)));
    let is_query = query.is_none_or(|query| {
        let mut names: Vec<&str> = query
            .split('&')
            .map(|part| part.split_once('=').map_or("", |(name, _)| name))
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        names.len() == count
            && query.split('&').all(|part| !part.is_empty())
            && !query.contains([':', '"', '$', '`', '{', '}', '#', '*'])
    });
    let is_encoded = from.split('%').skip(1).all(|after| {
        after
            .as_bytes()
            .get(..2)
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    let first = inner.split('/').next().unwrap_or_default();
    let is_own = query.is_none() && OWN.contains(&first);
    let is_seen = !from.chars().any(|c| text::is_refused(c) || text::is_ignorable(c));
    is_path && is_query && is_encoded && is_seen && !is_own && from.len() <= 900
}

fn is_placeholder(part: &str) -> bool {
    part.strip_prefix(':').is_some_and(|name| {
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !name.is_empty()
    })
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
    pub fn new(rule: Option<String>) -> Self {
        let mut all = Strings::default();
        for (rule, end) in rule
            .iter()
            .flat_map(|rule| ["", "amp/", "feed/"].map(|end| (rule, end)))
        {
            all.push(&format!("{rule}{end}"));
            all.push("/article/:slug/");
        }
        Self {
            rule,
            all,
            known: HashSet::new(),
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
        if !is_same
            && !matches!(from.as_str(), "" | "/")
            && is_told(&from)
            && self.known.insert(crate::source::hash(&key(&from)))
        {
            self.all.push(&from);
            self.all.push(&to);
        }
    }

    /// Them all, by the addresses that they are from.
    fn sorted(&self) -> Vec<(&str, &str)> {
        let pairs = (0..self.all.len()).step_by(2);
        let mut pairs: Vec<_> = pairs.map(|at| (self.all.get(at), self.all.get(at + 1))).collect();
        pairs.sort_unstable();
        pairs
    }

    /// Adds them to the file; what stands there is left as it is, but for what earlier imports wrote.
    ///
    /// # Errors
    /// When it cannot be read or written, or is none.
    pub fn write(mut self, folder: &Path) -> Result<(), Error> {
        let path = folder.join("redirects.json");
        let ours_path = folder.join(crate::state::FOLDER).join("redirects.txt");
        let ours: HashSet<String> = fs::read_to_string(&ours_path)
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
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
        let (known, own): (Vec<Redirect>, Vec<Redirect>) = read(&path)?
            .into_iter()
            .partition(|it| ours.contains(&mark(&it.from, &it.to)));
        drop(ours);
        // What the source no longer has was at an address all the same.
        for Redirect { from, to } in known {
            if to.starts_with("/article/") && self.known.insert(crate::source::hash(&key(&from))) {
                self.all.push(&from);
                self.all.push(&to);
            }
        }
        let own_keys: HashSet<String> = own.iter().map(|it| key(&it.from)).collect();
        let new = self
            .sorted()
            .into_iter()
            .filter(|(from, to)| is_there(to) && !is_taken(from) && !own_keys.contains(&key(from)));
        let mut text = format!("{{\n  \"version\": \"{VERSION}\",\n  \"redirects\": [\n");
        let mut marks = String::new();
        let mut count = 0;
        let own = own.iter().map(|it| (it.from.as_str(), it.to.as_str(), false));
        for (from, to, is_ours) in own.chain(new.map(|(from, to)| (from, to, true))) {
            if count > 0 {
                text.push_str(",\n");
            }
            count += 1;
            text.push_str("    ");
            text.push_str(&serde_json::to_string(&Told { from, to }).unwrap_or_default());
            if is_ours {
                marks.push_str(&mark(from, to));
                marks.push('\n');
            }
        }
        text.push_str("\n  ]\n}\n");
        folder::write_changed(&ours_path, marks.as_bytes())?;
        if count == 0 && !path.exists() {
            return Ok(());
        }
        folder::write_changed(&path, text.as_bytes()).map(drop)
    }
}

/// By what a redirect is known again as one that an import wrote.
fn mark(from: &str, to: &str) -> String {
    format!("{:016x}", crate::source::hash(&format!("{from}\0{to}")))
}

fn read(path: &Path) -> Result<Vec<Redirect>, Error> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(why) => return Err(Error::read(path, why)),
    };
    let file: File = serde_json::from_str(&text).map_err(|why| {
        Error::content(
            path,
            format!("this is not as it must be: {why}"),
            "mend it first: `kiosque check` says where",
        )
    })?;
    Ok(file.redirects)
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
    fn addresses_at_the_top_are_named_one_by_one() {
        let mut shapes = Shapes::default();
        (0..40).for_each(|n| {
            shapes.add(
                &url(&format!("https://a.example/titre-{n}/")),
                &format!("titre-{n}"),
            )
        });
        assert_eq!(shapes.rule(), None);
    }

    #[test]
    fn what_no_host_can_be_told_of_is_left_out() {
        for from in [
            "/a//b/",
            "/a/../b/",
            "/100%/",
            "/a/*/",
            "/a%2Fb/",
            "/a%00/",
            "/x#y",
            "/?p=1&p=2",
            "/?",
            "/a\u{202e}b/",
            "/a\u{200b}/",
            "/ a/",
            "/caf%E9/",
            "/rubrique/x/",
            "/data/x.json",
            "/:1 a/",
        ] {
            assert!(!is_told(from), "{from}");
        }
        for from in [
            "/2019/03/un/",
            "/%C3%A9t%C3%A9/",
            "/été/",
            "/?p=1",
            "/spip.php?article12",
            "/:year/:slug/amp/",
            "/article/ancien/",
        ] {
            assert!(is_told(from), "{from}");
        }
    }
}
