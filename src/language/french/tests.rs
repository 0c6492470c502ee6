//! French as it is spaced and counted.

use super::*;
use crate::typography::typeset;

#[test]
fn every_sentence_is_spaced_as_french_is() {
    let failures = [
        LoadError::NotFound,
        LoadError::Withdrawn,
        LoadError::NoNetwork,
        LoadError::WebPage,
        LoadError::Server,
        LoadError::Unreadable,
        LoadError::Newer,
    ];
    let failures = failures
        .iter()
        .flat_map(|&failure| [failure_title(failure), failure_remedy(failure)]);
    for sentence in FRENCH.sentences().into_iter().chain(failures) {
        assert_eq!(typeset(sentence), sentence);
        assert!(!sentence.contains('\''), "a straight apostrophe: {sentence}");
    }
}

/// "0 contributions" is what a reader under most articles would stumble over.
#[test]
fn none_and_one_are_singular() {
    assert_eq!(contribution_count(0), "0\u{a0}contribution");
    assert_eq!(contribution_count(1), "1\u{a0}contribution");
    assert_eq!(contribution_count(2), "2\u{a0}contributions");
    assert_eq!(new_contributions(0), "Lire 0\u{a0}nouvelle contribution");
    assert_eq!(new_contributions(1), "Lire la nouvelle contribution");
    assert_eq!(new_contributions(2), "Lire 2\u{a0}nouvelles contributions");
    assert_eq!(length(0, 2000), "0 caractère sur 2\u{202f}000");
    assert_eq!(length(1, 2000), "1 caractère sur 2\u{202f}000");
    assert_eq!(length(2, 2000), "2 caractères sur 2\u{202f}000");
}

#[test]
fn reading_time_counts_minutes() {
    assert_eq!(reading_time(60), FRENCH.less_than_a_minute);
    assert_eq!(reading_time(0), FRENCH.less_than_a_minute);
    assert_eq!(reading_time(200), "1\u{a0}min de lecture");
    assert_eq!(reading_time(3000), "15\u{a0}min de lecture");
}
