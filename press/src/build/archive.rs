//! Every article of the newspaper, in short, in the order of publication.

use std::{cmp::Ordering, collections::HashMap, sync::Arc};

use jiff::{Timestamp, tz::TimeZone};
use kiosque::contract::{Article, Block, Site};
use rayon::prelude::*;

use super::digest::Digest;
use crate::{Stop, gallery::Gallery, moment};

/// The articles, the newest first. Places among them are counted from 0, the newest.
pub struct Archive {
    pub site: Site,
    articles: Vec<Arc<Digest>>,
    /// The place of each slug.
    places: HashMap<String, usize>,
    /// The topics of each kind, by name.
    topics: HashMap<Kind, HashMap<String, Topic>>,
    /// Of each article its topics, each once.
    topics_of: Vec<Vec<Topic>>,
    /// The places of each topic's articles, the newest first.
    index: Vec<Vec<usize>>,
}

/// What articles may have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Keyword,
    Section,
    Author,
}

/// A keyword, a section or an author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    pub kind: Kind,
    number: usize,
}

impl Archive {
    pub fn new(site: Site, mut articles: Vec<Arc<Digest>>) -> Self {
        articles.sort_by(|one, other| newest_first(one, other));
        let mut archive = Self {
            site,
            places: HashMap::with_capacity(articles.len()),
            topics: HashMap::new(),
            topics_of: Vec::with_capacity(articles.len()),
            index: Vec::new(),
            articles: Vec::new(),
        };
        for (place, article) in articles.iter().enumerate() {
            archive.places.insert(article.slug.clone(), place);
            let topics = archive.learn(article);
            for topic in &topics {
                if let Some(places) = archive.index.get_mut(topic.number) {
                    places.push(place);
                }
            }
            archive.topics_of.push(topics);
        }
        archive.articles = articles;
        archive
    }

    fn learn(&mut self, article: &Digest) -> Vec<Topic> {
        let mut topics: Vec<Topic> = Vec::new();
        for (kind, name) in names(article) {
            let topic = self.topic(kind, name).unwrap_or_else(|| {
                let topic = Topic {
                    kind,
                    number: self.index.len(),
                };
                self.index.push(Vec::new());
                let of_kind = self.topics.entry(kind).or_default();
                of_kind.insert(name.to_owned(), topic);
                topic
            });
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        topics
    }

    /// Shows the pictures of all articles as they are served.
    ///
    /// # Errors
    /// When what was remembered of an article is damaged.
    pub fn hang(&mut self, gallery: &Gallery) -> Result<(), Stop> {
        let articles = self.articles.par_iter_mut();
        articles
            .filter(|article| !article.references.pictures.is_empty())
            .try_for_each(|article| Arc::make_mut(article).hang(gallery))
    }

    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// The newest first.
    pub fn articles(&self) -> &[Arc<Digest>] {
        &self.articles
    }

    pub fn into_articles(self) -> Vec<Arc<Digest>> {
        self.articles
    }

    pub fn place(&self, slug: &str) -> Option<usize> {
        self.places.get(slug).copied()
    }

    /// Where an article stands or, were it there, would stand.
    pub fn place_of(&self, article: &Digest) -> usize {
        self.articles
            .partition_point(|other| newest_first(other, article) == Ordering::Less)
    }

    pub fn topics_of(&self, place: usize) -> &[Topic] {
        self.topics_of.get(place).map_or(&[], Vec::as_slice)
    }

    /// The topics of an article that need not be in the archive, as far as others have them.
    pub fn topics_named_by(&self, article: &Digest) -> Vec<Topic> {
        names(article)
            .filter_map(|(kind, name)| self.topic(kind, name))
            .collect()
    }

    /// The places of a topic's articles, the newest first.
    pub fn places_of(&self, topic: Topic) -> &[usize] {
        self.index.get(topic.number).map_or(&[], Vec::as_slice)
    }

    pub fn topic(&self, kind: Kind, name: &str) -> Option<Topic> {
        self.topics.get(&kind)?.get(name).copied()
    }

    pub fn of_section(&self, slug: &str) -> Vec<&Digest> {
        self.of(Kind::Section, slug)
    }

    pub fn of_author(&self, slug: &str) -> Vec<&Digest> {
        self.of(Kind::Author, slug)
    }

    fn of(&self, kind: Kind, name: &str) -> Vec<&Digest> {
        let topic = self.topic(kind, name);
        let places = topic.map_or(&[][..], |topic| self.places_of(topic));
        places
            .iter()
            .filter_map(|place| self.articles.get(*place).map(Arc::as_ref))
            .collect()
    }
}

fn names(article: &Digest) -> impl Iterator<Item = (Kind, &str)> {
    let keywords = article
        .keywords
        .iter()
        .map(|keyword| (Kind::Keyword, keyword.as_str()));
    let authors = article
        .authors
        .iter()
        .map(|author| (Kind::Author, author.as_str()));
    keywords
        .chain(authors)
        .chain([(Kind::Section, article.section.as_str())])
}

/// The order of the archive.
pub fn newest_first(one: &Digest, other: &Digest) -> Ordering {
    other
        .published
        .cmp(&one.published)
        .then_with(|| one.slug.cmp(&other.slug))
}

/// The newspaper's own time.
///
/// # Errors
/// When there is no such time zone; a check would have said so.
pub fn time_zone(site: &Site) -> Result<TimeZone, Stop> {
    TimeZone::get(&site.time_zone).map_err(|why| Stop::Failure(format!("site.json: $.timeZone: {why}")))
}

/// When an article was published and, where it was, updated.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    pub published: Timestamp,
    /// Also one that is still ahead, which nobody is told of until then.
    pub updated: Option<Timestamp>,
}

/// Gives an article its dates in the newspaper's own time. An update before the publication is none, and one that is
/// still ahead of `now` is not told of yet.
///
/// # Errors
/// When a date cannot be read; a check would have said so.
pub fn date(article: &mut Article, zone: &TimeZone, now: Timestamp) -> Result<Dates, Stop> {
    let published = instant(&article.date_published, &article.slug)?;
    let updated = article.date_modified.as_deref();
    let updated = updated.map(|date| instant(date, &article.slug)).transpose()?;
    let updated = updated.filter(|updated| *updated >= published);
    article.date_published = moment::local(published, zone);
    let told = updated.filter(|updated| updated.as_microsecond() <= now.as_microsecond());
    article.date_modified = told.map(|updated| moment::local(updated, zone));
    corrections(article, zone)?;
    Ok(Dates { published, updated })
}

/// Gives a page that is no article its date in the newspaper's own time.
///
/// # Errors
/// As [`date`].
pub fn date_page(page: &mut Article, zone: &TimeZone) -> Result<(), Stop> {
    if let Some(date) = &mut page.date_modified {
        *date = moment::local(instant(date, &page.slug)?, zone);
    }
    corrections(page, zone)
}

/// Gives corrections their dates in the newspaper's own time.
fn corrections(article: &mut Article, zone: &TimeZone) -> Result<(), Stop> {
    for block in &mut article.body {
        if let Block::Correction { date_published, .. } = block {
            *date_published = moment::local(instant(date_published, &article.slug)?, zone);
        }
    }
    Ok(())
}

fn instant(date: &str, slug: &str) -> Result<Timestamp, Stop> {
    moment::parse(date).map_err(|why| Stop::Failure(format!("{slug}.json: {}", why.what(date))))
}
