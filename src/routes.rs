//! Every address of the newspaper: the pages that readers see and the documents behind them.
//!
//! A page has one address, with the trailing slash. All are relative to where the newspaper is
//! deployed (its base path), so none begins with a slash here but those of [`Route::path`], whose
//! slash is the base itself.

/// A page of the newspaper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The day's paper.
    Home,
    /// A page of older articles of the whole paper, numbered from the oldest.
    Archive(u32),
    Article(String),
    /// A section (rubrique): its newest articles, or a page of older ones.
    Section(String, Option<u32>),
    /// An author: their newest articles, or a page of older ones.
    Author(String, Option<u32>),
    /// The subscription plans.
    Plans,
    /// Where members sign in, where there are any.
    SignIn,
    /// A member's own page.
    Account,
    /// A page that is no article: about the newspaper, legal notices, contact.
    Page(String),
    NotFound,
}

impl Route {
    /// Reads a path below the base path. It is read with or without its trailing slash;
    /// [`Route::path`] says the one form to show.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let inner = path.strip_prefix('/').unwrap_or(path);
        // The file behind an address, which some hosts and old links name.
        let inner = inner
            .strip_suffix("index.html")
            .filter(|folder| folder.is_empty() || folder.ends_with('/'))
            .unwrap_or(inner);
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        let parts: Vec<&str> = inner.split('/').collect();
        let route = match parts.as_slice() {
            [""] => Some(Self::Home),
            ["page", number] => page_number(number).map(Self::Archive),
            ["article", slug] => owned(slug).map(Self::Article),
            ["rubrique", slug] => owned(slug).map(|slug| Self::Section(slug, None)),
            ["rubrique", slug, "page", number] => owned(slug)
                .zip(page_number(number))
                .map(|(slug, number)| Self::Section(slug, Some(number))),
            ["auteur", slug] => owned(slug).map(|slug| Self::Author(slug, None)),
            ["auteur", slug, "page", number] => owned(slug)
                .zip(page_number(number))
                .map(|(slug, number)| Self::Author(slug, Some(number))),
            ["abonnement"] => Some(Self::Plans),
            ["connexion"] => Some(Self::SignIn),
            ["compte"] => Some(Self::Account),
            [slug] => owned(slug).map(Self::Page),
            _ => None,
        };
        route.unwrap_or(Self::NotFound)
    }

    /// The page's one address, below the base path.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::Archive(number) => format!("/page/{number}/"),
            Self::Article(slug) => format!("/article/{slug}/"),
            Self::Section(slug, None) => format!("/rubrique/{slug}/"),
            Self::Section(slug, Some(number)) => format!("/rubrique/{slug}/page/{number}/"),
            Self::Author(slug, None) => format!("/auteur/{slug}/"),
            Self::Author(slug, Some(number)) => format!("/auteur/{slug}/page/{number}/"),
            Self::Plans => "/abonnement/".to_owned(),
            Self::SignIn => "/connexion/".to_owned(),
            Self::Account => "/compte/".to_owned(),
            Self::Page(slug) => format!("/{slug}/"),
            Self::NotFound => "/404.html".to_owned(),
        }
    }
}

/// A piece of the served JSON.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Document {
    Site,
    Home,
    Archive(u32),
    Article(String),
    SectionHead(String),
    SectionPage(String, u32),
    AuthorHead(String),
    AuthorPage(String, u32),
    Plans,
    Page(String),
}

impl Document {
    /// Where the press writes it and the reader asks for it, below the base path.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Site => "data/site.json".to_owned(),
            Self::Home => "data/home.json".to_owned(),
            Self::Archive(number) => format!("data/pages/{number}.json"),
            Self::Article(slug) => format!("data/articles/{slug}.json"),
            Self::SectionHead(slug) => format!("data/sections/{slug}/head.json"),
            Self::SectionPage(slug, number) => format!("data/sections/{slug}/{number}.json"),
            Self::AuthorHead(slug) => format!("data/authors/{slug}/head.json"),
            Self::AuthorPage(slug, number) => format!("data/authors/{slug}/{number}.json"),
            Self::Plans => "data/plans.json".to_owned(),
            Self::Page(slug) => format!("data/page/{slug}.json"),
        }
    }
}

/// A file that other programs read: news readers, search engines, agencies, the device itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Export {
    /// A feed lies beside the page whose newest articles it holds: [`Route::Home`], a section or an
    /// author.
    Feed(Format, Route),
    /// An article as agencies exchange it (https://iptc.org/standards/ninjs).
    Ninjs(String),
    /// Names the other sitemaps but that of the news.
    SitemapIndex,
    /// The pages that are no articles.
    PagesSitemap,
    /// The articles of a month such as "2024-03"; a very full month has several, the first being 1.
    MonthSitemap(String, usize),
    NewsSitemap,
    Robots,
    Manifest,
}

/// A format of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Rss,
    Atom,
    Json,
}

impl Export {
    /// Where the press writes it, below the base path.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Feed(format, route) => {
                let folder = route.path();
                format!("{}{}", folder.trim_start_matches('/'), format.file())
            }
            Self::Ninjs(slug) => format!("data/ninjs/{slug}.json"),
            // Sitemaps may speak of what lies beside and below them only (https://sitemaps.org/protocol.html#location).
            Self::SitemapIndex => "sitemap.xml".to_owned(),
            Self::PagesSitemap => "sitemap-pages.xml".to_owned(),
            Self::MonthSitemap(month, 1) => format!("sitemap-{month}.xml"),
            Self::MonthSitemap(month, part) => format!("sitemap-{month}-{part}.xml"),
            Self::NewsSitemap => "sitemap-news.xml".to_owned(),
            Self::Robots => "robots.txt".to_owned(),
            Self::Manifest => "manifest.webmanifest".to_owned(),
        }
    }
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    fn file(self) -> &'static str {
        match self {
            Self::Rss => "rss.xml",
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }

    /// By which programs know it (RSS Advisory Board's autodiscovery, RFC 4287, JSON Feed 1.1).
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

/// The longest slug: with what is added to it, a file may have that name (255 bytes on most systems).
const LONGEST: usize = 200;

/// What no [`Route::Page`] is called: the first parts of other addresses and of the site's files, also of those that hosts
/// or the membership engine answer and of pages to come.
pub const RESERVED: [&str; 27] = [
    "404",
    "_",
    "a-lire",
    "abonnement",
    "api",
    "article",
    "assets",
    "atom",
    "auteur",
    "cdn-cgi",
    "compte",
    "connexion",
    "data",
    "feed",
    "files",
    "hors-ligne",
    "icons",
    "images",
    "index",
    "manifest",
    "page",
    "pictures",
    "recherche",
    "robots",
    "rss",
    "rubrique",
    "sitemap",
];

/// Whether a text can stand in an address as it is: lower-case ASCII letters, digits, hyphens. The one rule for slugs:
/// what it accepts, `kiosque check` accepts, and so do the membership engine (`article` in its migrations) and the proxies'
/// patterns in docs/membership.md; tests/members/slugs.rs holds them against it.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

fn owned(slug: &str) -> Option<String> {
    is_slug(slug).then(|| slug.to_owned())
}

fn page_number(text: &str) -> Option<u32> {
    text.parse()
        .ok()
        .filter(|number| *number > 0 && !text.starts_with(['0', '+']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_one_address_and_its_address_leads_to_it() {
        for route in [
            Route::Home,
            Route::Archive(3),
            Route::Article("traite-2023".into()),
            Route::Section("societe".into(), None),
            Route::Section("societe".into(), Some(1)),
            Route::Author("awa-sangare".into(), None),
            Route::Author("awa-sangare".into(), Some(12)),
            Route::Plans,
            Route::Page("a-propos".into()),
        ] {
            let path = route.path();
            assert!(path.ends_with('/'), "{path}");
            assert_eq!(Route::parse(&path), route);
            assert_eq!(
                Route::parse(path.trim_end_matches('/')),
                route,
                "without its slash"
            );
            assert_eq!(Route::parse(&format!("{path}index.html")), route);
        }
    }

    #[test]
    fn a_feed_lies_beside_its_page_and_a_sitemap_above_all_that_it_names() {
        let feed = |route| Export::Feed(Format::Atom, route).path();
        assert_eq!(feed(Route::Home), "atom.xml");
        assert_eq!(
            feed(Route::Section("societe".into(), None)),
            "rubrique/societe/atom.xml"
        );
        let sitemaps = [
            Export::SitemapIndex,
            Export::PagesSitemap,
            Export::NewsSitemap,
            Export::MonthSitemap("2024-03".into(), 1),
            Export::MonthSitemap("2024-03".into(), 2),
        ];
        let paths = sitemaps.each_ref().map(Export::path);
        assert_eq!(paths[3..], ["sitemap-2024-03.xml", "sitemap-2024-03-2.xml"]);
        assert!(paths.iter().all(|path| !path.contains('/')));
    }

    #[test]
    fn an_unknown_address_is_not_found() {
        for path in [
            "/articles/x/",
            "/article/x/y/",
            "/article//x/",
            "/article/x//",
            "/article/../x/",
            "/article/X/",
            "/article/%3Cb%3E/",
            "/page/0/",
            "/page/01/",
            "/page/99999999999/",
            "/rubrique/x/page/",
            "/rubrique/x/page/2/3/",
            "/abonnement/x/",
            "/index.htm",
            "/article/xindex.html",
        ] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }
}
