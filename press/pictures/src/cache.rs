//! What is encoded already.
//!
//! A folder for each original and the settings that it was encoded with, named after a hash of both:
//! a file that was renamed, moved or put back is known again. A folder is written under another name
//! and then renamed, so that it is whole or not there, also when several presses work at the same.

use std::{
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{encode, refusal::Refusal, shape};

/// Says what lies beside it.
const FACTS: &str = "picture.json";
const UNFINISHED: &str = ".unfinished-";
/// No press works at one picture for so long.
const STALE: Duration = Duration::from_secs(24 * 3600);

/// A folder of encoded pictures. It may be removed at any time, and be used by several presses.
pub struct Cache {
    folder: PathBuf,
}

/// What is known of an original, once it is encoded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub width: u32,
    pub height: u32,
    pub tone: u8,
    pub files: Vec<Encoded>,
}

/// A file in the folder of an original.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encoded {
    pub name: String,
    pub width: u32,
    pub height: u32,
    pub bytes: u64,
}

impl Cache {
    /// Makes the folder, and removes what presses left that were killed.
    ///
    /// # Errors
    /// When it cannot be made or read.
    pub fn open(folder: &Path) -> Result<Self, Refusal> {
        let cache = Self {
            folder: folder.to_owned(),
        };
        cache.tidy().map_err(|why| Refusal::cache(folder, why))?;
        Ok(cache)
    }

    fn tidy(&self) -> io::Result<()> {
        if self.folder.exists() && !self.folder.is_dir() {
            return Err(io::Error::other("that is no folder; move it away"));
        }
        fs::create_dir_all(&self.folder)?;
        let now = SystemTime::now();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
            let age = entry.metadata().and_then(|metadata| metadata.modified());
            let is_stale = age.is_ok_and(|at| now.duration_since(at).is_ok_and(|age| age > STALE));
            if unfinished && is_stale {
                // Another press may be removing it too.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        Ok(())
    }

    /// The path of a file that [`crate::File::cached`] names.
    #[must_use]
    pub fn path(&self, cached: &str) -> PathBuf {
        self.folder.join(cached)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is kept of an original, when all of it is there.
    pub(crate) fn find(&self, key: &str) -> Option<Facts> {
        let folder = self.folder.join(key);
        let facts = folder.join(FACTS);
        // Who reads from a pipe may wait for ever.
        let facts = facts.is_file().then(|| fs::read(&facts).ok()).flatten()?;
        let facts: Facts = serde_json::from_slice(&facts).ok()?;
        let is_there = |file: &Encoded| {
            let there = fs::metadata(folder.join(&file.name));
            there.is_ok_and(|there| there.is_file() && there.len() == file.bytes)
        };
        facts.files.iter().all(is_there).then_some(facts)
    }

    /// Keeps what was made of an original.
    pub(crate) fn keep(&self, key: &str, facts: &Facts, files: &[(String, Vec<u8>)]) -> io::Result<()> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let unfinished = self
            .folder
            .join(format!("{UNFINISHED}{}-{number}", process::id()));
        let kept = write(&unfinished, facts, files).and_then(|()| self.finish(&unfinished, key));
        if kept.is_err() {
            let _ = fs::remove_dir_all(&unfinished);
        }
        kept
    }

    /// Gives a folder its name. Where there is one already, another press was as quick; one that lacks
    /// something is put away first.
    fn finish(&self, unfinished: &Path, key: &str) -> io::Result<()> {
        let finished = self.folder.join(key);
        if fs::rename(unfinished, &finished).is_ok() {
            return Ok(());
        }
        if self.find(key).is_some() {
            return fs::remove_dir_all(unfinished);
        }
        let lacking = unfinished.with_extension("lacking");
        let _ = fs::rename(&finished, &lacking);
        let renamed = fs::rename(unfinished, &finished);
        let _ = fs::remove_dir_all(&lacking);
        match renamed {
            Err(_) if self.find(key).is_some() => fs::remove_dir_all(unfinished),
            renamed => renamed,
        }
    }
}

fn write(folder: &Path, facts: &Facts, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    // One of this name was left by a killed press with the same number.
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes)?;
    }
    fs::write(folder.join(FACTS), serde_json::to_vec(facts)?)
}

/// The name of an original's folder: 32 hexadecimal digits of a hash of its bytes and of all settings.
pub fn key(bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{} {:?}\n", encode::settings(), shape::WIDTHS));
    hash.update(bytes);
    hash.finalize()
        .iter()
        .take(16)
        .fold(String::new(), |mut key, byte| {
            let _ = write!(key, "{byte:02x}");
            key
        })
}
