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
}

impl Slugs {
    /// Gives every article of a source its slug. Those that an earlier import gave stay; no article of the newsroom's own
    /// loses its. What the index kept for this is let go.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn allot(index: &mut Index, state: &State, folder: &Path) -> Result<Self, Error> {
        let mut taken = folder::stems(&folder.join(Shelf::Articles.folder()))?;
        taken.extend(folder::stems(&folder.join(Shelf::Drafts.folder()))?);
        // Where nothing is known of earlier imports any more, the articles themselves say which records they are of.
        let there = match state.records.count() + state.pending.count() {
            0 => folder::ids(folder)?,
            _ => HashMap::new(),
        };
        let known = |id: &str| {
            let before = [state.records.slug(id), state.pending.slug(id)];
            let mut before = before.into_iter().flatten();
            let before = before.find(|(shelf, _)| *shelf != Shelf::SetAside);
            let there = || there.get(&source::hash(id)).map(String::as_str);
            before.map(|(_, slug)| slug).or_else(there)
        };
        // The slugs of what was published, where the newsroom has removed it.
        let articles = std::mem::take(&mut index.articles);
        let published = articles.iter().filter_map(|brief| state.records.slug(brief.id));
        let removed: HashSet<u64> = published
            .filter(|(shelf, _)| *shelf == Shelf::Articles)
            .map(|(_, slug)| source::hash(slug))
            .filter(|slug| !taken.contains(slug))
            .collect();
        let slugs = articles.iter().filter_map(|brief| known(brief.id));
        taken.extend(slugs.map(source::hash));
        let mut next: HashMap<String, usize> = HashMap::new();
        let mut slugs = Self::default();
        for brief in articles.iter() {
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
            // What the newsroom removed, and what there was nothing of to read, is at no address.
            let is_absent = match state.records.slug(brief.id) {
                Some((shelf, slug)) if !state.pending.has(brief.id) => match shelf {
                    Shelf::Articles => removed.contains(&source::hash(slug)),
                    Shelf::Drafts => false,
                    Shelf::SetAside => true,
                },
                _ => false,
            };
            let links = addresses.iter().filter(|_| brief.is_published && !is_absent);
            let number = index.library.add_article(&own, links);
            slugs.numbers.insert(source::hash(brief.id), number);
        }
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
