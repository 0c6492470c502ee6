//! What stands around an article's headline, and what it is filed under.

use serde_json::Value;

use super::{classes, facts::Facts, linked};
use crate::{
    html::tree::{self, Node},
    record::Term,
    slug,
    source::markup::escaped,
    text,
};

impl Facts<'_> {
    /// What stands above the headline.
    #[must_use]
    pub fn kicker(&self, body: Option<Node<'_>>) -> String {
        let home = body.and_then(|body| {
            body.ancestors()
                .find(|it| matches!(tree::name(*it), "article" | "main"))
        });
        let Some(home) = home else { return String::new() };
        let is_kicker = |node: &Node<'_>| {
            node.value().is_element()
                && classes::is_named(*node, &["kicker", "surtitre", "overline", "eyebrow", "sur-titre"])
                && !node
                    .ancestors()
                    .any(|it| matches!(tree::name(it), "aside" | "nav" | "footer" | "li"))
        };
        let found = home
            .descendants()
            .find(is_kicker)
            .map(|node| text::line(&tree::text(node)));
        found.filter(|it| it.chars().count() <= 100).unwrap_or_default()
    }

    /// What stands under the headline: as readers see it, else as search engines are told, where that is not the text itself.
    #[must_use]
    pub fn lead(&self, body: Node<'_>) -> String {
        let named = [
            "chapo",
            "chapeau",
            "standfirst",
            "lead",
            "lede",
            "dek",
            "deck",
            "intro",
            "excerpt",
            "teaser-text",
            "article-desc",
        ];
        let named = &[
            &named[..],
            &[
                "subtitle",
                "sub-title",
                "sub-headline",
                "subheadline",
                "summary",
                "article-lead",
            ],
        ]
        .concat();
        let is_lead = |node: &Node<'_>| {
            let is_block = !tree::is_inline(tree::name(*node)) && tree::name(*node) != "body";
            is_block
                && node.value().is_element()
                && classes::is_named(*node, named)
                && !node
                    .descendants()
                    .any(|it| matches!(tree::name(it), "img" | "figure" | "video" | "iframe"))
        };
        let is_outside =
            |node: &Node<'_>| node.id() != body.id() && !body.ancestors().any(|it| it.id() == node.id());
        let is_after = |node: &Node<'_>| node.ancestors().any(|it| it.id() == body.id());
        // Of the article, not of another in a list: it stands where its title or its text stands.
        let of_article = |node: &Node<'_>| {
            let home = node
                .ancestors()
                .find(|it| matches!(tree::name(*it), "article" | "main" | "body"));
            home.is_some_and(|home| body.id() == home.id() || body.ancestors().any(|it| it.id() == home.id()))
                && !node
                    .ancestors()
                    .any(|it| matches!(tree::name(it), "aside" | "footer" | "nav" | "li"))
        };
        let words = |text: &str| text.split_whitespace().count();
        let shown = self
            .page
            .descendants()
            .filter(|node| is_lead(node) && is_outside(node) && !is_after(node) && of_article(node))
            .map(|node| text::line(&tree::text(node)))
            .find(|it| (6..=120).contains(&words(it)));
        let told = [
            self.head
                .meta(&["og:description", "description", "twitter:description"])
                .to_owned(),
            linked::said(self.field("description")),
        ];
        let text = tree::text(body);
        let told = told
            .into_iter()
            .map(|it| text::line(&tree::text_of(&it)))
            .find(|it| words(it) >= 4 && !text::is_beginning(&escaped(it), &escaped(&text)));
        shown
            .or(told.filter(|it| !it.ends_with("...") && !it.ends_with('…')))
            .unwrap_or_default()
    }

    /// The section first, then the others.
    #[must_use]
    pub fn sections(&self) -> Vec<Term> {
        let mut names: Vec<String> = self
            .fields("articleSection")
            .into_iter()
            .map(linked::said)
            .collect();
        names.extend(self.head.metas("article:section").iter().cloned());
        names.push(self.property("articleSection"));
        if names.iter().all(|it| !text::says(it)) {
            // Where the page stands in the site: the last but the article itself, and not the site.
            let crumbs = self.linked.of_kind(|kind| kind == "BreadcrumbList").next();
            let items = crumbs.map_or_else(Vec::new, |it| self.linked.all(it, "itemListElement"));
            let headline = self.headline();
            let crumb = |it: &&Value| match linked::said(&it["item"]["name"]) {
                name if name.is_empty() => linked::said(&it["name"]),
                name => name,
            };
            let inner = items
                .iter()
                .skip(1)
                .map(crumb)
                .filter(|it| text::says(it) && *it != headline);
            names.extend(inner.collect::<Vec<_>>().pop().filter(|_| items.len() > 2));
        }
        let mut found: Vec<Term> = Vec::new();
        for name in names {
            let name = text::line(&tree::text_of(&name));
            let term = Term {
                slug: slug::slug(&name),
                name,
            };
            if !term.slug.is_empty() && !term.name.starts_with("http") && !found.contains(&term) {
                found.push(term);
            }
        }
        found
    }

    #[must_use]
    pub fn keywords(&self) -> Vec<String> {
        let mut all: Vec<String> = self.head.metas("article:tag").to_vec();
        let told: Vec<String> = match self.field("keywords") {
            Value::Array(list) => list.iter().map(linked::said).collect(),
            one => linked::said(one).split([',', ';']).map(str::to_owned).collect(),
        };
        all.extend(told);
        if all.iter().all(|it| !text::says(it)) {
            let meta = self.head.meta(&["news_keywords", "keywords"]);
            all.extend(meta.split([',', ';']).map(str::to_owned));
        }
        let mut found: Vec<String> = Vec::new();
        for word in all.iter().map(|it| text::line(&tree::text_of(it))) {
            if text::says(&word) && word.chars().count() <= 80 && !found.contains(&word) {
                found.push(word);
            }
        }
        found
    }
}
