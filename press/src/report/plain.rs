//! Texts of a newsroom, and names of files, as a terminal may be sent them.

use std::borrow::Cow;

use crate::unseen::doubt;

/// A text in one line in which a terminal finds nothing to obey: control characters are shown by their pictures
/// (<https://www.unicode.org/charts/PDF/U2400.pdf>), and what turns the order of letters as a sign that is lost.
pub fn plain(text: &str) -> Cow<'_, str> {
    match text.chars().any(|c| doubt(c).is_some()) {
        false => text.into(),
        true => text.chars().map(picture).collect(),
    }
}

fn picture(c: char) -> char {
    match c {
        '\0'..='\x1f' if doubt(c).is_some() => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        c if doubt(c).is_some() => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_newsroom_was_sent_gives_its_terminal_no_orders() {
        assert_eq!(
            plain("\u{1b}]0;x\u{7}\u{9b}2J\n\u{202e}\u{7f}"),
            "␛]0;x␇\u{fffd}2J␊\u{fffd}␡"
        );
        assert!(matches!(plain("Été\tà Ségou, « n\u{301} »"), Cow::Borrowed(_)));
    }
}
