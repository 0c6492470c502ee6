//! Which pictures a newspaper names, and where.

use std::collections::BTreeMap;

use kiosque::contract::{Article, Block, Image, Mark, Site, Span};

use crate::{
    blocks::{address, images, texts, within},
    links,
};

/// Where a file of the content folder names a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, below the content folder.
    pub file: String,
    /// The JSON path of the picture's address.
    pub path: String,
}

/// The pictures that a newspaper shows, by their path below `images/`, each with the first place that
/// names it; and the files that it links to, which are published as they are, likewise.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Named {
    pub shown: BTreeMap<String, Place>,
    /// By their path in the content folder.
    pub linked: BTreeMap<String, Place>,
}

impl Named {
    /// What a newspaper names, given its articles with the names of their files.
    pub fn by<'a>(site: &Site, articles: impl Iterator<Item = (&'a str, &'a Article)>) -> Self {
        let mut named = Self::default();
        named.site(site);
        for (file, article) in articles {
            named.article(file, article);
        }
        named
    }

    /// As [`Named::by`], of the newspaper alone.
    pub fn by_site(site: &Site) -> Self {
        Self::by(site, std::iter::empty())
    }

    /// Adds what an article's file is known to name.
    pub fn add(&mut self, file: &str, shown: &[String], linked: &[String]) {
        for name in shown {
            self.shown.entry(name.clone()).or_insert_with(|| Place {
                file: file.to_owned(),
                path: "$".to_owned(),
            });
        }
        for name in linked {
            self.linked.entry(name.clone()).or_insert_with(|| Place {
                file: file.to_owned(),
                path: "$".to_owned(),
            });
        }
    }

    fn site(&mut self, site: &Site) {
        for (number, author) in site.authors.iter().enumerate() {
            let path = format!("$.authors[{number}].image.url");
            author
                .image
                .iter()
                .for_each(|image| self.show("site.json", &path, image));
        }
        for (number, plan) in site.plans.iter().enumerate() {
            let path = format!("$.plans[{number}].url");
            plan.url.iter().for_each(|url| self.link("site.json", &path, url));
        }
        for (number, link) in site.links.iter().enumerate() {
            self.link("site.json", &format!("$.links[{number}].url"), &link.url);
        }
    }

    fn article(&mut self, file: &str, article: &Article) {
        article
            .image
            .iter()
            .for_each(|image| self.show(file, "$.image.url", image));
        self.body(file, "$.body", &article.body);
    }

    fn body(&mut self, file: &str, path: &str, blocks: &[Block]) {
        for (number, block) in blocks.iter().enumerate() {
            let path = format!("{path}[{number}]");
            for (number, image) in images(block).iter().enumerate() {
                match block {
                    Block::Gallery { .. } => self.show(file, &format!("{path}.images[{number}].url"), image),
                    _ => self.show(file, &format!("{path}.url"), image),
                }
            }
            if let Some(url) = address(block) {
                self.link(file, &format!("{path}.url"), url);
            }
            for text in texts(block) {
                self.spans(file, &path, text);
            }
            if let Some((key, blocks)) = within(block) {
                self.body(file, &format!("{path}.{key}"), blocks);
            }
        }
    }

    fn spans(&mut self, file: &str, path: &str, spans: &[Span]) {
        for mark in spans.iter().flat_map(|span| &span.marks) {
            if let Mark::Link { href } = mark {
                self.link(file, path, href);
            }
        }
    }

    fn show(&mut self, file: &str, path: &str, image: &Image) {
        if let Some(name) = links::picture(&image.url) {
            self.shown.entry(name).or_insert_with(|| Place {
                file: file.to_owned(),
                path: path.to_owned(),
            });
        }
    }

    fn link(&mut self, file: &str, path: &str, href: &str) {
        if let Some(name) = links::linked(href) {
            self.linked.entry(name).or_insert_with(|| Place {
                file: file.to_owned(),
                path: path.to_owned(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use kiosque::contract::decode;

    use super::*;

    #[test]
    fn every_picture_is_found_where_it_is_first_named() {
        let site: Site = decode(
            r#"{"version": "1.0", "name": "Le Jour",
                "authors": [{"slug": "awa", "name": "Awa", "image": {"url": "/images/awa.jpg", "width": 1, "height": 1}}],
                "links": [{"name": "Charte", "url": "/images/charte.png#1"}]}"#,
        )
        .unwrap();
        let article: Article = decode(
            r#"{"version": "1.0", "slug": "un", "headline": "Un",
                "image": {"url": "/images/une.jpg", "width": 1, "height": 1},
                "body": [
                    {"type": "paragraph", "spans": [{"text": "Le plan", "marks": [{"type": "link", "href": "/images/plan.jpg"}]}]},
                    {"type": "box", "title": "Repères", "body": [
                        {"type": "image", "url": "/images/carte.png", "width": 1, "height": 1}]},
                    {"type": "image", "url": "/images/awa.jpg", "width": 1, "height": 1}]}"#,
        )
        .unwrap();
        let named = Named::by(&site, [("articles/un.json", &article)].into_iter());
        let shown: Vec<_> = named
            .shown
            .iter()
            .map(|(name, place)| (name.as_str(), place.file.as_str(), place.path.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                ("awa.jpg", "site.json", "$.authors[0].image.url"),
                ("carte.png", "articles/un.json", "$.body[1].body[0].url"),
                ("une.jpg", "articles/un.json", "$.image.url"),
            ]
        );
        let linked = named.linked.iter();
        let linked: Vec<_> = linked
            .map(|(name, place)| (name.as_str(), place.file.as_str(), place.path.as_str()))
            .collect();
        assert_eq!(
            linked,
            [
                ("images/charte.png", "site.json", "$.links[0].url"),
                ("images/plan.jpg", "articles/un.json", "$.body[0]"),
            ]
        );
    }
}
