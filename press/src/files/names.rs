//! Names that are the same, and names that only look the same.

use std::{borrow::Cow, fmt};

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::{CodePointMapData, props::Script};
use unicode_security::{MixedScript, skeleton};

use crate::unseen::is_ignorable;

/// A text in Unicode's normal form C: each letter with its accents as one character, where there is one
/// (https://unicode.org/reports/tr15/).
pub fn composed(text: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// A text as eyes see it: letters of other scripts that look the same are (https://www.unicode.org/reports/tr39/), and all
/// kinds of spaces, however many, of apostrophes and of dashes.
pub fn sight(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
            '\u{2010}'..='\u{2015}' => '-',
            c => c,
        })
        .collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    skeleton(&words.join(" ")).collect()
}

/// Whether two names look the same at a glance: as [`sight`], and but for capitals, accents, and what an address writes
/// with a percent sign.
pub fn look_alike(one: &str, other: &str) -> bool {
    fn plain(name: &str) -> String {
        let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
        let name: String = DecomposingNormalizerBorrowed::new_nfkd()
            .normalize(&name)
            .chars()
            .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{ad}'))
            .map(|c| match c {
                '_' => '-',
                // Forms write a space so.
                '+' => ' ',
                c => c,
            })
            .flat_map(char::to_lowercase)
            .collect();
        sight(&name)
    }
    plain(one) == plain(other)
}

/// Whether anybody sees how two letters differ: they are of one script, and not one letter, though rn and m look alike.
fn is_plain(one: Option<char>, other: Option<char>) -> bool {
    fn letter(c: char) -> Option<char> {
        let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize_iter([c].into_iter());
        decomposed.flat_map(char::to_lowercase).next()
    }
    let (Some(one), Some(other)) = (
        one.filter(|c| c.is_alphabetic()),
        other.filter(|c| c.is_alphabetic()),
    ) else {
        return false;
    };
    let script = |c: char| CodePointMapData::<Script>::new().get(c);
    script(one) == script(other) && letter(one) != letter(other)
}

/// Whether a name is such as people type it: of one script, without unseen signs or a space too many.
fn is_typed(name: &str) -> bool {
    name.is_single_script()
        && name.split(' ').all(|word| !word.is_empty())
        && name
            .chars()
            .all(|c| c == ' ' || !c.is_whitespace() && !is_ignorable(c))
}

/// Where two names part that look alike.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference {
    /// From 1.
    at: usize,
    here: Option<char>,
    there: Option<char>,
    /// Whether the one here is as people type it, and the other is not.
    is_here_typed: bool,
}

impl Difference {
    /// `None` where they are the same or do not look alike.
    pub fn of(here: &str, there: &str) -> Option<Self> {
        let (here, there) = (composed(here), composed(there));
        if here == there || !(look_alike(&here, &there) || sight(&here) == sight(&there)) {
            return None;
        }
        let (mut ours, mut theirs) = (here.chars(), there.chars());
        let mut at = 0;
        loop {
            at += 1;
            let (our, their) = (ours.next(), theirs.next());
            if our != their {
                return (!is_plain(our, their)).then(|| Self {
                    at,
                    here: our,
                    there: their,
                    is_here_typed: is_typed(&here) && !is_typed(&there),
                });
            }
            // Both have ended: they are the same.
            our?;
        }
    }

    /// Which to write in both, `there` being what the other place is called.
    pub fn remedy(&self, there: &str) -> String {
        let Self { at, .. } = self;
        match self.is_here_typed {
            true => format!(
                "write it in {there} as here, with {} at character {at}",
                shown(self.here)
            ),
            false => format!(
                "write it as {there} does, with {} at character {at}",
                shown(self.there)
            ),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [here, there] = [self.here, self.there].map(shown);
        write!(
            f,
            "they differ at character {}, here {here} and there {there}",
            self.at
        )
    }
}

/// A character by its code point and its name in Unicode; control characters have none.
fn named(c: char) -> String {
    let code = format!("U+{:04X}", u32::from(c));
    match unicode_names2::name(c) {
        Some(name) => format!("{code} {name}"),
        None => code,
    }
}

fn shown(c: Option<char>) -> String {
    match c {
        Some(c) if c.is_alphanumeric() => format!("{c} ({})", named(c)),
        Some(c) => named(c),
        None => "its end".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_said_where_eyes_do_not_see_it() {
        for (here, there) in [
            ("Société", "Socie\u{301}te\u{301}"),
            ("Sport", "Culture"),
            ("modem", "modern"),
        ] {
            assert_eq!(
                Difference::of(here, there),
                None,
                "they are the same, or anybody sees it"
            );
        }
        for (here, there, difference, remedy) in [
            (
                "L'Est",
                "L\u{2019}Est",
                "they differ at character 2, here U+0027 APOSTROPHE and there U+2019 RIGHT SINGLE QUOTATION MARK",
                "write it as X does, with U+2019 RIGHT SINGLE QUOTATION MARK at character 2",
            ),
            (
                "Societe",
                "Société",
                "they differ at character 5, here e (U+0065 LATIN SMALL LETTER E) and there é (U+00E9 LATIN SMALL LETTER E WITH ACUTE)",
                "write it as X does, with é (U+00E9 LATIN SMALL LETTER E WITH ACUTE) at character 5",
            ),
            (
                "Awa\u{200b}",
                "Awa",
                "they differ at character 4, here U+200B ZERO WIDTH SPACE and there its end",
                "write it as X does, with its end at character 4",
            ),
            (
                "Awa Traoré",
                "\u{410}wa Traoré",
                "here A (U+0041 LATIN CAPITAL LETTER A) and there \u{410} (U+0410 CYRILLIC CAPITAL LETTER A)",
                "write it in X as here, with A (U+0041 LATIN CAPITAL LETTER A) at character 1",
            ),
            (
                "Awa\u{a0}Traoré",
                "Awa Traoré",
                "here U+00A0 NO-BREAK SPACE and there U+0020 SPACE",
                "write it as X does, with U+0020 SPACE at character 4",
            ),
            (
                "Awa Traoré",
                "Awa  Traoré",
                "they differ at character 5, here T (U+0054 LATIN CAPITAL LETTER T) and there U+0020 SPACE",
                "write it in X as here, with T (U+0054 LATIN CAPITAL LETTER T) at character 5",
            ),
        ] {
            let found = Difference::of(here, there).unwrap();
            assert!(found.to_string().contains(difference), "{found}");
            assert_eq!(found.remedy("X"), remedy);
        }
    }
}
