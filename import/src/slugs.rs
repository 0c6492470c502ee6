//! Which slug each article gets: its own where it can have it, and always the same.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    path::Path,
};

use url::Url;

use crate::{
    error::Error,
    folder,
    redirects::Shapes,
    slug,
    source::{self, Index},
    state::{Shelf, State},
};

/// The slugs of articles and drafts, by their ids.
#[derive(Debug, Default)]
pub struct Slugs {
    numbers: HashMap<u64, u32>,
    /// What the addresses of articles have in common.
    pub shapes: Shapes,
    /// What files of articles and drafts are called that no import named so, by the numbers of their ids.
    pub renamed: HashMap<u64, String>,
}

impl Slugs {
    /// Gives every article of a source its slug. Those that an earlier import gave stay; no article of the newsroom's own
    /// loses its. What the index kept for this is let go.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn allot(index: &mut Index, state: &State, folder: &Path) -> Result<Self, Error> {
        let published = folder::stems(&folder.join(Shelf::Articles.folder()))?;
        let mut there = folder::stems(&folder.join(Shelf::Drafts.folder()))?;
        there.extend(&published);
        let given = |id: &str| {
            let before = [state.records.slug(id), state.pending.slug(id)];
            let mut before = before.into_iter().flatten();
            let before = before.find(|(shelf, _)| *shelf != Shelf::SetAside);
            before.map(|(_, slug)| slug)
        };
        let articles = std::mem::take(&mut index.articles);
        let slugs = articles.iter().filter_map(|brief| given(brief.id));
        let all_given: HashSet<u64> = slugs.map(source::hash).collect();
        // They say themselves which records they are of: the newsroom renamed them, or nothing is known of earlier imports
        // any more.
        let renamed = folder::ids(folder, |stem| !all_given.contains(&source::hash(stem)))?;
        let known = |id: &str| {
            let given = given(id);
            given
                .filter(|slug| there.contains(&source::hash(slug)))
                .or_else(|| renamed.get(&source::hash(id)).map(String::as_str))
                .or(given)
        };
        let mut taken = there.clone();
        taken.extend(all_given);
        let mut next: HashMap<String, usize> = HashMap::new();
        let mut slugs = Self::default();
        // Of several versions of a record the one that was told last stands.
        let mut last: HashMap<u64, usize> = HashMap::new();
        for (at, brief) in articles.iter().enumerate() {
            let id = source::hash(brief.id);
            if index.has_versions(id) {
                last.insert(id, at);
            }
        }
        for (at, brief) in articles.iter().enumerate() {
            if last.get(&source::hash(brief.id)).is_some_and(|last| *last != at) {
                continue;
            }
            let own: Cow<'_, str> = match known(brief.id) {
                Some(slug) => slug.into(),
                None => free(brief.slug, brief.id, &mut taken, &mut next).into(),
            };
            let addresses: Vec<Url> = brief
                .addresses
                .iter()
                .filter_map(|it| Url::parse(it).ok())
                .collect();
            if let Some(first) = addresses.first().filter(|_| brief.is_published) {
                slugs.shapes.add(first, &own);
            }
            // What the newsroom removed or took back, and what there was nothing of to read, is at no address; what it published
            // itself is.
            let is_here = published.contains(&source::hash(&own));
            let is_readable = match state.records.slug(brief.id) {
                Some((shelf, _)) if !state.pending.has(brief.id) => match shelf {
                    Shelf::Articles => brief.is_published && is_here,
                    Shelf::Drafts => brief.is_published || is_here,
                    Shelf::SetAside => false,
                },
                _ => brief.is_published,
            };
            let links = addresses.iter().filter(|_| is_readable);
            let number = index.library.add_article(&own, links);
            slugs.numbers.insert(source::hash(brief.id), number);
        }
        slugs.renamed = renamed;
        Ok(slugs)
    }

    /// The number by which the library knows a record's slug.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<u32> {
        self.numbers.get(&source::hash(id)).copied()
    }

    #[must_use]
    pub fn of<'a>(&self, id: &str, index: &'a Index) -> Option<&'a str> {
        self.numbers
            .get(&source::hash(id))
            .map(|number| index.library.slug(*number))
    }
}

/// A slug that nothing else has.
fn free(wanted: &str, id: &str, taken: &mut HashSet<u64>, next: &mut HashMap<String, usize>) -> String {
    let plain = crate::html::tree::text_of(wanted);
    let first = [slug::slug(&plain), slug::slug(id)]
        .into_iter()
        .find(|it| !it.is_empty())
        .unwrap_or_else(|| "article".to_owned());
    if taken.insert(source::hash(&first)) {
        return first;
    }
    let number = next.entry(first.clone()).or_insert(2);
    loop {
        let own = slug::numbered(&first, *number);
        *number += 1;
        if taken.insert(source::hash(&own)) {
            return own;
        }
    }
}
