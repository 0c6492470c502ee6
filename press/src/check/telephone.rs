//! Telephone numbers: what a tap dials is the digits of what is written, so they must be those of one number.

use percent_encoding::percent_decode_str;

use super::place::Place;
use crate::unseen;

/// The digits of the longest number, with its country's (ITU-T E.164).
const LONGEST: usize = 15;
/// The digits of the longest code of a country (ITU-T E.164).
const LONGEST_CODE: usize = 3;

const SEVERAL: (&str, &str) = (
    "these are several telephone numbers, and would be dialled as one",
    "write them apart: \"telephones\": [\"+223 20 00 00 00\", \"+223 76 00 00 00\"]",
);
const MORE: (&str, &str) = (
    "there is more than a number, and its digits would be dialled, too",
    "write one number alone; an extension, hours or a name belong into \"address\"",
);

pub fn check(place: &Place<'_>, number: &str) {
    if let Some((what, remedy)) = wrong(number) {
        place.error(what, remedy);
    }
}

/// The number of a link (RFC 3966): `href` is what follows `tel:`. An extension is dialled once somebody has answered.
pub fn dialled(place: &Place<'_>, href: &str) {
    let (number, parameters) = href.split_once(';').unwrap_or((href, ""));
    let is_extension = |parameter: &str| {
        parameter.split_once('=').is_some_and(|(name, digits)| {
            name.eq_ignore_ascii_case("ext")
                && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        })
    };
    let wrong = match parameters.is_empty() || is_extension(parameters) {
        true => wrong(&percent_decode_str(number).decode_utf8_lossy()),
        false => Some(MORE),
    };
    if let Some((what, _)) = wrong {
        place.error(
            &format!("\"tel:{href}\" is not dialled as it is meant: {what}"),
            "write one number as one dials it from abroad, such as tel:+22320000000, and its extension as ;ext=12",
        );
    }
}

/// What is wrong with a number, and what to do.
fn wrong(number: &str) -> Option<(&'static str, &'static str)> {
    let number = number.trim();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    if number.chars().any(|c| c.is_numeric() && !c.is_ascii_digit()) {
        return Some((
            "telephones dial the digits 0 to 9 only",
            "write the number with them, such as +223 20 00 00 00",
        ));
    }
    // Programs that show contacts put them around a number, and they are copied with it.
    if number.chars().any(unseen::is_ignorable) {
        return Some((
            "an unseen sign stands beside the digits",
            "type the number again, such as +223 20 00 00 00",
        ));
    }
    if digits < 3 {
        return Some((
            "this is no telephone number",
            "write it with its country, such as +223 20 00 00 00",
        ));
    }
    // What stands before the number, such as "Tél. : ", makes no second one.
    let start = number
        .find(|c: char| c.is_ascii_digit() || "+(".contains(c))
        .unwrap_or_default();
    let (before, number) = number.split_at(start);
    let after_first = number.trim_start_matches(['+', '(']);
    if after_first.contains('+') || number.contains(['/', ',', ';', '|']) || digits > LONGEST {
        return Some(SEVERAL);
    }
    if number.contains("(0)") {
        return Some((
            "(0) would be dialled, too",
            "write the number as one dials it from abroad, without (0)",
        ));
    }
    let is_written = |c: char| c.is_ascii_digit() || c.is_whitespace() || is_hyphen(c) || "+.()".contains(c);
    if !before.is_empty() || !number.chars().all(is_written) {
        return Some(MORE);
    }
    if number.starts_with("++") || !is_bracketed(number) {
        return Some((
            "this is not how a telephone number is written",
            "write it with one + and its country, such as +223 20 00 00 00",
        ));
    }
    is_parted(number).then_some(SEVERAL)
}

/// Hyphens and dashes between the digits of a number.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

/// Whether brackets stand around the code of a country or an area, once and near the beginning.
fn is_bracketed(number: &str) -> bool {
    let Some((before, rest)) = number.split_once('(') else {
        return !number.contains(')');
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    rest.split_once(')').is_some_and(|(within, after)| {
        let code = digits(within);
        (1..=5).contains(&code)
            && digits(before) <= LONGEST_CODE
            && digits(after) > 0
            && !after.contains(['(', ')'])
    })
}

/// Whether a dash parts what two numbers are. Within one number the parts between hyphens are alike, with no space around
/// them; or spaces and hyphens are not mixed.
fn is_parted(number: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let parts: Vec<&str> = number.split(is_hyphen).collect();
    let is_spaced = parts.windows(2).any(|pair| match pair {
        [one, other] => one.ends_with(char::is_whitespace) || other.starts_with(char::is_whitespace),
        _ => false,
    });
    let has_spaces_within = parts.iter().any(|part| part.trim().contains(char::is_whitespace));
    // 20 22 29 55 - 56, where 20 - 22 - 29 - 55 is one.
    let is_of_numbers = is_spaced && has_spaces_within;
    // 20222955-20222956 and 555-0100-555-0101.
    let lengths: Vec<usize> = parts.iter().map(|part| digits(part)).collect();
    let half = lengths.len() / 2;
    let is_twice = lengths.len().is_multiple_of(2)
        && lengths.get(..half) == lengths.get(half..)
        && lengths.iter().take(half).sum::<usize>() >= 6;
    is_of_numbers || is_twice
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_taps_a_number_reaches_the_newspaper() {
        for number in [
            "+223 20 00 00 00",
            "+22320000000",
            "00223 20 00 00 00",
            "20.22.29.55",
            "20-22-29-55",
            "20 - 22 - 29 - 55",
            "+223-20-00-00-00",
            "+223 20‑22‑29‑55",
            "+223 20–22–29–55",
            "+223\u{a0}20\u{202f}00 00 00",
            "(223) 20 22 29 55",
            "+(223) 20 22 29 55",
            "+1 (555) 010-0100",
            "+1 555-010-0100",
            "555-0100",
            "(05) 55 01 02",
            "112",
            "3615",
            " +223 20 00 00 00 ",
        ] {
            assert_eq!(wrong(number), None, "{number}");
        }
        for (number, what) in [
            ("66 00 00 - 66 00 01", "several"),
            ("20 22 29 55 - 56", "several"),
            ("20 22 29 55 – 76 00 00 00", "several"),
            ("20222955-20222956", "several"),
            ("555-0100-555-0101", "several"),
            ("20 22 29 55 / 76 00 00 00", "several"),
            ("+223 20 00 00 00 +223 76", "several"),
            ("223+20000000", "several"),
            ("20 00 00 00 76 00 00 00", "several"),
            ("+1 (555) 010-0100 - 555", "several"),
            ("(20 22 29 55) (76 00 00)", "not how"),
            ("20 22 29 55 (76)", "not how"),
            ("+223 20 00 00 00)", "not how"),
            ("++223 20 00 00 00", "not how"),
            ("+٢٢٣ ٢٠ ٠٠ ٠٠ ٠٠", "digits 0 to 9"),
            ("２０ 22 29 55", "digits 0 to 9"),
            ("२० २२ २९ ५५", "digits 0 to 9"),
            ("\u{200e}+223 20 00 00 00", "an unseen sign"),
            ("+223 20 00\u{200b}00 00", "an unseen sign"),
            ("Tél. : +223 20 00 00 00", "more than a number"),
            ("tel:+22320000000", "more than a number"),
            ("+223 20 00 00 00 poste 12", "more than a number"),
            ("*144#", "more than a number"),
            ("+", "no telephone number"),
        ] {
            let found = wrong(number).map(|(what, _)| what).unwrap_or_default();
            assert!(found.contains(what), "{number}: {found}");
        }
    }
}
