//! The table: which file is sent with which headers.
//!
//! No header of one path comes from two rules: where rules overlap Cloudflare joins their values with a
//! comma, and Netlify does not say which wins. But for one: of policies for content all count that are there
//! (https://www.w3.org/TR/CSP3/#parse-response-csp), and of those of a file either will do.

use std::borrow::Cow;

use super::policy::Page;

/// A response header.
pub type Header = (&'static str, String);

/// Paths below the newspaper's base path: `*` stands for any text, with slashes too, and is there once at
/// most. The empty one is the front page's.
pub type Glob = &'static str;

/// Files that are sent with the same headers.
pub struct Kind<'a> {
    pub name: &'static str,
    pub globs: Cow<'a, [&'a str]>,
    /// Where the end of the name does not say it.
    pub content_type: Option<&'static str>,
    pub cache: Cache,
    reach: Reach,
    opened: Opened,
}

/// What a browser does with a file that is opened by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// Shows it as the newspaper's own.
    Shown,
    /// Shows it as a stranger's: nothing in it runs, nor knows the newspaper's readers.
    Apart,
    /// Keeps it, and shows it as a stranger's where it does not.
    Kept,
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

const POLICY: &str = "Content-Security-Policy";

/// The page for missing ones.
pub const MISSING: Glob = "404.html";

/// Every kind of file. A file of none, as one that a newsroom adds, is sent with [`common`] alone.
///
/// Feeds stand beside pages and after them: Netlify takes `rubrique/*/` for all below that folder.
pub const KINDS: [Kind<'static>; 12] = [
    Kind {
        name: "files with a hash in their name",
        globs: Cow::Borrowed(&["boot-*", "kiosque-*", "members-*"]),
        content_type: None,
        cache: Cache::Forever,
        reach: Reach::Own,
        opened: Opened::Shown,
    },
    Kind {
        name: "pages",
        globs: Cow::Borrowed(&[
            "",
            MISSING,
            "abonnement/",
            "connexion/",
            "compte/",
            "article/*/",
            "auteur/*/",
            "page/*/",
            "rubrique/*/",
        ]),
        content_type: None,
        cache: Cache::Never,
        reach: Reach::Own,
        opened: Opened::Shown,
    },
    Kind {
        name: "documents that the reader's code asks for",
        globs: Cow::Borrowed(&[
            "data/articles/*",
            "data/authors/*",
            "data/home.json",
            "data/page/*",
            "data/pages/*",
            "data/plans.json",
            "data/sections/*",
            "data/site.json",
        ]),
        content_type: None,
        cache: Cache::Seconds(60),
        reach: Reach::Own,
        opened: Opened::Shown,
    },
    Kind {
        name: "articles for agencies",
        globs: Cow::Borrowed(&["data/ninjs/*"]),
        content_type: None,
        cache: Cache::Seconds(60),
        reach: Reach::Read,
        opened: Opened::Shown,
    },
    Kind {
        name: "RSS",
        globs: Cow::Borrowed(&["rss.xml", "auteur/*/rss.xml", "rubrique/*/rss.xml"]),
        content_type: Some("application/rss+xml"),
        cache: Cache::Seconds(300),
        reach: Reach::Read,
        opened: Opened::Shown,
    },
    Kind {
        name: "Atom",
        globs: Cow::Borrowed(&["atom.xml", "auteur/*/atom.xml", "rubrique/*/atom.xml"]),
        content_type: Some("application/atom+xml"),
        cache: Cache::Seconds(300),
        reach: Reach::Read,
        opened: Opened::Shown,
    },
    Kind {
        name: "JSON Feed",
        globs: Cow::Borrowed(&["feed.json", "auteur/*/feed.json", "rubrique/*/feed.json"]),
        content_type: Some("application/feed+json"),
        cache: Cache::Seconds(300),
        reach: Reach::Read,
        opened: Opened::Shown,
    },
    Kind {
        name: "what search engines and devices read",
        globs: Cow::Borrowed(&["manifest.webmanifest", "robots.txt", "sitemap*.xml"]),
        content_type: None,
        cache: Cache::Seconds(300),
        reach: Reach::Own,
        opened: Opened::Shown,
    },
    Kind {
        name: "pictures",
        globs: Cow::Borrowed(&["pictures/*"]),
        content_type: None,
        cache: Cache::Forever,
        reach: Reach::Shown,
        opened: Opened::Shown,
    },
    Kind {
        name: "pictures that texts link to",
        globs: Cow::Borrowed(&[
            "files/*.avif",
            "files/*.gif",
            "files/*.jpeg",
            "files/*.jpg",
            "files/*.png",
            "files/*.webp",
            "images/*.avif",
            "images/*.gif",
            "images/*.jpeg",
            "images/*.jpg",
            "images/*.png",
            "images/*.webp",
        ]),
        content_type: None,
        cache: Cache::Seconds(DAY),
        reach: Reach::Shown,
        opened: Opened::Shown,
    },
    Kind {
        name: "other files that texts link to",
        globs: Cow::Borrowed(&[
            "files/*.csv",
            "files/*.docx",
            "files/*.epub",
            "files/*.mp3",
            "files/*.mp4",
            "files/*.ods",
            "files/*.odt",
            "files/*.ogg",
            "files/*.pdf",
            "files/*.txt",
            "files/*.webm",
            "files/*.xlsx",
            "images/*.csv",
            "images/*.docx",
            "images/*.epub",
            "images/*.mp3",
            "images/*.mp4",
            "images/*.ods",
            "images/*.odt",
            "images/*.ogg",
            "images/*.pdf",
            "images/*.txt",
            "images/*.webm",
            "images/*.xlsx",
        ]),
        content_type: None,
        cache: Cache::Seconds(DAY),
        reach: Reach::Shown,
        opened: Opened::Kept,
    },
    Kind {
        name: "icons",
        globs: Cow::Borrowed(&["favicon.svg", "icons/*"]),
        content_type: None,
        cache: Cache::Seconds(DAY),
        reach: Reach::Shown,
        opened: Opened::Apart,
    },
];

/// [`KINDS`] of a newspaper with pages of its own, such as `a-propos/`.
pub fn kinds<'a>(pages: &'a [String]) -> Vec<Kind<'a>> {
    let with_pages = |kind: Kind<'static>| {
        let pages = if kind.globs.contains(&MISSING) { pages } else { &[] };
        let globs = kind.globs.iter().copied();
        Kind {
            globs: globs.chain(pages.iter().map(String::as_str)).collect(),
            name: kind.name,
            content_type: kind.content_type,
            cache: kind.cache,
            reach: kind.reach,
            opened: kind.opened,
        }
    };
    KINDS.into_iter().map(with_pages).collect()
}

/// Names without which there is nothing to serve, and that are nobody's to read: the press's own
/// folder, and the files that Netlify and Cloudflare read.
pub const HIDDEN: [Glob; 3] = [".press/*", "_headers", "_redirects"];

/// Below which the membership engine answers (docs/membership.md).
pub const ENGINE: Glob = "api/*";

/// The newspaper's own folders, at the top of the site, with that of its members.
pub fn folders() -> Vec<&'static str> {
    let globs = KINDS.iter().flat_map(|kind| match kind.globs {
        Cow::Borrowed(globs) => globs,
        Cow::Owned(_) => &[],
    });
    let globs = globs.chain(&HIDDEN).chain([&ENGINE]);
    let mut folders: Vec<&'static str> = globs.filter_map(|glob| Some(glob.split_once('/')?.0)).collect();
    folders.sort_unstable();
    folders.dedup();
    folders
}

/// Content types by the end of a name. Hosts know most of them; that an old one knows them all is not
/// left to chance.
pub const TYPES: [(&str, &str); 27] = [
    ("avif", "image/avif"),
    ("css", "text/css"),
    ("csv", "text/csv"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("epub", "application/epub+zip"),
    ("gif", "image/gif"),
    ("html", "text/html"),
    ("ico", "image/vnd.microsoft.icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ogg", "audio/ogg"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain"),
    ("wasm", "application/wasm"),
    ("webm", "video/webm"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
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

impl Kind<'_> {
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
        if self.opened == Opened::Kept {
            headers.push(("Content-Disposition", "attachment".to_owned()));
        }
        if self.opened != Opened::Shown {
            headers.push((POLICY, "sandbox".to_owned()));
        }
        headers
    }

    /// All that is sent with its files, each header once.
    pub fn all_headers(&self, common: &[Header]) -> Vec<Header> {
        let mut all = common.to_vec();
        for (name, value) in self.headers() {
            match all.iter_mut().find(|(known, _)| *known == name) {
                Some((_, both)) => both.push_str(&format!(", {value}")),
                None => all.push((name, value)),
            }
        }
        all
    }

    /// Whether its files are not the newspaper's own pages' fellows.
    pub fn is_apart(&self) -> bool {
        self.opened != Opened::Shown
    }

    /// The paths of its files as a regular expression, whole, in the syntax that PCRE and Go share. `index`
    /// is the name of a folder's page where a host looks for rules by the files that it found.
    pub fn regex(&self, base: &str, index: &str) -> String {
        regex(&self.globs, base, index)
    }
}

/// What globs match, as [`Kind::regex`].
pub fn regex(globs: &[&str], base: &str, index: &str) -> String {
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
    let mut headers = vec![(POLICY, page.content_security_policy())];
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
mod tests;
