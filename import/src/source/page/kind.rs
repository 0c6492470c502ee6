//! Whether a page is an article, and what it is where it is none.

use super::{classes, facts::Facts, head, weights::Weights};
use crate::{
    html::tree::{self, Node},
    text,
};

/// What a page is that is no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Other {
    /// The site's answer that there is no such page, or that it does not show it.
    Failure(String),
    /// A program fills it in the browser.
    Shell,
    /// A front page, a section, what a search found.
    List,
    /// There is hardly a text.
    Nothing,
}

impl Other {
    /// What it is, and what to do instead.
    #[must_use]
    pub fn told(&self) -> (String, &'static str) {
        let (what, remedy) = match self {
            Self::Failure(title) => (
                format!("the site answered with a fault, not with an article (\"{title}\")"),
                "ask for the export again; of a website, open the article in a browser and save that page",
            ),
            Self::Shell => (
                "there is no text in this page: a program fills it in the browser".to_owned(),
                "save it from a browser once the article is shown (Save as, Complete page)",
            ),
            Self::List => (
                "this is a front page or a list of articles, not an article".to_owned(),
                "save the page of each article",
            ),
            Self::Nothing => (
                "there is hardly a text in this page".to_owned(),
                "save the page that has the whole article",
            ),
        };
        (what, remedy)
    }
}

/// How many words of text a page has at least that does not say that it is an article.
const WORDS: usize = 40;

const FAILURES: [&str; 22] = [
    "404",
    "403",
    "500",
    "502",
    "503",
    "not found",
    "introuvable",
    "non trouvée",
    "n'existe pas",
    "n’existe pas",
    "access denied",
    "accès refusé",
    "forbidden",
    "just a moment",
    "attention required",
    "unavailable",
    "bad gateway",
    "robot",
    "captcha",
    "erreur",
    "error",
    "are you human",
];

/// What a page is; none where it is an article.
#[must_use]
pub fn other(facts: &Facts<'_>, weights: &Weights, body: Option<Node<'_>>) -> Option<Other> {
    let good = body.map_or(0, |body| weights.weight(body).raw);
    let is_said = facts.has_article()
        || facts.head.meta(&["og:type"]).eq_ignore_ascii_case("article")
        || facts.page.descendants().any(|node| {
            tree::attribute(node, "itemtype").is_some_and(|kind| {
                kind.rsplit(['/', '#'])
                    .next()
                    .is_some_and(super::linked::is_article)
            }) && body
                .is_none_or(|body| node.id() == body.id() || body.ancestors().any(|it| it.id() == node.id()))
        })
        || head::named(facts.page, "articleBody").count() == 1
        // A theme's page of one post.
        || classes::only_text(facts.page).is_some_and(|it| Some(it.id()) == body.map(|body| body.id()))
            && tree::find(facts.page, "body").any(|it| classes::is_named(it, &["single", "single-post", "article"]));
    let title = match text::says(&facts.head.title) {
        true => facts.head.title.clone(),
        false => tree::find(facts.page, "h1")
            .map(|it| text::line(&tree::text(it)))
            .next()
            .unwrap_or_default(),
    };
    let small = title.to_lowercase();
    if !facts.has_article()
        && good < 150
        && FAILURES.iter().any(|it| small.contains(it))
        && !(is_said && good >= WORDS)
    {
        return Some(Other::Failure(text::first_words(&title, 80)));
    }
    if weights.words(facts.page) < 60
        && good < WORDS
        && tree::find(facts.page, "script").any(|_| true)
        && !is_said
    {
        return Some(Other::Shell);
    }
    if is_said {
        return None;
    }
    let is_front = facts.address().is_none() && has_front_address(facts);
    let is_listed = facts
        .linked
        .of_kind(|kind| matches!(kind, "CollectionPage" | "ItemList" | "SearchResultsPage"))
        .any(|_| true);
    let is_named = tree::find(facts.page, "body").any(|body| {
        classes::is_named(
            body,
            &[
                "home",
                "archive",
                "category",
                "search-results",
                "blog",
                "front-page",
            ],
        ) && !classes::is_named(body, &["single", "single-post", "page-template"])
    });
    // A headline of its own, which is the page's title, too.
    let headline = crate::slug::slug(&facts.headline());
    let is_headed = tree::find(facts.page, "h1")
        .any(|it| crate::slug::slug(&text::line(&tree::text(it))) == headline)
        && crate::slug::slug(&facts.head.title).starts_with(&headline)
        && headline.split('-').count() >= 3;
    if is_headed && good >= 2 * WORDS && !is_front && !is_listed {
        return None;
    }
    let titles = facts
        .page
        .descendants()
        .filter(|node| matches!(tree::name(*node), "h2" | "h3") && tree::find(*node, "a").any(|_| true))
        .count();
    let is_shorter = good < 25 * titles.max(4);
    if is_front || is_listed || (is_named && is_shorter) || (titles >= 8 && is_shorter) {
        return Some(Other::List);
    }
    (good < WORDS).then_some(Other::Nothing)
}

/// Whether the page says that it is the site's first.
fn has_front_address(facts: &Facts<'_>) -> bool {
    let said = [facts.head.link("canonical"), facts.head.meta(&["og:url"])];
    said.iter()
        .any(|it| crate::address::web(it, None).is_some_and(|url| url.path() == "/" && url.query().is_none()))
}
