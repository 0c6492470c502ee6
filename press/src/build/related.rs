//! "Lire aussi": what else to read.

use std::collections::{BTreeSet, HashMap};

use kiosque::contract::Article;

use super::archive::Archive;

/// How many articles "Lire aussi" offers.
const OFFERED: usize = 6;

/// How many later articles an article may speak of. An article with that many after it is never
/// rewritten, and one new article rewrites at most that many.
pub const WINDOW: usize = 48;

/// How many of the newest that share a keyword, the section or an author are compared, so that the
/// work for an article does not grow with the archive.
const COMPARED: usize = 96;

/// Where each keyword, section and author occurs in the archive, the newest first.
pub struct Index<'a>(HashMap<Link<'a>, Vec<usize>>);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Link<'a> {
    Keyword(&'a str),
    Section(&'a str),
    Author(&'a str),
}

fn links(article: &Article) -> impl Iterator<Item = Link<'_>> {
    let keywords = article.keywords.iter().map(|keyword| Link::Keyword(keyword));
    let authors = article.author.iter().map(|author| Link::Author(&author.slug));
    keywords
        .chain(authors)
        .chain([Link::Section(&article.article_section.slug)])
}

impl<'a> Index<'a> {
    pub fn new(archive: &'a Archive) -> Self {
        let mut places: HashMap<Link<'a>, Vec<usize>> = HashMap::new();
        for (at, article) in archive.articles().iter().enumerate() {
            for link in links(article) {
                places.entry(link).or_default().push(at);
            }
        }
        Self(places)
    }

    fn from(&self, link: Link<'_>, first: usize) -> Vec<usize> {
        let Some(places) = self.0.get(&link) else {
            return Vec::new();
        };
        let start = places.partition_point(|&place| place < first);
        places.iter().skip(start).take(COMPARED).copied().collect()
    }
}

/// The articles to read after the one at a place: the editor's picks, then those that share most
/// keywords, then the section, then an author; the newest among equals; then the newest.
pub fn related<'a>(archive: &'a Archive, index: &Index<'_>, at: usize) -> Vec<&'a Article> {
    let articles = archive.articles();
    let Some(article) = articles.get(at) else {
        return Vec::new();
    };
    let first = at.saturating_sub(WINDOW);

    let picks = article.related.iter().filter_map(|pick| archive.find(&pick.slug));
    let candidates: BTreeSet<usize> = links(article).flat_map(|link| index.from(link, first)).collect();
    let mut ranked: Vec<(Closeness, usize)> = candidates
        .into_iter()
        .filter_map(|place| Some((Closeness::between(article, articles.get(place)?), place)))
        .collect();
    ranked.sort_by(|(closeness, place), (other, other_place)| {
        other.cmp(closeness).then_with(|| place.cmp(other_place))
    });
    let ranked = ranked.into_iter().map(|(_, place)| place);
    let newest = first..articles.len().min(first + WINDOW + OFFERED);

    let mut offered: Vec<&Article> = Vec::with_capacity(OFFERED);
    for other in picks.chain(ranked.chain(newest).filter_map(|place| articles.get(place))) {
        if offered.len() == OFFERED {
            break;
        }
        if other.slug != article.slug && !offered.iter().any(|known| known.slug == other.slug) {
            offered.push(other);
        }
    }
    offered
}

/// What two articles share, in the order in which it counts.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Closeness {
    keywords: usize,
    section: bool,
    author: bool,
}

impl Closeness {
    fn between(one: &Article, other: &Article) -> Self {
        Self {
            keywords: one
                .keywords
                .iter()
                .filter(|keyword| other.keywords.contains(keyword))
                .count(),
            section: one.article_section.slug == other.article_section.slug,
            author: one
                .author
                .iter()
                .any(|author| other.author.iter().any(|same| same.slug == author.slug)),
        }
    }
}

/// An author's newest articles but this one, within the window.
pub fn by_author<'a>(
    archive: &'a Archive,
    index: &Index<'_>,
    at: usize,
    author: &str,
    most: usize,
) -> Vec<&'a Article> {
    let places = index.from(Link::Author(author), at.saturating_sub(WINDOW));
    places
        .into_iter()
        .filter(|&place| place != at)
        .filter_map(|place| archive.articles().get(place))
        .take(most)
        .collect()
}
