//! Where articles come from: each system is a [`Source`] that gives [`Record`]s.
//!
//! A source is read twice. [`Source::index`] tells the [`Index`] what single articles need of the whole: the library, the
//! addresses and slugs of all articles, sections and authors. [`Source::records`] then gives every record, in the same order
//! each time, so that an import that was interrupted goes on to the same result. Both stream: a source of any size needs
//! memory for its index only, about 200 bytes a record.

pub mod briefs;
pub mod feed;
pub mod fields;
pub mod ghost;
pub mod input;
mod joomla;
pub mod json;
pub mod markup;
mod nearest;
pub mod ninjs;
pub mod page;
pub mod recognise;
pub mod rest;
#[cfg(test)]
mod slow;
mod spip;
mod tables;
pub mod wxr;

use std::{
    collections::{HashMap, HashSet, hash_map},
    path::{Path, PathBuf},
};

use jiff::{Timestamp, tz::TimeZone};
use url::Url;
use xxhash_rust::xxh3::xxh3_64;

use self::briefs::Briefs;
use crate::{
    address,
    error::Error,
    library::Library,
    mapping::Mapping,
    outcome::{Entry, Kind, Reason},
    record::{Newspaper, Person, Record, Standing, Term},
};

/// A system's articles, as files hold them.
pub trait Source: Send {
    /// What this is, for messages: "a WordPress export".
    fn name(&self) -> &'static str;

    /// Reads all that single records depend on.
    ///
    /// # Errors
    /// When a file cannot be read, or is none of this system.
    fn index(&mut self, index: &mut Index) -> Result<(), Error>;

    /// Gives every record, in the source's order.
    ///
    /// # Errors
    /// When a file cannot be read any more; what `each` returns.
    fn records(
        &mut self,
        index: &Index,
        each: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error>;
}

/// What the whole source says.
#[derive(Debug, Default)]
pub struct Index {
    pub newspaper: Newspaper,
    pub library: Library,
    /// In the source's order; those that become articles or drafts.
    pub articles: Briefs,
    /// Every record's id and fingerprint, so that those are known that are gone or unchanged since.
    pub ids: Vec<(u64, u64)>,
    /// Whole-file faults: bytes that could not be read.
    pub entries: Vec<Entry>,
    pub(crate) sections: HashMap<String, usize>,
    pub(crate) authors: HashMap<String, usize>,
    /// The newspaper's time, in which dates are that do not say theirs.
    pub zone: Option<TimeZone>,
    /// Fields of the source that the mapping file says something of.
    pub mapping: Mapping,
    /// Where records go that are too large to be read; nowhere where nothing is to be written.
    pub set_aside: Option<PathBuf>,
    /// When something in it changes by itself: the first embargo ends.
    pub changes: Option<Timestamp>,
    /// Of records with several versions, by their ids' numbers.
    pub newest: HashMap<u64, Newest>,
}

impl Index {
    /// A record; each source calls this for every one that it will give, but for parts of others.
    pub fn record(&mut self, id: &str, fingerprint: u64) {
        self.ids.push((hash(id), fingerprint));
    }

    /// Once all records were seen: of those with several versions the newest stands, and the others are told.
    pub fn settle(&mut self, ids: Ids) {
        self.newest = ids.newest;
        let newest = &self.newest;
        let stands =
            |(id, print): &(u64, u64)| newest.get(id).is_none_or(|newest| newest.fingerprint == *print);
        self.ids.retain(stands);
        let mut older: Vec<&str> = newest.values().map(|newest| newest.id.as_str()).collect();
        older.sort_unstable();
        let told = older
            .into_iter()
            .map(|id| Entry::new(Reason::Superseded, Kind::Other, "record").was(id));
        self.entries.extend(told);
    }

    /// Whether there are several versions of a record, by its id's number.
    #[must_use]
    pub fn has_versions(&self, id: u64) -> bool {
        self.newest.contains_key(&id)
    }

    /// One that becomes an article or a draft. What it is called in addresses is its slug, or its headline where it has none.
    pub fn article(&mut self, id: &str, slug: &str, addresses: &[Url], is_published: bool) {
        let addresses = addresses.iter().map(Url::as_str);
        self.articles.add(id, slug, addresses, is_published);
    }

    /// The section of an article: the first of its own that the mapping file says nothing against.
    pub fn section_of(&mut self, sections: &[Term]) {
        let is_one = |section: &&Term| !matches!(self.mapping.sections.get(&section.slug), Some(None));
        if let Some(section) = sections.iter().find(is_one) {
            self.section(section);
        }
    }

    /// A section; the first to have a slug gives it its name.
    fn section(&mut self, section: &Term) {
        let next = self.newspaper.sections.len();
        if !self.sections.contains_key(&section.slug) {
            self.sections.insert(section.slug.clone(), next);
            self.newspaper.sections.push(section.clone());
        }
    }

    /// An author; what is said of them later completes what was said first.
    pub fn author(&mut self, author: &Person) {
        let next = self.newspaper.authors.len();
        match self
            .authors
            .get(&author.slug)
            .and_then(|at| self.newspaper.authors.get_mut(*at))
        {
            Some(known) => {
                for (known, said) in [
                    (&mut known.name, &author.name),
                    (&mut known.job_title, &author.job_title),
                    (&mut known.description, &author.description),
                ] {
                    if known.is_empty() {
                        known.clone_from(said);
                    }
                }
            }
            None => {
                self.authors.insert(author.slug.clone(), next);
                self.newspaper.authors.push(author.clone());
            }
        }
    }

    /// An author as their own profile presents them, which goes before what articles call them.
    pub fn profile(&mut self, author: &Person) {
        self.author(author);
        let known = self
            .authors
            .get(&author.slug)
            .and_then(|at| self.newspaper.authors.get_mut(*at));
        if let Some(known) = known.filter(|_| !author.name.is_empty()) {
            known.name.clone_from(&author.name);
        }
    }

    /// A host that the old site was at.
    pub fn host(&mut self, url: &Url) {
        let host = address::host(url).to_owned();
        if !host.is_empty() && !self.library.hosts.contains(&host) {
            self.library.hosts.push(host);
        }
    }
}

/// What tells records of one id apart.
#[derive(Clone, Copy, Debug, Default)]
pub struct Version {
    pub fingerprint: u64,
    /// A number of what a record keeps when it changes, such as its site; 0 where its id says that.
    pub origin: u64,
    /// When it was changed, as a number that grows with time; 0 where that is not known.
    pub changed: u64,
    input: usize,
}

impl Version {
    /// Of a record that says when it was made and when it was changed.
    #[must_use]
    pub fn new(fingerprint: u64, origin: &str, changed: &str) -> Self {
        Self {
            fingerprint,
            origin: hash(origin),
            changed: moment(changed),
            input: 0,
        }
    }
}

/// A moment as tables and JSON write it, as a number that grows with time.
fn moment(text: &str) -> u64 {
    let digits = text.chars().filter_map(|c| c.to_digit(10));
    digits
        .take(14)
        .fold(0, |number, digit| number * 10 + u64::from(digit))
}

impl From<u64> for Version {
    fn from(fingerprint: u64) -> Self {
        Self {
            fingerprint,
            ..Self::default()
        }
    }
}

/// Tells records apart that have one id: exports of several files overlap, with older and newer versions of a record, merged
/// sites count from 1 each, and broken exports have an id twice.
#[derive(Debug, Default)]
pub struct Ids {
    /// The newest version of each id that was seen.
    seen: HashMap<u64, Version>,
    /// Of ids with several versions, which one stands.
    newest: HashMap<u64, Newest>,
    /// Those of them that were given.
    given: HashSet<u64>,
    is_settled: bool,
    /// The number of the file that is read.
    input: usize,
}

/// The version of a record that stands.
#[derive(Clone, Debug)]
pub struct Newest {
    id: String,
    fingerprint: u64,
}

impl Ids {
    /// For going through the records once more, when it is known which of their versions stand.
    #[must_use]
    pub fn of(index: &Index) -> Self {
        Self {
            newest: index.newest.clone(),
            is_settled: true,
            ..Self::default()
        }
    }

    /// What follows stands in the file of a number.
    pub fn at(&mut self, input: usize) {
        self.input = input;
    }

    /// The id of a record: its own, or with a number where another record has it. None where the very same was there before, or
    /// a newer version of it stands: until all were seen, a newer one is given after those that it takes the place of.
    pub fn own(&mut self, id: String, version: impl Into<Version>) -> Option<String> {
        let version = Version {
            input: self.input,
            ..version.into()
        };
        let id = self.apart(id, version);
        let number = hash(&id);
        let is_given = match self.seen.entry(number) {
            hash_map::Entry::Vacant(free) => {
                free.insert(version);
                true
            }
            hash_map::Entry::Occupied(known) => {
                let known = known.into_mut();
                let is_same = known.fingerprint == version.fingerprint;
                let is_newer = !is_same && version.changed >= known.changed;
                match is_newer {
                    true => *known = version,
                    false => known.input = version.input,
                }
                if !is_same && !self.is_settled {
                    let newest = Newest {
                        id: id.clone(),
                        fingerprint: known.fingerprint,
                    };
                    self.newest.insert(number, newest);
                }
                is_newer
            }
        };
        let is_given = match self.newest.get(&number).filter(|_| self.is_settled) {
            Some(newest) => newest.fingerprint == version.fingerprint && self.given.insert(number),
            None => is_given,
        };
        is_given.then_some(id)
    }

    /// An id, with a number where others that are no version of the record have it: they are of another origin, or stand in the
    /// same file.
    fn apart(&self, id: String, version: Version) -> String {
        /// So many that have one id are no newspaper's.
        const MOST: usize = 64;
        let is_free = |id: &String| {
            self.seen.get(&hash(id)).is_none_or(|known| {
                known.origin == version.origin
                    && (known.input != version.input || known.fingerprint == version.fingerprint)
            })
        };
        if is_free(&id) {
            return id;
        }
        let mut numbered = (2..MOST).map(|number| format!("{id}-{number}"));
        numbered
            .find(is_free)
            .unwrap_or_else(|| format!("{id}-{:016x}", version.fingerprint))
    }
}

/// A record that could not be read; what it says is in its file and not in the report, for nobody knows who may read it.
#[must_use]
pub fn unread(id: String, reason: Reason, raw: &str, input: &input::Input) -> Record {
    let place = format!("{}, {id}", input.name());
    let entry = Entry::new(reason, Kind::Other, place).was(format!("{} bytes", raw.len()));
    Record {
        standing: Standing::SetAside(reason),
        entries: vec![entry],
        raw: raw.to_owned(),
        fingerprint: fingerprint(raw.as_bytes()),
        id,
        ..Record::default()
    }
}

/// How ids are known in a small place.
#[must_use]
pub fn hash(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

/// A fingerprint of a record's bytes.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

/// What an article is called in its address: the last part of its path, without what names only the kind of file.
#[must_use]
pub fn slug_of(url: &Url) -> String {
    let parts = url.path_segments().into_iter().flatten();
    let plain = |part: &str| {
        let ends = [".html", ".htm", ".php", ".shtml", ".aspx", ".xhtml"];
        let end = ends.iter().find_map(|end| part.strip_suffix(end));
        end.unwrap_or(part).to_owned()
    };
    let is_name =
        |part: &String| !part.is_empty() && !matches!(part.as_str(), "index" | "default" | "article" | "amp");
    parts.map(plain).rfind(is_name).unwrap_or_default()
}

/// Whether a moment is in a year that the press prints everywhere.
#[must_use]
pub fn is_year(at: Timestamp) -> bool {
    (2..=9998).contains(&at.to_zoned_datetime(TimeZone::UTC).year())
}

/// The files of a folder and of those in it, but for what no export is.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    const MEDIA: [&str; 24] = [
        "avi", "avif", "css", "doc", "docx", "gif", "ico", "jpeg", "jpg", "js", "m4a", "mov", "mp3", "mp4",
        "ogg", "pdf", "png", "svg", "ttf", "webm", "webp", "woff", "woff2", "xlsx",
    ];
    let unread = |why| Error::read(folder, why);
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let end = path
            .extension()
            .map(|end| end.to_string_lossy().to_ascii_lowercase());
        // Links between folders may go in circles.
        if entry.file_type().map_err(unread)?.is_dir() {
            // A newspaper that was imported into is none of the export.
            if !path.join(crate::state::FOLDER).is_dir() {
                gather(&path, files)?;
            }
        } else if path.is_file() && !end.is_some_and(|end| MEDIA.contains(&end.as_str())) {
            files.push(path);
        }
    }
    Ok(())
}

/// The files that an import reads: one, or those of a folder and of the folders in it.
///
/// # Errors
/// When there is nothing there.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let unread = |why: std::io::Error| Error::read(path, why);
    if !path.is_dir() {
        std::fs::metadata(path).map_err(unread)?;
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    gather(path, &mut files)?;
    files.sort();
    match files.is_empty() {
        true => Err(Error::content(
            path,
            "there is no file in it",
            "name the export, or the folder that it lies in",
        )),
        false => Ok(files),
    }
}
