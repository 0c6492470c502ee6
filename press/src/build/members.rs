//! What is for members, chunks of the reader's program: `cargo xtask dist` makes them under names that are always the
//! same, and not every newspaper has members.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use kiosque::contract::Membership;

use super::assets::Asset;
use crate::{Stop, failed, fingerprint::Fingerprint, whole};

/// What `cargo xtask dist` makes, and where the press keeps it: a newspaper may have members from one day to the next.
const MADE: &str = "members";
pub const KEPT: &str = ".press/members";
/// What the names begin with under which they are published.
pub const PUBLISHED: &str = "members-";

/// The chunks, as they are published.
#[derive(Default)]
pub struct Chunks {
    pub assets: Vec<Asset>,
    /// A link to what their addresses begin with, for the head of each page.
    pub link: String,
}

impl Chunks {
    /// Takes the chunks out of what has just been made, and names them by what they hold, as the reader's program is
    /// named. Nothing is published where there are no members, nor where there are no chunks: a reader that is made for
    /// development has in itself what is for members.
    ///
    /// # Errors
    /// When a file cannot be read or moved.
    pub fn find(root: &Path, base: &str, membership: Membership) -> Result<Self, Stop> {
        let (made, kept) = (root.join(MADE), root.join(KEPT));
        if made.is_dir() {
            remove(&kept).map_err(|why| failed("cannot replace", &kept, why))?;
            fs::rename(&made, &kept).map_err(|why| failed("cannot move", &made, why))?;
        }
        if membership == Membership::None || !kept.is_dir() {
            return Ok(Self::default());
        }
        let mut files = Vec::new();
        for file in fs::read_dir(&kept).map_err(|why| failed("cannot read", &kept, why))? {
            files.push(file.map_err(|why| failed("cannot read", &kept, why))?.path());
        }
        files.sort_unstable();
        let mut content = Fingerprint::default();
        for path in &files {
            content.add(&whole::read(path).map_err(|why| failed("cannot read", path, why))?);
        }
        let begin = format!("{PUBLISHED}{:016x}", content.done());
        let asset = |path: PathBuf| {
            let part = path.file_name().unwrap_or_default().display();
            let name = format!("{begin}-{part}");
            Asset { path, name }
        };
        Ok(Self {
            assets: files.into_iter().map(asset).collect(),
            link: format!("<link rel=\"members\" href=\"{base}{begin}\">"),
        })
    }
}

/// Removes a folder, where it is there.
fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => Err(why),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chunks_are_published_only_where_there_are_members() {
        let root = tempfile::tempdir().unwrap();
        let made = root.path().join("members");
        let make = |shared: &str| {
            fs::create_dir(&made).unwrap();
            fs::write(made.join("shared.wasm"), shared).unwrap();
            fs::write(made.join("own.wasm"), "own").unwrap();
        };
        let find = |membership| Chunks::find(root.path(), "/journal/", membership).ok().unwrap();
        fs::create_dir(root.path().join(".press")).unwrap();
        assert!(find(Membership::Pocketbase).assets.is_empty(), "there are none");

        make("shared");
        let none = find(Membership::None);
        assert!(none.assets.is_empty() && none.link.is_empty());
        assert!(!made.exists());

        let names = |chunks: &Chunks| -> Vec<String> {
            assert!(chunks.assets.iter().all(|asset| asset.path.is_file()));
            chunks.assets.iter().map(|asset| asset.name.clone()).collect()
        };
        let some = find(Membership::Pocketbase);
        let begin = some.link.strip_prefix("<link rel=\"members\" href=\"/journal/");
        let begin = begin.and_then(|rest| rest.strip_suffix("\">")).unwrap();
        assert!(begin.starts_with("members-"), "{begin}");
        assert_eq!(
            names(&some),
            [format!("{begin}-own.wasm"), format!("{begin}-shared.wasm")]
        );

        make("another");
        let another = find(Membership::Pocketbase);
        assert!(
            names(&another).iter().all(|name| !names(&some).contains(name)),
            "browsers keep them by their names, and one does not fit to another's"
        );
    }
}
