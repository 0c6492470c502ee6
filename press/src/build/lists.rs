//! Lists of articles in pages that, once full, never change again.

use kiosque::contract::{Author, FrontPage, FrontSection, Image, ListHead, ListPage, Profile, Summary};

use super::{archive::Archive, digest::Digest};
use crate::{Stop, fingerprint::Fingerprint};

/// How many articles a page of a list holds.
pub const PAGE: usize = 50;

/// How many articles the head of a list holds at least, where there are as many.
const HEAD: usize = 12;

/// How many stories stand beside the lead story, and in each section of the front page.
const SECONDARIES: usize = 4;
const IN_SECTION: usize = 4;

pub const VERSION: &str = "1.0";

/// A list in its parts, each the newest first.
pub struct List<'v, 'a> {
    pub head: &'v [&'a Digest],
    pub pages: Pages<'v, 'a>,
}

/// Pages of a list, numbered from the oldest, which is 1.
pub struct Pages<'v, 'a>(Vec<(u32, &'v [&'a Digest])>);

impl<'v, 'a> Pages<'v, 'a> {
    pub fn count(&self) -> u32 {
        number(self.0.len())
    }

    /// The newest first.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &'v [&'a Digest])> {
        self.0.iter().copied()
    }

    /// Pages of articles given the newest first; only the newest page may be short.
    fn of(articles: &'v [&'a Digest]) -> Self {
        let mut rest = articles;
        let mut pages = Vec::with_capacity(count_of_whole(articles.len()));
        while !rest.is_empty() {
            let (newer, page) = rest.split_at(rest.len().saturating_sub(PAGE));
            pages.push((number(pages.len() + 1), page));
            rest = newer;
        }
        pages.reverse();
        Self(pages)
    }
}

/// How many pages of older articles a list of so many has beside its head.
pub fn count_of_older(articles: usize) -> usize {
    articles.saturating_sub(HEAD) / PAGE
}

/// How many pages all articles of the newspaper are in.
pub fn count_of_whole(articles: usize) -> usize {
    articles.div_ceil(PAGE)
}

/// Cuts a list, the newest first, into a head and full pages. A full page is cut off the head's end
/// once enough stand before it, and never changes again.
pub fn of<'v, 'a>(articles: &'v [&'a Digest]) -> List<'v, 'a> {
    let (head, older) = articles.split_at(articles.len() - count_of_older(articles.len()) * PAGE);
    List {
        head,
        pages: Pages::of(older),
    }
}

/// All articles of the newspaper in pages. Only the newest page may be short: the front page shows
/// a choice, so every article must be in some page.
pub fn whole_paper<'v, 'a>(articles: &'v [&'a Digest]) -> Pages<'v, 'a> {
    Pages::of(articles)
}

/// Of all that a list of these articles shows.
pub fn fingerprint(articles: &[&Digest]) -> Fingerprint {
    Fingerprint::default().numbers(articles.iter().map(|article| article.listed()))
}

/// A list's newest articles, as they are served, and how many pages of older ones there are.
pub fn head(articles: &[&Digest], pages: u32, author: Option<&Profile>) -> Result<ListHead, Stop> {
    Ok(ListHead {
        version: VERSION.to_owned(),
        pages,
        author: author.cloned(),
        articles: teasers(articles, author.is_none())?,
    })
}

/// A page of a list, as it is served.
pub fn page(articles: &[&Digest], author: Option<&Profile>) -> Result<ListPage, Stop> {
    Ok(ListPage {
        version: VERSION.to_owned(),
        author: author.map(|author| Author {
            slug: author.slug.clone(),
            name: author.name.clone(),
            job_title: None,
        }),
        articles: teasers(articles, author.is_none())?,
    })
}

fn teasers(articles: &[&Digest], pictures: bool) -> Result<Vec<Summary>, Stop> {
    articles.iter().map(|article| article.teaser(pictures)).collect()
}

/// The picture of the newest article that has one.
pub fn image<'a>(articles: &[&'a Digest]) -> Option<&'a Image> {
    articles.iter().find_map(|article| article.picture.as_ref())
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The choice of the day's paper.
pub struct Choice<'a> {
    opening: Vec<&'a Digest>,
    sections: Vec<Vec<&'a Digest>>,
    pages: u32,
}

impl<'a> Choice<'a> {
    /// What the editors chose, else the newest; then each section's newest.
    pub fn of(archive: &'a Archive) -> Self {
        let chosen = archive.site.front_page.iter();
        let chosen = chosen.filter_map(|slug| archive.articles().get(archive.place(slug)?));
        let mut opening: Vec<&Digest> = Vec::new();
        for article in chosen.chain(archive.articles()) {
            if opening.len() == 1 + SECONDARIES {
                break;
            }
            if !opening.iter().any(|known| known.slug == article.slug) {
                opening.push(article);
            }
        }
        let shown = |article: &Digest| opening.iter().any(|known| known.slug == article.slug);
        let sections = archive.site.sections.iter().map(|section| {
            let articles = archive.of_section(&section.slug).into_iter();
            articles
                .filter(|article| !shown(article))
                .take(IN_SECTION)
                .collect()
        });
        Self {
            sections: sections.collect(),
            pages: number(count_of_whole(archive.len())),
            opening,
        }
    }

    /// Of all that the day's paper shows.
    pub fn fingerprint(&self) -> u64 {
        let all = fingerprint(&self.opening).number(self.pages.into());
        self.sections
            .iter()
            .map(|section| fingerprint(section).done())
            .fold(all, Fingerprint::number)
            .done()
    }

    /// The picture of its first story that has one.
    pub fn image(&self) -> Option<&'a Image> {
        image(&self.opening)
    }

    /// The day's paper, as it is served.
    pub fn front_page(&self, archive: &Archive) -> Result<FrontPage, Stop> {
        let mut opening = teasers(&self.opening, true)?.into_iter();
        let sections = archive.site.sections.iter().zip(&self.sections);
        let sections = sections.filter(|(_, articles)| !articles.is_empty());
        let sections = sections.map(|(section, articles)| {
            Ok(FrontSection {
                section: section.clone(),
                articles: teasers(articles, true)?,
            })
        });
        Ok(FrontPage {
            version: VERSION.to_owned(),
            lead: opening.next(),
            secondaries: opening.collect(),
            sections: sections.collect::<Result<_, Stop>>()?,
            pages: self.pages,
        })
    }
}
