//! A copy of the old site's uploads.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use url::Url;

use crate::error::Error;

pub struct Copy {
    folder: PathBuf,
    /// The names of the folders that it lies in, its own last: as the newsroom said it, and where that leads.
    names: [Vec<String>; 2],
}

/// The names of a path's folders.
fn names(folder: &Path) -> Vec<String> {
    let normal = folder.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    normal.collect()
}

/// Whether folders tell a file from its namesakes: a year or a month alone does not, for others have the same.
fn tell_apart(folders: &[&str]) -> bool {
    let is_number = |name: &&str| name.bytes().all(|byte| byte.is_ascii_digit());
    folders.len() > 1 || !folders.iter().all(is_number)
}

impl Copy {
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let said = names(&std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()));
        let folder = folder.canonicalize().map_err(|why| Error::read(folder, why))?;
        match folder.is_dir() {
            true => Ok(Self {
                names: [said, names(&folder)],
                folder,
            }),
            false => Err(Error::content(
                &folder,
                "this is no folder",
                "name the folder that the uploads lie in",
            )),
        }
    }

    /// The file that lay at an address: the folder may be a copy of the whole site, or of any part of it, so the longest end of
    /// the address's path that is there is taken. Of an end that says too little, the folder's own names must say the rest.
    pub fn find(&self, address: &str) -> Option<PathBuf> {
        let url = Url::parse(address).ok()?;
        let path = percent_decode_str(url.path()).decode_utf8().ok()?.into_owned();
        let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        for from in 0..segments.len() {
            let end = segments.get(from..)?.join("/");
            let is_within = Path::new(&end)
                .components()
                .all(|part| matches!(part, Component::Normal(_)));
            if !is_within || (from > 0 && !self.is_of(&segments, from)) {
                continue;
            }
            let found = self.folder.join(&end).canonicalize();
            if let Ok(found) = found
                && found.starts_with(&self.folder)
                && found.is_file()
            {
                return Some(found);
            }
        }
        None
    }

    /// Whether the folder is the one that an address has before the part at a number, as far as names say.
    fn is_of(&self, segments: &[&str], from: usize) -> bool {
        let (above, end) = segments.split_at(from);
        let inner = end.split_last().map_or(&[][..], |(_, folders)| folders);
        self.names.iter().any(|names| {
            let same = names.iter().rev().zip(above.iter().rev());
            let same = same.take_while(|(name, part)| name.eq_ignore_ascii_case(part));
            let own = same.map(|(_, part)| *part);
            tell_apart(&own.chain(inner.iter().copied()).collect::<Vec<&str>>())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_however_much_of_the_site_was_copied_and_nothing_outside() {
        let root = tempfile::tempdir().unwrap();
        let uploads = root.path().join("uploads");
        std::fs::create_dir_all(uploads.join("2019/03")).unwrap();
        std::fs::write(uploads.join("2019/03/été.jpg"), "x").unwrap();
        std::fs::write(root.path().join("secret.jpg"), "x").unwrap();
        let address = "https://a.example/wp-content/uploads/2019/03/%C3%A9t%C3%A9.jpg?x";
        assert!(Copy::open(&uploads).unwrap().find(address).is_some());
        assert!(Copy::open(root.path()).unwrap().find(address).is_some());
        for outside in [
            "https://a.example/../secret.jpg",
            "https://a.example/x/%2e%2e/secret.jpg",
            "https://a.example/2020/03/été.jpg",
        ] {
            assert_eq!(Copy::open(&uploads).unwrap().find(outside), None, "{outside}");
        }
    }
    #[test]
    fn any_folder_on_the_way_may_be_named_and_holds_its_own_files_only() {
        let root = tempfile::tempdir().unwrap();
        let put = |path: &str| {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        };
        for (path, folders) in [
            (
                "wp-content/uploads/a.jpg",
                &["wp-content/uploads", "wp-content", ""][..],
            ),
            ("IMG/arton1.jpg", &["IMG", ""]),
            ("IMG/jpg/b.jpg", &["IMG/jpg", "IMG"]),
            ("images/intro.jpg", &["images", ""]),
            ("content/images/m.jpg", &["content/images", "content"]),
            (
                "wp-content/uploads/2019/03/x.jpg",
                &["wp-content/uploads/2019/03", "wp-content/uploads/2019"],
            ),
        ] {
            put(path);
            for folder in folders {
                let copy = Copy::open(&root.path().join(folder)).unwrap();
                let found = copy.find(&format!("https://a.example/blog/{path}"));
                assert_eq!(
                    found,
                    root.path().join(path).canonicalize().ok(),
                    "{path} of {folder}"
                );
            }
        }
        for (folder, other) in [
            ("wp-content/uploads/2019/03", "wp-content/uploads/2020/03/x.jpg"),
            ("wp-content/uploads/2019/03", "wp-content/uploads/x.jpg"),
            ("wp-content/uploads/2019", "wp-content/uploads/2020/03/x.jpg"),
            ("wp-content/uploads", "wp-content/uploads/2020/a.jpg"),
        ] {
            let copy = Copy::open(&root.path().join(folder)).unwrap();
            let found = copy.find(&format!("https://a.example/{other}"));
            assert_eq!(found, None, "{other} of {folder}");
        }
    }
}
