//! Texts of other systems: signs that nobody sees, letters that were broken, and words.

use encoding_rs::WINDOWS_1252;
use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup},
};

use crate::html::tree;

/// The beginning of a text, of so many bytes at most.
#[must_use]
pub fn beginning(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

/// Whether a text has anything to read, by Unicode's properties, as `kiosque check` asks.
#[must_use]
pub fn says(text: &str) -> bool {
    text.chars().any(is_seen)
}

/// Whether a character shows something by itself.
#[must_use]
pub fn is_seen(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_graphic();
    }
    // Blank, though Unicode counts them among symbols and letters.
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

#[must_use]
pub fn is_ignorable(c: char) -> bool {
    !c.is_ascii() && CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// Stands where something was taken out of a line; a noncharacter of Unicode, which is in no text.
pub(crate) const SEAM: char = '\u{fdd0}';

/// Stands in HTML where a shortcode was taken out before it was parsed.
pub(crate) const CUT: char = '\u{fdd1}';

/// Whether a character is refused in texts: a control character, or one that turns the order of letters
/// (<https://trojansource.codes>).
#[must_use]
pub fn is_refused(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | SEAM | CUT)
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Whether it is of a word: a letter, a digit, or a sign upon one.
#[must_use]
pub fn is_of_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric()
        || GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

/// The words of a text, and each other sign that is seen, in order: what may not be lost.
pub fn words(text: &str, each: &mut impl FnMut(&str)) {
    let mut word = String::new();
    for c in text.chars() {
        if is_of_word(c) {
            word.push(c);
        } else if !is_ignorable(c) && !is_refused(c) {
            if !word.is_empty() {
                each(&word);
                word.clear();
            }
            if is_seen(c) {
                each(c.encode_utf8(&mut [0; 4]));
            }
        }
    }
    if !word.is_empty() {
        each(&word);
    }
}

/// A text on one line, its spaces single, without what is refused.
#[must_use]
pub fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if is_space(c) {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_refused(c) {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Spaces of every kind are one to the press, which sets those of French itself.
#[must_use]
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Mends letters that were written as UTF-8 and read as Windows-1252 or Latin-1, where the whole text is so.
#[must_use]
pub fn mended(text: &str) -> Option<String> {
    if !text.contains(['Ã', 'Â', 'â', 'Å', 'Ø', 'Ù']) {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        // Latin-1, as PHP's utf8_encode reads bytes, has what Windows-1252 has no letters for.
        if let Ok(byte) = u8::try_from(u32::from(c)) {
            bytes.push(byte);
            continue;
        }
        let mut buffer = [0; 4];
        let (byte, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
        if unmappable {
            return None;
        }
        bytes.extend_from_slice(&byte);
    }
    let mended = String::from_utf8(bytes).ok()?;
    (mended != text).then_some(mended)
}

/// Reads bytes as UTF-8; what is none is read as Windows-1252, as mixed exports have it. Says where the first such byte is.
#[must_use]
pub fn decode(bytes: &[u8]) -> (String, Option<usize>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), None);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut first = None;
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            first.get_or_insert(at);
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
            at += chunk.invalid().len();
        }
    }
    (text, first)
}

/// The first words of a text, up to so many characters, for a report or a title.
#[must_use]
pub fn first_words(text: &str, most: usize) -> String {
    let text = line(text);
    if text.chars().count() <= most {
        return text;
    }
    let mut short: String = text.chars().take(most).collect();
    if let Some(end) = short.rfind(' ').filter(|end| *end > 0) {
        short.truncate(end);
    }
    short.push('…');
    short
}

/// How many letters in a row show that an excerpt goes on there.
const ROW: usize = 10;

/// Whether an excerpt is what systems make of a text where nobody wrote one; both are HTML. They take its beginning, cut
/// (`[…]`) or whole, and leave out lists, code and captions.
#[must_use]
pub fn is_beginning(excerpt: &str, of: &str) -> bool {
    // Tags part words in one and not in the other.
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let excerpt = line(&tree::text_of(excerpt));
    let end = excerpt.find("[…]").or_else(|| excerpt.rfind('…'));
    let begun = letters(excerpt.get(..end.unwrap_or(excerpt.len())).unwrap_or_default());
    let text = letters(&tree::text_of(of));
    let (mut rest, mut text, mut rows, mut begins) = (begun.as_str(), text.as_str(), 0, true);
    while !rest.is_empty() {
        let row = rest
            .char_indices()
            .nth(ROW)
            .map_or(rest, |(at, _)| rest.get(..at).unwrap_or(rest));
        let Some(next) = text.find(row) else {
            return false;
        };
        begins &= rows > 0 || next == 0;
        text = text.get(next..).unwrap_or_default();
        let same = rest
            .chars()
            .zip(text.chars())
            .take_while(|(one, other)| one == other);
        let length: usize = same.map(|(c, _)| c.len_utf8()).sum();
        rest = rest.get(length..).unwrap_or_default();
        text = text.get(length..).unwrap_or_default();
        rows += 1;
    }
    // A sentence of the text that stands in it further down, somebody chose.
    begins || end.is_some() || rows > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, &mut |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn words_and_signs_are_told_apart_in_any_script() {
        assert_eq!(all("L’été, 3\u{a0}ans"), ["L", "’", "été", ",", "3", "ans"]);
        assert_eq!(all("a\u{200b}b e\u{301}"), ["ab", "e\u{301}"]);
        assert_eq!(all("ߒߞߏ [sic]"), ["ߒߞߏ", "[", "sic", "]"]);
        assert_eq!(all("\u{2800} \u{7} 👍"), ["👍"]);
    }

    #[test]
    fn excerpts_that_nobody_wrote_are_told_from_leads() {
        let text = "<p>Le centre a reçu des appareils.</p><ul><li>dix neufs</li></ul><p>Ils soigneront trente personnes de plus.</p>";
        for made in [
            "Le centre a reçu des […]",
            "Le centre a reçu des appareils. Ils soigneront trente personnes de plus.",
            "Ils soigneront trente personnes […]",
            "",
            // Of "H<sub>2</sub>O" such an excerpt has "H2O".
            "Lecentre a reçu des appareils",
        ] {
            assert!(is_beginning(made, text), "{made}");
        }
        for written in [
            "Un don attendu.",
            "Ils soigneront trente personnes de plus.",
            "Le centre, dix personnes de plus.",
        ] {
            assert!(!is_beginning(written, text), "{written}");
        }
    }

    #[test]
    fn broken_letters_are_mended_only_where_all_of_the_text_is_so() {
        assert_eq!(mended("Ã©tÃ©").as_deref(), Some("été"));
        assert_eq!(mended("lâ€™Ã©tÃ©").as_deref(), Some("l’été"));
        assert_eq!(
            mended("lâ\u{80}\u{99}opposition, lâ\u{80}\u{99}Å\u{93}uvre").as_deref(),
            Some("l’opposition, l’œuvre")
        );
        assert_eq!(mended("Ã©tÃ© et été"), None);
        assert_eq!(mended("Âge d’or"), None);
        assert_eq!(mended("São Paulo"), None);
    }

    #[test]
    fn bytes_that_are_no_utf_8_are_still_read() {
        assert_eq!(decode(b"ab\xe9c \xc3\xa9"), ("abéc é".to_owned(), Some(2)));
    }

    #[test]
    fn a_line_has_single_spaces_and_no_unseen_signs() {
        assert_eq!(line(" a\u{a0}\u{202f}: b\n\u{8}c\u{202e} "), "a : b c");
    }
}
