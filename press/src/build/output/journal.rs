//! The steps of a publication, written down before the first is taken.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{is_below, staged};
use crate::{Stop, failed};

const JOURNAL: &str = ".press/journal";

/// What is to be done to a site. Each step can be taken twice, so a killed run is simply taken up.
pub struct Journal {
    /// Files of the stage, by number, and their names in the site, in order.
    pub moves: Vec<(usize, String)>,
    /// Files to remove, after all moves.
    pub removals: Vec<String>,
}

impl Journal {
    /// Writes the steps down, and takes them.
    pub fn carry_out(self, root: &Path) -> Result<(), Stop> {
        let path = root.join(JOURNAL);
        let part = path.with_extension("part");
        fs::write(&part, self.to_text())
            .and_then(|()| fs::rename(&part, &path))
            .map_err(|why| failed("cannot write", &path, why))?;
        self.take_steps(root)
    }

    /// Whether steps are written down that are not all taken.
    pub fn is_pending(root: &Path) -> bool {
        root.join(JOURNAL).exists()
    }

    /// Takes the steps that a killed run had written down and not taken.
    pub fn finish(root: &Path) -> Result<(), Stop> {
        let path = root.join(JOURNAL);
        match fs::read_to_string(&path) {
            Ok(text) => Self::from_text(&text).take_steps(root),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(why) => Err(failed("cannot read", &path, why)),
        }
    }

    fn take_steps(&self, root: &Path) -> Result<(), Stop> {
        for (number, name) in &self.moves {
            let (from, to) = (staged(root, *number), root.join(name));
            match move_file(&from, &to) {
                // It is in its place since an earlier try.
                Err(why) if why.kind() == io::ErrorKind::NotFound && to.is_file() => {}
                Err(why) => return Err(failed("cannot write", &to, why)),
                Ok(()) => {}
            }
        }
        for name in &self.removals {
            remove(root, name)?;
        }
        let path = root.join(JOURNAL);
        fs::remove_file(&path).map_err(|why| failed("cannot remove", &path, why))
    }

    fn to_text(&self) -> String {
        let moves = self
            .moves
            .iter()
            .map(|(number, name)| format!("move {number} {name}\n"));
        let removals = self.removals.iter().map(|name| format!("remove {name}\n"));
        moves.chain(removals).collect()
    }

    fn from_text(text: &str) -> Self {
        let mut journal = Self {
            moves: Vec::new(),
            removals: Vec::new(),
        };
        for line in text.lines() {
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
        journal
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
    match fs::remove_file(&path) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => Err(failed("cannot remove", &path, why)),
        _ => {
            let mut folders = path.ancestors().skip(1).take_while(|folder| *folder != root);
            // One that is not empty ends it, as it should.
            folders.all(|folder| fs::remove_dir(folder).is_ok());
            Ok(())
        }
    }
}
