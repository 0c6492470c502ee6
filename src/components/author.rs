//! The authors of an article, beside it.

use reactive_graph::owner::use_context;

use super::{Place, decoration, known_line, link, teasers};
use crate::{
    contract::{Article, AuthorArticles, BY_AUTHOR, ListHead, Profile, Summary},
    french,
    load::{Load, Store, Watch},
    navigation::navigation,
    newspaper::newspaper,
    routes::{self, Document, Route},
    view::{self, Element, element},
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
        aside = aside.with(presented(list, &article.slug));
    }
    Some(aside)
}

fn presented(list: &AuthorArticles, beside: &str) -> Element {
    let AuthorArticles { author, articles } = list;
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
        .with(newest(&author.slug, articles, beside))
        .with(all)
}

/// The author's newest articles but the one they stand beside. What the article's document knows of
/// ends with the day it was last written; the author's own head, when it comes, knows the rest.
fn newest(author: &str, known: &[Summary], beside: &str) -> Element {
    let list = element("div").with(listed(known));
    let store = use_context::<Store>().filter(|_| routes::is_slug(author));
    let Some(store) = store else { return list };
    let head: Watch<ListHead> = store.known(&Document::AuthorHead(author.to_owned()));
    navigation().bring(head.waiting());

    let (beside, known) = (beside.to_owned(), known.to_vec());
    list.bind(move |list| {
        let list = list.clone();
        view::follow(move || {
            let Load::Ready(head) = head.load() else { return };
            let newest = head.articles.iter().filter(|article| article.slug != beside);
            let newest: Vec<Summary> = newest.take(BY_AUTHOR).cloned().collect();
            if newest != known && may_change(&list) {
                view::show(view::children(listed(&newest)), &list, false);
            }
        });
    })
}

fn listed(articles: &[Summary]) -> Option<Element> {
    (!articles.is_empty()).then(|| teasers(articles, 4, None))
}

/// What stands above the reader's window must not move what they read, nor may a list go under
/// their fingers.
fn may_change(list: &web_sys::Element) -> bool {
    list.get_bounding_client_rect().top() >= 0.0 && !list.matches(":focus-within").unwrap_or_default()
}

/// An author's portrait, or their initials. The name stands beside it, so it is not said twice.
pub fn portrait(profile: &Profile) -> Element {
    let portrait = element("span").class("portrait").attribute("aria-hidden", "true");
    let image = profile.image.as_ref();
    match image.and_then(|image| decoration(image, Place::Portrait)) {
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
