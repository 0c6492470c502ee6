//! What is for members, a chunk of the reader's program: `cargo xtask dist` makes it under a name that is always the
//! same, and not every newspaper has members.

use std::{fs, io, path::Path};

use kiosque::contract::Membership;

use super::assets::Asset;
use crate::{Stop, failed, fingerprint::Fingerprint};

/// What `cargo xtask dist` makes, and where the press keeps it: a newspaper may have members from one day to the next.
const MADE: &str = "members.wasm";
const KEPT: &str = ".press/members.wasm";

/// The chunk, as it is published.
#[derive(Default)]
pub struct Chunk {
    pub asset: Option<Asset>,
    /// A link to it, for the head of each page.
    pub link: String,
}

impl Chunk {
    /// Takes the chunk out of what has just been made, and names it by what it holds, as the reader's program is named.
    /// Nothing is published where there are no members, nor where there is no chunk: a reader that is made for
    /// development has in itself what is for members.
    ///
    /// # Errors
    /// When the file cannot be read or moved.
    pub fn find(root: &Path, base: &str, membership: Membership) -> Result<Self, Stop> {
        let (made, path) = (root.join(MADE), root.join(KEPT));
        match fs::rename(&made, &path) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => {
                return Err(failed("cannot move", &made, why));
            }
            _ => {}
        }
        if membership == Membership::None || !path.is_file() {
            return Ok(Self::default());
        }
        let mut content = Fingerprint::default();
        content.add(&fs::read(&path).map_err(|why| failed("cannot read", &path, why))?);
        let name = format!("members-{:016x}.wasm", content.done());
        Ok(Self {
            link: format!("<link rel=\"members\" href=\"{base}{name}\">"),
            asset: Some(Asset { path, name }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chunk_is_published_only_where_there_are_members() {
        let root = tempfile::tempdir().unwrap();
        let find = |membership| Chunk::find(root.path(), "/journal/", membership).ok().unwrap();
        fs::create_dir(root.path().join(".press")).unwrap();
        assert!(find(Membership::Pocketbase).asset.is_none(), "there is none");

        fs::write(root.path().join("members.wasm"), "wasm").unwrap();
        let none = find(Membership::None);
        assert!(none.asset.is_none() && none.link.is_empty());
        assert!(!root.path().join("members.wasm").exists());

        let some = find(Membership::Pocketbase);
        let Asset { path, name } = some.asset.unwrap();
        assert!(path.is_file() && name.starts_with("members-"), "{name}");
        assert_eq!(
            some.link,
            format!("<link rel=\"members\" href=\"/journal/{name}\">")
        );

        fs::write(root.path().join("members.wasm"), "another").unwrap();
        let another = find(Membership::Pocketbase);
        assert_ne!(another.asset.unwrap().name, name, "browsers keep it by its name");
    }
}
