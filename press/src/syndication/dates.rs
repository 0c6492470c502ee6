//! Dates as the formats write them. They come as the press serves them: RFC 3339, in the
//! newspaper's own time.

use jiff::{Timestamp, ZonedDateTime, fmt::rfc2822};
use kiosque::contract::Article;

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

/// When an article was last changed.
pub fn modified(article: &Article) -> &str {
    article
        .date_modified
        .as_deref()
        .unwrap_or(&article.date_published)
}

/// The latest of dates: the newspaper's zone may have had several offsets among them.
pub fn latest<'a>(dates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    dates.max_by_key(|date| instant(date))
}
