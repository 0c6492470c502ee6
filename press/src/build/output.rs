//! What is written, all of it or nothing.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use kiosque::{
    contract::Site,
    routes::{Document, Route},
};
use serde::Serialize;

use super::shell::Shell;
use crate::{Stop, failed};

/// Folders of the content that are served as they are.
const ASSETS: [&str; 2] = ["images", "icons"];
const ICON: &str = "favicon.svg";

/// The files to write below a folder.
pub struct Output {
    root: PathBuf,
    files: Vec<(String, Vec<u8>)>,
    copies: Vec<(PathBuf, String)>,
}

impl Output {
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            files: Vec::new(),
            copies: Vec::new(),
        }
    }

    /// A document of the contract.
    pub fn json(&mut self, document: &Document, content: &impl Serialize) -> Result<(), Stop> {
        let path = document.path();
        let json = serde_json::to_vec(content).map_err(|why| Stop::Failure(format!("{path}: {why}")))?;
        self.files.push((path, json));
        Ok(())
    }

    /// A file for each route: any static host then serves every address without rules of its own.
    /// Without the shell that Trunk makes, only data is written.
    pub fn pages(&mut self, site: &Site, base: &str, routes: &[Route]) -> Result<(), Stop> {
        let path = self.root.join("index.html");
        if !path.exists() {
            return Ok(());
        }
        let icon = self
            .copies
            .iter()
            .map(|(_, name)| name.as_str())
            .find(|name| *name == ICON);
        let shell = fs::read_to_string(&path).map_err(|why| failed("cannot read", &path, why))?;
        let page = Shell { html: &shell }.page(site, base, icon)?.into_bytes();
        for route in routes {
            let path = route.path();
            self.files.push((
                format!("{}index.html", path.trim_start_matches('/')),
                page.clone(),
            ));
        }
        self.files
            .push((Route::NotFound.path().trim_start_matches('/').to_owned(), page));
        Ok(())
    }

    /// The pictures and icons of the content folder.
    pub fn copy_assets(&mut self, content: &Path) -> Result<(), Stop> {
        for folder in ASSETS {
            self.copy_folder(&content.join(folder), folder)?;
        }
        if content.join(ICON).is_file() {
            self.copies.push((content.join(ICON), ICON.to_owned()));
        }
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
            if path.is_dir() {
                self.copy_folder(&path, &name)?;
            } else if !file.starts_with('.') {
                self.copies.push((path, name));
            }
        }
        Ok(())
    }

    /// Writes everything. Each file is the old one or the new one at any moment; what an earlier run
    /// wrote for an article that is gone goes last.
    pub fn write(self) -> Result<(), Stop> {
        for (name, bytes) in &self.files {
            let path = self.place(name)?;
            let part = path.with_extension("part");
            fs::write(&part, bytes)
                .and_then(|()| fs::rename(&part, &path))
                .map_err(|why| failed("cannot write", &path, why))?;
        }
        for (from, name) in &self.copies {
            let path = self.place(name)?;
            let part = path.with_extension("part");
            fs::copy(from, &part)
                .and_then(|_| fs::rename(&part, &path))
                .map_err(|why| failed("cannot write", &path, why))?;
        }
        let written: HashSet<PathBuf> = self.files.iter().map(|(name, _)| self.root.join(name)).collect();
        sweep(&self.root.join("data"), &written)
    }

    fn place(&self, name: &str) -> Result<PathBuf, Stop> {
        let path = self.root.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|why| failed("cannot make the folder", folder, why))?;
        }
        Ok(path)
    }

    #[cfg(test)]
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }
}

/// Removes the files below a folder that were not written.
fn sweep(folder: &Path, written: &HashSet<PathBuf>) -> Result<(), Stop> {
    let entries = fs::read_dir(folder).map_err(|why| failed("cannot read", folder, why))?;
    for entry in entries {
        let path = entry.map_err(|why| failed("cannot read", folder, why))?.path();
        if path.is_dir() {
            sweep(&path, written)?;
        } else if !written.contains(&path) {
            fs::remove_file(&path).map_err(|why| failed("cannot remove", &path, why))?;
        }
    }
    Ok(())
}
