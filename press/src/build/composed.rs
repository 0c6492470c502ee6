//! Names by which things are known to be the same: however they were composed, they are written in one way
//! (Unicode's normal form C).

use kiosque::contract::{Article, Site};

use crate::files::composed;

/// An article's authors, section and keywords.
pub fn article(mut article: Article) -> Article {
    compose(&mut article.article_section.name);
    article
        .author
        .iter_mut()
        .for_each(|author| compose(&mut author.name));
    article.keywords.iter_mut().for_each(compose);
    article
}

/// The newspaper's sections and authors.
pub fn site(mut site: Site) -> Site {
    site.sections
        .iter_mut()
        .for_each(|section| compose(&mut section.name));
    site.authors
        .iter_mut()
        .for_each(|author| compose(&mut author.name));
    site
}

fn compose(text: &mut String) {
    if let std::borrow::Cow::Owned(composed) = composed(text) {
        *text = composed;
    }
}
