//! An article in a list.

use kiosque::{
    contract::{Article, Author, Image, Summary},
    typography::typeset,
};

use super::{
    excerpt::{LONGEST, excerpt},
    spacing::is_french,
};

/// An article as a list shows it, with its picture.
pub fn teaser(article: &Article) -> Summary {
    let french = is_french(&article.in_language);
    let set = |text: &str| if french { typeset(text) } else { text.to_owned() };
    let image = article.image.clone().map(|image| Image {
        caption: None,
        credit_text: None,
        alt: set(&image.alt),
        ..image
    });
    Summary {
        slug: article.slug.clone(),
        language: article.language.clone(),
        headline: set(&article.headline),
        kicker: article.kicker.as_deref().map(set),
        description: excerpt(&set(&article.description), LONGEST),
        date_published: article.date_published.clone(),
        author: article
            .author
            .iter()
            .cloned()
            .map(|author| Author {
                job_title: None,
                ..author
            })
            .collect(),
        image,
    }
}
