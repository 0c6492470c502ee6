//! "Lire aussi", and what else its authors wrote.

use std::{
    collections::{BTreeSet, HashSet},
    ops::Range,
};

use kiosque::contract::BY_AUTHOR;

use super::{
    archive::{Archive, Kind, Topic},
    digest::Digest,
};
use crate::fingerprint::Fingerprint;

/// How many articles "Lire aussi" offers.
const OFFERED: usize = 6;

/// How many later articles an article may speak of. An article with that many after it is never
/// rewritten, and one new article rewrites at most that many.
pub const WINDOW: usize = 48;

/// How many of the newest that share a keyword, the section or an author are compared, so that the
/// work for an article does not grow with the archive.
const COMPARED: usize = 96;

/// What an article leads to, by place.
#[derive(Debug, PartialEq, Eq)]
pub struct Onward {
    pub related: Vec<usize>,
    /// For each of its authors, in order, their newest other articles.
    pub by_author: Vec<Vec<usize>>,
}

impl Onward {
    pub fn of(archive: &Archive, place: usize) -> Self {
        let authors = archive.articles().get(place).map_or(&[][..], |it| &it.authors);
        Self {
            related: related(archive, place),
            by_author: authors
                .iter()
                .map(|author| by_author(archive, place, author))
                .collect(),
        }
    }

    /// Of all that these lists show.
    pub fn fingerprint(&self, archive: &Archive) -> u64 {
        let shown = |places: &[usize]| -> Vec<u64> {
            let articles = places.iter().filter_map(|place| archive.articles().get(*place));
            articles.map(|article| article.shown).collect()
        };
        let all = Fingerprint::default().numbers(shown(&self.related));
        self.by_author
            .iter()
            .fold(all, |all, list| all.numbers(shown(list)))
            .done()
    }
}

/// The places of a topic's newest articles, from a place on.
fn newest_of(archive: &Archive, topic: Topic, first: usize) -> &[usize] {
    let places = archive.places_of(topic);
    let start = places.partition_point(|&place| place < first);
    let end = places.len().min(start + COMPARED);
    places.get(start..end).unwrap_or_default()
}

/// The articles to read after the one at a place: the editor's picks, then those that share most
/// keywords, then the section, then an author; the newest among equals; then the newest.
fn related(archive: &Archive, place: usize) -> Vec<usize> {
    let Some(article) = archive.articles().get(place) else {
        return Vec::new();
    };
    let first = place.saturating_sub(WINDOW);
    let picks = article.picks.iter().filter_map(|slug| archive.place(slug));
    let topics = archive.topics_of(place);
    let candidates: BTreeSet<usize> = topics
        .iter()
        .flat_map(|topic| newest_of(archive, *topic, first))
        .copied()
        .collect();
    let mut ranked: Vec<(Closeness, usize)> = candidates
        .into_iter()
        .map(|other| (Closeness::between(topics, archive.topics_of(other)), other))
        .collect();
    ranked.sort_by(|(closeness, place), (other, other_place)| {
        other.cmp(closeness).then_with(|| place.cmp(other_place))
    });
    let ranked = ranked.into_iter().map(|(_, place)| place);
    let newest = first..archive.len().min(first + WINDOW + OFFERED);

    let mut offered: Vec<usize> = Vec::with_capacity(OFFERED);
    for other in picks.chain(ranked).chain(newest) {
        if offered.len() == OFFERED {
            break;
        }
        if other != place && !offered.contains(&other) {
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
    fn between(one: &[Topic], other: &[Topic]) -> Self {
        let shared = |kind: Kind| {
            let of_kind = one.iter().filter(move |topic| topic.kind == kind);
            of_kind.filter(|topic| other.contains(topic)).count()
        };
        Self {
            keywords: shared(Kind::Keyword),
            section: shared(Kind::Section) > 0,
            author: shared(Kind::Author) > 0,
        }
    }
}

/// An author's newest articles but this one, within the window.
fn by_author(archive: &Archive, place: usize, author: &str) -> Vec<usize> {
    let Some(topic) = archive.topic(Kind::Author, author) else {
        return Vec::new();
    };
    let places = newest_of(archive, topic, place.saturating_sub(WINDOW));
    places
        .iter()
        .copied()
        .filter(|&other| other != place)
        .take(BY_AUTHOR)
        .collect()
}

/// The places of the articles whose [`Onward`] may differ now that some articles are new, are gone
/// (as they were then) or have changed; all other articles lead where they led.
///
/// An article looks at its neighbours in the archive and in the list of each of its topics, no
/// further than [`WINDOW`] towards the newest and [`COMPARED`] towards the oldest. Whoever is
/// further from every change than that sees what it saw.
pub fn reach<'a>(archive: &Archive, changed: impl IntoIterator<Item = &'a Digest>) -> HashSet<usize> {
    let mut reached = HashSet::new();
    let mut slugs = HashSet::new();
    for article in changed {
        let place = archive.place_of(article);
        reached.extend(around(place, archive.len()));
        for topic in archive.topics_named_by(article) {
            let places = archive.places_of(topic);
            let at = places.partition_point(|&other| other < place);
            reached.extend(places.get(around(at, places.len())).unwrap_or_default());
        }
        slugs.insert(article.slug.as_str());
    }
    let picks_one = |article: &Digest| article.picks.iter().any(|slug| slugs.contains(slug.as_str()));
    let places = archive.articles().iter().enumerate();
    reached.extend(
        places
            .filter(|(_, article)| picks_one(article))
            .map(|(place, _)| place),
    );
    reached
}

/// The places from which a place of a list of that length can be seen.
fn around(place: usize, length: usize) -> Range<usize> {
    place.saturating_sub(COMPARED)..length.min(place + WINDOW + 1)
}
