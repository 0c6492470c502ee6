//! The members' program: Trunk makes it under names that are always the same, and not every newspaper has members.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use kiosque::contract::Membership;

use super::assets::Asset;
use crate::{Stop, failed, fingerprint::Fingerprint};

/// What Trunk makes, and where the press keeps it: a newspaper may have members from one day to the next.
const SCRIPT: (&str, &str) = ("members.js", ".press/members.js");
const WASM: (&str, &str) = ("members_bg.wasm", ".press/members_bg.wasm");

/// The program, as it is published.
#[derive(Default)]
pub struct Program {
    pub assets: Vec<Asset>,
    /// Links to it, for the head of each page.
    pub links: String,
}

impl Program {
    /// Takes the program out of what Trunk has just made, and names it by what it holds, as Trunk names the
    /// reader's. Nothing is published where there are no members, or no program.
    ///
    /// # Errors
    /// When the files cannot be read or moved.
    pub fn find(root: &Path, base: &str, membership: Membership) -> Result<Self, Stop> {
        for (made, kept) in [SCRIPT, WASM] {
            let (made, kept) = (root.join(made), root.join(kept));
            match fs::rename(&made, &kept) {
                Err(why) if why.kind() != io::ErrorKind::NotFound => {
                    return Err(failed("cannot move", &made, why));
                }
                _ => {}
            }
        }
        let files: [PathBuf; 2] = [SCRIPT, WASM].map(|(_, kept)| root.join(kept));
        if membership == Membership::None || !files.iter().all(|file| file.is_file()) {
            return Ok(Self::default());
        }
        let mut content = Fingerprint::default();
        for file in &files {
            content.add(&fs::read(file).map_err(|why| failed("cannot read", file, why))?);
        }
        let hash = content.done();
        let names = [
            format!("members-{hash:016x}.js"),
            format!("members-{hash:016x}_bg.wasm"),
        ];
        let link = |name: &String| format!("<link rel=\"members\" href=\"{base}{name}\">");
        let links = names.iter().map(link).collect();
        let assets = files.into_iter().zip(names);
        Ok(Self {
            assets: assets.map(|(path, name)| Asset { path, name }).collect(),
            links,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_published_only_where_there_are_members() {
        let root = tempfile::tempdir().unwrap();
        let find = |membership| Program::find(root.path(), "/journal/", membership).ok().unwrap();
        fs::create_dir(root.path().join(".press")).unwrap();
        assert!(
            find(Membership::Pocketbase).assets.is_empty(),
            "there is no program"
        );

        fs::write(root.path().join("members.js"), "export default 1;").unwrap();
        fs::write(root.path().join("members_bg.wasm"), "wasm").unwrap();
        let none = find(Membership::None);
        assert!(none.assets.is_empty() && none.links.is_empty());
        assert!(!root.path().join("members.js").exists());

        let some = find(Membership::Pocketbase);
        assert_eq!(some.assets.len(), 2);
        for Asset { path, name } in &some.assets {
            assert!(path.is_file() && name.starts_with("members-"), "{name}");
            let link = format!("<link rel=\"members\" href=\"/journal/{name}\">");
            assert!(some.links.contains(&link), "{}", some.links);
        }
    }
}
