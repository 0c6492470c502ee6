//! The authors of an article, beside it.

use leptos::prelude::*;

use super::{Loading, Picture, teasers};
use crate::{
    contract::{Article, Author, Image, Profile},
    french,
    newspaper::newspaper,
    routes::Route,
};

/// "Les articles de l’auteur": each author with portrait, biography and newest articles.
#[component]
pub fn AuthorAside(article: Article) -> impl IntoView {
    if article.author.is_empty() {
        return None;
    }
    let title = if article.author.len() == 1 {
        french::THE_AUTHORS_ARTICLES
    } else {
        french::THE_AUTHORS_ARTICLES_PLURAL
    };
    let mut lists = article.author_articles;
    let authors = article.author.into_iter().map(|author| {
        let articles = lists
            .iter_mut()
            .find(|list| list.slug == author.slug)
            .map(|list| std::mem::take(&mut list.articles))
            .unwrap_or_default();
        let href = newspaper().href(&Route::Author(author.slug.clone(), None));
        let profile = profile(author);
        view! {
            <div class="author">
                <div class="author-card">
                    <Portrait name=profile.name.clone() image=profile.image />
                    <div>
                        <h3>{profile.name}</h3>
                        {profile.job_title.map(|title| view! { <p class="job">{title}</p> })}
                    </div>
                </div>
                {profile.description.map(|text| view! { <p class="biography">{text}</p> })}
                {(!articles.is_empty()).then(|| teasers(articles, 4, None))}
                <p class="more"><a href=href>{french::ALL_THE_AUTHORS_ARTICLES}</a></p>
            </div>
        }
    });
    Some(view! {
        <aside class="authors-aside" aria-labelledby="auteurs">
            <h2 id="auteurs">{title}</h2>
            {authors.collect_view()}
        </aside>
    })
}

/// What `site.json` says of an author; what the article says when it says nothing.
fn profile(author: Author) -> Profile {
    newspaper().author(&author.slug).cloned().unwrap_or(Profile {
        slug: author.slug,
        name: author.name,
        job_title: author.job_title,
        description: None,
        image: None,
    })
}

/// An author's portrait, or their initials. The name stands beside it, so it is not said twice.
#[component]
pub fn Portrait(name: String, image: Option<Image>) -> impl IntoView {
    let picture = image.map(|image| {
        let image = Image {
            alt: String::new(),
            ..image
        };
        view! { <Picture image=image loading=Loading::Near /> }
    });
    let initials = picture.is_none().then(|| initials(&name));
    view! { <span class="portrait" aria-hidden="true">{picture} {initials}</span> }
}

/// The first letters of the first name and of the last.
fn initials(name: &str) -> String {
    let mut words = name
        .split([' ', '\u{a0}', '-'])
        .filter_map(|word| word.chars().next());
    let first = words.next();
    first
        .into_iter()
        .chain(words.next_back())
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_stand_for_any_name() {
        assert_eq!(initials("Awa Sangaré"), "AS");
        assert_eq!(initials("Mariam Fatoumata Bintou Coulibaly-Traoré"), "MT");
        assert_eq!(initials("ŋaɲɛ"), "Ŋ");
        assert_eq!(initials(""), "");
    }
}
