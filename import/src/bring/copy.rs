//! A copy of the old site's uploads.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use url::Url;

use crate::error::Error;

pub struct Copy {
    folder: PathBuf,
}

impl Copy {
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let folder = folder.canonicalize().map_err(|why| Error::read(folder, why))?;
        match folder.is_dir() {
            true => Ok(Self { folder }),
            false => Err(Error::content(
                &folder,
                "this is no folder",
                "name the folder that the uploads lie in",
            )),
        }
    }

    /// The file that lay at an address: the folder may be a copy of the whole site, or of a part of it, so the longest end of
    /// the address's path that is there is taken.
    pub fn find(&self, address: &str) -> Option<PathBuf> {
        let url = Url::parse(address).ok()?;
        let path = percent_decode_str(url.path()).decode_utf8().ok()?.into_owned();
        let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        for from in 0..segments.len() {
            let end = segments.get(from..)?.join("/");
            let is_within = Path::new(&end)
                .components()
                .all(|part| matches!(part, Component::Normal(_)));
            // A name alone may be that of another year's picture.
            let is_named_alone = from > 0 && from + 1 == segments.len();
            if !is_within || is_named_alone {
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
}
