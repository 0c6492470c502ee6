//! French spacing of all that readers are served.

use kiosque::{
    contract::{Article, Block, Image, Mark, Site, Span},
    typography::{typeset, typeset_runs},
};

use crate::blocks::{each_mut, images_mut, lines_mut, texts_mut};

/// The newspaper's own texts, well spaced.
pub fn site(mut site: Site) -> Site {
    if !is_french(&site.in_language) {
        return site;
    }
    set(&mut site.tagline);
    for author in &mut site.authors {
        author
            .job_title
            .iter_mut()
            .chain(&mut author.description)
            .for_each(set);
    }
    for plan in &mut site.plans {
        set(&mut plan.name);
        plan.description
            .iter_mut()
            .chain(&mut plan.features)
            .for_each(set);
    }
    for link in &mut site.links {
        set(&mut link.name);
    }
    site
}

/// Whether a language is French, of whatever country.
pub fn is_french(language: &str) -> bool {
    language
        .split('-')
        .next()
        .is_some_and(|primary| primary.eq_ignore_ascii_case("fr"))
}

fn set(text: &mut String) {
    *text = typeset(text);
}

/// An article, well spaced where it is French.
pub fn article(mut article: Article) -> Article {
    if !is_french(&article.in_language) {
        return article;
    }
    set(&mut article.headline);
    set(&mut article.description);
    article.kicker.iter_mut().for_each(set);
    for author in &mut article.author {
        author.job_title.iter_mut().for_each(set);
    }
    article.image.iter_mut().for_each(image);
    each_mut(&mut article.body, &mut block);
    article
}

fn image(image: &mut Image) {
    set(&mut image.alt);
    image
        .caption
        .iter_mut()
        .chain(&mut image.credit_text)
        .for_each(set);
}

fn block(block: &mut Block) {
    // All of a block may be in another language.
    let is_foreign = match block {
        Block::Paragraph { language, .. }
        | Block::Quote { language, .. }
        | Block::PullQuote { language, .. } => language.lang.as_ref().is_some_and(|lang| !is_french(lang)),
        _ => false,
    };
    if !is_foreign {
        texts_mut(block).into_iter().for_each(|text| spans(text));
    }
    lines_mut(block).into_iter().for_each(set);
    images_mut(block).iter_mut().for_each(image);
}

/// Spans are one text: a rule may need both sides of a mark.
fn spans(spans: &mut [Span]) {
    let foreign = |span: &Span| {
        span.marks.iter().any(|mark| match mark {
            Mark::Language { lang, .. } => !is_french(lang),
            Mark::Code => true,
            _ => false,
        })
    };
    let runs: Vec<(&str, bool)> = spans
        .iter()
        .map(|span| (span.text.as_str(), !foreign(span)))
        .collect();
    let texts = typeset_runs(&runs);
    for (span, text) in spans.iter_mut().zip(texts) {
        span.text = text;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn code_keeps_its_own_spaces() {
        let text = json!([{"text": "Écrivez : "}, {"text": "a ? b : c;", "marks": [{"type": "code"}]}, {"text": " !"}]);
        let body = json!([{"type": "paragraph", "spans": text}]);
        let given =
            json!({"version": "1.1", "slug": "un", "headline": "Un", "inLanguage": "fr", "body": body});
        let article = article(kiosque::contract::decode(&given.to_string()).unwrap());
        let Some(Block::Paragraph { spans, .. }) = article.body.first() else {
            panic!("{article:?}");
        };
        let texts: Vec<&str> = spans.iter().map(|span| span.text.as_str()).collect();
        assert_eq!(texts, ["Écrivez\u{a0}: ", "a ? b : c;", "\u{202f}!"]);
    }
}
