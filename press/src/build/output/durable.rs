//! What a power cut cannot undo.

use std::{fs::File, io, path::Path};

use rayon::prelude::*;

/// Waits until everything below a folder is on the disk. `paths` are the files and folders that were written since
/// the last time.
///
/// On Linux all of the file system is written at once (`syncfs`, which answers for what failed since Linux 5.8): a
/// disk takes ten thousand small files together in a second or two, and one after the other in minutes.
/// Elsewhere each is handed to the disk, and then the disk is told once to empty its own cache, which on Apple's
/// systems only `sync_all` does
/// (https://developer.apple.com/library/archive/documentation/System/Conceptual/ManPages_iPhoneOS/man2/fsync.2.html).
///
/// # Errors
/// When the disk is full or fails.
pub fn sync<'a>(root: &Path, paths: impl ParallelIterator<Item = &'a Path>) -> io::Result<()> {
    let folder = File::open(root)?;
    #[cfg(target_os = "linux")]
    match rustix::fs::syncfs(&folder) {
        Err(rustix::io::Errno::NOSYS) => {}
        synced => return synced.map_err(Into::into),
    }
    each(paths)?;
    folder.sync_all()
}

fn each<'a>(paths: impl ParallelIterator<Item = &'a Path>) -> io::Result<()> {
    paths.try_for_each(|path| Ok(rustix::fs::fsync(File::open(path)?)?))
}

/// Waits until the names in a folder are on the disk.
///
/// # Errors
/// As [`sync`].
pub fn sync_names(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// What systems without `syncfs` do.
    #[test]
    fn each_file_and_folder_can_be_synced_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        std::fs::write(&file, "a").unwrap();
        let paths = [file, folder.path().to_owned()];
        each(paths.par_iter().map(PathBuf::as_path)).unwrap();
        assert!(each([PathBuf::from("/no/such/file")].par_iter().map(PathBuf::as_path)).is_err());
    }
}
