//! Which addresses are the newspaper's own, as `kiosque check` knows them (press/src/check/redirects.rs). A test of the press
//! (press/src/import.rs) holds the one against the other.

use std::collections::HashSet;

use super::decoded;
use crate::source;

/// Folders below which no placeholder may stand: pages, files and programs of the newspaper are there.
const FOLDERS: [&str; 14] = [
    ".press",
    "abonnement",
    "api",
    "article",
    "auteur",
    "compte",
    "connexion",
    "data",
    "files",
    "icons",
    "images",
    "page",
    "pictures",
    "rubrique",
];

/// Of these, those in which any file may come to be.
const OF_FILES: [&str; 7] = [".press", "api", "data", "files", "icons", "images", "pictures"];

const FEEDS: [&str; 3] = ["rss.xml", "atom.xml", "feed.json"];

/// What every newspaper has at its top.
const AT_THE_TOP: [&str; 10] = [
    "404.html",
    "abonnement",
    "atom.xml",
    "compte",
    "connexion",
    "favicon.svg",
    "feed.json",
    "manifest.webmanifest",
    "robots.txt",
    "rss.xml",
];

/// Pages and feeds that a rule may take, `:` standing for any slug or number.
const PAGES: [&str; 8] = [
    "",
    "abonnement",
    "article/:",
    "rubrique/:",
    "page/:",
    "rubrique/:/rss.xml",
    "rubrique/:/atom.xml",
    "rubrique/:/feed.json",
];

fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

/// The segments of a path below the newspaper's base path, decoded; nothing where it is not below it. The file behind a page is
/// the page.
fn below(path: &str, base: &str) -> Option<Vec<String>> {
    let mut segments = parts(path).map(decoded);
    for part in parts(base) {
        segments
            .next()
            .filter(|segment| segment == part || is_open(segment))?;
    }
    let mut segments: Vec<String> = segments.collect();
    if segments.last().is_some_and(|last| last == "index.html") {
        segments.pop();
    }
    Some(segments)
}

/// Whether a segment of a rule stands for any.
fn is_open(segment: &str) -> bool {
    segment.starts_with(':')
}

/// Whether a rule would take addresses of the newspaper's own, whatever it holds, which the press refuses.
pub fn takes(rule: &str, base: &str) -> bool {
    let is_below = parts(rule).zip(parts(base)).all(|(one, other)| one == other);
    let first = parts(rule).nth(parts(base).count());
    if is_below && first.is_some_and(|first| FOLDERS.contains(&first)) {
        return true;
    }
    PAGES.iter().any(|page| {
        let own: Vec<&str> = parts(base).chain(parts(page)).collect();
        // Rules end with a slash, so that a placeholder at the end is no file's name.
        let is_as = |(segment, part): (&str, &&str)| match is_open(segment) {
            true => !part.contains('.'),
            false => segment == *part,
        };
        parts(rule).count() == own.len() && parts(rule).zip(&own).all(is_as)
    })
}

/// Whether a path is the newspaper's own, whatever it holds.
pub fn is_own(path: &str, base: &str) -> bool {
    let Some(segments) = below(path, base) else {
        return false;
    };
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    match segments.as_slice() {
        [] => true,
        [first, ..] if OF_FILES.contains(first) => true,
        [first] => AT_THE_TOP.contains(first) || first.starts_with("sitemap") && first.ends_with(".xml"),
        ["page", number] => is_number(number),
        ["rubrique" | "auteur", _, feed] => FEEDS.contains(feed),
        ["rubrique" | "auteur", _, "page", number] => is_number(number),
        _ => false,
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is in the newspaper now, by the numbers of its slugs.
#[derive(Debug, Default)]
pub struct Here {
    /// The newspaper's base path.
    pub base: String,
    pub articles: HashSet<u64>,
    pub pages: HashSet<u64>,
    pub sections: HashSet<u64>,
    pub authors: HashSet<u64>,
}

impl Here {
    /// Whether an address, or one of those of a rule, leads to what is here by itself.
    pub fn has(&self, from: &str) -> bool {
        let Some(segments) = below(from, &self.base).filter(|_| !from.contains('?')) else {
            return false;
        };
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let is_in = |slugs: &HashSet<u64>, slug: &str| slugs.contains(&source::hash(slug));
        match segments.as_slice() {
            [slug] => is_in(&self.pages, slug),
            [folder, slug] => [
                ("article", &self.articles),
                ("rubrique", &self.sections),
                ("auteur", &self.authors),
            ]
            .into_iter()
            .any(|(own, slugs)| (is_open(folder) || *folder == own) && is_in(slugs, slug)),
            _ => false,
        }
    }

    /// Whether what a redirect leads to is here; of what is no article or page it is not asked.
    pub fn is_there(&self, to: &str) -> bool {
        let parts: Vec<&str> = parts(to).collect();
        match parts.as_slice() {
            ["article", slug] if !is_open(slug) => self.articles.contains(&source::hash(slug)),
            [slug] if is_text(to) => self.pages.contains(&source::hash(slug)),
            _ => true,
        }
    }
}

/// Whether an address of the newspaper is that of an article or a page, not of a list or a feed.
pub fn is_text(to: &str) -> bool {
    let parts: Vec<&str> = parts(to).collect();
    match parts.as_slice() {
        ["article", ..] => true,
        [slug] => !slug.contains('.'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rule_takes_the_newspapers_own_pages() {
        for (rule, base) in [
            ("/:slug/", "/"),
            ("/:year/:slug/", "/"),
            ("/article/:slug/", "/"),
            ("/article/:slug/amp/", "/"),
            ("/pictures/:year/:slug/", "/"),
            ("/:a/:slug/rss.xml", "/"),
            ("/blog/:slug/", "/blog/"),
            ("/blog/article/:slug/", "/blog/"),
            ("/:slug/", "/blog/"),
            ("/:year/:month/:slug/", "/blog/"),
            ("/rubrique/:year/:slug/", "/"),
        ] {
            assert!(takes(rule, base), "{rule} at {base}");
        }
        for (rule, base) in [
            ("/news/:slug/", "/"),
            ("/:year/:month/:slug/", "/"),
            ("/:slug/amp/", "/"),
            ("/:year/:slug/amp/", "/"),
            ("/blog/:slug/", "/"),
            ("/article/:slug/", "/blog/"),
            ("/blog/:year/:month/:slug/", "/blog/"),
        ] {
            assert!(!takes(rule, base), "{rule} at {base}");
        }
    }

    #[test]
    fn what_is_here_is_not_redirected() {
        let slugs = |slug: &str| HashSet::from([source::hash(slug)]);
        let here = Here {
            base: "/le/".into(),
            articles: slugs("amp"),
            pages: slugs("contact"),
            sections: slugs("societe"),
            authors: slugs("awa"),
        };
        for from in [
            "/le/contact/",
            "/le/contact",
            "/le/article/amp/",
            "/le/article/amp/index.html",
            "/le/%61rticle/amp/",
            "/le/rubrique/societe/",
            "/le/auteur/awa/",
            "/le/:slug/amp/",
        ] {
            assert!(here.has(from), "{from}");
        }
        for from in [
            "/contact/",
            "/article/amp/",
            "/le/article/autre/",
            "/le/article/amp/?p=1",
            "/le/:slug/feed/",
            "/le/rubrique/societe/sante/",
        ] {
            assert!(!here.has(from), "{from}");
        }
    }
}
