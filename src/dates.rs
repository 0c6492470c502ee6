//! Dates as newspapers print them.
//!
//! The press writes every date with the newspaper's own UTC offset, so what a reader is shown are
//! the date's own fields, as they stand: no time zone data and no clock of the reader's are needed.

use crate::language::language;

/// The local date and time of an RFC 3339 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    pub year: u32,
    /// From 1.
    pub month: u32,
    /// From 1.
    pub day: u32,
    pub hour: u32,
    pub minute: u32,
}

impl Local {
    /// Reads "2023-10-24T07:28:00+00:00"; `None` when it is not such a text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let field = |from: usize, to: usize| {
            let digits = text.get(from..to)?;
            digits
                .bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| digits.parse::<u32>().ok())?
        };
        let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':')];
        if separators
            .iter()
            .any(|&(at, separator)| text.as_bytes().get(at) != Some(&separator))
        {
            return None;
        }
        let local = Self {
            year: field(0, 4)?,
            month: field(5, 7)?,
            day: field(8, 10)?,
            hour: field(11, 13)?,
            minute: field(14, 16)?,
        };
        let valid = (1..=12).contains(&local.month)
            && (1..=31).contains(&local.day)
            && local.hour < 24
            && local.minute < 60;
        valid.then_some(local)
    }

    /// "mardi 24 octobre 2023 à 07:28"
    #[must_use]
    pub fn full(&self) -> String {
        language().full_date(self)
    }

    /// "24 octobre 2023 à 07:28", on one line
    #[must_use]
    pub fn minute(&self) -> String {
        language().minute(self)
    }

    /// "24 octobre 2023"
    #[must_use]
    pub fn day(&self) -> String {
        language().day(self)
    }

    /// Days since Sunday, by Sakamoto's method (comp.lang.c, 1993), valid in the Gregorian calendar.
    pub fn weekday(&self) -> usize {
        const SHIFTS: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = if self.month < 3 {
            self.year.saturating_sub(1)
        } else {
            self.year
        };
        let shift = SHIFTS.get(self.month as usize - 1).copied().unwrap_or_default();
        ((year + year / 4 + year / 400 + shift + self.day - year / 100) % 7) as usize
    }
}

/// A date of the press's as programs read it: an offset that is no whole quarter of an hour, such as those of clocks that
/// were set by the sun, becomes UTC. The moment is the same.
#[cfg(feature = "ssr")]
#[must_use]
pub fn for_programs(date: &str) -> String {
    const FORMAT: &str = "%Y-%m-%dT%H:%M:%S%:z";
    // Nearly all: an archive has many dates.
    if ["00", "15", "30", "45"]
        .iter()
        .any(|minutes| date.ends_with(minutes))
    {
        return date.to_owned();
    }
    let read = jiff::ZonedDateTime::strptime(FORMAT, date).ok();
    read.map_or_else(
        || date.to_owned(),
        |date| {
            let utc = date.timestamp().to_zoned_datetime(jiff::tz::TimeZone::UTC);
            utc.strftime(FORMAT).to_string()
        },
    )
}

/// The local date and time of a moment (RFC 3339, in UTC) in a time zone, by the browser's own time zones: for
/// what the press does not write. `None` where it is no moment, or the browser does not know the zone.
#[cfg(feature = "view")]
#[must_use]
pub fn in_zone(moment: &str, zone: &str) -> Option<Local> {
    use js_sys::{Date, Function, Object, Reflect};
    use wasm_bindgen::JsCast;

    let date = Date::new(&moment.into());
    let options = Object::new();
    if !zone.is_empty() {
        Reflect::set(&options, &"timeZone".into(), &zone.into()).ok()?;
    }
    // An unknown zone is an exception. Sweden writes dates as RFC 3339 does.
    let print: Function = Reflect::get(&date, &"toLocaleString".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let printed = print.call2(&date, &"sv-SE".into(), &options).ok()?.as_string()?;
    Local::parse(&printed.replacen(' ', "T", 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan, tz::TimeZone};

    fn full(text: &str) -> Option<String> {
        Local::parse(text).map(|local| local.full())
    }

    #[test]
    fn a_minute_stands_on_one_line() {
        let local = Local::parse("2023-10-24T07:28:00+00:00");
        let minute = local.map(|local| local.minute());
        assert_eq!(
            minute.as_deref(),
            Some("24\u{a0}octobre\u{a0}2023\u{a0}à\u{a0}07:28")
        );
    }

    #[test]
    fn a_date_is_printed_in_french() {
        assert_eq!(
            full("2023-10-24T07:28:00+00:00").as_deref(),
            Some("mardi 24\u{a0}octobre 2023 à 07:28")
        );
        assert_eq!(
            full("2024-02-21T22:41:00Z").as_deref(),
            Some("mercredi 21\u{a0}février 2024 à 22:41")
        );
        assert_eq!(
            full("2023-10-01T00:00:00Z").as_deref(),
            Some("dimanche 1er\u{a0}octobre 2023 à 00:00")
        );
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn programs_are_told_utc_where_clocks_were_set_by_the_sun() {
        for (date, told) in [
            ("1904-12-31T23:43:00-00:17", "1905-01-01T00:00:00+00:00"),
            ("2024-01-01T08:00:00+05:45", "2024-01-01T08:00:00+05:45"),
            ("2024-01-01T08:00:00+00:00", "2024-01-01T08:00:00+00:00"),
            ("hier", "hier"),
        ] {
            assert_eq!(for_programs(date), told);
        }
    }

    #[test]
    fn what_is_no_date_is_not_printed() {
        for text in [
            "",
            "hier",
            "2023-13-01T00:00:00Z",
            "2023-10-00T00:00:00Z",
            "2023-10-24",
            "2023-10-24T24:00:00Z",
        ] {
            assert_eq!(full(text), None, "{text}");
        }
        assert_eq!(full("é023-10-24T07:28:00Z"), None);
    }

    /// Held against jiff, which knows calendars and time zones, on each day of a leap year.
    #[test]
    fn a_year_of_days_in_several_zones() {
        for zone in [
            "Africa/Bamako",
            "Europe/Paris",
            "America/Montreal",
            "Asia/Kathmandu",
            "Pacific/Chatham",
        ] {
            let zone = TimeZone::get(zone).unwrap();
            let mut at: jiff::Timestamp = "2024-01-01T21:47:00Z".parse().unwrap();
            for _ in 0..366 {
                let local = at.to_zoned_datetime(zone.clone());
                let text = local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
                let read = Local::parse(&text).unwrap();
                assert_eq!(
                    (read.year, read.month, read.day, read.hour, read.minute),
                    (
                        u32::from(local.year().unsigned_abs()),
                        u32::from(local.month().unsigned_abs()),
                        u32::from(local.day().unsigned_abs()),
                        u32::from(local.hour().unsigned_abs()),
                        u32::from(local.minute().unsigned_abs()),
                    ),
                    "{text}"
                );
                assert_eq!(
                    read.weekday(),
                    usize::from(local.weekday().to_sunday_zero_offset().unsigned_abs()),
                    "{text}"
                );
                at = at.checked_add(24.hours()).unwrap();
            }
        }
    }
}
