//! The authors of an article, beside it.

use super::{decoration, known_line, link, teasers};
use crate::{
    contract::{Article, Author, Profile},
    french,
    newspaper::newspaper,
    routes::Route,
    view::{Element, element},
};

/// "Les articles de l’auteur": each author with portrait, biography and newest articles.
pub fn author_aside(article: &Article) -> Option<Element> {
    let title = match article.author.len() {
        0 => return None,
        1 => french::THE_AUTHORS_ARTICLES,
        _ => french::THE_AUTHORS_ARTICLES_PLURAL,
    };
    let mut aside = element("aside")
        .class("authors-aside")
        .attribute("aria-labelledby", "auteurs")
        .with(element("h2").attribute("id", "auteurs").with(title));
    for author in &article.author {
        aside = aside.with(presented(author, article));
    }
    Some(aside)
}

fn presented(author: &Author, article: &Article) -> Element {
    let lists = &article.author_articles;
    let articles = lists
        .iter()
        .find(|list| list.slug == author.slug)
        .map(|list| &list.articles);
    let articles = articles
        .filter(|articles| !articles.is_empty())
        .map(|articles| teasers(articles, 4, None));
    let href = newspaper().href(&Route::Author(author.slug.clone(), None));
    let profile = profile(author);
    let name = element("div")
        .with(element("h3").with(&profile.name))
        .with(known_line("job", profile.job_title.as_ref()));
    element("div")
        .class("author")
        .with(
            element("div")
                .class("author-card")
                .with(portrait(&profile))
                .with(name),
        )
        .with(known_line("biography", profile.description.as_ref()))
        .with(articles)
        .with(
            element("p")
                .class("more")
                .with(link("", href, french::ALL_THE_AUTHORS_ARTICLES)),
        )
}

/// What `site.json` says of an author; what the article says when it says nothing.
fn profile(author: &Author) -> Profile {
    newspaper()
        .author(&author.slug)
        .cloned()
        .unwrap_or_else(|| Profile {
            slug: author.slug.clone(),
            name: author.name.clone(),
            job_title: author.job_title.clone(),
            description: None,
            image: None,
        })
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
