//! What became of everything: `report.jsonl` for programs, `report.html` for a newsroom.

mod page;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    account::Counts,
    error::Error,
    outcome::{Entry, Kind, Outcome, Reason},
};
use page::Pages;

/// What became of a record, as a line of `report.jsonl` says it.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Where it lies below the content folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<&'a str>,
    /// Where it was to be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<&'a str>,
    /// How many words, links, pictures and frames the source has, the article has, and the report tells of.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<Kind, Counts>,
    pub entries: &'a [Entry],
}

/// What is read of such a line again.
#[derive(Deserialize)]
struct ReadLine {
    id: String,
    title: String,
    outcome: String,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    file: Option<String>,
    #[serde(default)]
    address: Option<String>,
    #[serde(default)]
    entries: Vec<ReadEntry>,
}

#[derive(Deserialize)]
struct ReadEntry {
    reason: String,
    #[serde(default)]
    was: Option<String>,
    #[serde(default)]
    now: Option<String>,
    #[serde(default)]
    why: Option<String>,
    place: String,
}

/// Writes a report; it becomes the folder's when it ends.
pub struct Report {
    folder: PathBuf,
    lines: BufWriter<File>,
    at: u64,
    pages: Pages,
    records: BTreeMap<String, u64>,
}

/// What the pages tell of a record.
#[derive(Debug, Default)]
pub struct Items {
    /// Its reason, or its outcome.
    outcome: String,
    /// Items of lists, by their reasons.
    told: Vec<(String, String)>,
}

impl Items {
    /// Those of a line of the report.
    #[must_use]
    pub fn of(line: &str) -> Self {
        serde_json::from_str::<ReadLine>(line)
            .map(|line| page::items(&line))
            .unwrap_or_default()
    }
}

const NEW: &str = "report.jsonl.new";

impl Report {
    /// # Errors
    /// When it cannot be written.
    pub fn create(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(crate::state::FOLDER).join(NEW);
        let file = File::create(&path).map_err(|why| Error::write(&path, why))?;
        Ok(Self {
            folder: folder.to_owned(),
            lines: BufWriter::with_capacity(256 * 1024, file),
            at: 0,
            pages: Pages::create(&folder.join(crate::state::FOLDER).join("report.new"))?,
            records: BTreeMap::new(),
        })
    }

    /// Adds what became of a record, with its items for the pages; says where its line is.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, line: &str, items: &Items) -> Result<(u64, u32), Error> {
        *self.records.entry(items.outcome.clone()).or_default() += 1;
        self.tell(line, items)
    }

    /// Tells of what is of no record, such as a file that ends too soon.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn tell(&mut self, line: &str, items: &Items) -> Result<(u64, u32), Error> {
        let place = (self.at, u32::try_from(line.len()).unwrap_or(u32::MAX));
        writeln!(self.lines, "{line}").map_err(|why| Error::write(&self.folder.join("report.jsonl"), why))?;
        self.at += line.len() as u64 + 1;
        self.pages.add(items)?;
        Ok(place)
    }

    /// # Errors
    /// When it cannot be written.
    pub fn end(mut self, source: &str) -> Result<(), Error> {
        let folder = &self.folder;
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |why| Error::write(&path, why)
        };
        let jsonl = folder.join("report.jsonl");
        let kept = folder.join(crate::state::FOLDER);
        self.lines.flush().map_err(failed(&jsonl))?;
        let index = self.pages.end(source, &self.records)?;
        let pages = folder.join("report");
        match fs::remove_dir_all(&pages) {
            Err(why) if why.kind() != std::io::ErrorKind::NotFound => return Err(Error::write(&pages, why)),
            _ => {}
        }
        fs::rename(kept.join("report.new"), &pages).map_err(failed(&pages))?;
        fs::rename(kept.join(NEW), &jsonl).map_err(failed(&jsonl))?;
        crate::folder::write(&folder.join("report.html"), index.as_bytes())
    }
}

/// Lines of an earlier report.
pub struct Earlier(File);

impl Earlier {
    /// The report of the last import, where there is one that is whole.
    #[must_use]
    pub fn open(folder: &Path) -> Option<Self> {
        File::open(folder.join("report.jsonl")).ok().map(Self)
    }

    /// The line at a place, if it is that of a record.
    pub fn line(&mut self, (at, length): (u64, u32), id: &str) -> Option<String> {
        self.0.seek(SeekFrom::Start(at)).ok()?;
        let mut bytes = vec![0; usize::try_from(length).ok()?];
        self.0.read_exact(&mut bytes).ok()?;
        let line = String::from_utf8(bytes).ok()?;
        line.starts_with(&format!("{{\"id\":{},", serde_json::Value::from(id)))
            .then_some(line)
    }
}
