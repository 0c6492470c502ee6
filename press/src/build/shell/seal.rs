//! By which the shell, and what was made with it, is known to be whole: the press cannot make it anew, and what a power cut
//! damaged would be on every page.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{KEPT, SEAL, damaged};
use crate::{Stop, build::members, failed, fingerprint, whole};

/// The ends of the names of what the reader's program and style are.
const OF_THE_READER: [&str; 3] = ["css", "js", "wasm"];

/// A fingerprint of all that follows it and of the shell; then a line for each file that was made with it: its fingerprint, its
/// size in bytes, and its name.
pub struct Seal(String);

impl Seal {
    /// The seal of a shell and of what lies beside it, which was made with it.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn of(folder: &Path, html: &str) -> Result<Self, Stop> {
        let mut names = within(folder, "")?;
        // Those the press publishes, where there are members.
        names.retain(|name| !name.starts_with(members::PUBLISHED));
        names.extend(within(folder, members::KEPT)?);
        names.sort_unstable();
        let lines: Vec<String> = names
            .iter()
            .map(|name| line(folder, name))
            .collect::<Result<_, _>>()?;
        Ok(Self(sealed(html, &lines.concat())))
    }

    /// The seal that an earlier run made of a shell, if all is as it was then.
    ///
    /// # Errors
    /// When it is not: with what is damaged.
    pub fn held(then: String, folder: &Path, html: &str) -> Result<Self, Stop> {
        let (_, lines) = then.split_once('\n').unwrap_or_default();
        if then != sealed(html, lines) {
            return Err(damaged(&folder.join(KEPT)));
        }
        for then in lines.split_inclusive('\n') {
            let name = then.trim_end().splitn(3, ' ').nth(2).unwrap_or(SEAL);
            if line(folder, name).ok().as_deref() != Some(then) {
                return Err(damaged(&folder.join(name)));
            }
        }
        // An older press knew of the shell alone.
        match lines.is_empty() {
            true => Self::of(folder, html),
            false => Ok(Self(then)),
        }
    }

    /// What is kept of it, in [`SEAL`].
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Refuses what a power cut left empty, as long as no seal knows what it was.
///
/// # Errors
/// When there is such a file, or the folder cannot be read.
pub fn refuse_empty(folder: &Path) -> Result<(), Stop> {
    let is_empty = |path: &PathBuf| path.metadata().is_ok_and(|it| it.len() == 0);
    let names = within(folder, "")?
        .into_iter()
        .chain(within(folder, members::KEPT)?);
    let mut paths = names.map(|name| folder.join(name));
    paths.find(is_empty).map_or(Ok(()), |path| Err(damaged(&path)))
}

fn line(folder: &Path, name: &str) -> Result<String, Stop> {
    let path = folder.join(name);
    let bytes = whole::read(&path).map_err(|why| failed("cannot read", &path, why))?;
    let of = fingerprint::of_bytes(&bytes);
    Ok(format!("{of:016x} {} {name}\n", bytes.len()))
}

fn sealed(html: &str, lines: &str) -> String {
    // Without lines, as it was before there were any.
    format!("{:016x}\n{lines}", fingerprint::of(&format!("{html}{lines}")))
}

/// The reader's files in one folder of the site.
fn within(site: &Path, folder: &str) -> Result<Vec<String>, Stop> {
    let path = site.join(folder);
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let unread = |why| failed("cannot read", &path, why);
    let mut names = Vec::new();
    for entry in fs::read_dir(&path).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let file = entry.path();
        let end = file.extension().and_then(|end| end.to_str());
        if end.is_some_and(|end| OF_THE_READER.contains(&end)) && file.is_file() {
            let name = Path::new(folder).join(entry.file_name());
            names.push(name.to_string_lossy().into_owned());
        }
    }
    Ok(names)
}
