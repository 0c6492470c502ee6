//! What a page says of itself beside JSON-LD: `meta`, `link`, microdata, and where a browser saved it from.

use std::collections::HashMap;

use scraper::Node as Value;
use url::Url;

use crate::{
    address,
    html::tree::{self, Node},
    text,
};

/// The metadata of a page.
#[derive(Debug, Default)]
pub struct Head {
    /// By their names in small letters: `og:title`, `author`, `article:published_time`.
    metas: HashMap<String, Vec<String>>,
    /// Addresses by their `rel`.
    links: HashMap<String, Vec<String>>,
    pub title: String,
    pub language: String,
    /// Where relative addresses begin, by `base`.
    pub base: String,
    /// Where a browser or an archive took the page from.
    pub saved_from: Option<Url>,
}

impl Head {
    #[must_use]
    pub fn read(page: Node<'_>) -> Self {
        let mut head = Self::default();
        for node in page.descendants() {
            match node.value() {
                Value::Comment(comment) if head.saved_from.is_none() => head.saved_from = saved_from(comment),
                Value::Element(element) => head.element(node, element.name()),
                _ => {}
            }
        }
        head
    }

    fn element(&mut self, node: Node<'_>, name: &str) {
        let said = |name| {
            tree::attribute(node, name)
                .map(str::trim)
                .filter(|it| !it.is_empty())
        };
        match name {
            "html" => self.language = said("lang").or(said("xml:lang")).unwrap_or_default().to_owned(),
            "base" if self.base.is_empty() => said("href").unwrap_or_default().clone_into(&mut self.base),
            // A drawing's title is none of the page.
            "title" if self.title.is_empty() && !node.ancestors().any(|it| tree::name(it) == "svg") => {
                self.title = text::line(&tree::text(node));
            }
            "meta" => {
                let names = ["property", "name", "itemprop"].into_iter().find_map(said);
                if let (Some(names), Some(content)) = (names, said("content")) {
                    for name in names.split_ascii_whitespace() {
                        let known = self.metas.entry(name.to_ascii_lowercase()).or_default();
                        known.push(content.to_owned());
                    }
                }
            }
            "link" => {
                if let (Some(rel), Some(href)) = (said("rel"), said("href")) {
                    for rel in rel.split_ascii_whitespace() {
                        let known = self.links.entry(rel.to_ascii_lowercase()).or_default();
                        known.push(href.to_owned());
                    }
                }
            }
            _ => {}
        }
    }

    /// The first of these that says something.
    #[must_use]
    pub fn meta(&self, names: &[&str]) -> &str {
        let found = names.iter().filter_map(|name| self.metas.get(*name)?.first());
        found.map(String::as_str).next().unwrap_or_default()
    }

    pub fn metas(&self, name: &str) -> &[String] {
        self.metas.get(name).map_or(&[], Vec::as_slice)
    }

    #[must_use]
    pub fn link(&self, rel: &str) -> &str {
        let found = self.links.get(rel).and_then(|all| all.first());
        found.map_or("", String::as_str)
    }
}

/// As browsers and archives write it: `saved from url=(0025)https://…`, SingleFile's `url: https://…`.
fn saved_from(comment: &str) -> Option<Url> {
    let after = comment
        .split_once("saved from url=")
        .map(|(_, after)| after.split_once(')').map_or(after, |(_, after)| after))
        .or_else(|| {
            let is_known = comment.contains("SingleFile") || comment.contains("Snapshot");
            comment
                .split_once("url: ")
                .filter(|_| is_known)
                .map(|(_, after)| after)
        })?;
    let url = address::web(after.split_whitespace().next()?, None)?;
    Some(
        unwrapped(url.as_str())
            .and_then(|url| Url::parse(&url).ok())
            .unwrap_or(url),
    )
}

/// What an address of a web archive is a copy of: `https://web.archive.org/web/20190312083000im_/https://…`.
#[must_use]
pub fn unwrapped(url: &str) -> Option<String> {
    let rest = url
        .strip_prefix("https:")
        .or_else(|| url.strip_prefix("http:"))
        .unwrap_or(url);
    let rest = rest
        .strip_prefix("//web.archive.org")
        .unwrap_or(rest)
        .strip_prefix("/web/")?;
    let (stamp, original) = rest.split_once('/')?;
    let is_stamp = stamp.len() >= 4 && stamp.bytes().take(4).all(|byte| byte.is_ascii_digit());
    (is_stamp && original.starts_with("http")).then(|| original.to_owned())
}

/// The elements that microdata or RDFa name so (<https://html.spec.whatwg.org/#microdata>), but for those of comments.
pub fn named<'a>(page: Node<'a>, wanted: &'a str) -> impl Iterator<Item = Node<'a>> {
    let is_named = move |node: Node<'_>| {
        ["itemprop", "property"].iter().any(|attribute| {
            tree::attribute(node, attribute).is_some_and(|names| {
                let mut names = names.split_ascii_whitespace();
                names.any(|name| name.rsplit([':', '/']).next() == Some(wanted) && !name.starts_with("og:"))
            })
        })
    };
    let is_of_comment = |node: Node<'_>| {
        node.ancestors()
            .any(|it| tree::attribute(it, "itemtype").is_some_and(|kind| kind.ends_with("Comment")))
    };
    page.descendants()
        .filter(move |node| is_named(*node) && !is_of_comment(*node))
}

/// The value of a property: what its element leads to, names for programs, or says.
#[must_use]
pub fn value(node: Node<'_>) -> String {
    let attribute = |name| {
        tree::attribute(node, name)
            .map(str::trim)
            .filter(|it| !it.is_empty())
    };
    let own = match tree::name(node) {
        "meta" => attribute("content"),
        "time" => attribute("datetime").or(attribute("content")),
        "img" | "audio" | "video" | "source" | "iframe" => attribute("src"),
        "a" | "link" | "area" => attribute("content").or(attribute("href")),
        _ => attribute("content").or(attribute("datetime")),
    };
    own.map_or_else(|| text::line(&tree::text(node)), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_tell_where_they_were_saved_from() {
        for (comment, expected) in [
            (
                " saved from url=(0025)https://a.example/b/ ",
                "https://a.example/b/",
            ),
            (
                "\n Page saved with SingleFile \n url: https://a.example/c \n saved date: x",
                "https://a.example/c",
            ),
            (
                " saved from url=(0060)https://web.archive.org/web/2019id_/https://a.example/d ",
                "https://a.example/d",
            ),
        ] {
            assert_eq!(saved_from(comment).unwrap().as_str(), expected);
        }
        assert_eq!(saved_from("url: https://a.example"), None);
        assert_eq!(
            unwrapped("/web/20190312im_/http://a/x.jpg").as_deref(),
            Some("http://a/x.jpg")
        );
        assert_eq!(unwrapped("https://a.example/web/2019/http://b"), None);
    }

    #[test]
    fn metadata_is_found_by_its_many_names() {
        let html = "<meta property='og:title' content='Un'><meta name='Author' content='Awa'><link rel='canonical' href='/a'>\
            <div itemscope itemtype='https://schema.org/Comment'><b itemprop=headline>Non</b></div>\
            <h1 itemprop='name headline'>Oui <i>vrai</i></h1><time itemprop=datePublished datetime=2019>hier</time>";
        let parsed = tree::parse(html);
        let page = tree::root(&parsed);
        let head = Head::read(page);
        assert_eq!(
            (head.meta(&["twitter:title", "og:title"]), head.meta(&["author"])),
            ("Un", "Awa")
        );
        assert_eq!(head.link("canonical"), "/a");
        let all = |name| named(page, name).map(value).collect::<Vec<_>>();
        assert_eq!(
            (all("headline"), all("datePublished")),
            (vec!["Oui vrai".to_owned()], vec!["2019".to_owned()])
        );
    }
}
