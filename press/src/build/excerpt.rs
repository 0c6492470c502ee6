//! The beginning of a lead, for lists.

/// The longest an excerpt may be in a list, its ellipsis included, in characters (Unicode scalar values).
pub const LONGEST: usize = 300;

/// The same beside an article, where nine of them were a twelfth of the page's bytes.
pub const LONGEST_BESIDE: usize = 160;

/// The text itself when it is short enough; else its beginning, cut between two words and ended
/// with an ellipsis. A no-break space is not a place to cut.
pub fn excerpt(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept: String = text.chars().take(longest - 1).collect();
    let whole_words = if text.chars().nth(longest - 1) == Some(' ') {
        kept.as_str()
    } else {
        kept.rfind(' ').and_then(|at| kept.get(..at)).unwrap_or(&kept)
    };
    let end =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '…' | '«' | '(' | '–' | '—' | '-');
    format!("{}…", whole_words.trim_end_matches(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_lead_stays_as_it_is() {
        let text = "a".repeat(LONGEST);
        assert_eq!(excerpt(&text, LONGEST), text);
        assert_eq!(excerpt("", LONGEST), "");
    }

    #[test]
    fn an_excerpt_can_be_shortened() {
        let text = excerpt(&"mot ".repeat(200), LONGEST);
        let shorter = excerpt(&text, LONGEST_BESIDE);
        assert_eq!(shorter, excerpt(&"mot ".repeat(200), LONGEST_BESIDE));
        assert!(
            shorter.ends_with("mot…") && shorter.chars().count() <= LONGEST_BESIDE,
            "{shorter}"
        );
    }

    #[test]
    fn a_long_lead_ends_with_a_whole_word_and_an_ellipsis() {
        for ending in [
            " mots suivants",
            ", suite",
            " : la suite",
            " « citation »",
            " — suite",
            ". Suite",
        ] {
            for length in LONGEST - 20..LONGEST {
                let text = format!("{}{ending}{}", "é".repeat(length), " encore".repeat(9));
                let cut = excerpt(&text, LONGEST);
                assert!(cut.chars().count() <= LONGEST, "{cut}");
                let kept = cut.strip_suffix('…').unwrap();
                assert!(text.starts_with(kept));
                assert!(kept.ends_with(|c: char| c.is_alphabetic() || c == '»'), "{cut}");
                let rest = text.strip_prefix(kept).unwrap();
                assert!(!rest.starts_with(char::is_alphabetic), "cut in a word: {cut}");
            }
        }
    }

    #[test]
    fn a_number_is_not_parted_from_its_thousands() {
        let text = format!(
            "{} 2\u{202f}500\u{a0}francs et la suite de la phrase",
            "é".repeat(LONGEST - 8)
        );
        assert_eq!(excerpt(&text, LONGEST), format!("{}…", "é".repeat(LONGEST - 8)));
    }

    #[test]
    fn a_word_longer_than_an_excerpt_is_cut() {
        assert_eq!(
            excerpt(&"é".repeat(400), LONGEST),
            format!("{}…", "é".repeat(LONGEST - 1))
        );
    }
}
