//! What the addresses of a site's articles have in common, so that one rule stands for them.

use std::collections::HashMap;

use url::Url;

use super::decoded;

/// Of this part of the addresses, at least, a rule with placeholders is made, in percent.
const MOST_OF_ALL: usize = 95;

/// What addresses have in common.
#[derive(Debug, Default)]
pub struct Shapes {
    counts: HashMap<String, usize>,
    all: usize,
}

/// A path with its slug and its numbers made placeholders, where a rule may be made of it.
pub(super) fn shape(path: &str, slug: &str) -> Option<String> {
    let mut shape = String::new();
    let mut numbers = 0;
    let mut has_slug = false;
    for segment in path.trim_matches('/').split('/') {
        shape.push('/');
        if segment == slug && !has_slug {
            has_slug = true;
            shape.push_str(":slug");
        } else if !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers += 1;
            shape.push_str(match (numbers, segment.len()) {
                (1, 4) => ":year",
                (2, 1 | 2) => ":month",
                (3, 1 | 2) => ":day",
                _ => ":number",
            });
        } else {
            shape.push_str(segment);
        }
    }
    (has_slug && shape.matches(":number").count() < 2).then(|| shape + "/")
}

impl Shapes {
    /// An article's present address.
    pub fn add(&mut self, url: &Url, slug: &str) {
        self.all += 1;
        if url.query().is_none()
            && let Some(shape) = shape(&decoded(url.path()), slug)
        {
            *self.counts.entry(shape).or_default() += 1;
        }
    }

    /// The shape that most addresses have.
    #[must_use]
    pub fn rule(&self) -> Option<String> {
        let (shape, count) = self
            .counts
            .iter()
            .max_by_key(|(shape, count)| (**count, std::cmp::Reverse(*shape)))?;
        (count * 100 >= self.all * MOST_OF_ALL && *count > 1).then(|| shape.clone())
    }
}
