//! Where the addresses of the content lead.

use std::borrow::Cow;

use kiosque::routes::{Document, Export, Format, RESERVED, Route, is_slug};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use url::Url;

use crate::{
    address,
    files::{FAVICON, FILES, ICONS, IMAGES, composed},
};

/// What a path cannot carry as it is (https://url.spec.whatwg.org/#path-percent-encode-set), with what other programs
/// trip over.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Where an address leads within the newspaper.
#[derive(Debug, PartialEq, Eq)]
pub enum Destination {
    Page(Route),
    /// What the press writes for other programs beside a page: its feeds and its data.
    Beside(Route),
    /// What it writes of the whole newspaper, for them or for hosts.
    Whole,
    /// A sitemap of the articles of a month, such as "2024-03": which, counted from 1.
    Month(String, usize),
    /// A file of the content folder, by its path there.
    File(String),
    Nowhere,
}

impl Destination {
    /// `None` for an address that leads to another site.
    pub fn of(href: &str) -> Option<Self> {
        let path = href.strip_prefix('/')?;
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let page = Route::parse(path);
        let is_page = match &page {
            Route::NotFound => false,
            Route::Page(slug) => !RESERVED.contains(&slug.as_str()),
            _ => true,
        };
        if is_page {
            return Some(Self::Page(page));
        }
        let name = file(path);
        let folder = name.split_once('/').map(|(folder, _)| folder);
        if folder.is_some_and(|folder| [IMAGES, FILES, ICONS].contains(&folder)) || name == FAVICON {
            return Some(Self::File(name));
        }
        let for_programs = || {
            let is_whole = is_of_the_whole(path).then_some(Self::Whole);
            is_whole.or_else(|| month(path).map(|(month, part)| Self::Month(month, part)))
        };
        Some(
            beside(path)
                .map(Self::Beside)
                .or_else(for_programs)
                .unwrap_or(Self::Nowhere),
        )
    }
}

/// The file of the content folder that an address leads to and that is published because it does.
pub fn linked(href: &str) -> Option<String> {
    match Destination::of(href)? {
        Destination::File(name) if !name.starts_with(ICONS) && name != FAVICON => Some(name),
        _ => None,
    }
}

/// The address within the newspaper at `newspaper`, from its slash on, that one in full leads to, with or without `www`.
pub fn within(newspaper: &str, href: &str) -> Option<String> {
    let [own, given] = [Url::parse(newspaper).ok()?, Url::parse(href).ok()?];
    let is_web = matches!(given.scheme(), "http" | "https");
    let path = given.path().strip_prefix(own.path().trim_end_matches('/'))?;
    (is_web && address::is_same_host(&own, &given) && path.starts_with('/')).then(|| path.to_owned())
}

/// The path below `images/` of a picture that an address of the content names.
pub fn picture(address: &str) -> Option<String> {
    let path = address.strip_prefix('/')?.split(['?', '#']).next()?;
    file(path).strip_prefix("images/").map(str::to_owned)
}

/// The path of a file as it lies in the content folder, given as an address or as it is.
fn file(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8();
    composed(&decoded.unwrap_or(Cow::Borrowed(path))).into_owned()
}

/// Under which path a file of the content folder is published: hosts know it by its ending in small letters.
pub fn published(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, end)) if !end.contains('/') => format!("{stem}.{}", end.to_ascii_lowercase()),
        _ => name.to_owned(),
    }
}

/// The address of a file of the content folder, with what follows the path in the address that was given.
pub fn address(name: &str, given: &str) -> String {
    let rest = given
        .find(['?', '#'])
        .and_then(|at| given.get(at..))
        .unwrap_or_default();
    let name = published(name);
    let path = utf8_percent_encode(&name, ENCODED);
    format!("/{path}{}", rest.replace(' ', "%20"))
}

fn beside(path: &str) -> Option<Route> {
    for format in Format::ALL {
        let folder = Export::Feed(format, Route::Home).path();
        if let Some(page) = path.strip_suffix(folder.as_str()).map(Route::parse)
            && Export::Feed(format, page.clone()).path() == path
            && matches!(
                page,
                Route::Home | Route::Section(_, None) | Route::Author(_, None)
            )
        {
            return Some(page);
        }
    }
    let inner = path.strip_prefix("data/")?.strip_suffix(".json")?;
    let parts: Vec<&str> = inner.split('/').collect();
    // Each page's address says its document's; what is none is found out by the way back.
    let page = match parts.as_slice() {
        ["home"] => Route::Home,
        ["plans"] => Route::Plans,
        ["page", slug] if is_slug(slug) => Route::Page((*slug).to_owned()),
        ["pages", number] => Route::parse(&format!("page/{number}")),
        ["articles" | "ninjs", slug] => Route::parse(&format!("article/{slug}")),
        ["sections", slug, "head"] => Route::parse(&format!("rubrique/{slug}")),
        ["sections", slug, number] => Route::parse(&format!("rubrique/{slug}/page/{number}")),
        ["authors", slug, "head"] => Route::parse(&format!("auteur/{slug}")),
        ["authors", slug, number] => Route::parse(&format!("auteur/{slug}/page/{number}")),
        _ => return None,
    };
    (page != Route::NotFound).then_some(page)
}

fn is_of_the_whole(path: &str) -> bool {
    let named = [
        Export::SitemapIndex,
        Export::PagesSitemap,
        Export::NewsSitemap,
        Export::Robots,
        Export::Manifest,
    ];
    named.iter().any(|export| export.path() == path)
        || Document::Site.path() == path
        || Route::NotFound.path().strip_prefix('/') == Some(path)
}

/// The month and the part of a sitemap.
fn month(path: &str) -> Option<(String, usize)> {
    let inner = path.strip_prefix("sitemap-")?.strip_suffix(".xml")?;
    let (month, part) = (inner.get(..7)?, inner.get(7..)?);
    let (year, of_year) = month.split_once('-')?;
    let number = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse::<u16>().ok())?
    };
    let is_month = year.len() == 4
        && number(year).is_some()
        && number(of_year).is_some_and(|of_year| (1..=12).contains(&of_year));
    let part = match part {
        "" => 1,
        part => part.strip_prefix('-')?.parse().ok()?,
    };
    let is_named = |part| Export::MonthSitemap(month.to_owned(), part).path() == path;
    (is_month && part > 0 && is_named(part)).then(|| (month.to_owned(), part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_press_writes_leads_somewhere() {
        let section = || Route::Section("culture".into(), None);
        for (href, destination) in [
            ("/", Destination::Page(Route::Home)),
            ("/rubrique/culture", Destination::Page(section())),
            ("/rss.xml", Destination::Beside(Route::Home)),
            ("/feed.json#a", Destination::Beside(Route::Home)),
            ("/rubrique/culture/atom.xml", Destination::Beside(section())),
            ("/data/sections/culture/head.json", Destination::Beside(section())),
            (
                "/data/ninjs/un.json",
                Destination::Beside(Route::Article("un".into())),
            ),
            (
                "/data/articles/un.json",
                Destination::Beside(Route::Article("un".into())),
            ),
            ("/data/pages/2.json", Destination::Beside(Route::Archive(2))),
            ("/sitemap.xml", Destination::Whole),
            ("/sitemap-2024-03.xml", Destination::Month("2024-03".into(), 1)),
            ("/sitemap-2024-03-2.xml", Destination::Month("2024-03".into(), 2)),
            ("/404.html", Destination::Whole),
            ("/robots.txt", Destination::Whole),
            ("/a-propos/", Destination::Page(Route::Page("a-propos".into()))),
            (
                "/data/page/a-propos.json",
                Destination::Beside(Route::Page("a-propos".into())),
            ),
            ("/data/site.json", Destination::Whole),
        ] {
            assert_eq!(Destination::of(href), Some(destination), "{href}");
        }
        for href in [
            "/xrss.xml",
            "/article/un/rss.xml",
            "/rubrique/culture/page/1/rss.xml",
            "/sitemap-2024-13.xml",
            "/sitemap-2024-03-0.xml",
            "/sitemap-2024-3.xml",
            "/sitemap-2024-03-1.xml",
            "/sitemap-2024-03-+2.xml",
            "/sitemap-+024-03.xml",
            "/404/",
            "/rubrique/",
            "/data/x.json",
            "/data/pages/0.json",
            "/_headers",
            "/.press/files",
            "/site.json",
        ] {
            assert_eq!(Destination::of(href), Some(Destination::Nowhere), "{href}");
        }
        assert_eq!(Destination::of("https://a.example/rss.xml"), None);
    }

    #[test]
    fn a_file_is_the_same_however_its_address_is_written() {
        let name = "images/Rapport d’été 2023.PDF";
        for href in [
            "/images/Rapport d’été 2023.PDF",
            "/images/Rapport%20d%E2%80%99%C3%A9t%C3%A9%202023.PDF?a#b",
            "/images/Rapport d’e\u{301}te\u{301} 2023.PDF",
        ] {
            assert_eq!(
                Destination::of(href),
                Some(Destination::File(name.into())),
                "{href}"
            );
        }
        assert_eq!(
            address(name, "/x#page=2"),
            "/images/Rapport%20d%E2%80%99%C3%A9t%C3%A9%202023.pdf#page=2"
        );
        let odd = "files/100 % [a]#?.csv";
        assert_eq!(
            Destination::of(&address(odd, "")),
            Some(Destination::File(odd.into()))
        );
        assert_eq!(picture("/images/march%C3%A9.jpg").as_deref(), Some("marché.jpg"));
    }
}
