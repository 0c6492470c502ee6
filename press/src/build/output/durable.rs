//! What a power cut cannot undo.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

/// For more than these, all of the file system is written at once where that can be asked for.
#[cfg(target_os = "linux")]
const MANY: usize = 256;

/// Waits until files and folders are on the disk, which are all in the file system of `root`.
///
/// Few are written each by itself: what other programs have yet to write is not waited for. Many are written at once on
/// Linux (`syncfs`, which answers for what failed since Linux 5.8): a disk takes ten thousand small files together in a
/// second or two, and one after the other in minutes. Elsewhere each is handed to the disk, and then the disk is told once to
/// empty its own cache, which on Apple's systems only `sync_all` does
/// (https://developer.apple.com/library/archive/documentation/System/Conceptual/ManPages_iPhoneOS/man2/fsync.2.html).
///
/// # Errors
/// When the disk is full or fails.
pub fn sync(root: &Path, paths: &[PathBuf]) -> io::Result<()> {
    let folder = File::open(root)?;
    #[cfg(target_os = "linux")]
    if paths.len() > MANY {
        match rustix::fs::syncfs(&folder) {
            Err(rustix::io::Errno::NOSYS) => {}
            synced => return synced.map_err(Into::into),
        }
    }
    each(paths)?;
    folder.sync_all()
}

fn each(paths: &[PathBuf]) -> io::Result<()> {
    let paths = paths.par_iter();
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

    /// What is done with few of them, and on systems without `syncfs`.
    #[test]
    fn each_file_and_folder_can_be_synced_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        std::fs::write(&file, "a").unwrap();
        let paths = [file, folder.path().to_owned()];
        each(&paths).unwrap();
        assert!(each(&[PathBuf::from("/no/such/file")]).is_err());
    }
}
