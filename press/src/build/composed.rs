//! Names by which things are known to be the same: however they were composed, they are written in one way
//! (Unicode's normal form C). So are languages, whichever of their codes was written.

use std::borrow::Cow;

use kiosque::contract::{Article, Block, Mark, Site};

use crate::{
    blocks::{each_mut, texts_mut},
    files::composed,
    language_tag,
};

/// An article's authors, section and keywords, and its languages.
pub fn article(mut article: Article) -> Article {
    tell(&mut article.in_language);
    each_mut(&mut article.body, &mut block);
    compose(&mut article.article_section.name);
    article
        .author
        .iter_mut()
        .for_each(|author| compose(&mut author.name));
    article.keywords.iter_mut().for_each(compose);
    article
}

/// The newspaper's sections and authors, and its language.
pub fn site(mut site: Site) -> Site {
    tell(&mut site.in_language);
    site.sections
        .iter_mut()
        .for_each(|section| compose(&mut section.name));
    site.authors
        .iter_mut()
        .for_each(|author| compose(&mut author.name));
    site
}

fn block(block: &mut Block) {
    let spans = texts_mut(block).into_iter().flatten();
    for mark in spans.flat_map(|span| &mut span.marks) {
        if let Mark::Language { lang, .. } = mark {
            tell(lang);
        }
    }
}

fn compose(text: &mut String) {
    if let Cow::Owned(composed) = composed(text) {
        *text = composed;
    }
}

fn tell(tag: &mut String) {
    if let Cow::Owned(told) = language_tag::told(tag) {
        *tag = told;
    }
}
