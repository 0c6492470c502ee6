//! The authors of an article, beside it.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{A, Paragraph, Picture, Place, Teasers, attach, effect, mount_for_good};
use crate::{
    contract::{Article, AuthorArticles, BY_AUTHOR, ListHead, Profile, Summary},
    language::language,
    load::{Load, Watch, use_store},
    newspaper::{Newspaper, use_newspaper},
    router::use_router,
    routes::{self, Document, Route},
};

/// An author, the way to all of their articles, which follows the newest ones, and how that is found in a page that the
/// press has written.
const AUTHOR_CLASS: &str = "author";
const MORE_CLASS: &str = "more";
const MORE_SELECTOR: &str = ".author > .more";

/// "Les articles de l’auteur": each author with portrait, biography and newest articles.
#[component]
pub fn AuthorAside(article: Arc<Article>) -> impl IntoView {
    let title = match article.author_articles.len() {
        0 => return None,
        1 => language().the_authors_articles,
        _ => language().the_authors_articles_plural,
    };
    let mut authors = Vec::new();
    for list in &article.author_articles {
        authors.push(view! { <AuthorCard list beside=article.slug.clone() /> }.into_any());
    }
    Some(
        view! {
            <aside class="authors-aside" aria-labelledby="auteurs">
                <h2 id="auteurs">{title}</h2>
                {authors}
            </aside>
        }
        .into_any(),
    )
}

/// An author, and their newest articles but the one that is read.
#[component]
fn AuthorCard<'a>(
    list: &'a AuthorArticles,
    /// The slug of the article that is read.
    beside: String,
) -> impl IntoView + use<> {
    let AuthorArticles { author, articles } = list;
    let (slug, newest) = (author.slug.clone(), (author.slug.clone(), beside));
    view! {
        <div class=AUTHOR_CLASS>
            <div class="author-card">
                <Portrait profile=author />
                <div>
                    <h3>{author.name.clone()}</h3>
                    <Paragraph class="job" words=author.job_title.clone() />
                </div>
            </div>
            <Paragraph class="biography" words=author.description.clone() />
            <div use:attach=UnsyncCallback::new(move |list| keep_up_to_date(list, newest.clone()))>
                {(!articles.is_empty()).then(|| view! { <Teasers summaries=articles level=4 /> }.into_any())}
            </div>
            <p class=MORE_CLASS>
                <A to=Route::Author(slug, None)>{language().all_the_authors_articles}</A>
            </p>
        </div>
    }
}

/// Keeps the lists of articles up to date in a page that the press has written. `beside` is the slug of the article that
/// is read.
pub fn adopt_authors(page: &Element, beside: &str) {
    let Ok(found) = page.query_selector_all(MORE_SELECTOR) else {
        return;
    };
    for at in 0..found.length() {
        let more = found.item(at).and_then(|more| more.dyn_into::<Element>().ok());
        let link = more.as_ref().and_then(|more| more.query_selector("a").ok()?);
        let href = link.and_then(|link| link.get_attribute("href"));
        let route = href.and_then(|href| use_newspaper().route(&href));
        let list = more.and_then(|more| more.previous_element_sibling());
        if let (Some(Route::Author(author, _)), Some(list)) = (route, list) {
            keep_up_to_date(list, (author, beside.to_owned()));
        }
    }
}

/// What an article's document knows of an author's articles ends with the day it was last written. The author's own
/// head, which comes when the line is idle, knows the rest. `beside` is the slug of the article that is read.
fn keep_up_to_date(list: Element, (author, beside): (String, String)) {
    if !routes::is_slug(&author) {
        return;
    }
    let head: Watch<ListHead> = use_store().known(&Document::AuthorHead(author));
    use_router().fetch_when_idle(head.any());
    let newspaper = use_newspaper();
    effect(move || {
        let Load::Ready(head) = head.load() else { return };
        let newest = head.articles.iter().filter(|article| article.slug != beside);
        let newest: Vec<Summary> = newest.take(BY_AUTHOR).cloned().collect();
        if newest.is_empty() || is_listed(&newspaper, &list, &newest) || !may_change(&list) {
            return;
        }
        list.set_text_content(None);
        mount_for_good(&list, move || {
            view! { <Teasers summaries=&newest level=4 /> }.into_any()
        });
    });
}

/// Whether a list shows these articles, in this order.
fn is_listed(newspaper: &Newspaper, list: &Element, articles: &[Summary]) -> bool {
    let Ok(links) = list.query_selector_all("a") else {
        return false;
    };
    let mut listed = articles.iter().enumerate();
    links.length() as usize == articles.len()
        && listed.all(|(at, article)| {
            let link = u32::try_from(at).ok().and_then(|at| links.item(at));
            let Some(link) = link.and_then(|link| link.dyn_into::<Element>().ok()) else {
                return false;
            };
            let href = newspaper.href(&Route::Article(article.slug.clone()));
            link.get_attribute("href") == Some(href)
                && link
                    .text_content()
                    .is_some_and(|text| text.ends_with(&article.headline))
        })
}

/// What stands above the reader's window must not move what they read, nor may a list go under
/// their fingers.
fn may_change(list: &Element) -> bool {
    list.get_bounding_client_rect().top() >= 0.0 && !list.matches(":focus-within").unwrap_or_default()
}

/// An author's portrait, or their initials. The name stands beside it, so it is not said twice.
#[component]
pub fn Portrait<'a>(profile: &'a Profile) -> impl IntoView + use<> {
    let Profile { name, image, .. } = profile;
    let allowed = image
        .as_ref()
        .filter(|image| use_newspaper().content_href(&image.url).is_some());
    let portrait = match allowed {
        Some(image) => view! { <Picture image place=Place::Portrait decorative=true /> }.into_any(),
        None => initials(name).into_any(),
    };
    view! {
        <span class="portrait" aria-hidden="true">
            {portrait}
        </span>
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
