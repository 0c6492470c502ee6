//! Links of the content, as they are served: in ASCII, and none to articles whose time has not come. Until then the words
//! stay, and nothing says where they will lead.

use std::{borrow::Cow, iter};

use kiosque::{
    contract::{Article, Block, Mark, Site, Span},
    routes::Route,
};
use percent_encoding::percent_decode_str;
use url::Url;

use super::archive::Archive;
use crate::{
    address::{ascii, is_same_host},
    blocks::{address_mut, texts_mut, within_mut},
    content::Folder,
    fingerprint::Fingerprint,
    links::Destination,
    redirects::{self, Redirects, Rule},
};

/// The article of the newspaper at `address` that an address of the content tells of: by its page or its data, whether the
/// address begins with a slash or is in full, or as links tell of it that share a page.
pub fn article_at(address: &str, href: &str) -> Option<String> {
    let (page, rest) = href.split_at(href.find(['?', '#']).unwrap_or(href.len()));
    let rest = decoded(rest);
    let within = rest.split(|c: char| c.is_whitespace() || "?#&=;,".contains(c));
    iter::once(page)
        .chain(within)
        .find_map(|given| article_below(&path(address, given)?))
}

/// Where within the newspaper at `address` an address leads, with or without its scheme. Whoever types it by hand, or takes
/// it from elsewhere, may write the same host with another scheme, with a port, with or without `www`.
fn path(address: &str, given: &str) -> Option<Vec<String>> {
    if given.starts_with('/') {
        return Some(parts(&decoded(given)));
    }
    let given = match given.contains("://") {
        true => ascii(given),
        false => ascii(&format!("https://{given}")),
    };
    let [newspaper, given] = [Url::parse(&ascii(address)).ok()?, Url::parse(&given).ok()?];
    let [base, path] = [&newspaper, &given].map(|url| parts(&decoded(url.path())));
    let below = path.strip_prefix(base.as_slice())?;
    is_same_host(&newspaper, &given).then(|| below.to_vec())
}

/// The parts of a path, as forgiving hosts read it.
fn parts(path: &str) -> Vec<String> {
    let path = path.to_lowercase();
    path.split('/')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The article whose page or data a path leads to, or to something below.
fn article_below(path: &[String]) -> Option<String> {
    (1..=path.len()).find_map(|count| {
        let path = format!("/{}", path.get(..count)?.join("/"));
        // As hosts know what is compressed already.
        let path = [".br", ".gz"]
            .iter()
            .find_map(|end| path.strip_suffix(end))
            .unwrap_or(&path);
        match Destination::of(path)? {
            Destination::Page(Route::Article(slug)) | Destination::Beside(Route::Article(slug)) => Some(slug),
            _ => None,
        }
    })
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Makes an article's links the served ones. Those to articles that are not in the archive go; the card of one that is
/// embedded goes altogether.
pub fn serve(article: &mut Article, archive: &Archive) {
    let leads = |href: &str| leads(archive, href);
    blocks(&mut article.body, &leads);
}

fn blocks(blocks: &mut Vec<Block>, leads: &impl Fn(&str) -> bool) {
    blocks.retain(|block| !matches!(block, Block::Embed { url, .. } if !leads(url)));
    for block in blocks {
        if let Some(url) = address_mut(block) {
            *url = ascii(url);
        }
        texts_mut(block).into_iter().for_each(|text| marks(text, leads));
        if let Some(blocks) = within_mut(block) {
            self::blocks(blocks, leads);
        }
    }
}

fn marks(spans: &mut [Span], leads: &impl Fn(&str) -> bool) {
    for span in spans {
        span.marks
            .retain(|mark| !matches!(mark, Mark::Link { href } if !leads(href)));
        for mark in &mut span.marks {
            if let Mark::Link { href } = mark {
                *href = ascii(href);
            }
        }
    }
}

fn leads(archive: &Archive, href: &str) -> bool {
    article_at(&archive.site.url, href).is_none_or(|slug| archive.place(&slug).is_some())
}

/// What the newspaper itself says, as [`serve`] makes it: the front page's choice, the links at the foot of every page, the
/// plans' checkouts.
pub fn of_site(archive: &Archive) -> Site {
    let mut site = archive.site.clone();
    site.front_page.retain(|slug| archive.place(slug).is_some());
    site.links.retain(|link| leads(archive, &link.url));
    site.links.iter_mut().for_each(|link| link.url = ascii(&link.url));
    for plan in &mut site.plans {
        let url = plan.url.take().filter(|url| leads(archive, url));
        plan.url = url.map(|url| ascii(&url));
    }
    site.url = ascii(&site.url);
    site
}

/// The redirects that hosts are told, each straight to its end: none yet to what waits.
pub fn redirects(folder: &Folder, archive: &Archive, base: &str) -> Redirects {
    let text = folder
        .redirects
        .as_ref()
        .map_or("", |source| source.text.as_str());
    let mut rules = redirects::rules(text);
    rules.retain(|Rule { to, .. }| leads(archive, &to.write("", |_| String::new())));
    Redirects::new(base, redirects::straightened(base, rules))
}

/// The fingerprint of what every page shows of [`of_site`].
pub fn fingerprint(site: &Site) -> u64 {
    let links = site.links.iter().map(|link| link.url.as_str());
    let plans = site
        .plans
        .iter()
        .map(|plan| plan.url.as_deref().unwrap_or_default());
    links
        .chain(plans)
        .fold(Fingerprint::default(), Fingerprint::text)
        .done()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link that is not known for the newspaper's own tells everybody that an article is to come.
    #[test]
    fn the_newspaper_s_articles_are_known_however_their_address_is_spelt() {
        let own = "https://jour.example/le";
        for href in [
            "/article/futur/",
            "/article/futur?utm=a#fin",
            "/article/futur/index.html",
            "/data/articles/futur.json",
            "/data/ninjs/futur.json#a",
            "https://jour.example/le/article/futur/",
            "https://jour.example/le/data/articles/futur.json",
            "https://jour.example/le/data/ninjs/futur.json.br",
            "http://jour.example/le/article/futur/",
            "HTTPS://JOUR.example/le/article/futur",
            "https://jour.example:443/le/article/futur/",
            "https://jour.example:8080/le/article/futur/",
            "https://jour.example./le/article/futur/",
            "https://a:b@jour.example/le/article/futur/",
            "https://www.jour.example/le/article/futur/",
            "https://ｊour.example/le/article/futur/",
            "https://jour.example//le//article//futur//",
            "https://jour.example/le/x/../article/./futur/",
            "https://jour.example/le/%61rticle/fut%75r/",
            "https://jour.example/LE/Article/Futur/",
            "https://jour.example/le/article/futur/amp/",
            "https://www.facebook.com/sharer.php?u=https%3A%2F%2Fjour.example%2Fle%2Farticle%2Ffutur%2F&t=x",
            "https://wa.me/?text=Lire%20jour.example/le/article/futur/",
            "mailto:a@b.example?body=Lire%20https://jour.example/le/article/futur/",
            "/?vers=/article/futur/",
        ] {
            assert_eq!(article_at(own, href).as_deref(), Some("futur"), "{href}");
        }
        for href in [
            "/",
            "/rubrique/futur/",
            "/files/article/futur.pdf",
            "https://jour.example/le/rubrique/article/",
            "https://jour.example/article/futur/",
            "https://jour.example/le-autre/article/futur/",
            "https://ailleurs.example/le/article/futur/",
            "https://archives.jour.example/le/article/futur/",
            "https://autre-jour.example/le/article/futur/",
            "https://web.archive.org/web/2020/https://jour.example/le/article/futur/",
            "mailto:redaction@jour.example",
            "tel:+22320000000",
        ] {
            assert_eq!(article_at(own, href), None, "{href}");
        }
        assert_eq!(
            article_at(
                "https://www.été.example",
                "http://xn--t-9fab.example/article/futur/"
            )
            .as_deref(),
            Some("futur")
        );
    }
}
