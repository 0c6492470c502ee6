//! One record after the other: what it becomes, and where that lies.

mod place;
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
    redirects,
    report::{Earlier, Items, Line},
    source,
    state::{self, Known, Shelf, State},
};
use place::Files;

/// What records are handled with.
pub struct Desk<'a> {
    pub maker: Maker<'a>,
    pub folder: &'a Path,
    /// The newspaper's base path.
    pub base: &'a str,
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
        // And what the newsroom moved or removed has another line, and perhaps a section that is new.
        let is_there =
            |known: &&Known| known.shelf == Shelf::SetAside || self.lies(known) == Some(known.shelf);
        if let (Some(known), Some(line)) = (before.known.as_ref().filter(is_there), line) {
            return Ok(Done::as_it_was(known.clone(), known.shelf, line.clone()));
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
            Standing::SetAside(reason @ (Reason::Page | Reason::DraftPage)) => {
                let made = self.maker.make(record, slug);
                self.set_aside(record, slug, before, reason, Some(made))
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
        (said, reason): (Shelf, Option<Reason>),
    ) -> Result<Done, Error> {
        let Made {
            article,
            mut entries,
            counts,
            ..
        } = made;
        self.tell_beside(record, slug, &mut entries);
        let place = self.place(&record.id, before, said, &mut entries);
        if place.shelf == Shelf::Articles {
            let not_led = record.addresses.iter();
            let not_led = not_led.filter_map(|url| redirects::not_led(url, slug, self.base));
            entries.extend(not_led.map(|from| Entry::new(Reason::NotLed, Kind::Other, "address").was(from)));
        }
        let value = serde_json::to_value(&article).unwrap_or_default();
        let text = serde_json::to_string_pretty(&article).unwrap_or_default() + "\n";
        let Files { settled, remove } = self.files(&place, slug, (&value, &text), before)?;
        if settled.is_removed {
            entries.push(Entry::new(Reason::RemovedHere, Kind::Other, "article").was(slug));
        }
        if settled.conflict.is_some() {
            entries.push(
                Entry::new(Reason::Conflict, Kind::Other, "article").was(format!("conflicts/{slug}.json")),
            );
        }
        let known = match before.known.as_ref().filter(|_| place.withdrawn.is_some()) {
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
        let shelf = match place.withdrawn {
            Some(_) => Shelf::Articles,
            None => place.shelf,
        };
        let file = (!settled.is_removed).then(|| format!("{}/{slug}.json", shelf.folder()));
        let line = line(
            record,
            &article.headline,
            reason.map_or(Outcome::Kept, Reason::outcome),
            reason,
            file.as_deref(),
            &entries,
            &counts,
        );
        let is_published = shelf == Shelf::Articles;
        Ok(Done {
            kept_back: self.kept_back(record, &entries),
            withdrawn: place.withdrawn,
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
            write: settled
                .write
                .map(|text| (folder::path(self.folder, place.shelf, slug), text)),
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

    /// What is told of a record beside its text: its name, and what readers said of it.
    fn tell_beside(&self, record: &Record, slug: &str, entries: &mut Vec<Entry>) {
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
    }

    /// The whole record, where a part of it is for some readers only.
    fn kept_back(&self, record: &Record, entries: &[Entry]) -> Option<(PathBuf, String)> {
        let is_kept_back = entries.iter().any(|entry| entry.reason == Reason::Private);
        (is_kept_back && !self.is_plan).then(|| {
            let name = set_aside::whole(&record.id, &record.raw);
            let path = self.folder.join(format!("set-aside/private/{name}"));
            (path, record.raw.clone())
        })
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
    let value = folder::text(path).ok();
    let value = value.and_then(|text| serde_json::from_str::<Value>(&text).ok());
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
