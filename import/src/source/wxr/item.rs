//! An item of an export, as it says itself.

use super::xml::{self, Element};
use crate::text;

/// What an item says, by WordPress's own names.
#[derive(Clone, Debug, Default)]
pub struct Item {
    pub title: String,
    pub link: String,
    pub guid: String,
    pub published: String,
    pub creator: String,
    pub content: String,
    pub excerpt: String,
    pub id: u64,
    pub date: String,
    pub date_gmt: String,
    pub modified: String,
    pub modified_gmt: String,
    pub name: String,
    pub status: String,
    pub parent: u64,
    pub kind: String,
    pub password: String,
    pub is_sticky: bool,
    pub attachment_url: String,
    /// Of each term: its taxonomy, its slug and its name.
    pub terms: Vec<(String, String, String)>,
    pub meta: Vec<(String, String)>,
    pub comments: Vec<serde_json::Value>,
    /// Fields whose text was badly closed.
    pub split: Vec<&'static str>,
    /// The first byte that is no UTF-8.
    pub bad_byte: Option<usize>,
}

impl Item {
    /// Reads an item, all of it or without its text and its comments.
    ///
    /// # Errors
    /// The byte within the item at which it could not be read.
    pub fn read(bytes: &[u8], whole: bool) -> Result<Self, usize> {
        let (text, bad_byte) = text::decode(bytes);
        let outer = xml::elements(&text)?;
        let item = outer.first().ok_or(0_usize)?;
        let start = item.inner.as_ptr() as usize - text.as_ptr() as usize;
        let mut read = Self {
            bad_byte,
            ..Self::default()
        };
        for element in xml::elements(item.inner).map_err(|at| at + start)? {
            if whole || !matches!(element.name, "content:encoded" | "wp:comment") {
                read.take(&element);
            }
        }
        Ok(read)
    }

    fn take(&mut self, element: &Element<'_>) {
        let (text, is_split) = xml::text(element.inner);
        let number = || text.trim().parse().unwrap_or_default();
        let name: &'static str = match element.name {
            "title" => put(&mut self.title, &text, "title"),
            "link" => put(&mut self.link, text.trim(), "link"),
            "guid" => put(&mut self.guid, text.trim(), "guid"),
            "pubDate" => put(&mut self.published, text.trim(), "pubDate"),
            "dc:creator" => put(&mut self.creator, text.trim(), "dc:creator"),
            "content:encoded" => put(&mut self.content, &text, "content:encoded"),
            "excerpt:encoded" => put(&mut self.excerpt, &text, "excerpt:encoded"),
            "wp:post_date" => put(&mut self.date, &text, "wp:post_date"),
            "wp:post_date_gmt" => put(&mut self.date_gmt, &text, "wp:post_date_gmt"),
            "wp:post_modified" => put(&mut self.modified, &text, "wp:post_modified"),
            "wp:post_modified_gmt" => put(&mut self.modified_gmt, &text, "wp:post_modified_gmt"),
            "wp:post_name" => put(&mut self.name, text.trim(), "wp:post_name"),
            "wp:status" => put(&mut self.status, text.trim(), "wp:status"),
            "wp:post_type" => put(&mut self.kind, text.trim(), "wp:post_type"),
            "wp:post_password" => put(&mut self.password, &text, "wp:post_password"),
            "wp:attachment_url" => put(&mut self.attachment_url, text.trim(), "wp:attachment_url"),
            "wp:post_id" => {
                self.id = number();
                "wp:post_id"
            }
            "wp:post_parent" => {
                self.parent = number();
                "wp:post_parent"
            }
            "wp:is_sticky" => {
                self.is_sticky = text.trim() == "1";
                "wp:is_sticky"
            }
            "category" => {
                let taxonomy =
                    xml::attribute(element.attributes, "domain").unwrap_or_else(|| "category".to_owned());
                let slug = xml::attribute(element.attributes, "nicename").unwrap_or_default();
                // Version 1.0 says each term twice, once without its slug.
                if !slug.is_empty() {
                    self.terms.push((taxonomy, slug, text.trim().to_owned()));
                }
                "category"
            }
            "wp:postmeta" => {
                self.meta(element.inner);
                return;
            }
            "wp:comment" => {
                self.comment(element.inner);
                return;
            }
            _ => return,
        };
        if is_split {
            self.split.push(name);
        }
    }

    fn meta(&mut self, inner: &str) {
        let Ok(elements) = xml::elements(inner) else {
            return;
        };
        let of = |name: &str| {
            let found = elements.iter().find(|it| it.name == name);
            found
                .map(|it| xml::text(it.inner).0.into_owned())
                .unwrap_or_default()
        };
        self.meta
            .push((of("wp:meta_key").trim().to_owned(), of("wp:meta_value")));
    }

    /// A comment, without the addresses of who wrote it and of their machine.
    fn comment(&mut self, inner: &str) {
        let Ok(elements) = xml::elements(inner) else {
            return;
        };
        let mut comment = serde_json::Map::new();
        for element in elements {
            let Some(name) = element.name.strip_prefix("wp:comment_") else {
                continue;
            };
            let text = xml::text(element.inner).0.into_owned();
            let is_private = matches!(name, "author_IP" | "author_email" | "agent");
            if !is_private && !text.is_empty() {
                comment.insert(name.to_owned(), text.into());
            }
        }
        self.comments.push(comment.into());
    }

    #[must_use]
    pub fn meta_of(&self, key: &str) -> Option<&str> {
        let (_, value) = self
            .meta
            .iter()
            .find(|(it, value)| it == key && !value.trim().is_empty())?;
        Some(value.trim())
    }
}

fn put(to: &mut String, text: &str, name: &'static str) -> &'static str {
    text.clone_into(to);
    name
}
