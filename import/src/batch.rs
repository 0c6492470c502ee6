//! One record after the other: what it becomes, and where that lies.

mod set_aside;

use std::{
    collections::{BTreeSet, HashMap},
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    account::{Counts, KINDS},
    article::{Author, Made, Maker, Named},
    error::Error,
    folder,
    outcome::{Entry, Kind, Outcome, Reason},
    record::{Record, Standing},
    report::{Earlier, Items, Line},
    source,
    state::{self, Known, Shelf, State},
};

/// What records are handled with.
pub struct Desk<'a> {
    pub maker: Maker<'a>,
    pub folder: &'a Path,
    pub state: &'a State,
    /// The slugs of files that the newsroom gave other names, by the numbers of their ids.
    pub renamed: &'a HashMap<u64, String>,
    /// Whether all that records depend on beside themselves is as it was.
    pub is_same_context: bool,
    /// Whether nothing but the report is written.
    pub is_plan: bool,
}

/// A record that was handled.
pub struct Done {
    /// As the state is to know it.
    pub known: Known,
    /// Where it lies, which the newsroom decides: a draft that it moved among the articles is one.
    pub shelf: Shelf,
    /// Whether that is not as it was.
    pub is_new: bool,
    /// Its line of the report, and what the report's pages tell.
    pub line: String,
    pub items: Items,
    pub write: Option<(PathBuf, String)>,
    pub conflict: Option<(PathBuf, String)>,
    /// The whole record, where a part of it is for some readers only.
    pub kept_back: Option<(PathBuf, String)>,
    /// The article's file, where the source has withdrawn it.
    pub withdrawn: Option<String>,
    /// A file that another takes the place of.
    pub remove: Option<PathBuf>,
    pub section: Option<Named>,
    pub authors: Vec<Author>,
    /// The names of its fields that the mapping file says nothing of, where they are to be listed.
    pub fields: BTreeSet<String>,
    pub missing_pictures: usize,
    pub not_fetched: usize,
    pub missing_files: usize,
    /// Whether it was to be an article, and there is nothing to read.
    pub is_empty: bool,
    pub unaccounted: usize,
}

/// What earlier imports made of a record.
#[derive(Default)]
pub struct Before {
    known: Option<Known>,
    /// What an interrupted import was about to make of it.
    pending: Option<Known>,
    /// Its line of the last report, where the record and all that it depends on are as they were.
    line: Option<String>,
}

impl Desk<'_> {
    /// What is known of a record.
    ///
    /// # Errors
    /// When that cannot be read any more.
    pub fn before(&self, record: &Record, earlier: Option<&mut Earlier>) -> Result<Before, Error> {
        let known = self
            .state
            .records
            .known(&record.id)?
            .map(|known| self.named(known));
        let pending = self.state.pending.known(&record.id)?;
        let is_same = self.is_same_context && !self.is_plan && pending.is_none();
        let same = known
            .as_ref()
            .filter(|known| is_same && known.record == record.fingerprint);
        let line = same.and_then(|known| earlier?.line(known.line, &record.id));
        Ok(Before { known, pending, line })
    }

    /// Under the name that its file has now.
    fn named(&self, known: Known) -> Known {
        match self.renamed.get(&source::hash(&known.id)) {
            Some(slug) if self.lies(&known).is_none() => Known {
                slug: slug.as_str().into(),
                ..known
            },
            _ => known,
        }
    }

    /// Makes of a record what it becomes.
    pub fn handle(&self, record: &Record, slug: &str, before: Before) -> Result<Done, Error> {
        // Whether what was withdrawn is still published is looked at each time.
        let line = before.line.as_ref().filter(|line| !line.contains(WITHDRAWN));
        if let (Some(known), Some(line)) = (&before.known, line) {
            let shelf = self.lies(known).unwrap_or(known.shelf);
            return Ok(Done::as_it_was(known.clone(), shelf, line.clone()));
        }
        let before = &before;
        match record.standing {
            Standing::Published => {
                let made = self.maker.make(record, slug);
                match made.has_text {
                    true => self.article(record, slug, made, before, (Shelf::Articles, None)),
                    false => self.set_aside(record, slug, before, Reason::NothingToRead, Some(made)),
                }
            }
            Standing::Draft(reason) => {
                let made = self.maker.make(record, slug);
                self.article(record, slug, made, before, (Shelf::Drafts, Some(reason)))
            }
            Standing::SetAside(Reason::Page) => {
                let made = self.maker.make(record, slug);
                self.set_aside(record, slug, before, Reason::Page, Some(made))
            }
            Standing::SetAside(reason) => self.set_aside(record, slug, before, reason, None),
            Standing::Part => self.set_aside(record, slug, before, Reason::OtherRecord, None),
        }
    }

    fn article(
        &self,
        record: &Record,
        slug: &str,
        made: Made,
        before: &Before,
        (shelf, reason): (Shelf, Option<Reason>),
    ) -> Result<Done, Error> {
        let Made {
            article,
            mut entries,
            counts,
            ..
        } = made;
        if record.slug.is_empty() {
            entries.push(Entry::new(Reason::NoSlug, Kind::Other, "slug").now(slug));
        } else if record.slug != slug && !self.renamed.contains_key(&source::hash(&record.id)) {
            entries.push(
                Entry::new(Reason::SlugTaken, Kind::Other, "slug")
                    .was(&record.slug)
                    .now(slug),
            );
        }
        if !record.comments.is_empty() {
            let count = record.comments.len().to_string();
            entries.push(Entry::new(Reason::Comments, Kind::Other, "comments").was(count));
        }
        let value = serde_json::to_value(&article).unwrap_or_default();
        let text = serde_json::to_string_pretty(&article).unwrap_or_default() + "\n";
        let known = before.known.as_ref();
        let lies = known.and_then(|known| self.lies(known));
        let was_moved = lies.is_some_and(|lies| known.is_some_and(|known| known.shelf != lies));
        let said = shelf;
        let shelf = lies.filter(|_| was_moved).unwrap_or(said);
        let path = folder::path(self.folder, shelf, slug);
        let withdrawn = match was_moved {
            true => None,
            false => self.withdrawn(&record.id, before, shelf, &mut entries),
        };
        let mut remove = None;
        let settled = if self.is_plan {
            folder::Settled::default()
        } else {
            // A draft that is published moves with all that the newsroom wrote into it, an import that was interrupted
            // meanwhile over what that one wrote.
            let draft = (lies == Some(Shelf::Drafts) && shelf == Shelf::Articles)
                .then(|| folder::path(self.folder, Shelf::Drafts, slug));
            let moves = draft
                .as_deref()
                .filter(|_| before.pending.is_some() || !path.is_file());
            let known_here = known.filter(|known| moves.is_some() || lies.unwrap_or(known.shelf) == shelf);
            let settled = match withdrawn {
                // It lies among the articles still, and nowhere twice.
                Some(_) => folder::Settled::default(),
                None => folder::settle(&path, moves, &value, &text, known_here, before.pending.as_ref())?,
            };
            let is_left = |draft: &PathBuf| match moves {
                Some(_) => settled.write.is_none(),
                None => !known.is_some_and(|known| is_as_it_was(draft, known)),
            };
            if draft.as_ref().is_some_and(|draft| !is_left(draft)) {
                remove.clone_from(&draft);
            }
            settled
        };
        if settled.is_removed {
            entries.push(Entry::new(Reason::RemovedHere, Kind::Other, "article").was(slug));
        }
        if settled.conflict.is_some() {
            entries.push(
                Entry::new(Reason::Conflict, Kind::Other, "article").was(format!("conflicts/{slug}.json")),
            );
        }
        let known = match known.filter(|_| withdrawn.is_some()) {
            Some(known) => still_public(known, record),
            None => Known {
                id: record.id.as_str().into(),
                shelf: said,
                slug: slug.into(),
                record: record.fingerprint,
                prints: state::prints(&value),
                line: (0, 0),
            },
        };
        let shelf = match withdrawn {
            Some(_) => Shelf::Articles,
            None => shelf,
        };
        let outcome = reason.map_or(Outcome::Kept, Reason::outcome);
        let file = (!settled.is_removed).then(|| format!("{}/{slug}.json", shelf.folder()));
        let line = line(
            record,
            &article.headline,
            outcome,
            reason,
            file.as_deref(),
            &entries,
            &counts,
        );
        let is_published = shelf == Shelf::Articles;
        let is_kept_back = entries.iter().any(|entry| entry.reason == Reason::Private);
        let kept_back = (is_kept_back && !self.is_plan).then(|| {
            let name = set_aside::whole(&record.id, &record.raw);
            let path = self.folder.join(format!("set-aside/private/{name}"));
            (path, record.raw.clone())
        });
        Ok(Done {
            kept_back,
            withdrawn,
            is_new: before.known.as_ref().is_none_or(|before| {
                Known {
                    line: (0, 0),
                    ..before.clone()
                } != known
            }),
            is_empty: false,
            fields: match self.is_plan {
                true => unmapped(&entries),
                false => BTreeSet::new(),
            },
            missing_pictures: count(&entries, Reason::PictureMissing),
            not_fetched: count(&entries, Reason::NotFetched),
            missing_files: count(&entries, Reason::FileMissing),
            unaccounted: count(&entries, Reason::Unaccounted),
            known,
            shelf,
            items: Items::of(&line),
            line,
            write: settled.write.map(|text| (path, text)),
            conflict: settled.conflict.map(|conflict| {
                let path = self.folder.join("conflicts").join(format!("{slug}.json"));
                let text = folder::with_earlier(conflict, &path);
                (path, text)
            }),
            remove,
            section: is_published.then_some(article.article_section),
            authors: if is_published { article.author } else { Vec::new() },
        })
    }

    /// Among articles or drafts, where the file lies that was made of a record; nothing where the newsroom removed it.
    fn lies(&self, known: &Known) -> Option<Shelf> {
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
    fn withdrawn(&self, id: &str, before: &Before, shelf: Shelf, entries: &mut Vec<Entry>) -> Option<String> {
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

    /// Writes what a record became.
    pub fn put(&self, done: &Done) -> Result<(), Error> {
        if let Some((path, text)) = &done.write {
            folder::write(path, text.as_bytes())?;
        }
        for (path, text) in done.conflict.iter().chain(&done.kept_back) {
            folder::write_changed(path, text.as_bytes())?;
        }
        if let Some(path) = &done.remove
            && let Err(why) = fs::remove_file(path)
            && why.kind() != io::ErrorKind::NotFound
        {
            return Err(Error::write(path, why));
        }
        Ok(())
    }
}

impl Done {
    fn as_it_was(known: Known, shelf: Shelf, line: String) -> Self {
        Self {
            known,
            shelf,
            is_new: false,
            items: Items::of(&line),
            line,
            write: None,
            conflict: None,
            kept_back: None,
            withdrawn: None,
            remove: None,
            section: None,
            authors: Vec::new(),
            fields: BTreeSet::new(),
            is_empty: false,
            missing_pictures: 0,
            not_fetched: 0,
            missing_files: 0,
            unaccounted: 0,
        }
    }
}

/// As lines of the report say [`Reason::Withdrawn`].
const WITHDRAWN: &str = "\"reason\":\"withdrawn\"";

/// What is known of an article that is still published here and in the source no more: as it was, so that it is told until it is
/// removed, and goes on should the source publish it again.
fn still_public(known: &Known, record: &Record) -> Known {
    Known {
        shelf: Shelf::Articles,
        record: record.fingerprint,
        line: (0, 0),
        ..known.clone()
    }
}

/// Whether a file is as an import wrote it.
fn is_as_it_was(path: &Path, known: &Known) -> bool {
    let value = fs::read(path).ok();
    let value = value.and_then(|text| serde_json::from_slice::<Value>(&text).ok());
    value.is_some_and(|value| state::prints(&value) == known.prints)
}

/// The fields of newsrooms' own making that the mapping file says nothing of.
fn unmapped(entries: &[Entry]) -> BTreeSet<String> {
    let unmapped = entries.iter().filter(|entry| entry.reason == Reason::MetaField);
    let names = unmapped.filter_map(|entry| {
        let place = entry.place.as_str();
        place
            .strip_prefix("meta/")
            .or_else(|| place.strip_prefix("fields/"))
    });
    names.map(str::to_owned).collect()
}

fn count(entries: &[Entry], reason: Reason) -> usize {
    entries.iter().filter(|entry| entry.reason == reason).count()
}

type AllCounts = [Counts; 4];

fn line(
    record: &Record,
    title: &str,
    outcome: Outcome,
    reason: Option<Reason>,
    file: Option<&str>,
    entries: &[Entry],
    counts: &AllCounts,
) -> String {
    let counts = KINDS
        .into_iter()
        .zip(*counts)
        .filter(|(_, it)| *it != Counts::default())
        .collect();
    let is_secret = matches!(reason, Some(Reason::Private | Reason::Withheld));
    let address = record.addresses.first().map(url::Url::as_str);
    let address = address.filter(|_| !is_secret);
    let line = Line {
        id: &record.id,
        title,
        outcome,
        reason,
        file,
        address,
        counts,
        entries,
    };
    serde_json::to_string(&line).unwrap_or_default()
}
