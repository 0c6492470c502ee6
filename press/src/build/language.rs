//! In what languages readers are served words, and in which direction their scripts are written.

use icu_properties::{
    CodePointMapData, PropertyNamesShort,
    props::{BidiClass, Script},
};
use kiosque::contract::{Article, Block, LanguageAttributes, MOST_MARKS, Mark, Site, Span};

use crate::{
    blocks::{each_mut, texts_mut},
    language_tag::direction,
};

/// The language around some words, with its direction.
struct Around<'a> {
    tag: &'a str,
    direction: &'static str,
}

impl<'a> Around<'a> {
    fn new(tag: &'a str) -> Self {
        Self {
            tag,
            direction: direction(tag),
        }
    }

    /// What words in the language `tag` say of it within these: nothing in the same one, and nothing of a direction that is
    /// the same.
    fn attributes(&self, tag: &str) -> LanguageAttributes {
        if tag.eq_ignore_ascii_case(self.tag) {
            return LanguageAttributes::default();
        }
        LanguageAttributes {
            lang: Some(tag.to_owned()),
            dir: self.direction_of(tag),
        }
    }

    fn direction_of(&self, tag: &str) -> Option<String> {
        let direction = direction(tag);
        (direction != self.direction).then(|| direction.to_owned())
    }
}

/// Says of an article, its blocks and words in what language they are where that is another than around them.
pub fn article(article: &mut Article, site: &Site) {
    let tag = match article.in_language.as_str() {
        "" => &site.in_language,
        tag => tag,
    };
    article.language = Around::new(&site.in_language).attributes(tag);
    let tag = tag.to_owned();
    let around = Around::new(&tag);
    each_mut(&mut article.body, &mut |it| block(it, &around));
}

fn block(block: &mut Block, around: &Around<'_>) {
    match block {
        Block::Paragraph { language, spans: run }
        | Block::Quote {
            language, spans: run, ..
        }
        | Block::PullQuote {
            language, spans: run, ..
        } => match whole(run, around) {
            Some(tag) => {
                *language = around.attributes(&tag);
                unmark(run, &tag);
                spans(run, &Around::new(&tag));
            }
            None => spans(run, around),
        },
        // They cannot say it themselves, so their words do.
        block => texts_mut(block).into_iter().for_each(|text| {
            if let Some(tag) = whole(text, around).filter(|tag| around.direction_of(tag).is_some()) {
                mark(text, &tag);
            }
            spans(text, around);
        }),
    }
}

/// The one language of all that is said in a text: of its marks, whatever punctuation stands around; else of letters that
/// are all read in the other direction, which are of no language that is known, in a script that is.
fn whole(spans: &[Span], around: &Around<'_>) -> Option<String> {
    let is_said = |span: &&Span| span.text.contains(char::is_alphanumeric);
    let mut tags = spans.iter().filter(is_said).map(language_of);
    if let Some(Some(tag)) = tags.next()
        && tags.all(|other| other.is_some_and(|other| other.eq_ignore_ascii_case(tag)))
    {
        return Some(tag.to_owned());
    }
    let mut letters = spans
        .iter()
        .flat_map(|span| span.text.chars())
        .filter_map(|c| Some((c, direction_of(c)?)));
    let (first, here) = letters.next()?;
    let is_other = matches!((here, around.direction), ("ltr", "rtl") | ("rtl", "ltr"));
    if !is_other || letters.any(|(_, direction)| direction != here) {
        return None;
    }
    let mut marked = spans.iter().filter_map(language_of);
    let script = CodePointMapData::<Script>::new().get(first);
    match marked.next() {
        Some(tag) if direction(tag) == here && marked.all(|other| other.eq_ignore_ascii_case(tag)) => {
            Some(tag.to_owned())
        }
        _ => Some(format!(
            "und-{}",
            PropertyNamesShort::<Script>::new().get(script)?
        )),
    }
}

/// In which direction a letter is read (<https://www.unicode.org/reports/tr9/>).
fn direction_of(c: char) -> Option<&'static str> {
    match CodePointMapData::<BidiClass>::new().get(c) {
        BidiClass::LeftToRight if c.is_alphabetic() => Some("ltr"),
        BidiClass::RightToLeft | BidiClass::ArabicLetter if c.is_alphabetic() => Some("rtl"),
        _ => None,
    }
}

/// The innermost language mark's.
fn language_of(span: &Span) -> Option<&str> {
    span.marks.iter().rev().find_map(|mark| match mark {
        Mark::Language { lang, .. } => Some(lang.as_str()),
        _ => None,
    })
}

/// Takes away what a text's marks say of a language that all of it is in.
fn unmark(spans: &mut [Span], tag: &str) {
    for span in spans {
        span.marks
            .retain(|mark| !matches!(mark, Mark::Language { lang, .. } if lang.eq_ignore_ascii_case(tag)));
    }
}

/// Marks all of a text, its punctuation too, as being in a language. What then bears the same marks is one.
fn mark(spans: &mut Vec<Span>, tag: &str) {
    unmark(spans, tag);
    for span in spans.iter_mut().filter(|span| span.marks.len() < MOST_MARKS) {
        let lang = tag.to_owned();
        span.marks.insert(0, Mark::Language { lang, dir: None });
    }
    spans.dedup_by(|span, before| {
        let is_one = span.marks == before.marks;
        if is_one {
            before.text.push_str(&span.text);
        }
        is_one
    });
}

/// Says of marks in which direction their words are written where that is another. Each is then set apart from what is
/// around, and several that follow one another would stand in the order of that: these say none, and their letters do.
fn spans(spans: &mut [Span], around: &Around<'_>) {
    let mut from = 0;
    while from < spans.len() {
        let tag = spans.get(from).and_then(language_of).map(str::to_owned);
        let rest = spans.get_mut(from..).unwrap_or_default();
        let is_same = |span: &Span| match (&tag, language_of(span)) {
            (Some(tag), Some(other)) => other.eq_ignore_ascii_case(tag),
            (Some(_), None) => span.text.trim().is_empty(),
            (None, _) => false,
        };
        let count = rest.iter().take_while(|span| is_same(span)).count().max(1);
        let run = rest.get_mut(..count).unwrap_or_default();
        let is_alone = run.iter().filter(|span| language_of(span).is_some()).count() == 1;
        for mark in run.iter_mut().flat_map(|span| &mut span.marks) {
            if let Mark::Language { lang, dir } = mark {
                *dir = around.direction_of(lang).filter(|_| is_alone);
            }
        }
        from += count;
    }
}

#[cfg(test)]
mod tests {
    use kiosque::contract::decode;
    use serde_json::{Value, json};

    use super::*;

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

    fn text(text: &str) -> Value {
        json!({ "text": text })
    }

    fn in_language(words: &str, lang: &str) -> Value {
        json!({ "text": words, "marks": [{ "type": "language", "lang": lang }] })
    }

    /// A screen reader would read it in a French voice, and its full stop would stand at the wrong end.
    #[test]
    fn quotation_marks_around_words_in_another_language_are_part_of_them() {
        for spans in [
            json!([text("« "), in_language("سلام عليكم", "ar"), text(" »…")]),
            json!([
                in_language("سلام", "ar"),
                text("، "),
                in_language("عليكم", "ar"),
                text(".")
            ]),
            json!([in_language("سلام", "ar"), text(" عليكم 2024.")]),
        ] {
            let said = said("fr", json!([{ "type": "paragraph", "spans": spans }]));
            assert_eq!(
                said["body"][0]["language"],
                json!({ "lang": "ar", "dir": "rtl" }),
                "{said}"
            );
            assert!(!said["body"][0]["spans"].to_string().contains("marks"), "{said}");
        }
        // A number is said in some language, too.
        let dated = json!([{ "type": "paragraph", "spans": [text("2024 : "), in_language("Hello", "en")] }]);
        assert_eq!(said("fr", dated)["body"][0].get("language"), None);
    }

    #[test]
    fn letters_of_the_other_direction_say_it_where_nobody_marked_them() {
        for (article, words, wanted) in [
            (
                "fr",
                "« سلام عليكم » (1999).",
                json!({ "lang": "und-Arab", "dir": "rtl" }),
            ),
            ("fr", "שלום!", json!({ "lang": "und-Hebr", "dir": "rtl" })),
            ("fr", "ߒߞߏ", json!({ "lang": "und-Nkoo", "dir": "rtl" })),
            ("fr", "𞤀𞤁𞤂𞤢𞤃", json!({ "lang": "und-Adlm", "dir": "rtl" })),
            ("ar", "Bonjour !", json!({ "lang": "und-Latn", "dir": "ltr" })),
            ("nqo", "Привет", json!({ "lang": "und-Cyrl", "dir": "ltr" })),
        ] {
            for kind in ["paragraph", "quote", "pullQuote"] {
                let block = json!({ "type": kind, "spans": [text(words)] });
                let said = said(article, json!([block]));
                assert_eq!(said["body"][0]["language"], wanted, "{kind} {words}");
            }
            let spans = json!([text(words)]);
            let body = json!([
                { "type": "heading", "level": 2, "spans": spans },
                { "type": "list", "items": [spans] },
                { "type": "box", "title": "Un", "body": [{ "type": "table", "rows": [[{ "header": true, "spans": spans }]] }] },
            ]);
            let said = said(article, body);
            let mut marked = json!({ "type": "language" });
            marked["lang"] = wanted["lang"].clone();
            marked["dir"] = wanted["dir"].clone();
            let marked = json!([{ "text": words, "marks": [marked] }]);
            for spans in ["/0/spans", "/1/items/0", "/2/body/0/rows/0/0/spans"] {
                assert_eq!(said["body"].pointer(spans), Some(&marked), "{spans}");
            }
        }
        for (article, words) in [
            ("fr", "Le mot سلام veut dire paix."),
            ("fr", "سلام veut dire paix."),
            ("fr", "Привет"),
            ("fr", "٢٠٢٤ – 1999"),
            ("ar", "كوفيد COVID"),
            ("qaa", "سلام"),
        ] {
            let said = said(article, json!([{ "type": "paragraph", "spans": [text(words)] }]));
            assert_eq!(
                said["body"][0],
                json!({ "type": "paragraph", "spans": [text(words)] })
            );
        }
    }

    /// Each that says its direction is set apart, and those that follow one another would be in the order of what is around.
    #[test]
    fn words_of_one_sentence_stay_in_its_order() {
        let strong =
            json!({ "text": "عليكم", "marks": [{ "type": "strong" }, { "type": "language", "lang": "ar" }] });
        let spans = json!([in_language("سلام", "ar"), text(" "), strong, text("!")]);
        let heading = said("fr", json!([{ "type": "heading", "level": 2, "spans": spans }]));
        let mark = json!({ "type": "language", "lang": "ar" });
        assert_eq!(
            heading["body"][0]["spans"],
            json!([
                { "text": "سلام ", "marks": [mark] },
                { "text": "عليكم", "marks": [mark, { "type": "strong" }] },
                { "text": "!", "marks": [mark] },
            ])
        );
        let spans = json!([
            text("On dit "),
            in_language("سلام", "ar"),
            text(" "),
            strong,
            text(", puis "),
            in_language("شكرا", "ar")
        ]);
        let mixed = said("fr", json!([{ "type": "paragraph", "spans": spans }]));
        let spans = &mixed["body"][0]["spans"];
        assert_eq!(spans[1]["marks"], json!([mark]));
        assert_eq!(spans[3]["marks"][1], mark);
        assert_eq!(spans[5]["marks"][0]["dir"], "rtl");
    }
}
