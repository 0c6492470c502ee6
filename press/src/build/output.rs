//! What is written: all of it is made ready first, and then put in its place in an order in which
//! the site holds together at every moment.

mod durable;
mod journal;
mod list;

use std::{
    collections::{HashMap, HashSet},
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use rayon::prelude::*;

use super::shell;
use crate::{Stop, failed, say, whole};
use journal::Journal;
use list::List;

/// The press's own folder in the site, which need not be uploaded.
const OWN: &str = ".press";
/// Names the files that the press wrote.
const LIST: &str = ".press/files";
/// What is remembered of the last build.
pub const MEMORY: &str = ".press/memory";
const LOCK: &str = ".press/lock";
/// Files that are ready, by number.
const STAGE: &str = ".press/stage";

/// The order in which files are put in place: nothing is there before what it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// What never changes under its name, such as pictures.
    Asset,
    Article,
    /// Lists of articles.
    List,
    /// What readers and programs ask first: the day's paper, feeds.
    Pointer,
    /// The press's own.
    Own,
}

/// A folder to publish into, held against other presses until it is dropped.
pub struct Output {
    root: PathBuf,
    /// The files that earlier runs wrote here. Only these are ever removed.
    earlier: List,
    /// Whether it is not known for sure which files the press wrote here.
    is_doubtful: bool,
    ready: Mutex<Vec<Ready>>,
    count: AtomicUsize,
    _lock: File,
}

/// A file that waits in the stage.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Ready {
    rank: Rank,
    name: String,
    number: usize,
    size: u64,
}

/// What a run changed in the site.
#[derive(Debug, PartialEq, Eq)]
pub struct Published {
    pub written: usize,
    pub removed: usize,
}

impl Output {
    /// Opens a folder, and finishes what a killed run had begun to put in place.
    ///
    /// # Errors
    /// When another press is at work in it, or it cannot be written.
    pub fn open(root: &Path) -> Result<Self, Stop> {
        let own = root.join(OWN);
        refuse_files(&own)?;
        fs::create_dir_all(&own).map_err(|why| failed("cannot make the folder", &own, why))?;
        let lock = lock(&root.join(LOCK))?;
        let is_finished = Journal::finish(root)?;
        clear(&root.join(STAGE))?;
        let mut earlier = List::read(&root.join(LIST))?;
        // Where something is remembered, something was written.
        let is_lost = earlier.names.is_empty() && root.join(MEMORY).exists();
        let is_doubtful = !is_finished || is_lost || earlier.is_damaged;
        if is_doubtful {
            say(
                io::stderr(),
                format_args!(
                    "kiosque: warning: what {} says of the site is damaged, so all of it is made anew; pages of articles \
                     that were withdrawn since the last build may be left there: to be sure, make the site again in an \
                     empty folder",
                    own.display(),
                ),
            );
            // A name that only seems to be one is nothing to remove.
            let is_there = |name: &String| root.join(name).is_file();
            earlier.retain(is_there);
        }
        let stage = root.join(STAGE);
        fs::create_dir_all(&stage).map_err(|why| failed("cannot make the folder", &stage, why))?;
        Ok(Self {
            root: root.to_owned(),
            earlier,
            is_doubtful,
            ready: Mutex::default(),
            count: AtomicUsize::new(0),
            _lock: lock,
        })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether what is remembered of this folder may not be true.
    pub fn is_doubtful(&self) -> bool {
        self.is_doubtful
    }

    /// The files that earlier runs wrote and that are gone by now, or of another size: somebody changed them, or a disk
    /// lost them.
    pub fn broken(&self) -> HashSet<String> {
        let earlier = self.earlier.names.par_iter().zip(&self.earlier.sizes);
        let is_broken = |(name, size): &(&String, &Option<u64>)| {
            let there = fs::symlink_metadata(self.root.join(name));
            let there = there.ok().filter(|it| it.is_file()).map(|it| it.len());
            there.is_none() || there != **size
        };
        earlier.filter(is_broken).map(|(name, _)| name.clone()).collect()
    }

    /// Makes a file ready, unless it is there with the same content.
    ///
    /// # Errors
    /// When it cannot be written, such as when the disk is full. The site is as it was.
    pub fn put(&self, rank: Rank, name: &str, bytes: &[u8]) -> Result<(), Stop> {
        if self.is_ours(name) && holds(&self.root.join(name), bytes) {
            return Ok(());
        }
        self.stage(rank, name, |stage| {
            fs::write(stage, bytes).map(|()| u64::try_from(bytes.len()).unwrap_or(u64::MAX))
        })
    }

    /// Makes a file ready that is written piece by piece.
    ///
    /// # Errors
    /// As [`Output::put`].
    pub fn write(&self, rank: Rank, name: &str, write: impl Fn(File) -> io::Result<()>) -> Result<(), Stop> {
        self.stage(rank, name, |stage| {
            File::create(stage).and_then(&write)?;
            Ok(fs::metadata(stage)?.len())
        })
    }

    /// Makes a copy of a file ready.
    ///
    /// # Errors
    /// As [`Output::put`].
    pub fn copy(&self, rank: Rank, name: &str, from: &Path) -> Result<(), Stop> {
        self.stage(rank, name, |stage| fs::copy(from, stage))
    }

    /// `write` says how many bytes it wrote.
    fn stage(&self, rank: Rank, name: &str, write: impl Fn(&Path) -> io::Result<u64>) -> Result<(), Stop> {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let size = write(&staged(&self.root, number))
            .map_err(|why| failed("cannot write", &self.root.join(name), why))?;
        let name = name.to_owned();
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        ready.push(Ready {
            rank,
            name,
            number,
            size,
        });
        Ok(())
    }

    /// Puts everything in place that is ready, and removes what an earlier run wrote and is not
    /// among `names`, all files of the site. From its first step on, a killed run is finished by the
    /// next.
    ///
    /// # Errors
    /// When a file of somebody else's stands in the way: then nothing is changed. When the disk
    /// fails: the next run goes on.
    pub fn publish(self, mut names: Vec<String>) -> Result<Published, Stop> {
        names.par_sort_unstable();
        let new = missing_from(&names, &self.earlier.names);
        if !self.is_doubtful {
            self.refuse_foreign(&new)?;
        }
        let removed: Vec<String> = missing_from(&self.earlier.names, &names)
            .into_iter()
            .cloned()
            .collect();
        let list = self.list(names);
        if self.is_doubtful || (&list.names, &list.sizes) != (&self.earlier.names, &self.earlier.sizes) {
            self.put(Rank::Own, LIST, list.to_text().as_bytes())?;
        }
        let mut ready = std::mem::take(&mut *self.ready.lock().unwrap_or_else(PoisonError::into_inner));
        ready.sort_unstable();
        self.refuse_folders(&ready)?;
        let published = Published {
            written: ready.iter().filter(|file| file.rank != Rank::Own).count(),
            removed: removed.len(),
        };
        let moves = ready.into_iter().map(|file| (file.number, file.name)).collect();
        Journal {
            moves,
            removals: removed,
        }
        .carry_out(&self.root)?;
        Ok(published)
    }

    fn is_ours(&self, name: &str) -> bool {
        self.is_doubtful || name.starts_with(OWN) || self.earlier.place(name).is_some()
    }

    /// All files of the site, once what is ready is in its place.
    fn list(&self, names: Vec<String>) -> List {
        let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let written: HashMap<&str, u64> = ready.iter().map(|file| (file.name.as_str(), file.size)).collect();
        let size = |name: &String| {
            let known = written.get(name.as_str()).copied();
            let known = known.or_else(|| self.earlier.size(name));
            known.or_else(|| fs::metadata(self.root.join(name)).ok().map(|it| it.len()))
        };
        List {
            sizes: names.iter().map(size).collect(),
            names,
            is_damaged: false,
        }
    }

    /// Before the first step is taken: a folder cannot be replaced by a file.
    fn refuse_folders(&self, ready: &[Ready]) -> Result<(), Stop> {
        let mut paths = ready.iter().map(|file| self.root.join(&file.name));
        match paths.find(|path| path.is_dir()) {
            None => Ok(()),
            Some(path) => Err(Stop::Failure(format!(
                "{} is a folder, and a file of the site must go there; move it away",
                path.display()
            ))),
        }
    }

    /// A file that no earlier run wrote is somebody's own; but the shell is there to be filled.
    fn refuse_foreign(&self, new: &[&String]) -> Result<(), Stop> {
        let mut known_folders: HashSet<&Path> = HashSet::new();
        for name in new {
            let path = Path::new(name.as_str());
            let in_the_way = path
                .ancestors()
                .skip(1)
                .take_while(|folder| !folder.as_os_str().is_empty() && known_folders.insert(folder))
                .find(|folder| self.root.join(folder).is_file());
            let in_the_way = in_the_way.or_else(|| {
                let is_there = **name != shell::TRUNKS && self.root.join(path).exists();
                is_there.then_some(path)
            });
            if let Some(path) = in_the_way {
                return Err(Stop::Failure(format!(
                    "{} is there and the press did not write it; name another folder with --out, or move the file away",
                    self.root.join(path).display()
                )));
            }
        }
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // What a journal names is still to be put in place, by the next run; the rest was not published.
        if !Journal::is_pending(&self.root) {
            let _ = fs::remove_dir_all(self.root.join(STAGE));
        }
    }
}

/// A site is a folder in folders.
fn refuse_files(own: &Path) -> Result<(), Stop> {
    let mut folders = own.ancestors();
    match folders.find(|folder| folder.exists() && !folder.is_dir()) {
        None => Ok(()),
        Some(file) => Err(failed(
            "there is no folder but a file at",
            file,
            "name another folder with --out, or move the file away",
        )),
    }
}

/// Two presses at once would undo each other's work.
fn lock(path: &Path) -> Result<File, Stop> {
    let open = || {
        // Who opens a pipe may wait for ever.
        whole::refuse_others(path)?;
        File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
    };
    let file = open().map_err(|why| failed("cannot write", path, why))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Stop::Busy(format!(
            "another press is building into {}; wait until it is done, or name another folder with --out",
            path.parent().and_then(Path::parent).unwrap_or(path).display()
        ))),
        Err(TryLockError::Error(why)) => Err(failed("cannot lock", path, why)),
    }
}

/// Whether a file is there with that content.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let is_as_long = fs::metadata(path)
        .is_ok_and(|metadata| u64::try_from(bytes.len()).is_ok_and(|length| length == metadata.len()));
    is_as_long && whole::read(path).is_ok_and(|there| there == bytes)
}

fn clear(folder: &Path) -> Result<(), Stop> {
    match fs::remove_dir_all(folder) {
        Err(why) if why.kind() == io::ErrorKind::NotADirectory => {
            fs::remove_file(folder).map_err(|why| failed("cannot remove", folder, why))
        }
        Err(why) if why.kind() != io::ErrorKind::NotFound => Err(failed("cannot remove", folder, why)),
        _ => Ok(()),
    }
}

fn staged(root: &Path, number: usize) -> PathBuf {
    root.join(STAGE).join(number.to_string())
}

/// What one sorted list has and the other has not.
fn missing_from<'a>(list: &'a [String], other: &[String]) -> Vec<&'a String> {
    let mut rest = other.iter().peekable();
    list.iter()
        .filter(|name| {
            while rest.next_if(|it| it < name).is_some() {}
            rest.peek() != Some(name)
        })
        .collect()
}

#[cfg(test)]
mod tests;
