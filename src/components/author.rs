//! The authors of an article, beside it.

use super::{decoration, known_line, link, teasers};
use crate::{
    contract::{Article, AuthorArticles, Profile},
    french,
    newspaper::newspaper,
    routes::Route,
    view::{Element, element},
};

/// "Les articles de l’auteur": each author with portrait, biography and newest articles.
pub fn author_aside(article: &Article) -> Option<Element> {
    let title = match article.author_articles.len() {
        0 => return None,
        1 => french::THE_AUTHORS_ARTICLES,
        _ => french::THE_AUTHORS_ARTICLES_PLURAL,
    };
    let mut aside = element("aside")
        .class("authors-aside")
        .attribute("aria-labelledby", "auteurs")
        .with(element("h2").attribute("id", "auteurs").with(title));
    for list in &article.author_articles {
        aside = aside.with(presented(list));
    }
    Some(aside)
}

fn presented(list: &AuthorArticles) -> Element {
    let AuthorArticles { author, articles } = list;
    let articles = (!articles.is_empty()).then(|| teasers(articles, 4, None));
    let href = newspaper().href(&Route::Author(author.slug.clone(), None));
    let name = element("div")
        .with(element("h3").with(&author.name))
        .with(known_line("job", author.job_title.as_ref()));
    let card = element("div")
        .class("author-card")
        .with(portrait(author))
        .with(name);
    let all = element("p")
        .class("more")
        .with(link("", href, french::ALL_THE_AUTHORS_ARTICLES));
    element("div")
        .class("author")
        .with(card)
        .with(known_line("biography", author.description.as_ref()))
        .with(articles)
        .with(all)
}

/// An author's portrait, or their initials. The name stands beside it, so it is not said twice.
pub fn portrait(profile: &Profile) -> Element {
    let portrait = element("span").class("portrait").attribute("aria-hidden", "true");
    match profile.image.as_ref().and_then(decoration) {
        Some(image) => portrait.with(image),
        None => portrait.with(initials(&profile.name)),
    }
}

/// The first letters of the first name and of the last.
fn initials(name: &str) -> String {
    let mut words = name
        .split([' ', '\u{a0}', '-'])
        .filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_stand_for_any_name() {
        assert_eq!(initials("Awa Sangaré"), "AS");
        assert_eq!(initials("Mariam Fatoumata Bintou Coulibaly-Traoré"), "MT");
        assert_eq!(initials("Ŋaɲɛ"), "Ŋ");
        assert_eq!(initials(""), "");
    }
}
