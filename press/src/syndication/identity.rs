//! What feeds, news readers and agencies know an article by, whatever becomes of its address, its date and the
//! newspaper's host.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use kiosque::{
    contract::{Article, Site},
    routes::Export,
};
use serde::{Deserialize, Serialize};

use crate::address::{as_part, ascii, host};

/// What is known by something else than [`Identities`] would say today: `identities.json` in the content folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Kept {
    /// What feeds (Atom's alone have identities) are known below: the newspaper's address at that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeds: Option<String>,
    /// By the article's `id`.
    #[serde(default)]
    pub articles: BTreeMap<String, String>,
}

/// What everything of a newspaper is known by.
#[derive(Default)]
pub struct Identities {
    url: String,
    feed_id: String,
    kept: Kept,
}

impl Identities {
    pub fn new(site: &Site, kept: Kept) -> Self {
        Self {
            url: ascii(&site.url),
            feed_id: site.feed_id.clone(),
            kept,
        }
    }

    /// An article's: what is kept of it, else the newspaper's `feedId` followed by the article's `id`. A newspaper
    /// without `feedId` has [`by_date`].
    pub fn article(&self, article: &Article) -> String {
        if self.feed_id.is_empty() {
            return by_date(
                &self.url,
                article.date_published.get(..4).unwrap_or_default(),
                &article.id,
            );
        }
        let kept = self.kept.articles.get(&article.id).cloned();
        kept.unwrap_or_else(|| by_feed_id(&self.feed_id, &article.id))
    }

    /// A feed's. Without `feedId`, its address; with it, what that was on the host that `feedId` names.
    pub fn feed(&self, feed: &Export) -> String {
        let below = match (&self.kept.feeds, authority(&self.feed_id)) {
            (_, None) => self.url.clone(),
            (Some(kept), _) => kept.clone(),
            (None, Some(authority)) => feeds_below(authority),
        };
        format!("{below}/{}", feed.path())
    }
}

/// An article that has appeared: its `id`, and the year of its date in the newspaper's own time.
pub struct Dated {
    pub id: String,
    pub year: String,
}

/// A `feedId` for a newspaper that has none.
pub struct Proposal {
    pub feed_id: String,
    /// Whether it makes no other article or feed of one that is published.
    pub keeps_all: bool,
}

/// What a newspaper without `feedId` should write so that most articles, or all, stay what they are known by: `None` where
/// there is one, or the newspaper's host can be in none.
pub fn propose(site: &Site, kept: &Kept, articles: &[Dated]) -> Option<Proposal> {
    if !site.feed_id.is_empty() {
        return None;
    }
    let mut years: BTreeMap<&str, usize> = BTreeMap::new();
    for article in articles {
        *years.entry(&article.year).or_default() += 1;
    }
    // The latest of those that most articles are of.
    let (year, _) = years.into_iter().max_by_key(|(_, count)| *count)?;
    let feed_id = by_date(&site.url, year, "");
    is_authority(&host(&site.url)).then_some(())?;
    let changes = |article: &Dated| {
        let today = by_date(&site.url, &article.year, &article.id);
        !kept.articles.contains_key(&article.id) && by_feed_id(&feed_id, &article.id) != today
    };
    let feeds_change = kept.feeds.is_none() && feeds_below(&host(&site.url)) != ascii(&site.url);
    let keeps_all = !feeds_change && !articles.iter().any(changes);
    Some(Proposal { feed_id, keeps_all })
}

/// A tag URI of the newspaper's host and of the year of an article's date, in the newspaper's own time: another of those
/// and it is another article.
pub fn by_date(url: &str, year: &str, id: &str) -> String {
    format!("tag:{},{year}:{}", host(url), as_part(id))
}

pub fn by_feed_id(feed_id: &str, id: &str) -> String {
    format!("{feed_id}{}", as_part(id))
}

/// What feeds are known below where nothing else is kept.
pub fn feeds_below(authority: &str) -> String {
    let host = authority.split('@').next_back().unwrap_or_default();
    format!("https://{host}")
}

/// Whose a tag URI is: a host or an e-mail address.
fn authority(tag: &str) -> Option<&str> {
    Some(tag.strip_prefix("tag:")?.split_once(',')?.0)
}

/// What is wrong with a tag URI (RFC 4151, 2.1), if anything: `now` is the moment that its date must not be after.
pub fn wrong_with_tag(tag: &str, now: Timestamp) -> Option<&'static str> {
    let parts = || {
        let (authority, rest) = tag.strip_prefix("tag:")?.split_once(',')?;
        let (date, specific) = rest.split_once(':')?;
        Some((authority, date, specific))
    };
    let Some((authority, date, specific)) = parts() else {
        return Some("this is no tag URI");
    };
    if !is_authority(authority) {
        return Some("a tag URI begins with a host's name or an e-mail address, in small letters");
    }
    let whole = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    match whole.parse::<Date>().ok().filter(|_| whole.len() == 10) {
        None => return Some("the date in this tag URI is none"),
        Some(date) if date > now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date() => {
            return Some("the date in this tag URI is still to come");
        }
        Some(_) => {}
    }
    let is_specific = !specific.contains(['#', '[', ']']) && ascii(specific) == specific;
    (!is_specific).then_some("this tag URI ends with what no URI can carry")
}

fn is_authority(text: &str) -> bool {
    let is_small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let (name, host) = text.rsplit_once('@').unwrap_or(("x", text));
    let is_name = !name.is_empty() && name.bytes().all(|byte| is_small(byte) || b"-._".contains(&byte));
    let is_label = |label: &str| {
        let bytes = label.as_bytes();
        bytes.first().is_some_and(|byte| is_small(*byte))
            && bytes.last().is_some_and(|byte| is_small(*byte))
            && bytes.iter().all(|byte| is_small(*byte) || *byte == b'-')
    };
    is_name && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2024-06-01T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_tag_uri_is_one_of_its_owner_and_a_day_that_was() {
        for tag in [
            "tag:jour.example,2024:",
            "tag:jour.example,2024-06-01:",
            "tag:redaction@jour.example,2024-06:journal/",
            "tag:xn--t-9fab.example,1999:a?b%20c",
            "tag:localhost,2024:",
        ] {
            assert_eq!(wrong_with_tag(tag, now()), None, "{tag}");
        }
        for tag in [
            "",
            "https://jour.example/",
            "tag:jour.example:",
            "tag:jour.example,2024",
            "tag:Jour.example,2024:",
            "tag:été.example,2024:",
            "tag:jour..example,2024:",
            "tag:-jour.example,2024:",
            "tag:@jour.example,2024:",
            "tag:jour.example:8080,2024:",
            "tag:jour.example,24:",
            "tag:jour.example,2024-13:",
            "tag:jour.example,2024-02-30:",
            "tag:jour.example,2024-06-02:",
            "tag:jour.example,2025:",
            "tag:jour.example,2024:é",
            "tag:jour.example,2024:a b",
            "tag:jour.example,2024:a#b",
        ] {
            assert!(wrong_with_tag(tag, now()).is_some(), "{tag}");
        }
    }
}
