//! When a post appeared, of the several ways in which an export says it.

use jiff::{Timestamp, civil::DateTime, fmt::rfc2822, tz::TimeZone};

use super::super::is_year;

/// Reads a date of WordPress's own tables; none where it is `0000-00-00` or no date that there is.
#[must_use]
pub fn of_table(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.starts_with("0000") {
        return None;
    }
    let date: DateTime = text.parse().ok()?;
    let at = date.to_zoned_datetime(zone.clone()).ok()?.timestamp();
    is_year(at).then_some(at)
}

/// Reads a date of RSS.
#[must_use]
pub fn of_feed(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let at = rfc2822::parse(text).ok()?.timestamp();
    // WordPress writes this where there is no date.
    (is_year(at) && at.as_second() > 0).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_there_are_not_are_none() {
        let zone = TimeZone::get("Africa/Lagos").unwrap();
        assert_eq!(
            of_table("2019-03-12 08:30:00", &zone).unwrap().to_string(),
            "2019-03-12T07:30:00Z"
        );
        for none in [
            "0000-00-00 00:00:00",
            "",
            "2019-02-30 00:00:00",
            "-0001-11-30 00:00:00",
            "demain",
        ] {
            assert_eq!(of_table(none, &zone), None, "{none}");
        }
        assert_eq!(
            of_feed("Tue, 12 Mar 2019 08:30:00 +0100").unwrap().to_string(),
            "2019-03-12T07:30:00Z"
        );
        for none in [
            "Mon, 30 Nov -0001 00:00:00 +0000",
            "Thu, 01 Jan 1970 00:00:00 +0000",
            "",
        ] {
            assert_eq!(of_feed(none), None, "{none}");
        }
    }
}
