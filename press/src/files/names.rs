//! Names that are the same, and names that only look the same.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// A text in Unicode's normal form C: each letter with its accents as one character, where there is one
/// (https://unicode.org/reports/tr15/).
pub fn composed(text: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// Whether two names look the same at a glance: but for capitals, accents, the kinds of spaces, apostrophes and dashes,
/// and what an address writes with a percent sign.
pub fn look_alike(one: &str, other: &str) -> bool {
    fn plain(name: &str) -> String {
        let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
        DecomposingNormalizerBorrowed::new_nfkd()
            .normalize(&name)
            .chars()
            .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{ad}'))
            .map(|c| match c {
                '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
                '_' | '\u{2010}'..='\u{2015}' => '-',
                // Forms write a space so.
                c if c.is_whitespace() || c == '+' => ' ',
                c => c,
            })
            .flat_map(char::to_lowercase)
            .collect()
    }
    plain(one) == plain(other)
}

/// Where two names part that look alike, in words; `None` where they are the same or do not.
pub fn difference(here: &str, there: &str) -> Option<String> {
    let (here, there) = (composed(here), composed(there));
    if here == there || !look_alike(&here, &there) {
        return None;
    }
    let shown = |c: Option<char>| match c {
        Some(c) if c.is_alphanumeric() => format!("{c} (U+{:04X})", u32::from(c)),
        Some(c) => format!("U+{:04X}", u32::from(c)),
        None => "its end".to_owned(),
    };
    let (mut ours, mut theirs) = (here.chars(), there.chars());
    let mut at = 0;
    loop {
        at += 1;
        let (our, their) = (ours.next(), theirs.next());
        if our != their {
            return Some(format!(
                "they differ at character {at}, here {} and there {}",
                shown(our),
                shown(their)
            ));
        }
        // Both have ended: they are the same.
        our?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_said_where_eyes_do_not_see_it() {
        assert_eq!(
            difference("Société", "Socie\u{301}te\u{301}"),
            None,
            "they are the same"
        );
        assert_eq!(difference("Sport", "Culture"), None, "anybody sees it");
        assert_eq!(
            difference("L'Est", "L\u{2019}Est").as_deref(),
            Some("they differ at character 2, here U+0027 and there U+2019")
        );
        assert_eq!(
            difference("Societe", "Société").as_deref(),
            Some("they differ at character 5, here e (U+0065) and there é (U+00E9)")
        );
        assert_eq!(
            difference("Awa\u{200b}", "Awa").as_deref(),
            Some("they differ at character 4, here U+200B and there its end")
        );
    }
}
