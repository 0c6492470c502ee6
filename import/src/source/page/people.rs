//! Who signs a page's article.

use super::{classes, facts::Facts, head, linked};
use crate::{
    html::tree::{self, Node},
    outcome::{Entry, Kind, Reason},
    record::Person,
    slug, text,
};

impl Facts<'_> {
    /// Who signs, and whether that was read off what readers see.
    #[must_use]
    pub fn authors(&self, body: Option<Node<'_>>) -> (Vec<Person>, Vec<Entry>) {
        let site = self.site_name().to_lowercase();
        let mut told: Vec<(String, String)> = Vec::new();
        for author in self.fields("author").into_iter().chain(self.fields("creator")) {
            told.push((linked::said(author), linked::said(&author["jobTitle"])));
        }
        if told.iter().all(|(name, _)| !text::says(name)) {
            let named = head::named(self.page, "author").map(|node| {
                head::named(node, "name")
                    .next()
                    .map_or_else(|| text::line(&tree::text(node)), head::value)
            });
            told.extend(named.take(3).map(|name| (name, String::new())));
        }
        if told.iter().all(|(name, _)| !text::says(name)) {
            let metas = [
                "author",
                "article:author",
                "dc.creator",
                "parsely-author",
                "sailthru.author",
                "byl",
                "citation_author",
            ];
            let found = metas
                .iter()
                .map(|name| self.head.metas(name))
                .find(|all| all.iter().any(|it| !it.starts_with("http")));
            told.extend(
                found
                    .into_iter()
                    .flatten()
                    .map(|name| (name.clone(), String::new())),
            );
        }
        let mut entries = Vec::new();
        let mut found: Vec<Person> = Vec::new();
        let add = |name: &str, job: &str, found: &mut Vec<Person>| {
            let name = cleaned(name);
            let person = Person {
                slug: slug::slug(&name),
                name,
                job_title: text::line(job),
                description: String::new(),
            };
            let is_name = !person.slug.is_empty()
                && person.name.chars().count() <= 80
                && !person.name.starts_with("http");
            if is_name && person.name.to_lowercase() != site && !found.iter().any(|it| it.slug == person.slug)
            {
                found.push(person);
            }
        };
        told.iter().for_each(|(name, job)| add(name, job, &mut found));
        if told.iter().all(|(name, _)| !text::says(name))
            && let Some(shown) = self.shown_author(body)
        {
            for name in cleaned(&shown)
                .split(" et ")
                .flat_map(|it| it.split(" and "))
                .flat_map(|it| it.split(" & "))
            {
                add(name, "", &mut found);
            }
            if let Some(first) = found.first() {
                entries.push(
                    Entry::new(Reason::ReadOffPage, Kind::Other, "author")
                        .was(shown)
                        .now(&first.name),
                );
            }
        }
        (found, entries)
    }

    fn shown_author(&self, body: Option<Node<'_>>) -> Option<String> {
        let names = [
            "author-name",
            "byline",
            "author",
            "auteur",
            "posted-by",
            "article-author",
            "post-author",
            "signature",
        ];
        let is_rel = |node: &Node<'_>| {
            tree::attribute(*node, "rel").is_some_and(|rel| rel.split(' ').any(|it| it == "author"))
        };
        let is_named = |node: &Node<'_>| {
            node.value().is_element() && tree::name(*node) != "body" && classes::is_named(*node, &names)
        };
        let is_other = |node: &Node<'_>| {
            node.ancestors().any(|it| {
                matches!(tree::name(it), "aside" | "nav" | "footer" | "li" | "blockquote")
                    || matches!(classes::reason(it), Some(Reason::Related | Reason::PageComments))
                        && tree::name(it) != "body"
            })
        };
        let home = body.and_then(|body| {
            body.ancestors()
                .find(|it| matches!(tree::name(*it), "article" | "main"))
        });
        let home = home.unwrap_or(self.page);
        let all = home
            .descendants()
            .filter(is_rel)
            .chain(home.descendants().filter(is_named));
        all.filter(|node| !is_other(node))
            .map(|node| text::line(&tree::text(node)))
            .find(|it| {
                let count = it.split_whitespace().count();
                (1..=8).contains(&count) && !it.chars().any(|c| c.is_ascii_digit())
            })
    }
}

/// A name without "Par" and "By" before it and what follows it on a byline.
fn cleaned(name: &str) -> String {
    let name = text::line(&tree::text_of(name));
    let small = name.to_lowercase();
    let begin = ["par ", "by ", "par : ", "by: ", "auteur : ", "author: ", "de "]
        .iter()
        .find(|it| small.starts_with(**it));
    let name = begin.map_or(name.as_str(), |begin| name.get(begin.len()..).unwrap_or_default());
    let name = name.split([',', '|', '•', '·', '–']).next().unwrap_or_default();
    name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_without_what_bylines_put_around_them() {
        for (name, expected) in [
            ("Par Awa Sé", "Awa Sé"),
            ("By Moussa Traoré, Bamako", "Moussa Traoré"),
            ("Awa S&eacute; | Correspondante", "Awa Sé"),
        ] {
            assert_eq!(cleaned(name), expected);
        }
    }
}
