//! Language tags (BCP 47): what is one, the form that browsers and programs are told, and the direction of its script. What is
//! known of languages is CLDR's (<https://cldr.unicode.org/>).

use std::borrow::Cow;

use icu_locale::{Direction, Locale, LocaleCanonicalizer, LocaleDirectionality};

/// Whether a text is a tag whose language has a code of two or three letters, as all those in use have.
pub fn is_tag(text: &str) -> bool {
    locale(text).is_some()
}

/// Reads a tag. Of a language that is written as a part of another (`ar-arz`), CLDR knows the shorter form only: itself
/// (RFC 5646, 4.5).
fn locale(tag: &str) -> Option<Locale> {
    let is_code = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let (primary, mut rest) = tag
        .split_once('-')
        .map_or((tag, None), |(it, rest)| (it, Some(rest)));
    if !(matches!(primary.len(), 2 | 3) && is_code(primary)) {
        return None;
    }
    let mut language = primary;
    while let Some((part, after)) = rest.map(|rest| {
        rest.split_once('-')
            .map_or((rest, None), |(it, rest)| (it, Some(rest)))
    }) && part.len() == 3
        && is_code(part)
    {
        (language, rest) = (part, after);
    }
    let rest = rest.map(|rest| format!("-{rest}")).unwrap_or_default();
    Locale::try_from_str(&format!("{language}{rest}")).ok()
}

fn canonical(mut locale: Locale) -> Locale {
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    locale
}

/// The tag that is told. Where a language has a code of two letters, those of three (`ara`, `fas`, `prs`) are in no tag
/// (RFC 5646, 2.2.1), and neither browsers nor screen readers know them.
pub fn told(tag: &str) -> Cow<'_, str> {
    let has_three = tag.split('-').next().is_some_and(|language| language.len() == 3);
    let short = locale(tag).filter(|_| has_three).map(canonical);
    match short.filter(|short| short.id.language.as_str().len() == 2) {
        Some(short) => short.to_string().into(),
        None => tag.into(),
    }
}

/// In which direction a language is written, as HTML's `dir` says it: the script decides, which a tag may name; else it is
/// the language's likely one, or that of the language which it is reckoned to. `auto` where it is not known.
pub fn direction(tag: &str) -> &'static str {
    let Some(locale) = locale(tag) else {
        return "auto";
    };
    let directionality = LocaleDirectionality::new_extended();
    let known = |locale: &Locale| directionality.get(&locale.id);
    let wider = || {
        let (primary, _) = tag.split_once('-')?;
        known(&canonical(Locale::try_from_str(primary).ok()?))
    };
    match known(&locale)
        .or_else(|| known(&canonical(locale)))
        .or_else(wider)
    {
        Some(Direction::RightToLeft) => "rtl",
        Some(Direction::LeftToRight) => "ltr",
        _ => "auto",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_read_in_its_direction() {
        for (tag, wanted) in [
            ("fr", "ltr"),
            ("bm", "ltr"),
            ("ar", "rtl"),
            ("AR", "rtl"),
            ("ar-ML", "rtl"),
            ("ar-Latn", "ltr"),
            ("ff", "ltr"),
            ("ff-Adlm", "rtl"),
            ("ff-adlm-GN", "rtl"),
            ("bm-Nkoo", "rtl"),
            ("nqo", "rtl"),
            ("ckb", "rtl"),
            ("ha", "ltr"),
            ("ha-Arab", "rtl"),
            ("sd", "rtl"),
            ("sd-Deva", "ltr"),
            ("ug", "rtl"),
            ("yi", "rtl"),
            ("dv", "rtl"),
            ("he", "rtl"),
            ("iw", "rtl"),
            ("arc", "rtl"),
            ("mzn", "rtl"),
            ("pa", "ltr"),
            ("pa-PK", "rtl"),
            ("az-IR", "rtl"),
            ("uz-AF", "rtl"),
            ("tg", "ltr"),
            ("wo-Arab", "rtl"),
            ("tmh-Tfng", "ltr"),
            ("zh-Hant", "ltr"),
            ("zh-min-nan", "ltr"),
            ("zh-yue-HK", "ltr"),
            ("en-abc", "ltr"),
            ("en-US-u-ca-gregory", "ltr"),
            ("fr-x-interne", "ltr"),
            // A language's other codes, and languages that are part of one.
            ("ara", "rtl"),
            ("fas", "rtl"),
            ("per", "rtl"),
            ("heb", "rtl"),
            ("urd", "rtl"),
            ("snd", "rtl"),
            ("prs", "rtl"),
            ("pes", "rtl"),
            ("pnb", "rtl"),
            ("lah", "rtl"),
            ("pbu", "rtl"),
            ("arb", "rtl"),
            ("arz", "rtl"),
            ("ary", "rtl"),
            ("shu", "rtl"),
            ("ar-arz", "rtl"),
            ("ar-ary-MA", "rtl"),
            ("ar-arz-Latn", "ltr"),
            ("ara-arz", "rtl"),
            ("ara-Latn", "ltr"),
            ("azb", "rtl"),
            ("swh", "ltr"),
            ("bam", "ltr"),
            ("fuc", "ltr"),
            ("fra", "ltr"),
        ] {
            assert_eq!(direction(tag), wanted, "{tag}");
        }
        for unknown in ["", "xx-", "not a tag", "qaa"] {
            assert_eq!(direction(unknown), "auto", "{unknown}");
        }
    }

    #[test]
    fn browsers_are_told_a_tag_that_they_know() {
        for (tag, wanted) in [
            ("fr", "fr"),
            ("FR-ml", "FR-ml"),
            ("ar-arz", "ar-arz"),
            ("pnb", "pnb"),
            ("nqo", "nqo"),
            ("ff-Adlm", "ff-Adlm"),
            ("ara", "ar"),
            ("fas", "fa"),
            ("fra-ML", "fr-ML"),
            ("fre", "fr"),
            ("ful-Adlm", "ff-Adlm"),
            ("bam-Nkoo", "bm-Nkoo"),
            ("prs", "fa-AF"),
            ("not a tag", "not a tag"),
        ] {
            assert_eq!(told(tag), wanted, "{tag}");
        }
    }

    #[test]
    fn what_is_no_tag_is_told() {
        for tag in [
            "fr",
            "fr-ML",
            "ar-arz",
            "sr-Latn-RS",
            "de-1996",
            "fr-x-a",
            "en-u-ca-gregory",
            "es-419",
            "und-Arab",
        ] {
            assert!(is_tag(tag), "{tag}");
        }
        for text in [
            "",
            "f",
            "français",
            "fr_ML",
            "fr-",
            "-fr",
            "fr--ML",
            "fr-x",
            "fr-abcdefghi",
            "bambara",
            "fr ML",
            "fr-FR-FR",
            "fr-u",
        ] {
            assert!(!is_tag(text), "{text}");
        }
    }
}
