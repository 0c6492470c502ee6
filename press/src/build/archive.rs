//! Every article of the newspaper, in the order of publication.

use std::collections::HashMap;

use jiff::{Timestamp, tz::TimeZone};
use kiosque::contract::{Article, Site};

use crate::Stop;

/// The articles, the newest first, with their dates in the newspaper's own time.
pub struct Archive {
    articles: Vec<Article>,
    /// The place of each slug among them.
    places: HashMap<String, usize>,
    pub site: Site,
}

impl Archive {
    /// # Errors
    /// When the newspaper's time zone or a date cannot be read; a check would have said so.
    pub fn new(site: &Site, articles: Vec<Article>) -> Result<Self, Stop> {
        let zone = TimeZone::get(&site.time_zone)
            .map_err(|why| Stop::Failure(format!("site.json: $.timeZone: {why}")))?;
        let mut dated = Vec::with_capacity(articles.len());
        for mut article in articles {
            let published = instant(&article.date_published, &article.slug)?;
            article.date_published = local(published, &zone);
            if let Some(modified) = &article.date_modified {
                article.date_modified = Some(local(instant(modified, &article.slug)?, &zone));
            }
            dated.push((published, article));
        }
        dated.sort_by(|(date, article), (other_date, other)| {
            other_date.cmp(date).then_with(|| article.slug.cmp(&other.slug))
        });
        let articles: Vec<Article> = dated.into_iter().map(|(_, article)| article).collect();
        let places = articles
            .iter()
            .enumerate()
            .map(|(at, article)| (article.slug.clone(), at))
            .collect();
        Ok(Self {
            articles,
            places,
            site: site.clone(),
        })
    }

    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// The newest first.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    pub fn find(&self, slug: &str) -> Option<&Article> {
        self.articles.get(*self.places.get(slug)?)
    }

    pub fn of_section<'a>(&'a self, slug: &'a str) -> impl Iterator<Item = &'a Article> {
        self.articles
            .iter()
            .filter(move |article| article.article_section.slug == slug)
    }

    pub fn of_author<'a>(&'a self, slug: &'a str) -> impl Iterator<Item = &'a Article> {
        self.articles
            .iter()
            .filter(move |article| article.author.iter().any(|author| author.slug == slug))
    }
}

fn instant(date: &str, slug: &str) -> Result<Timestamp, Stop> {
    date.parse()
        .map_err(|why| Stop::Failure(format!("articles/{slug}.json: the date \"{date}\": {why}")))
}

/// RFC 3339 with the offset that the zone has at that instant.
fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}
