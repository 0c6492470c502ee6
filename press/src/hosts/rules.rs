//! The table: which file is sent with which headers.
//!
//! No header of one path comes from two rules: where rules overlap Cloudflare joins their values with a
//! comma, and Netlify does not say which wins.

use super::policy::Page;

/// A response header.
pub type Header = (&'static str, String);

/// Paths below the newspaper's base path: `*` stands for any text, with slashes too, and is there once at
/// most. The empty one is the front page's.
pub type Glob = &'static str;

/// Files that are sent with the same headers.
pub struct Kind {
    pub name: &'static str,
    pub globs: &'static [Glob],
    /// Where the end of the name does not say it.
    pub content_type: Option<&'static str>,
    pub cache: Cache,
    reach: Reach,
}

/// How long a browser may show what it has.
#[derive(Clone, Copy)]
pub enum Cache {
    /// A year, without asking: another content has another name.
    Forever,
    /// It asks each time; mostly the answer is "not modified".
    Never,
    /// For some seconds, then it asks.
    Seconds(u32),
}

/// Whose pages may load it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// The newspaper's own.
    Own,
    /// Everybody's: web feed readers and other newspapers show pictures.
    Shown,
    /// Everybody's scripts, too: feeds are made to be fetched.
    Read,
}

const DAY: u32 = 86_400;

/// The page for missing ones.
pub const MISSING: Glob = "404.html";

/// Every kind of file. A file of none, as one that a newsroom adds, is sent with [`common`] alone.
///
/// Feeds stand beside pages and after them: Netlify takes `rubrique/*/` for all below that folder.
pub const KINDS: [Kind; 11] = [
    Kind {
        name: "files with a hash in their name",
        globs: &["boot-*", "kiosque-*", "members-*"],
        content_type: None,
        cache: Cache::Forever,
        reach: Reach::Own,
    },
    Kind {
        name: "pages",
        globs: &[
            "",
            MISSING,
            "abonnement/",
            "connexion/",
            "compte/",
            "article/*/",
            "auteur/*/",
            "page/*/",
            "rubrique/*/",
        ],
        content_type: None,
        cache: Cache::Never,
        reach: Reach::Own,
    },
    Kind {
        name: "documents that the reader's code asks for",
        globs: &[
            "data/articles/*",
            "data/authors/*",
            "data/home.json",
            "data/pages/*",
            "data/plans.json",
            "data/sections/*",
            "data/site.json",
        ],
        content_type: None,
        cache: Cache::Seconds(60),
        reach: Reach::Own,
    },
    Kind {
        name: "articles for agencies",
        globs: &["data/ninjs/*"],
        content_type: None,
        cache: Cache::Seconds(60),
        reach: Reach::Read,
    },
    Kind {
        name: "RSS",
        globs: &["rss.xml", "auteur/*/rss.xml", "rubrique/*/rss.xml"],
        content_type: Some("application/rss+xml"),
        cache: Cache::Seconds(300),
        reach: Reach::Read,
    },
    Kind {
        name: "Atom",
        globs: &["atom.xml", "auteur/*/atom.xml", "rubrique/*/atom.xml"],
        content_type: Some("application/atom+xml"),
        cache: Cache::Seconds(300),
        reach: Reach::Read,
    },
    Kind {
        name: "JSON Feed",
        globs: &["feed.json", "auteur/*/feed.json", "rubrique/*/feed.json"],
        content_type: Some("application/feed+json"),
        cache: Cache::Seconds(300),
        reach: Reach::Read,
    },
    Kind {
        name: "what search engines and devices read",
        globs: &["manifest.webmanifest", "robots.txt", "sitemap*.xml"],
        content_type: None,
        cache: Cache::Seconds(300),
        reach: Reach::Own,
    },
    Kind {
        name: "pictures",
        globs: &["pictures/*"],
        content_type: None,
        cache: Cache::Forever,
        reach: Reach::Shown,
    },
    Kind {
        name: "files that texts link to",
        globs: &["images/*"],
        content_type: None,
        cache: Cache::Seconds(DAY),
        reach: Reach::Shown,
    },
    Kind {
        name: "icons",
        globs: &["favicon.svg", "icons/*"],
        content_type: None,
        cache: Cache::Seconds(DAY),
        reach: Reach::Shown,
    },
];

/// Names without which there is nothing to serve, and that are nobody's to read: the press's own
/// folder, and the file that Netlify and Cloudflare read.
pub const HIDDEN: [Glob; 2] = [".press/*", "_headers"];

/// Content types by the end of a name. Hosts know most of them; that an old one knows them all is not
/// left to chance.
pub const TYPES: [(&str, &str); 16] = [
    ("avif", "image/avif"),
    ("css", "text/css"),
    ("gif", "image/gif"),
    ("html", "text/html"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
    ("xml", "application/xml"),
];

/// Whether files of a content type say their encoding beside it.
pub fn has_charset(content_type: &str) -> bool {
    content_type.starts_with("text/")
        || content_type.starts_with("application/") && content_type.ends_with("xml")
}

/// Whether files of a content type get smaller by compression.
pub fn is_text_like(content_type: &str) -> bool {
    content_type == "application/wasm"
        || content_type.starts_with("text/")
        || content_type.ends_with("json")
        || content_type.ends_with("xml")
}

impl Cache {
    /// The value of `Cache-Control`.
    pub fn value(self) -> String {
        match self {
            Self::Forever => "public, max-age=31536000, immutable".to_owned(),
            Self::Never => "no-cache".to_owned(),
            Self::Seconds(seconds) => format!("public, max-age={seconds}, must-revalidate"),
        }
    }
}

impl Kind {
    /// What is sent with its files, beside [`common`].
    pub fn headers(&self) -> Vec<Header> {
        let corp = match self.reach {
            Reach::Own => "same-origin",
            Reach::Shown | Reach::Read => "cross-origin",
        };
        let mut headers = vec![
            ("Cache-Control", self.cache.value()),
            ("Cross-Origin-Resource-Policy", corp.to_owned()),
        ];
        if let Some(content_type) = self.content_type {
            headers.push(("Content-Type", sent(content_type)));
        }
        if self.reach == Reach::Read {
            headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
        }
        headers
    }

    /// The paths of its files as a regular expression, whole, in the syntax that PCRE and Go share. `index`
    /// is the name of a folder's page where a host looks for rules by the files that it found.
    pub fn regex(&self, base: &str, index: &str) -> String {
        regex(self.globs, base, index)
    }
}

/// What globs match, as [`Kind::regex`].
pub fn regex(globs: &[Glob], base: &str, index: &str) -> String {
    let globs: Vec<String> = globs
        .iter()
        .map(|glob| {
            let index = if glob.is_empty() || glob.ends_with('/') {
                index
            } else {
                ""
            };
            format!("{glob}{index}").replace('.', "\\.").replace('*', ".*")
        })
        .collect();
    format!("^{}({})$", base.replace('.', "\\."), globs.join("|"))
}

/// A content type as it is sent.
pub fn sent(content_type: &str) -> String {
    if has_charset(content_type) {
        format!("{content_type}; charset=utf-8")
    } else {
        content_type.to_owned()
    }
}

/// Content types of files that get smaller by compression.
pub fn compressed() -> impl Iterator<Item = &'static str> {
    let of_kinds = KINDS.iter().filter_map(|kind| kind.content_type);
    let of_names = TYPES.iter().map(|(_, content_type)| *content_type);
    of_names
        .chain(of_kinds)
        .filter(|content_type| is_text_like(content_type))
}

/// What is sent with every answer, whatever its status: a picture that is opened alone is a page too.
pub fn common(page: &Page<'_>) -> Vec<Header> {
    let mut headers = vec![("Content-Security-Policy", page.content_security_policy())];
    let fixed = [
        ("Cross-Origin-Opener-Policy", "same-origin"),
        // None of what the newspaper never asks for, should a script of another's ever run in it.
        (
            "Permissions-Policy",
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
             microphone=(), midi=(), payment=(), usb=()",
        ),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        // Not `includeSubDomains`: the newspaper's other hosts are not the press's to decide about.
        ("Strict-Transport-Security", "max-age=31536000"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    headers.extend(fixed.map(|(name, value)| (name, value.to_owned())));
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether some path is of both.
    fn overlap(one: &str, other: &str) -> bool {
        let either_way =
            |one: &str, other: &str, within: fn(&str, &str) -> bool| within(one, other) || within(other, one);
        match (one.split_once('*'), other.split_once('*')) {
            (None, None) => one == other,
            (Some((begin, end)), None) => {
                other.len() >= begin.len() + end.len() && other.starts_with(begin) && other.ends_with(end)
            }
            (None, Some(_)) => overlap(other, one),
            (Some(one), Some(other)) => {
                either_way(one.0, other.0, |long, short| long.starts_with(short))
                    && either_way(one.1, other.1, |long, short| long.ends_with(short))
            }
        }
    }

    #[test]
    fn no_path_is_of_two_kinds() {
        let all: Vec<Glob> = KINDS.iter().flat_map(|kind| kind.globs).copied().collect();
        for (at, one) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                assert!(!overlap(one, other), "{one:?} and {other:?}");
            }
        }
        assert!(overlap("a*", "ab*c") && overlap("a*c", "abc") && !overlap("a*/", "a*x"));
    }

    #[test]
    fn no_header_is_sent_twice() {
        let page = Page::new(Vec::new(), true);
        for kind in &KINDS {
            let mut names: Vec<&str> = common(&page)
                .iter()
                .chain(&kind.headers())
                .map(|(name, _)| *name)
                .collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count, "{}", kind.name);
        }
    }

    /// A page whose address no rule knows would be cached as its host likes.
    #[test]
    fn every_page_is_one() {
        use kiosque::routes::Route;
        let slug = || "x".to_owned();
        for route in [
            Route::Home,
            Route::Archive(1),
            Route::Article(slug()),
            Route::Section(slug(), None),
            Route::Section(slug(), Some(1)),
            Route::Author(slug(), None),
            Route::Author(slug(), Some(1)),
            Route::Plans,
            Route::SignIn,
            Route::Account,
            Route::NotFound,
        ] {
            let path = route.path();
            let path = path.trim_start_matches('/');
            let kinds: Vec<&str> = KINDS
                .iter()
                .filter(|kind| kind.globs.iter().any(|glob| overlap(glob, path)))
                .map(|kind| kind.name)
                .collect();
            assert_eq!(kinds, ["pages"], "{path:?}");
        }
    }
}
