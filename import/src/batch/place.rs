//! Where the file of an article lies, and where it is to lie: the newsroom may have moved, renamed or removed it.

use std::path::PathBuf;

use serde_json::Value;

use super::{Before, Desk, is_as_it_was};
use crate::{
    error::Error,
    folder::{self, Settled},
    outcome::{Entry, Kind, Reason},
    source,
    state::{Known, Shelf},
};

/// Where an article goes.
pub struct Place {
    /// Among articles or drafts: where the newsroom moved it, else where the source has it.
    pub shelf: Shelf,
    /// Where its file lies now; nowhere where there is none, or the newsroom removed it.
    lies: Option<Shelf>,
    /// The file that is still published and that the source has withdrawn.
    pub withdrawn: Option<String>,
}

/// What is to be done to the files of an article.
#[derive(Default)]
pub struct Files {
    pub settled: Settled,
    /// A file that another takes the place of.
    pub remove: Option<PathBuf>,
}

impl Desk<'_> {
    /// Where an article goes that the source has among articles or drafts, with what is told of that.
    pub(super) fn place(&self, id: &str, before: &Before, said: Shelf, entries: &mut Vec<Entry>) -> Place {
        let known = before.known.as_ref();
        let lies = known.and_then(|known| self.lies(known));
        let moved = lies.filter(|lies| known.is_some_and(|known| known.shelf != *lies));
        let shelf = moved.unwrap_or(said);
        let withdrawn = match moved {
            Some(_) => None,
            None => self.withdrawn(id, before, shelf, entries),
        };
        Place {
            shelf,
            lies,
            withdrawn,
        }
    }

    /// What is to be written for an article, given what it is now and was before.
    pub(super) fn files(
        &self,
        place: &Place,
        slug: &str,
        (value, text): (&Value, &str),
        before: &Before,
    ) -> Result<Files, Error> {
        // What is withdrawn lies among the articles still, and nowhere twice.
        if self.is_plan || place.withdrawn.is_some() {
            return Ok(Files::default());
        }
        let known = before.known.as_ref();
        let path = folder::path(self.folder, place.shelf, slug);
        // A draft that is published moves with all that the newsroom wrote into it, an import that was interrupted meanwhile over
        // what that one wrote.
        let draft = (place.lies == Some(Shelf::Drafts) && place.shelf == Shelf::Articles)
            .then(|| folder::path(self.folder, Shelf::Drafts, slug));
        let moves = draft
            .as_deref()
            .filter(|_| before.pending.is_some() || !path.is_file());
        let known_here =
            known.filter(|known| moves.is_some() || place.lies.unwrap_or(known.shelf) == place.shelf);
        let settled = folder::settle(&path, moves, value, text, known_here, before.pending.as_ref())?;
        let is_taken = |draft: &PathBuf| match moves {
            Some(_) => settled.write.is_some(),
            None => known.is_some_and(|known| is_as_it_was(draft, known)),
        };
        let remove = draft.clone().filter(is_taken);
        Ok(Files { settled, remove })
    }

    /// Among articles or drafts, where the file lies that was made of a record; nothing where the newsroom removed it.
    pub(super) fn lies(&self, known: &Known) -> Option<Shelf> {
        let is_here = |shelf: &Shelf| {
            let path = folder::path(self.folder, *shelf, &known.slug);
            path.is_file() && (*shelf == known.shelf || folder::id(&path).is_some_and(|id| id == *known.id))
        };
        let other = match known.shelf {
            Shelf::Articles => Shelf::Drafts,
            Shelf::Drafts => Shelf::Articles,
            Shelf::SetAside => return None,
        };
        [known.shelf, other].into_iter().find(is_here)
    }

    /// The file of an article that readers see no more in the source, which now lies on another shelf.
    pub(super) fn withdrawn(
        &self,
        id: &str,
        before: &Before,
        shelf: Shelf,
        entries: &mut Vec<Entry>,
    ) -> Option<String> {
        let known = before.known.as_ref().filter(|_| shelf != Shelf::Articles)?;
        let renamed = self.renamed.get(&source::hash(id)).map(String::as_str);
        let mut slugs = [Some(known.slug.as_ref()), renamed].into_iter().flatten();
        let slug = slugs.find(|slug| {
            let path = folder::path(self.folder, Shelf::Articles, slug);
            path.is_file()
                && (known.shelf == Shelf::Articles || folder::id(&path).is_some_and(|its| its == id))
        })?;
        let file = format!("articles/{slug}.json");
        entries.push(Entry::new(Reason::Withdrawn, Kind::Other, "article").was(&file));
        Some(file)
    }
}
