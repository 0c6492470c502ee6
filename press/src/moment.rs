//! When a build takes place: what is dated later has not appeared yet.

use jiff::{SignedDuration, Timestamp, fmt::temporal::Pieces, tz::TimeZone};
use kiosque::dates::Local;

/// More than this ahead a date may be a typing error: a year, of 365.25 days.
pub const FAR_AHEAD: SignedDuration = SignedDuration::from_hours(8_766);

/// Why a text is no moment here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is none, or none that there is.
    NoMoment,
    /// It is one that cannot be said in a year of four digits everywhere.
    Beyond,
}

impl Unread {
    pub fn what(self, text: &str) -> String {
        match self {
            Self::NoMoment => format!("\"{text}\" is not a date and time that there is"),
            Self::Beyond => format!("\"{text}\" is in no year that the newspaper can print"),
        }
    }

    pub fn remedy(self) -> &'static str {
        match self {
            Self::NoMoment => {
                "write it as 2023-10-24T07:28:00Z, the time in UTC, or with an offset such as +01:00"
            }
            Self::Beyond => {
                "write a year from 0001 to 9999, also as it is in UTC and in the newspaper's own time, and nothing later \
                 than 9999-12-30T22:00:00Z; the year before 0001 is 1 before our era, which no date says here"
            }
        }
    }
}

/// Reads a moment as RFC 3339 writes it (5.6): also with small letters, a space in the place of the T, a leap second, and
/// a fraction of any length.
///
/// # Errors
/// When it is none, or is in no year from 0001 to 9999.
pub fn parse(text: &str) -> Result<Timestamp, Unread> {
    let text = in_capitals(text).ok_or(Unread::NoMoment)?;
    if Local::parse(&text).is_none() {
        return Err(Unread::NoMoment);
    }
    match text.parse() {
        Ok(at) if !text.starts_with("0000") && has_year(at, &TimeZone::UTC) => Ok(at),
        Ok(_) => Err(Unread::Beyond),
        // There is such a date, and it is too far away for the calendar.
        Err(_) if Pieces::parse(&text).is_ok_and(|read| read.offset().is_some()) => Err(Unread::Beyond),
        Err(_) => Err(Unread::NoMoment),
    }
}

/// The one form that jiff and [`Local`] read, of all that RFC 3339 allows; jiff reads nanoseconds, which nobody is told.
fn in_capitals(text: &str) -> Option<String> {
    let (date, rest) = text.split_at_checked(10)?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (time, rest) = rest.split_at_checked(8).unwrap_or((rest, ""));
    let (fraction, offset) = match rest.strip_prefix('.') {
        Some(after) => {
            let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            let (digits, offset) = after.split_at(end);
            (format!(".{}", digits.get(..9).unwrap_or(digits)), offset)
        }
        None => (String::new(), rest),
    };
    Some(format!("{date}T{time}{fraction}{offset}").to_ascii_uppercase())
}

/// Whether a moment is in a year of four digits in a time zone.
pub fn has_year(at: Timestamp, zone: &TimeZone) -> bool {
    (1..=9999).contains(&at.to_zoned_datetime(zone.clone()).year())
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
    fn a_moment_is_read_in_every_form_of_rfc_3339() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        for (text, moment) in [
            ("2024-01-01T08:00:00Z", "2024-01-01T08:00:00Z"),
            ("2024-01-01t08:00:00z", "2024-01-01T08:00:00Z"),
            ("2024-01-01 08:00:00+01:00", "2024-01-01T07:00:00Z"),
            ("2024-01-01T08:00:00-00:00", "2024-01-01T08:00:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("2024-01-01T08:00:00.5Z", "2024-01-01T08:00:00.5Z"),
            (
                "2024-01-01t08:00:00.123456789012345678901234567890z",
                "2024-01-01T08:00:00.123456789Z",
            ),
            ("2024-01-01T08:00Z", "2024-01-01T08:00:00Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
            ("9999-12-30T22:00:00Z", "9999-12-30T22:00:00Z"),
            ("9999-12-31T12:00:00+23:00", "9999-12-30T13:00:00Z"),
        ] {
            assert_eq!(parse(text), Ok(at(moment)), "{text}");
        }
        for beyond in [
            "9999-12-31T23:59:59-12:00",
            "9999-12-31T23:59:59Z",
            "9999-12-31 23:59:60z",
            "0001-01-01T00:00:00+12:00",
            "0000-12-31T23:59:59-12:00",
            "0000-01-01T00:00:00Z",
        ] {
            assert_eq!(parse(beyond), Err(Unread::Beyond), "{beyond}");
        }
        for none in [
            "",
            "hier",
            "2024-01-01",
            "2024-01-01T08:00:00",
            "2024-01-01_08:00:00Z",
            "2024-01-01  08:00:00Z",
            "2024-01-01T08:00:00.Z",
            "2024-01-01T08:00:61Z",
            "2024-01-01T24:00:00Z",
            "2024-02-30T08:00:00Z",
            "9999-02-30T08:00:00Z",
            "2024-01-01T08:00:00+99:00",
            "20240101T080000Z",
            "２024-01-01T08:00:00Z",
        ] {
            assert_eq!(parse(none), Err(Unread::NoMoment), "{none}");
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
