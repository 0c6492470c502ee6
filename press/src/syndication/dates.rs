//! Dates as the formats write them. They come as the press serves them: RFC 3339, in the
//! newspaper's own time.

use jiff::{Timestamp, ZonedDateTime, fmt::rfc2822};
use kiosque::{contract::Article, dates::for_programs};

/// When nothing has appeared yet: Atom wants a date.
pub const NEVER: &str = "1970-01-01T00:00:00Z";

pub fn instant(date: &str) -> Option<Timestamp> {
    date.parse().ok()
}

/// "Tue, 24 Oct 2023 07:28:00 +0000", as RSS has them.
pub fn rfc_822(date: &str) -> Option<String> {
    let date = ZonedDateTime::strptime("%Y-%m-%dT%H:%M:%S%:z", date).ok()?;
    rfc2822::to_string(&date).ok()
}

/// When an article was published.
pub fn published(article: &Article) -> String {
    for_programs(&article.date_published)
}

/// When an article was updated, where it was.
pub fn updated(article: &Article) -> Option<String> {
    article.date_modified.as_deref().map(for_programs)
}

/// When an article was last changed.
pub fn modified(article: &Article) -> String {
    updated(article).unwrap_or_else(|| published(article))
}

/// The latest of dates: the newspaper's zone may have had several offsets among them.
pub fn latest(dates: impl Iterator<Item = String>) -> Option<String> {
    dates.max_by_key(|date| instant(date))
}
