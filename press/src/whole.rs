//! Files that are read and written whole, or not at all.

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::files::is_endless;

/// Reads a file. What is none is never opened: who reads from a pipe may wait for ever.
///
/// # Errors
/// When it cannot be read, or there is something else in its place.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    refuse_others(path)?;
    fs::read(path)
}

/// As [`read`].
///
/// # Errors
/// As [`read`], and when it is no text.
pub fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))
}

/// Writes a file, and the folders on the way to it, under another name first: it is there whole or as it was, also after a
/// power cut.
///
/// # Errors
/// When it cannot be written, or there is something else in its place.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = make_ready(path, bytes)?;
    fs::rename(&new, path).inspect_err(|_| drop(fs::remove_file(&new)))
}

/// As [`write`], files that belong together: none is replaced before all are ready.
///
/// # Errors
/// As [`write`], with the file that it is about.
pub fn write_all(files: &[(PathBuf, Cow<'_, [u8]>)]) -> Result<(), (PathBuf, io::Error)> {
    let mut ready = Vec::with_capacity(files.len());
    let mut done = || -> Result<(), (PathBuf, io::Error)> {
        for (path, bytes) in files {
            let new = make_ready(path, bytes).map_err(|why| (path.clone(), why))?;
            ready.push((new, path));
        }
        ready
            .iter()
            .try_for_each(|(new, path)| fs::rename(new, path).map_err(|why| ((*path).clone(), why)))
    };
    let done = done();
    if done.is_err() {
        for (new, _) in ready {
            let _ = fs::remove_file(new);
        }
    }
    done
}

/// Writes a file beside its place, and says where.
fn make_ready(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    refuse_others(path)?;
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = path.with_file_name(name);
    // What a killed run left there, whatever it is.
    if let Err(why) = fs::remove_file(&new)
        && why.kind() != io::ErrorKind::NotFound
    {
        return Err(why);
    }
    let written = || -> io::Result<()> {
        let mut file = File::create_new(&new)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    written().inspect_err(|_| drop(fs::remove_file(&new)))?;
    Ok(new)
}

/// Refuses what stands where a file must be and is none.
///
/// # Errors
/// What it is, and what to do.
pub fn refuse_others(path: &Path) -> io::Result<()> {
    let other = match () {
        () if path.is_dir() => "a folder",
        () if is_endless(path) => "a pipe, a socket or a device",
        () => return Ok(()),
    };
    Err(io::Error::other(format!(
        "there is {other} where a file must be; move it away"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_written_is_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/a");
        write(&path, b"old").unwrap();
        // Where it is made ready there is what cannot give way.
        fs::create_dir_all(folder.path().join("deep/a.new/x")).unwrap();
        assert!(write(&path, b"new").is_err());
        assert_eq!(read_text(&path).unwrap(), "old");
        fs::remove_dir_all(folder.path().join("deep/a.new")).unwrap();
        fs::write(folder.path().join("deep/a.new"), "of a killed run").unwrap();
        write(&path, b"new").unwrap();
        assert_eq!(read_text(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path().join("deep")).unwrap().count(), 1);
        let why = write(&folder.path().join("deep"), b"").unwrap_err().to_string();
        assert_eq!(why, "there is a folder where a file must be; move it away");
    }

    #[test]
    fn of_files_that_belong_together_all_are_replaced_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        write(&path("a"), b"old").unwrap();
        fs::create_dir(path("b")).unwrap();
        let files = ["a", "b"].map(|name| (path(name), Cow::from(b"new".as_slice())));
        let (at, _) = write_all(&files).unwrap_err();
        assert_eq!(at, path("b"));
        assert_eq!(read_text(&path("a")).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        fs::remove_dir(path("b")).unwrap();
        write_all(&files).unwrap();
        assert_eq!(read_text(&path("a")).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
