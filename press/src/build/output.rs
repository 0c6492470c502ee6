//! What is written, each file at once.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Component, Path, PathBuf},
};

use super::shell;
use crate::{Stop, failed, syndication::Icons};

/// Folders of the content that are served as they are.
const ASSETS: [&str; 2] = ["images", "icons"];
const ICON: &str = "favicon.svg";

/// Names the files that the press wrote, one a line.
const LIST: &str = ".press/files";

/// The files to write below a folder.
pub struct Output {
    root: PathBuf,
    files: Vec<(String, Vec<u8>)>,
    copies: Vec<(PathBuf, String)>,
    icons: Icons,
}

impl Output {
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            files: Vec::new(),
            copies: Vec::new(),
            icons: Icons::default(),
        }
    }

    /// A file to write.
    pub fn add(&mut self, name: String, bytes: Vec<u8>) {
        self.files.push((name, bytes));
    }

    /// The newspaper's icons, of those that are copied.
    pub fn icons(&self) -> &Icons {
        &self.icons
    }

    /// The pictures and icons of the content folder.
    pub fn copy_assets(&mut self, content: &Path) -> Result<(), Stop> {
        for folder in ASSETS {
            self.copy_folder(&content.join(folder), folder)?;
        }
        if content.join(ICON).is_file() {
            self.copies.push((content.join(ICON), ICON.to_owned()));
        }
        self.icons = Icons::find(content)?;
        Ok(())
    }

    fn copy_folder(&mut self, folder: &Path, name: &str) -> Result<(), Stop> {
        if !folder.is_dir() {
            return Ok(());
        }
        let entries = fs::read_dir(folder).map_err(|why| failed("cannot read", folder, why))?;
        for entry in entries {
            let path = entry.map_err(|why| failed("cannot read", folder, why))?.path();
            let Some(file) = path.file_name().and_then(|file| file.to_str()).map(str::to_owned) else {
                continue;
            };
            let name = format!("{name}/{file}");
            // A link to a folder may lead back to this one.
            if path.is_dir() && !path.is_symlink() {
                self.copy_folder(&path, &name)?;
            } else if path.is_file() && !file.starts_with('.') {
                self.copies.push((path, name));
            }
        }
        Ok(())
    }

    /// Writes everything. Each file is the old one or the new one at any moment; what an earlier run
    /// wrote and this one did not, such as an article that is gone, goes last.
    pub fn write(&self) -> Result<(), Stop> {
        let written: BTreeSet<&str> = self.names().collect();
        let list = self.earlier_list()?;
        let earlier: BTreeSet<&str> = list.lines().filter(|name| is_below(name)).collect();
        self.refuse_foreign(written.difference(&earlier))?;
        // While it works the list names what either run wrote: a killed run leaves nothing unlisted.
        self.write_list(earlier.union(&written))?;
        for (name, bytes) in &self.files {
            self.replace(name, |part| fs::write(part, bytes))?;
        }
        for (from, name) in &self.copies {
            self.replace(name, |part| fs::copy(from, part).map(drop))?;
        }
        for name in earlier.difference(&written) {
            self.remove(name)?;
        }
        self.write_list(written.iter())
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let files = self.files.iter().map(|(name, _)| name.as_str());
        files.chain(self.copies.iter().map(|(_, name)| name.as_str()))
    }

    /// The files that earlier runs wrote here. Only these are ever removed.
    fn earlier_list(&self) -> Result<String, Stop> {
        let path = self.root.join(LIST);
        match fs::read_to_string(&path) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => Err(failed("cannot read", &path, why)),
            list => Ok(list.unwrap_or_default()),
        }
    }

    /// A file that no earlier run wrote is somebody's own; but the shell is there to be filled.
    fn refuse_foreign<'a>(&self, mut new: impl Iterator<Item = &'a &'a str>) -> Result<(), Stop> {
        match new.find(|name| **name != shell::TRUNKS && self.root.join(name).exists()) {
            None => Ok(()),
            Some(name) => Err(Stop::Failure(format!(
                "{} is there and the press did not write it; name another folder with --out, or move the file away",
                self.root.join(name).display()
            ))),
        }
    }

    fn write_list<'a>(&self, names: impl Iterator<Item = &'a &'a str>) -> Result<(), Stop> {
        let list: String = names.flat_map(|name| [name, "\n"]).collect();
        self.replace(LIST, |part| fs::write(part, &list))
    }

    /// Puts a file in its place at once.
    fn replace(&self, name: &str, write: impl Fn(&Path) -> io::Result<()>) -> Result<(), Stop> {
        let path = self.root.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|why| failed("cannot make the folder", folder, why))?;
        }
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let part = path.with_file_name(format!(".{file}.press-part"));
        write(&part)
            .and_then(|()| fs::rename(&part, &path))
            .map_err(|why| {
                let _ = fs::remove_file(&part);
                failed("cannot write", &path, why)
            })
    }

    /// Removes a file, and the folders that it leaves empty.
    fn remove(&self, name: &str) -> Result<(), Stop> {
        let path = self.root.join(name);
        match fs::remove_file(&path) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => Err(failed("cannot remove", &path, why)),
            _ => {
                let below = |folder: &&Path| *folder != self.root;
                let mut folders = path.ancestors().skip(1).take_while(below);
                // One that is not empty ends it, as it should.
                folders.all(|folder| fs::remove_dir(folder).is_ok());
                Ok(())
            }
        }
    }

    #[cfg(test)]
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }
}

/// Whether a name stays below the folder that it is joined to.
fn is_below(name: &str) -> bool {
    !name.is_empty()
        && Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, names: &[&str]) {
        let mut output = Output::new(root);
        output.files = names
            .iter()
            .map(|name| ((*name).to_owned(), b"new".to_vec()))
            .collect();
        output.write().ok().unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn only_what_the_press_wrote_is_ever_removed() {
        let parent = tempfile::tempdir().unwrap();
        let root = &parent.path().join("site");
        fs::create_dir_all(root.join("data")).unwrap();
        fs::write(root.join("data/thesis.txt"), "years of work").unwrap();
        fs::write(parent.path().join("beside"), "").unwrap();

        write(
            root,
            &[
                "article/a/index.html",
                "article/b/index.html",
                "data/articles/b.json",
            ],
        );
        write(root, &["article/a/index.html"]);
        assert_eq!(names(&root.join("article")), ["a"]);
        assert_eq!(names(&root.join("data")), ["thesis.txt"]);

        fs::write(root.join(LIST), "../beside\n/\n\narticle/a/index.html\n").unwrap();
        write(root, &["index.html"]);
        assert_eq!(names(root), [".press", "data", "index.html"]);
        assert!(
            parent.path().join("beside").exists(),
            "a list cannot reach out of its folder"
        );
    }

    #[test]
    fn a_file_of_somebody_s_is_not_overwritten() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        fs::write(root.join("index.html"), "Trunk's shell").unwrap();
        fs::write(root.join("thesis.html"), "years of work").unwrap();
        let mut output = Output::new(root);
        output.files = ["index.html", "thesis.html"]
            .map(|name| (name.to_owned(), Vec::new()))
            .into();
        assert!(output.write().is_err());
        assert_eq!(
            fs::read_to_string(root.join("index.html")).unwrap(),
            "Trunk's shell"
        );
        assert_eq!(
            fs::read_to_string(root.join("thesis.html")).unwrap(),
            "years of work"
        );
    }

    #[test]
    fn what_a_killed_run_wrote_is_removed_by_the_next() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        write(root, &["a"]);
        fs::write(root.join("c"), "").unwrap();
        let mut output = Output::new(root);
        output.files = ["b", "c/d"].map(|name| (name.to_owned(), Vec::new())).into();
        assert!(output.write().is_err(), "a file stands where a folder must go");
        fs::remove_file(root.join("c")).unwrap();
        write(root, &["d"]);
        assert_eq!(names(root), [".press", "d"]);
    }
}
