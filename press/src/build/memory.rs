//! What is remembered from one build to the next, so that only what changed is made anew.

use std::{
    collections::HashMap,
    env,
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use pictures::Prepared;
use serde::{Deserialize, Serialize};

use super::{Job, digest::Digest, output, shell::Shell};
use crate::{
    content::Folder,
    fingerprint::{self, Fingerprint},
    stamp::Stamp,
    syndication::Icons,
    whole,
};

/// How many bytes are written at once.
const PIECE: usize = 256 * 1024;

/// One build.
#[derive(Default, Serialize, Deserialize)]
pub struct Memory {
    /// The fingerprint of what every file depends on.
    pub frame: u64,
    /// The fingerprint of what every page shows of `site.json` and that may have waited.
    pub held: u64,
    /// Those that have appeared: what waits is read again each time, and nothing of it is kept here.
    pub articles: Vec<Known>,
    /// The files that articles refer to.
    pub files: HashMap<String, Stamp>,
    /// The pictures that they show, by their path below `images/`, as they were published.
    pub pictures: HashMap<String, Prepared>,
    /// What was made, by the fingerprint of its first file's name: the fingerprint of what it was
    /// made of.
    pub made: HashMap<u64, u64>,
}

/// An article as it was when it was last read.
#[derive(Serialize, Deserialize)]
pub struct Known {
    pub digest: Arc<Digest>,
    /// `None` when its file was too young to be told from a later one.
    pub stamp: Option<Stamp>,
    pub warnings: usize,
    /// Of what it led to.
    pub onward: u64,
}

impl Memory {
    /// What is remembered of a folder, when it was built within the same frame. Whatever cannot be
    /// read is forgotten: everything is then made anew.
    pub fn read(root: &Path, frame: u64) -> Option<Self> {
        let bytes = whole::read(&root.join(output::MEMORY)).ok()?;
        let (bytes, sum) = bytes.split_last_chunk()?;
        // A flipped bit may still be a memory, of another newspaper.
        if fingerprint::of_bytes(bytes) != u64::from_le_bytes(*sum) {
            return None;
        }
        let memory: Self = postcard::from_bytes(bytes).ok()?;
        (memory.frame == frame).then_some(memory)
    }

    /// Writes it down, piece by piece: of a large archive it is long.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, file: File) -> io::Result<()> {
        let mut to = BufWriter::with_capacity(PIECE, Summed::new(file));
        postcard::to_io(self, &mut to).map_err(io::Error::other)?;
        let Summed { mut to, sum } = to.into_inner()?;
        to.write_all(&sum.done().to_le_bytes())
    }
}

/// A file, and the fingerprint of what was written to it.
struct Summed {
    to: File,
    sum: Fingerprint,
}

impl Summed {
    fn new(to: File) -> Self {
        let sum = Fingerprint::default();
        Self { to, sum }
    }
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.to.write(bytes)?;
        self.sum.add(bytes.get(..length).unwrap_or_default());
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// The fingerprint of what every file depends on: the newspaper, the page around everything, where
/// it is deployed, and this press. `portraits` are the files that the newspaper itself shows.
pub fn frame(folder: &Folder, portraits: &[PathBuf], shell: Option<&Shell>, job: &Job, icons: &Icons) -> u64 {
    let portraits: Vec<Option<Stamp>> = portraits.iter().map(|path| Stamp::of(path).ok()).collect();
    Fingerprint::default()
        .text(&folder.site.text)
        .text(
            folder
                .identities
                .as_ref()
                .map_or("", |identities| &identities.text),
        )
        .text(&format!("{portraits:?}"))
        .text(shell.map_or("", |shell| &shell.html))
        .text(shell.map_or("", |shell| &shell.members))
        .text(&shell.map_or_else(String::new, |shell| shell.sheets.texts().join("\n")))
        .text(&job.base)
        .number(job.precompress.into())
        .number(job.preview.into())
        .text(&format!("{:?}", job.membership))
        .text(&format!("{icons:?}"))
        .text(&format!("{:?}", this_press()))
        .done()
}

/// The stamp of the program that runs.
fn this_press() -> Option<Stamp> {
    Stamp::of(&env::current_exe().ok()?).ok()
}
