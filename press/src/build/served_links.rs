//! Links of the content, as they are served: in ASCII, and none to articles whose time has not come. Until then the words
//! stay, and nothing says where they will lead.

use kiosque::{
    contract::{Article, Block, Mark, Site, Span},
    routes::Route,
};

use super::archive::Archive;
use crate::{address::ascii, blocks::texts_mut, fingerprint::Fingerprint};

/// The article of the newspaper at `address` that an address of the content leads to, whether it begins with a slash or is
/// in full.
pub fn article_at(address: &str, href: &str) -> Option<String> {
    let in_full = (!href.starts_with('/') && !address.is_empty()).then(|| ascii(href));
    let path = match &in_full {
        Some(href) => href.strip_prefix(&ascii(address)).unwrap_or_default(),
        None => href,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    match path.starts_with('/').then(|| Route::parse(path)) {
        Some(Route::Article(slug)) => Some(slug),
        _ => None,
    }
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
        match block {
            Block::Embed { url, .. } => *url = ascii(url),
            Block::Box { body, .. } => self::blocks(body, leads),
            block => texts_mut(block).into_iter().for_each(|text| marks(text, leads)),
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
