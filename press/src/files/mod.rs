//! The files of a content folder: which of them a name means, and that none lies outside of it.

mod fault;
mod kinds;
mod names;
mod packed;
mod svg;
mod texts;

use std::{
    collections::HashMap,
    fs::{self, FileType},
    io,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use percent_encoding::percent_decode_str;

pub use fault::Fault;
pub use kinds::{kind, list};
pub use names::{Difference, composed, sight};
pub use svg::active;

/// The folders whose files other files of the content name.
pub const IMAGES: &str = "images";
pub const FILES: &str = "files";
pub const ICONS: &str = "icons";
pub const FAVICON: &str = "favicon.svg";

/// What to do about a link of the file system that leads out.
pub const TAKE_IN: &str = "put the file itself there: only what lies in the content folder is published";

/// What is said of a pipe, a socket or a device.
pub const ENDLESS: (&str, &str) = (
    "this is no file but a pipe, a socket or a device, which the press does not open",
    "remove it, or put a file in its place",
);

/// A content folder's files, by their paths below it.
#[derive(Debug, Default)]
pub struct Files {
    root: PathBuf,
    /// The root without links on the way to it.
    real: PathBuf,
    /// What lies in the folders above, once somebody asks for what is not there under its name.
    names: OnceLock<Names>,
}

#[derive(Debug)]
struct Names {
    all: Vec<String>,
    /// The places among all, by their composed form.
    composed: HashMap<String, Vec<usize>>,
    /// The places of those that have codes of addresses in their names, by what these mean there.
    coded: HashMap<String, usize>,
}

/// Why a name means no file.
#[derive(Debug, PartialEq, Eq)]
pub enum Absent {
    /// With what a file is called that looks the same, where there is one.
    Missing(Option<String>),
    /// It, or a folder on the way, is a link that leads out of the content folder, or to what is never published of it.
    Outside,
    /// Other files have the same name, composed another way: this is one of them.
    Twin(String),
    /// It is a pipe, a socket or a device: who opens it may wait for ever.
    Endless,
}

impl Files {
    pub fn of(folder: &Path) -> Self {
        Self {
            root: folder.to_owned(),
            // Where there is no folder, nothing is in it.
            real: folder.canonicalize().unwrap_or_else(|_| folder.to_owned()),
            names: OnceLock::new(),
        }
    }

    /// The file that a name means. A name that was composed another way is the same (Unicode's normal forms C and D): a
    /// Mac's file system, archives and editors write either.
    pub fn find(&self, name: &str) -> Result<PathBuf, Absent> {
        let there = self.at(name)?;
        // What has no accents is composed in one way.
        if let Some(path) = &there
            && name.is_ascii()
        {
            return Ok(path.clone());
        }
        let name = composed(name);
        let Names { all, composed, .. } = self.names();
        let same = composed.get(name.as_ref()).map_or([].as_slice(), Vec::as_slice);
        let mut same = same.iter().filter_map(|at| all.get(*at));
        if let Some(twin) = same.clone().nth(1) {
            return Err(Absent::Twin(twin.clone()));
        }
        if let Some(path) = there {
            return Ok(path);
        }
        if let Some(other) = same.next()
            && let Some(path) = self.at(other)?
        {
            return Ok(path);
        }
        let like = all.iter().find(|other| names::look_alike(other, &name));
        Err(Absent::Missing(like.cloned()))
    }

    /// The file whose own name, read as an address, means another.
    pub fn coded(&self, name: &str) -> Option<String> {
        let Names { all, coded, .. } = self.names();
        all.get(*coded.get(name)?).cloned()
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| self.all())
    }

    /// Whether a path of the content folder is of it, and not of where a link leads.
    pub fn is_inside(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|path| path.starts_with(&self.real))
    }

    /// Whether a link leads to what may be published: not to articles, which may be for later, nor to hidden files.
    fn may_show(&self, path: &Path) -> bool {
        let Ok(path) = path.canonicalize() else {
            return false;
        };
        path.strip_prefix(&self.real).is_ok_and(|path| {
            let mut parts = path.iter().map(|part| part.to_string_lossy());
            !path.starts_with("articles") && parts.all(|part| !part.starts_with('.'))
        })
    }

    fn at(&self, name: &str) -> Result<Option<PathBuf>, Absent> {
        let mut path = self.root.clone();
        let mut is_linked = false;
        for part in name.split('/') {
            if matches!(part, "" | "." | "..") {
                return Ok(None);
            }
            path.push(part);
            match fs::symlink_metadata(&path) {
                Ok(there) => is_linked |= there.is_symlink(),
                Err(_) => return Ok(None),
            }
        }
        if is_linked && path.exists() && !self.may_show(&path) {
            return Err(Absent::Outside);
        }
        if is_endless(&path) {
            return Err(Absent::Endless);
        }
        Ok(path.is_file().then_some(path))
    }

    /// What among pictures and files is a pipe, a socket or a device.
    pub fn endless(&self) -> Vec<String> {
        let mut endless = Vec::new();
        for folder in [IMAGES, FILES] {
            let _ = walk(&self.root, folder, &mut |name, kind| {
                // Where a link leads is seen when something names it.
                if !kind.is_file() && !kind.is_symlink() {
                    endless.push(name);
                }
            });
        }
        endless.sort_unstable();
        endless
    }

    fn all(&self) -> Names {
        let mut all = Vec::new();
        for folder in [IMAGES, FILES, ICONS] {
            // One that cannot be read holds nothing.
            let _ = walk(&self.root, folder, &mut |name, _| all.push(name));
        }
        all.sort_unstable();
        let mut composed: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, name) in all.iter().enumerate() {
            composed
                .entry(self::composed(name).into_owned())
                .or_default()
                .push(at);
        }
        let coded = all.iter().enumerate().filter(|(_, name)| name.contains('%'));
        let coded = coded.map(|(at, name)| {
            let means = percent_decode_str(name).decode_utf8_lossy();
            (self::composed(&means).into_owned(), at)
        });
        let coded = coded.filter(|(means, at)| all.get(*at) != Some(means)).collect();
        Names { all, composed, coded }
    }

    /// All files in a folder of the content folder, in order: with what is linked from elsewhere, and without what
    /// lies in folders that are. Files that begin with a dot are nobody's.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn within(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        if self.root.join(folder).is_dir() {
            walk(&self.root, folder, &mut |name, _| names.push(name))?;
        }
        names.sort_unstable();
        Ok(names)
    }
}

/// Whether there is something at a path, or where it leads, that is neither a file nor a folder.
pub fn is_endless(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir())
}

fn walk(root: &Path, folder: &str, visit: &mut impl FnMut(String, FileType)) -> io::Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let file = entry.file_name();
        // No address can carry a control character.
        let Some(file) = file
            .to_str()
            .filter(|file| !file.starts_with('.') && !file.contains(char::is_control))
        else {
            continue;
        };
        let name = format!("{folder}/{file}");
        let kind = entry.file_type()?;
        // A link to a folder may lead back to this one.
        match kind.is_dir() {
            true => walk(root, &name, visit)?,
            false => visit(name, kind),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_a_mac_is_found_however_it_was_composed() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("files/e\u{301}te\u{301}")).unwrap();
        fs::write(
            folder.path().join("files/e\u{301}te\u{301}/marche\u{301}.pdf"),
            "",
        )
        .unwrap();
        fs::write(folder.path().join("files/Rapport\u{202f}2.pdf"), "").unwrap();
        fs::write(folder.path().join("files/é.pdf"), "").unwrap();
        let files = Files::of(folder.path());
        for name in [
            "files/été/marché.pdf",
            "files/e\u{301}té/marche\u{301}.pdf",
            "files/e\u{301}.pdf",
        ] {
            assert!(files.find(name).is_ok(), "{name:?}");
        }
        assert_eq!(
            files.find("files/rapport 2.PDF"),
            Err(Absent::Missing(Some("files/Rapport\u{202f}2.pdf".to_owned())))
        );
        assert_eq!(files.find("files/autre.pdf"), Err(Absent::Missing(None)));
        assert_eq!(files.find("files/../site.json"), Err(Absent::Missing(None)));
    }

    #[test]
    fn of_two_files_with_one_name_none_is_published_in_the_other_s_place() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("files")).unwrap();
        for (name, bytes) in [("files/été.pdf", "a"), ("files/e\u{301}te\u{301}.pdf", "b")] {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        // A Mac's older file system has but one.
        if fs::read_dir(folder.path().join("files")).unwrap().count() == 2 {
            let files = Files::of(folder.path());
            for name in [
                "files/été.pdf",
                "files/e\u{301}te\u{301}.pdf",
                "files/éte\u{301}.pdf",
            ] {
                assert!(matches!(files.find(name), Err(Absent::Twin(_))), "{name:?}");
            }
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_link_may_lead_within_the_content_folder_and_not_out_of_it() {
        use std::os::unix::fs::symlink;
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("content");
        fs::create_dir_all(folder.join("images/new")).unwrap();
        fs::create_dir(parent.path().join("outside")).unwrap();
        fs::write(parent.path().join("outside/secret.jpg"), "").unwrap();
        fs::write(folder.join("images/new/a.jpg"), "").unwrap();
        symlink("new", folder.join("images/old")).unwrap();
        symlink("../../outside", folder.join("images/out")).unwrap();
        symlink(
            parent.path().join("outside/secret.jpg"),
            folder.join("images/b.jpg"),
        )
        .unwrap();
        fs::create_dir(folder.join("articles")).unwrap();
        for (file, link) in [("articles/later.json", "images/d.txt"), (".env", "images/e.txt")] {
            fs::write(folder.join(file), "").unwrap();
            symlink(folder.join(file), folder.join(link)).unwrap();
        }
        symlink("nowhere.jpg", folder.join("images/c.jpg")).unwrap();
        // A newsroom's own folder may be reached by any way.
        symlink(&folder, parent.path().join("way")).unwrap();
        for root in [folder, parent.path().join("way")] {
            let files = Files::of(&root);
            assert!(files.find("images/old/a.jpg").is_ok());
            for name in [
                "images/out/secret.jpg",
                "images/b.jpg",
                "images/d.txt",
                "images/e.txt",
            ] {
                assert_eq!(files.find(name), Err(Absent::Outside), "{name}");
            }
            assert_eq!(
                files.find("images/c.jpg"),
                Err(Absent::Missing(Some("images/c.jpg".to_owned())))
            );
        }
    }
}
