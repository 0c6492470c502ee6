//! Characters that no reader sees, and that change what others see.

use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup},
};

/// How many marks a letter may bear. Tibetan and Hebrew need five; more paint over the lines around it.
const MARKS: usize = 8;

/// Whether a text has anything to read: a letter, digit, punctuation or symbol that is seen, by Unicode's properties
/// (<https://www.unicode.org/reports/tr44/>). The membership engine says the same of contributions (`pb_hooks/lib/words.js`).
pub fn says(text: &str) -> bool {
    text.chars().any(is_seen)
}

fn is_seen(c: char) -> bool {
    // They are no Default_Ignorable_Code_Point, and yet blank: Braille's empty cell, the place of an object, blanks of
    // hieroglyphs, an empty note.
    const BLANK: [char; 5] = ['\u{2800}', '\u{fffc}', '\u{13441}', '\u{13442}', '\u{1d159}'];
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    let groups = [
        GeneralCategoryGroup::Letter,
        GeneralCategoryGroup::Number,
        GeneralCategoryGroup::Punctuation,
        GeneralCategoryGroup::Symbol,
    ];
    groups.iter().any(|group| group.contains(category)) && !is_ignorable(c) && !BLANK.contains(&c)
}

/// Whether a character is one that shows nothing by itself.
pub fn is_ignorable(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// Whether a letter bears more than [`MARKS`] marks, also with signs between them that are not seen.
pub fn is_heaped(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let mut marks = 0;
    text.chars().any(|c| {
        let is_mark = GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c));
        marks = match is_mark || is_ignorable(c) {
            true => marks + usize::from(is_mark),
            false => 0,
        };
        marks > MARKS
    })
}

/// What is wrong with a character, and what to do.
pub fn doubt(c: char) -> Option<(char, &'static str, &'static str)> {
    let (what, remedy) = match c {
        '\n' | '\r' => (
            "a line break, which is shown as a space",
            "write two paragraphs, or a space",
        ),
        '\t' => return None,
        // They make a name or an address read as another (https://trojansource.codes).
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => (
            "an unseen sign that turns the order of the letters after it",
            "remove it: browsers order letters by themselves",
        ),
        '\u{fffd}' => (
            "the sign of a letter that an earlier program lost",
            "type the letter again",
        ),
        c if c.is_control() => (
            "an unseen control character",
            "remove it, typing the words around it again",
        ),
        _ => return None,
    };
    Some((c, what, remedy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_nobody_sees_says_nothing() {
        for nothing in [
            "",
            " \u{a0}\u{2003}\t",
            "\u{200b}",
            "\u{3164}",
            "\u{2800}\u{2800}",
            "\u{115f}\u{1160}",
            "\u{34f}",
            "\u{200d}",
            "\u{fe0f}",
            "\u{180e}",
            "\u{e0041}\u{e007f}",
            "\u{ffa0}",
            "\u{fffc}",
            "\u{ad}",
            "\u{301}",
            "\u{e000}",
            "\u{17b4}",
        ] {
            assert!(!says(nothing), "{nothing:?}");
        }
        for something in [
            "a",
            "é",
            "ߒ",
            "ⵣ",
            "ع",
            "李",
            "7",
            "?",
            "…",
            "👩🏿\u{200d}🌾",
            "\u{200b}a",
            "𞤀",
        ] {
            assert!(says(something), "{something}");
        }
    }

    #[test]
    fn marks_that_paint_over_other_lines_are_too_many() {
        assert!(is_heaped(&format!("a{}", "\u{301}".repeat(240))));
        assert!(is_heaped(&format!("a{}", "\u{301}\u{200d}".repeat(9))));
        for fine in [
            "été",
            "ɔ\u{301}\u{300}",
            "שְׁ",
            "a\u{301}a\u{301}a\u{301}a\u{301}a\u{301}",
            &format!("a{}", "\u{301}".repeat(8)),
        ] {
            assert!(!is_heaped(fine), "{fine}");
        }
    }
}
