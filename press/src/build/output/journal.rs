//! The steps of a publication, written down before the first is taken.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use super::{MEMORY, OWN, STAGE, durable, list::is_below, staged};
use crate::{Stop, failed, fingerprint, whole};

const JOURNAL: &str = ".press/journal";
/// Its last line, with the fingerprint of those before it: some of its steps are no publication.
const END: &str = "end ";

/// What is to be done to a site. Each step can be taken twice, so a killed run is simply taken up.
pub struct Journal {
    /// Files of the stage, by number, and their names in the site, in order.
    pub moves: Vec<(usize, String)>,
    /// Files to remove, after all moves.
    pub removals: Vec<String>,
}

impl Journal {
    /// Writes the steps down, and takes them. Whenever the power fails, the disk holds the site as it was, or what the
    /// next run needs to go on.
    pub fn carry_out(self, root: &Path) -> Result<(), Stop> {
        let path = root.join(JOURNAL);
        let part = path.with_extension("part");
        fs::write(&part, self.to_text())
            .and_then(|()| {
                let ready = self.moves.iter().map(|(number, _)| staged(root, *number));
                let ready: Vec<PathBuf> = ready.chain([part.clone(), root.join(STAGE)]).collect();
                durable::sync(root, &ready)
            })
            .and_then(|()| fs::rename(&part, &path))
            .and_then(|()| durable::sync_names(&root.join(OWN)))
            .map_err(|why| failed("cannot write", &path, why))?;
        self.take_steps(root)
    }

    /// Whether steps are written down that are not all taken.
    pub fn is_pending(root: &Path) -> bool {
        root.join(JOURNAL).exists()
    }

    /// Takes the steps that a killed run had written down and not taken. False when they cannot be told: which of
    /// them were taken is then not known.
    pub fn finish(root: &Path) -> Result<bool, Stop> {
        let path = root.join(JOURNAL);
        match whole::read(&path) {
            Ok(bytes) => match Self::from_bytes(&bytes) {
                Some(journal) => journal.take_steps(root).map(|()| true),
                // It stays until another takes its place: that nothing is sure is not forgotten when this run fails.
                None => Ok(false),
            },
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(why) => Err(failed("cannot read", &path, why)),
        }
    }

    fn take_steps(&self, root: &Path) -> Result<(), Stop> {
        let (memory, moves): (Vec<_>, Vec<_>) = self.moves.iter().partition(|(_, name)| name == MEMORY);
        for (number, name) in moves {
            move_staged(root, *number, name)?;
        }
        for name in &self.removals {
            remove(root, name)?;
        }
        self.sync(root).map_err(|why| failed("cannot write", root, why))?;
        // Last: what it remembers is there.
        for (number, name) in memory {
            move_staged(root, *number, name)?;
        }
        let path = root.join(JOURNAL);
        let own = root.join(OWN);
        durable::sync_names(&own)
            .and_then(|()| fs::remove_file(&path))
            // Before another run makes files ready under the same numbers.
            .and_then(|()| durable::sync_names(&own))
            .map_err(|why| failed("cannot remove", &path, why))
    }

    /// Waits until the folders of all that was moved or removed are on the disk.
    fn sync(&self, root: &Path) -> io::Result<()> {
        let moved = self.moves.iter().map(|(_, name)| name);
        let folders: BTreeSet<&Path> = moved
            .chain(&self.removals)
            .flat_map(|name| Path::new(name).ancestors().skip(1))
            .collect();
        let folders = folders.into_iter().map(|folder| root.join(folder));
        // A removal may have left some empty, and taken them away.
        let there: Vec<PathBuf> = folders.filter(|folder| folder.is_dir()).collect();
        durable::sync(root, &there)
    }

    fn to_text(&self) -> String {
        let moves = self
            .moves
            .iter()
            .map(|(number, name)| format!("move {number} {name}\n"));
        let removals = self.removals.iter().map(|name| format!("remove {name}\n"));
        let steps: String = moves.chain(removals).collect();
        let end = fingerprint::of_bytes(steps.as_bytes());
        format!("{steps}{END}{end:016x}\n")
    }

    /// `None` where it is damaged.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
        let start = text.rfind('\n').map_or(0, |at| at + 1);
        let (steps, end) = text.split_at_checked(start)?;
        let sum = format!("{:016x}", fingerprint::of_bytes(steps.as_bytes()));
        if end.strip_prefix(END)? != sum {
            return None;
        }
        let mut journal = Self {
            moves: Vec::new(),
            removals: Vec::new(),
        };
        for line in steps.lines() {
            let step = line.strip_prefix("move ").and_then(|step| step.split_once(' '));
            if let Some((number, name)) = step
                && let Ok(number) = number.parse()
                && is_below(name)
            {
                journal.moves.push((number, name.to_owned()));
            } else if let Some(name) = line.strip_prefix("remove ").filter(|name| is_below(name)) {
                journal.removals.push(name.to_owned());
            }
        }
        Some(journal)
    }

    /// As a killed run leaves them.
    #[cfg(test)]
    pub fn write(root: &Path, moves: &[(usize, &str)], removals: &[&str]) {
        let journal = Self {
            moves: moves.iter().map(|(at, name)| (*at, (*name).to_owned())).collect(),
            removals: removals.iter().map(|name| (*name).to_owned()).collect(),
        };
        fs::write(root.join(JOURNAL), journal.to_text()).unwrap();
    }
}

fn move_staged(root: &Path, number: usize, name: &str) -> Result<(), Stop> {
    let (from, to) = (staged(root, number), root.join(name));
    match move_file(&from, &to) {
        // It is in its place since an earlier try.
        Err(why) if why.kind() == io::ErrorKind::NotFound && to.is_file() => Ok(()),
        Err(why) => Err(failed("cannot write", &to, why)),
        Ok(()) => Ok(()),
    }
}

/// Makes the folder only where it is missing: most are there.
fn move_file(from: &PathBuf, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(why) if why.kind() == io::ErrorKind::NotFound && from.is_file() => {
            fs::create_dir_all(to.parent().unwrap_or(to))?;
            fs::rename(from, to)
        }
        moved => moved,
    }
}

/// Removes a file, and the folders that it leaves empty.
fn remove(root: &Path, name: &str) -> Result<(), Stop> {
    // Wherever the name comes from: nothing outside of the site is ever removed.
    if !is_below(name) {
        return Ok(());
    }
    let path = root.join(name);
    // What somebody has put in its place, or in that of a folder on the way, is not the press's to remove.
    if fs::symlink_metadata(&path).is_ok_and(|there| there.is_dir()) {
        return Ok(());
    }
    let is_gone =
        |why: &io::Error| matches!(why.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    match fs::remove_file(&path) {
        Err(why) if !is_gone(&why) => Err(failed("cannot remove", &path, why)),
        _ => {
            let mut folders = path.ancestors().skip(1).take_while(|folder| *folder != root);
            // One that is not empty ends it, as it should.
            folders.all(|folder| fs::remove_dir(folder).is_ok());
            Ok(())
        }
    }
}
