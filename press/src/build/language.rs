//! In what languages readers are served words, and in which direction their scripts are written.

use icu_locale::{Direction, Locale, LocaleDirectionality};
use kiosque::contract::{Article, Block, LanguageAttributes, Mark, Site, Span};

use crate::blocks::texts_mut;

/// In which direction a language is written, as HTML's `dir` says it: the script decides, which a BCP 47 tag may name;
/// else it is the language's likely one (CLDR, <https://cldr.unicode.org/>). `auto` where it is not known.
pub fn direction(tag: &str) -> &'static str {
    let locale = Locale::try_from_str(tag).ok();
    match locale.and_then(|locale| LocaleDirectionality::new_extended().get(&locale.id)) {
        Some(Direction::RightToLeft) => "rtl",
        Some(Direction::LeftToRight) => "ltr",
        _ => "auto",
    }
}

/// Says of an article, its blocks and words in what language they are where that is another than around them.
pub fn article(article: &mut Article, site: &Site) {
    let tag = match article.in_language.as_str() {
        "" => &site.in_language,
        tag => tag,
    };
    article.language = within(tag, &site.in_language);
    let around = tag.to_owned();
    article.body.iter_mut().for_each(|it| block(it, &around));
}

/// What words in the language `tag` say of it within those in `around`: nothing in the same one, and nothing of a direction that
/// is the same.
fn within(tag: &str, around: &str) -> LanguageAttributes {
    if tag.eq_ignore_ascii_case(around) {
        return LanguageAttributes::default();
    }
    LanguageAttributes {
        lang: Some(tag.to_owned()),
        dir: direction_within(tag, around),
    }
}

fn direction_within(tag: &str, around: &str) -> Option<String> {
    let direction = direction(tag);
    (direction != self::direction(around)).then(|| direction.to_owned())
}

fn block(block: &mut Block, around: &str) {
    match block {
        Block::Paragraph { language, spans: run }
        | Block::Quote {
            language, spans: run, ..
        }
        | Block::PullQuote {
            language, spans: run, ..
        } => match whole(run) {
            Some(tag) => *language = within(&tag, around),
            None => spans(run, around),
        },
        Block::Box { body, .. } => body.iter_mut().for_each(|it| self::block(it, around)),
        block => texts_mut(block).into_iter().for_each(|text| spans(text, around)),
    }
}

/// The one language of all that is said in a text, which its marks then say no more.
fn whole(spans: &mut [Span]) -> Option<String> {
    let said = spans.iter().filter(|span| !span.text.trim().is_empty());
    let mut tags = said.map(language_of);
    let tag = tags.next()??.to_owned();
    if !tags.all(|other| other.is_some_and(|other| other.eq_ignore_ascii_case(&tag))) {
        return None;
    }
    for span in spans {
        span.marks.retain(|mark| !matches!(mark, Mark::Language { .. }));
    }
    Some(tag)
}

/// The innermost language mark's.
fn language_of(span: &Span) -> Option<&str> {
    span.marks.iter().rev().find_map(|mark| match mark {
        Mark::Language { lang, .. } => Some(lang.as_str()),
        _ => None,
    })
}

fn spans(spans: &mut [Span], around: &str) {
    for mark in spans.iter_mut().flat_map(|span| &mut span.marks) {
        if let Mark::Language { lang, dir } = mark {
            *dir = direction_within(lang, around);
        }
    }
}

#[cfg(test)]
mod tests {
    use kiosque::contract::decode;
    use serde_json::{Value, json};

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
        ] {
            assert_eq!(direction(tag), wanted, "{tag}");
        }
        for unknown in ["", "xx-", "not a tag", "qaa"] {
            assert_eq!(direction(unknown), "auto", "{unknown}");
        }
    }

    fn said(language: &str, body: Value) -> Value {
        let article =
            json!({ "version": "1.0", "slug": "un", "headline": "Un", "inLanguage": language, "body": body });
        let mut read: Article = decode(&article.to_string()).unwrap();
        let site = Site {
            in_language: "fr".to_owned(),
            ..Site::default()
        };
        super::article(&mut read, &site);
        serde_json::to_value(&read).unwrap()
    }

    #[test]
    fn an_article_says_its_language_where_it_is_another_than_the_newspaper_s() {
        for same in ["fr", "FR", ""] {
            assert_eq!(said(same, json!([])).get("language"), None, "{same}");
        }
        assert_eq!(
            said("ar-ML", json!([]))["language"],
            json!({ "lang": "ar-ML", "dir": "rtl" })
        );
        assert_eq!(said("en", json!([]))["language"], json!({ "lang": "en" }));
    }

    #[test]
    fn what_is_wholly_in_another_language_says_so_as_a_whole() {
        let arabic = |text: &str| json!({ "text": text, "marks": [{ "type": "strong" }, { "type": "language", "lang": "ar" }] });
        for kind in ["paragraph", "quote", "pullQuote"] {
            let block = json!({ "type": kind, "spans": [arabic("سلام"), { "text": " " }, arabic("عليكم")] });
            let boxed = json!({ "type": "box", "title": "Un", "body": [block] });
            let said = said("fr", json!([block, boxed]));
            for block in [&said["body"][0], &said["body"][1]["body"][0]] {
                assert_eq!(block["language"], json!({ "lang": "ar", "dir": "rtl" }), "{kind}");
                assert_eq!(block["spans"][0]["marks"], json!([{ "type": "strong" }]));
            }
        }
        let mixed = json!([{ "type": "paragraph", "spans": [arabic("سلام"), { "text": " veut dire paix" }] }]);
        let said = said("fr", mixed);
        assert_eq!(said["body"][0].get("language"), None);
        assert_eq!(said["body"][0]["spans"][0]["marks"][1]["dir"], "rtl");
    }
}
