//! Lists of articles in pages that, once full, never change again.

use kiosque::contract::{Article, Author, FrontPage, FrontSection, ListHead, ListPage, Profile, Summary};

use super::{archive::Archive, served};

/// How many articles a page of a list holds.
pub const PAGE: usize = 12;

/// How many stories stand beside the lead story, and in each section of the front page.
const SECONDARIES: usize = 4;
const IN_SECTION: usize = 4;

pub const VERSION: &str = "1.0";

/// A list in its parts. Pages are numbered from the oldest.
pub struct List {
    pub head: ListHead,
    pub pages: Vec<(u32, ListPage)>,
}

/// Cuts a list, the newest first, into a head and full pages. The head holds from one to two pages,
/// so that a full page is cut off its end and never changes again.
pub fn of(mut articles: Vec<Summary>, author: Option<&Profile>) -> List {
    let pages = (articles.len() / PAGE).saturating_sub(1);
    let older = articles.split_off(articles.len() - pages * PAGE);
    List {
        head: ListHead {
            version: VERSION.to_owned(),
            pages: number(pages),
            author: author.cloned(),
            articles,
        },
        pages: numbered(older, author),
    }
}

/// All articles of the newspaper in pages. Only the newest page may be short: the front page shows
/// a choice, so every article must be in some page.
pub fn whole_paper(archive: &Archive) -> Vec<(u32, ListPage)> {
    numbered(
        archive
            .articles()
            .iter()
            .map(|article| served::teaser(article, true))
            .collect(),
        None,
    )
}

/// Pages of articles given the newest first; the first page of the result is the newest.
fn numbered(mut articles: Vec<Summary>, author: Option<&Profile>) -> Vec<(u32, ListPage)> {
    let pages = articles.len().div_ceil(PAGE);
    let mut numbered = Vec::with_capacity(pages);
    for older in (0..pages).rev() {
        let rest = articles.split_off(articles.len() - older * PAGE);
        let page = ListPage {
            version: VERSION.to_owned(),
            author: author.map(|author| Author {
                slug: author.slug.clone(),
                name: author.name.clone(),
                job_title: None,
            }),
            articles: std::mem::replace(&mut articles, rest),
        };
        numbered.push((number(older + 1), page));
    }
    numbered
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The day's paper: what the editors chose, else the newest; then each section's newest.
pub fn front_page(archive: &Archive) -> FrontPage {
    let chosen = archive
        .site
        .front_page
        .iter()
        .filter_map(|slug| archive.find(slug));
    let mut opening: Vec<&Article> = Vec::new();
    for article in chosen.chain(archive.articles()) {
        if opening.len() == 1 + SECONDARIES {
            break;
        }
        if !opening.iter().any(|known| known.slug == article.slug) {
            opening.push(article);
        }
    }
    let shown = |article: &Article| opening.iter().any(|known| known.slug == article.slug);
    let sections = archive.site.sections.iter().map(|section| FrontSection {
        section: section.clone(),
        articles: archive
            .of_section(&section.slug)
            .filter(|article| !shown(article))
            .take(IN_SECTION)
            .map(|article| served::teaser(article, true))
            .collect(),
    });
    let mut teasers = opening.iter().map(|article| served::teaser(article, true));
    FrontPage {
        version: VERSION.to_owned(),
        lead: teasers.next(),
        secondaries: teasers.collect(),
        sections: sections.filter(|section| !section.articles.is_empty()).collect(),
        pages: number(archive.len().div_ceil(PAGE)),
    }
}
