//! What earlier imports did: of each record what it was and what was written of it, so that the newsroom's own changes are
//! told from ours, and an import that was interrupted goes on.

mod kept;

use std::{
    fs::{self, File, TryLockError},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{error::Error, source};
use kept::Kept;

/// The folder of what imports remember, below the content folder.
pub const FOLDER: &str = ".import";

/// An article's fields, whose values are compared one by one.
pub const FIELDS: [&str; 13] = [
    "version",
    "id",
    "slug",
    "inLanguage",
    "headline",
    "kicker",
    "description",
    "datePublished",
    "dateModified",
    "articleSection",
    "keywords",
    "author",
    "image",
];

/// A number for each of [`FIELDS`] and the body; 0 where it is absent.
pub type Prints = [u64; FIELDS.len() + 1];

/// Where what was made of a record lies.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shelf {
    Articles,
    Drafts,
    SetAside,
}

impl Shelf {
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Drafts => "drafts",
            Self::SetAside => "set-aside",
        }
    }
}

/// A record as it was imported.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Known {
    pub id: Box<str>,
    pub shelf: Shelf,
    /// The name of its file without its ending.
    pub slug: Box<str>,
    /// The record's fingerprint.
    pub record: u64,
    /// Of what was written, or would have been, had the newsroom not changed it.
    pub prints: Prints,
    /// Where its line of `report.jsonl` begins, and how long it is.
    pub line: (u64, u32),
}

/// What the whole of an import depended on.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub struct Header {
    pub version: u32,
    /// Of the source's files, whole.
    pub source: u64,
    /// Of all that records depend on beside themselves.
    pub context: u64,
    /// The old site's host.
    #[serde(default)]
    pub host: String,
    /// When something in the source changes by itself, in seconds since 1970: an embargo ends.
    #[serde(default)]
    pub changes: Option<i64>,
    /// Of the names of the newspaper's files, as the import left them ([`crate::folder::names`]).
    #[serde(default)]
    pub names: u64,
    /// Files of articles that are still published here, and in the source no more.
    #[serde(default)]
    pub withdrawn: Vec<String>,
}

/// Its file, below [`FOLDER`].
const HEADER: &str = "header.json";

/// Another form of the state is not read: all is then converted again, and nothing that was written is lost.
pub const VERSION: u32 = 1;

#[derive(Debug, Default)]
pub struct State {
    pub header: Header,
    pub records: Kept,
    /// What an interrupted import was about to write.
    pub pending: Kept,
    /// Whether the last import was interrupted.
    pub was_interrupted: bool,
}

impl State {
    /// Reads what is known of a folder.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let header = fs::read_to_string(folder.join(FOLDER).join(HEADER)).ok();
        let header = header.and_then(|text| serde_json::from_str::<Header>(&text).ok());
        Ok(Self {
            header: header
                .filter(|header| header.version == VERSION)
                .unwrap_or_default(),
            records: Kept::read(folder.join(FOLDER).join("state.jsonl"))?,
            pending: Kept::read(Journal::path(folder))?,
            was_interrupted: Journal::path(folder).is_file(),
        })
    }
}

/// Keeps other imports out of a folder until it is dropped.
///
/// # Errors
/// When another import into the folder is under way, or its place cannot be written.
pub fn lock(folder: &Path) -> Result<File, Error> {
    let kept = folder.join(FOLDER);
    let path = kept.join("lock");
    let file = fs::create_dir_all(&kept).and_then(|()| File::create(&path));
    let file = file.map_err(|why| Error::write(&path, why))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(Error::content(
            folder,
            "another import into this folder is under way",
            "wait until it has ended, then import again",
        )),
        // Some file systems have no locks.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Leaves nothing behind in a folder that was made for an import that wrote nothing.
pub fn forget(folder: &Path) {
    let kept = folder.join(FOLDER);
    // Folders that hold something stay.
    let _ = fs::remove_file(kept.join("lock"));
    let _ = fs::remove_dir(&kept);
    let _ = fs::remove_dir(folder);
}

/// What is about to be written, before it is.
pub struct Journal {
    file: File,
    path: PathBuf,
}

impl Journal {
    fn path(folder: &Path) -> PathBuf {
        folder.join(FOLDER).join("journal.jsonl")
    }

    /// Goes on with the journal of an interrupted import, or begins one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let path = Self::path(folder);
        let file = fs::create_dir_all(folder.join(FOLDER)).and_then(|()| {
            let mut file = File::options().create(true).append(true).open(&path)?;
            // After a line that was cut, on a line of its own.
            file.write_all(b"\n")?;
            Ok(file)
        });
        let file = file.map_err(|why| Error::write(&path, why))?;
        Ok(Self { file, path })
    }

    /// Notes what is about to be written.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note<'a>(&mut self, about: impl Iterator<Item = &'a Known>) -> Result<(), Error> {
        let mut lines = String::new();
        for known in about {
            lines.push_str(&serde_json::to_string(known).unwrap_or_default());
            lines.push('\n');
        }
        self.file
            .write_all(lines.as_bytes())
            .map_err(|why| Error::write(&self.path, why))
    }
}

/// Writes the state of an import that is on its way; it becomes the folder's when the import ends.
pub struct NewState {
    file: BufWriter<File>,
    new: PathBuf,
    path: PathBuf,
}

impl NewState {
    /// # Errors
    /// When it cannot be written.
    pub fn create(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(FOLDER).join("state.jsonl");
        let new = path.with_extension("jsonl.new");
        let file = File::create(&new).map_err(|why| Error::write(&new, why))?;
        Ok(Self {
            file: BufWriter::with_capacity(256 * 1024, file),
            new,
            path,
        })
    }

    fn line(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let line = serde_json::to_string(value).unwrap_or_default();
        writeln!(self.file, "{line}").map_err(|why| Error::write(&self.new, why))
    }

    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, known: &Known) -> Result<(), Error> {
        self.line(known)
    }

    /// # Errors
    /// When it cannot be written.
    pub fn end(mut self) -> Result<(), Error> {
        // What earlier lines depended on is true of these no more.
        let before = self.path.with_file_name(HEADER);
        match fs::remove_file(&before) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(Error::write(&before, why)),
            _ => {}
        }
        let ended = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        ended
            .and_then(|()| fs::rename(&self.new, &self.path))
            .map_err(|why| Error::write(&self.path, why))
    }
}

/// Ends an import: what it depended on is known, and the journal is no longer needed.
///
/// # Errors
/// When it cannot be written.
pub fn end(folder: &Path, header: &Header) -> Result<(), Error> {
    let text = serde_json::to_string(header).unwrap_or_default();
    crate::folder::write(&folder.join(FOLDER).join(HEADER), text.as_bytes())?;
    let journal = Journal::path(folder);
    fs::remove_file(&journal).map_err(|why| Error::write(&journal, why))
}

/// The numbers of an article's fields.
#[must_use]
pub fn prints(article: &Value) -> Prints {
    let mut prints = Prints::default();
    for (print, field) in prints.iter_mut().zip(FIELDS.iter().chain(&["body"])) {
        if let Some(value) = article.get(field) {
            *print = print_of(value);
        }
    }
    prints
}

/// The number of a value: the same however it is laid out.
#[must_use]
pub fn print_of(value: &Value) -> u64 {
    source::hash(&value.to_string()).max(1)
}
