//! When a build takes place: what is dated later has not appeared yet.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use kiosque::dates::Local;

/// More than this ahead a date may be a typing error: a year, of 365.25 days.
pub const FAR_AHEAD: SignedDuration = SignedDuration::from_hours(8_766);

/// Reads the moment that somebody chose (RFC 3339).
pub fn parse(text: &str) -> Option<Timestamp> {
    text.parse().ok().filter(|_| Local::parse(text).is_some())
}

/// RFC 3339, in a time zone. Before time zones, clocks were set by the sun, so some zones differ from UTC by
/// seconds, which RFC 3339 cannot say: of the two whole minutes around such an offset that one is said which leaves the
/// local day, hour and minute as they were. The moment is exactly the same.
pub fn local(at: Timestamp, zone: &TimeZone) -> String {
    let exact = zone.to_offset(at).seconds();
    let over = exact.rem_euclid(60);
    let second = (at.as_second() + i64::from(exact)).rem_euclid(60);
    let whole = match over {
        0 => exact,
        _ if second >= over.into() => exact - over,
        _ => exact - over + 60,
    };
    let zone = jiff::tz::Offset::from_seconds(whole).map_or(TimeZone::UTC, TimeZone::fixed);
    at.to_zoned_datetime(zone)
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// The articles that wait for their time.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// When each is due, with its slug.
    articles: Vec<(Timestamp, String)>,
    /// When something else is due: the date of an article's update.
    others: Vec<Timestamp>,
    /// The newspaper's.
    zone: Option<TimeZone>,
}

impl Waiting {
    /// Where the newspaper's time is another than UTC.
    pub fn in_zone(zone: TimeZone) -> Self {
        Self {
            zone: Some(zone),
            ..Self::default()
        }
    }

    pub fn add(&mut self, due: Timestamp, slug: &str) {
        self.articles.push((due, slug.to_owned()));
    }

    pub fn add_other(&mut self, due: Timestamp) {
        self.others.push(due);
    }

    /// When a build will make something else of the same files.
    pub fn next(&self) -> Option<Timestamp> {
        let articles = self.articles.iter().map(|(due, _)| *due);
        articles.chain(self.others.iter().copied()).min()
    }

    /// How many articles wait, and which is the next: nothing where none does.
    pub fn told(&self) -> Option<String> {
        let (due, slug) = self.articles.iter().min()?;
        let due = local(*due, self.zone.as_ref().unwrap_or(&TimeZone::UTC));
        Some(match self.articles.len() {
            1 => format!("1 article waits: articles/{slug}.json is due at {due}"),
            count => format!("{count} articles wait; the next, articles/{slug}.json, is due at {due}"),
        })
    }
}

/// A clock that was set to a moment and goes on from there.
#[derive(Clone, Copy)]
pub struct Clock {
    /// Of the machine's own.
    ahead: SignedDuration,
}

impl Clock {
    pub fn set_to(moment: Timestamp) -> Self {
        let ahead = Timestamp::now().duration_until(moment);
        Self { ahead }
    }

    pub fn now(self) -> Timestamp {
        let now = Timestamp::now();
        now.saturating_add(self.ahead).unwrap_or(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive of 1905 is read by programs that know hours and minutes, and its day is the day it appeared on.
    #[test]
    fn a_clock_set_by_the_sun_keeps_its_minute_and_is_told_in_whole_minutes() {
        for (zone, at) in [
            ("Africa/Bamako", "1905-01-01T00:00:00Z"),
            ("Africa/Bamako", "1905-01-01T00:16:07Z"),
            ("Africa/Bamako", "1905-01-01T00:16:08Z"),
            ("Europe/Paris", "1880-07-14T23:50:38Z"),
            ("Europe/Paris", "1880-07-14T23:50:39Z"),
            ("Europe/Amsterdam", "1920-01-01T00:00:29Z"),
            ("Africa/Monrovia", "1960-01-01T00:44:29Z"),
            ("Africa/Monrovia", "1960-01-01T00:44:31Z"),
            ("Africa/Bamako", "2024-01-01T08:00:00Z"),
            ("Asia/Kathmandu", "2024-01-01T08:00:00Z"),
        ] {
            let instant: Timestamp = at.parse().unwrap();
            let zone = TimeZone::get(zone).unwrap();
            let told = local(instant, &zone);
            assert!(told.len() == 25 && told.get(22..23) == Some(":"), "{told}");
            assert_eq!(told.parse::<Timestamp>().unwrap(), instant, "{told}");
            let exact = instant
                .to_zoned_datetime(zone)
                .strftime("%Y-%m-%dT%H:%M")
                .to_string();
            assert!(told.starts_with(&exact), "{told} is {exact} there");
        }
    }

    #[test]
    fn the_next_is_the_soonest() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut waiting = Waiting::default();
        assert_eq!((waiting.next(), waiting.told()), (None, None));
        waiting.add_other(at("2026-11-27T07:00:00Z"));
        assert_eq!(waiting.told(), None);
        waiting.add(at("2026-11-29T07:00:00Z"), "b");
        let told = |waiting: &Waiting| waiting.told().unwrap();
        assert_eq!(
            told(&waiting),
            "1 article waits: articles/b.json is due at 2026-11-29T07:00:00+00:00"
        );
        waiting.add(at("2026-11-28T07:00:00Z"), "a");
        assert_eq!(
            told(&waiting),
            "2 articles wait; the next, articles/a.json, is due at 2026-11-28T07:00:00+00:00"
        );
        assert_eq!(waiting.next(), Some(at("2026-11-27T07:00:00Z")));
    }
}
