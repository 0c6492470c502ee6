//! When a page says that its article appeared: for programs, or in words.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    fmt::rfc2822,
    tz::TimeZone,
};

use super::super::is_year;

/// Reads a date that is written for programs: by ISO 8601 with or without a time and a zone, or as e-mails write it.
#[must_use]
pub fn read(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    let at = whole(text)
        .or_else(|| {
            let plain = text.trim_end_matches(['Z', 'z']).replace(['/', '.'], "-");
            let local = plain.replacen(' ', "T", 1);
            let zoned = |date: DateTime| Some(date.to_zoned_datetime(zone.clone()).ok()?.timestamp());
            local.parse::<DateTime>().ok().and_then(zoned)
        })
        .or_else(|| rfc2822::parse(text).ok().map(|at| at.timestamp()))?;
    (is_year(at) && at.as_second() > 0).then_some(at)
}

/// With its own zone, also where that is written as `+0100`, `+01` or after a space.
fn whole(text: &str) -> Option<Timestamp> {
    let joined = match text.get(10..11) {
        Some(" ") => text.replacen(' ', "T", 1).replace(' ', ""),
        _ => text.to_owned(),
    };
    joined.parse().ok()
}

const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "january", "jan"],
    &["février", "fevrier", "févr", "february", "feb"],
    &["mars", "march", "mar"],
    &["avril", "avr", "april", "apr"],
    &["mai", "may"],
    &["juin", "june", "jun"],
    &["juillet", "juil", "july", "jul"],
    &["août", "aout", "august", "aug"],
    &["septembre", "sept", "september", "sep"],
    &["octobre", "october", "oct"],
    &["novembre", "november", "nov"],
    &["décembre", "decembre", "déc", "december", "dec"],
];

/// The first date that a text names in words, French or English, or in numbers with the day first.
#[must_use]
pub fn in_words(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let small = text.to_lowercase();
    let parts: Vec<&str> = small
        .split(|c: char| !c.is_alphanumeric() && c != ':')
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: Option<&&str>, end: &str| {
        let part = part?;
        part.strip_suffix(end).unwrap_or(part).parse::<i8>().ok()
    };
    let year = |part: Option<&&str>| {
        let part = part.filter(|part| part.len() == 4)?;
        part.parse::<i16>()
            .ok()
            .filter(|year| (1900..=2200).contains(year))
    };
    for (at, part) in parts.iter().enumerate() {
        let month = MONTHS.iter().position(|names| names.contains(part));
        let month = month.and_then(|month| i8::try_from(month + 1).ok());
        let before = at.checked_sub(1).and_then(|at| parts.get(at));
        let (next, second) = (parts.get(at + 1), parts.get(at + 2));
        let (found, after) = match month {
            // 24 octobre 2023; 1er mars 2019; 3rd March 2019
            Some(month) if year(next).is_some() => {
                let day = ["er", "st", "nd", "rd", "th"]
                    .iter()
                    .find_map(|end| number(before, end));
                (day.zip(year(next)).map(|(day, year)| (year, month, day)), at + 2)
            }
            // October 24, 2023
            Some(month) => {
                let day = ["st", "nd", "rd", "th"].iter().find_map(|end| number(next, end));
                (
                    day.zip(year(second)).map(|(day, year)| (year, month, day)),
                    at + 3,
                )
            }
            // 24/10/2023
            None => {
                let day = part.parse::<i8>().ok();
                let found = day.zip(number(next, "")).zip(year(second));
                (found.map(|((day, month), year)| (year, month, day)), at + 3)
            }
        };
        let date = found.and_then(|(year, month, day)| Date::new(year, month, day).ok());
        if let Some(date) = date {
            let (hour, minute) = time(parts.get(after..).unwrap_or_default());
            let at = date
                .at(hour, minute, 0, 0)
                .to_zoned_datetime(zone.clone())
                .ok()?
                .timestamp();
            return is_year(at).then_some(at);
        }
    }
    None
}

/// The time that follows a date: "à 07:28", "at 7:28 pm", "à 7h28".
fn time(parts: &[&str]) -> (i8, i8) {
    let mut parts = parts
        .iter()
        .skip_while(|part| matches!(**part, "à" | "a" | "at" | "|"));
    let of = |text: &str, between: char| {
        let (hour, minute) = text.split_once(between)?;
        let minute = if minute.is_empty() { "0" } else { minute };
        Some((hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?))
    };
    let found = parts
        .next()
        .and_then(|part| of(part, ':').or_else(|| of(part, 'h')));
    let is_afternoon = parts.next().is_some_and(|part| *part == "pm");
    match found {
        Some((hour, minute)) if (0..24).contains(&hour) && (0..60).contains(&minute) => (
            if is_afternoon && hour < 12 {
                hour + 12
            } else {
                hour
            },
            minute,
        ),
        _ => (0, 0),
    }
}

/// The day that an address names, such as `/2019/03/12/`.
#[must_use]
pub fn in_path(path: &str, zone: &TimeZone) -> Option<Timestamp> {
    let parts: Vec<&str> = path.split(['/', '-']).collect();
    parts.windows(3).find_map(|parts| {
        let [year, month, day] = parts else { return None };
        let is_date = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
        let year = year
            .parse::<i16>()
            .ok()
            .filter(|year| is_date && (1990..=2200).contains(year))?;
        let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
        Some(
            date.at(0, 0, 0, 0)
                .to_zoned_datetime(zone.clone())
                .ok()?
                .timestamp(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> TimeZone {
        TimeZone::get("Africa/Lagos").unwrap()
    }

    #[test]
    fn dates_for_programs_are_read_in_all_the_forms_that_pages_have() {
        for (text, expected) in [
            ("2019-03-12T08:30:00+01:00", "2019-03-12T07:30:00Z"),
            ("2019-03-12T08:30:00+0100", "2019-03-12T07:30:00Z"),
            ("2019-03-12T08:30:00Z", "2019-03-12T08:30:00Z"),
            ("2019-03-12T08:30:00.000Z", "2019-03-12T08:30:00Z"),
            ("2019-03-12 08:30:00 +0100", "2019-03-12T07:30:00Z"),
            ("2019-03-12T08:30+01:00", "2019-03-12T07:30:00Z"),
            ("2019-03-12 08:30", "2019-03-12T07:30:00Z"),
            ("2019-03-12", "2019-03-11T23:00:00Z"),
            ("2019/03/12 08:30:00", "2019-03-12T07:30:00Z"),
            ("Tue, 12 Mar 2019 08:30:00 +0100", "2019-03-12T07:30:00Z"),
        ] {
            let at = read(text, &zone()).map(|at| at.to_string());
            assert_eq!(at.as_deref(), Some(expected), "{text}");
        }
        for none in ["", "hier", "0000-00-00", "1970-01-01T00:00:00Z", "2019-02-30"] {
            assert_eq!(read(none, &zone()), None, "{none}");
        }
    }

    #[test]
    fn dates_in_words_are_read_with_their_time() {
        for (text, expected) in [
            (
                "Publié mardi 24 octobre 2023 à 07:28 , mis à jour mercredi 21 février 2024",
                "2023-10-24T06:28:00Z",
            ),
            ("Le 1er août 2019 à 7h05", "2019-08-01T06:05:00Z"),
            ("March 12, 2019 at 1:30 pm", "2019-03-12T12:30:00Z"),
            ("12/03/2019", "2019-03-11T23:00:00Z"),
        ] {
            let at = in_words(text, &zone()).map(|at| at.to_string());
            assert_eq!(at.as_deref(), Some(expected), "{text}");
        }
        assert_eq!(in_words("Depuis mars, en 2019 comme en 2020", &zone()), None);
        let at = in_path("/2019/03/12/titre", &zone()).map(|at| at.to_string());
        assert_eq!(at.as_deref(), Some("2019-03-11T23:00:00Z"));
        assert_eq!(in_path("/12/34/56/", &zone()), None);
    }
}
