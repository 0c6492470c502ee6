//! The newspaper's pictures: what is wrong with them, and what is served of them.

mod named;

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

use kiosque::contract::{Article, Image, Site};
use pictures::{Cache, Fault, Prepared, Refusal};

pub use named::Named;

use crate::{
    Stop,
    address::ascii,
    blocks::{each_mut, images_mut},
    files::{Files, IMAGES},
    fingerprint, links,
    progress::Progress,
    report::{Problem, Report, Severity},
};

/// Decodes every picture that a newspaper shows, and adds to a report what is wrong: what is cut off
/// or damaged says so nowhere but there. Adds, too, which files cannot be published beside each other.
pub fn look(folder: &Path, named: &Named, report: &mut Report) {
    let mut published = HashMap::new();
    for (name, place) in &named.linked {
        if let Some(other) = published.insert(links::published(name), name) {
            report.add_new(Problem {
                file: place.file.clone(),
                path: place.path.clone(),
                what: both(other, name),
                remedy: RENAME.to_owned(),
                severity: Severity::Error,
            });
        }
    }
    let originals = originals(&Files::of(folder), named);
    for ((_, name), seen) in originals.iter().zip(pictures::look_all(&originals)) {
        let problem = match seen {
            Err(Refusal { what, remedy, .. }) => problem(named, name, Severity::Picture, what, remedy),
            Ok(look) if look.moves => {
                let what = format!("images/{name} moves; readers see its first picture");
                let remedy = "choose a still one, or embed the film".to_owned();
                problem(named, name, Severity::Warning, what, remedy)
            }
            Ok(_) => None,
        };
        problem.into_iter().for_each(|problem| report.add_new(problem));
    }
}

/// The pictures of a newspaper as they are served.
#[derive(Default)]
pub struct Gallery {
    content: Files,
    named: Named,
    /// By the path of the original below `images/`.
    prepared: HashMap<String, Prepared>,
    /// The path of each original by the address that is served.
    served: HashMap<String, String>,
    files: Vec<(PathBuf, String)>,
}

impl Gallery {
    /// For a content folder, with what its `site.json` names.
    pub fn of_site(folder: &Path, site: &Site) -> Self {
        Self {
            content: Files::of(folder),
            named: Named::by_site(site),
            ..Self::default()
        }
    }

    /// What an article's file names: the pictures that it shows, by their paths below `images/`, and the files that it
    /// links to, by their paths in the content folder.
    pub fn add(&mut self, file: &str, shown: &[String], linked: &[String]) {
        self.named.add(file, shown, linked);
    }

    /// The files of the pictures that are named so far.
    pub fn originals(&self) -> Vec<PathBuf> {
        let names = self.named.shown.keys();
        names
            .filter_map(|name| self.content.find(&format!("{IMAGES}/{name}")).ok())
            .collect()
    }

    /// A picture that an earlier build published and that has not changed since.
    pub fn hang(&mut self, name: &str, prepared: Prepared) {
        self.served.insert(served(&prepared), name.to_owned());
        self.prepared.insert(name.to_owned(), prepared);
    }

    /// Makes what is served of every picture that is named and does not hang yet, or finds it in the
    /// cache, a folder that is made when it is not there. What cannot be is added to a report.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn prepare(&mut self, cache: &Path, progress: Progress, report: &mut Report) -> Result<(), Stop> {
        let failed = |refusal: Refusal| Stop::Failure(format!("{}; {}", refusal.what, refusal.remedy));
        let cache = Cache::open(cache).map_err(failed)?;
        self.prepared
            .retain(|name, _| self.named.shown.contains_key(name));
        let mut originals = originals(&self.content, &self.named);
        originals.retain(|(_, name)| !self.prepared.contains_key(name));
        let phase = progress.long_phase("pictures", originals.len());
        let prepared = pictures::prepare_all(&originals, &cache, |_| phase.advance());
        drop(phase);
        for ((_, name), prepared) in originals.iter().zip(prepared) {
            match prepared {
                Ok(prepared) => self.hang(name, prepared),
                Err(refusal) if refusal.fault == Fault::Cache => return Err(failed(refusal)),
                Err(Refusal { what, remedy, .. }) => {
                    let problem = problem(&self.named, name, Severity::Picture, what, remedy);
                    problem.into_iter().for_each(|problem| report.add(problem));
                }
            }
        }
        let files = self.prepared.values().flat_map(|prepared| &prepared.files);
        self.files = files
            .map(|file| (cache.path(&file.cached), file.path.clone()))
            .collect();
        Ok(())
    }

    /// What is made of originals: the files and their paths on the site.
    pub fn files(&self) -> &[(PathBuf, String)] {
        &self.files
    }

    /// The files that are linked to, published as they are, and their paths on the site.
    ///
    /// # Errors
    /// When two would be one there.
    pub fn linked(&self) -> Result<Vec<(PathBuf, String)>, Stop> {
        let mut linked: BTreeMap<String, (PathBuf, &str)> = BTreeMap::new();
        for name in self.named.linked.keys() {
            let Ok(path) = self.content.find(name) else {
                continue;
            };
            if let Some((_, other)) = linked.insert(links::published(name), (path, name)) {
                return Err(Stop::Failure(format!("{}; {RENAME}", both(other, name))));
            }
        }
        Ok(linked.into_iter().map(|(name, (path, _))| (path, name)).collect())
    }

    /// How many bytes a file has that is linked to.
    pub fn weight(&self, name: &str) -> Option<u64> {
        fs::metadata(self.content.find(name).ok()?)
            .ok()
            .map(|it| it.len())
    }

    /// What hangs, for [`Gallery::hang`] of a later build.
    pub fn into_prepared(self) -> HashMap<String, Prepared> {
        self.prepared
    }

    /// Fingerprints of pictures, given their paths below `images/`.
    pub fn fingerprints(&self, names: &[String]) -> impl Iterator<Item = u64> {
        names.iter().map(|name| {
            let prepared = self.prepared.get(name);
            fingerprint::of(prepared.map_or("", |prepared| &prepared.fallback.path))
        })
    }

    /// What is served of a picture, as the newsroom or as the served JSON names it.
    pub fn of(&self, image: &Image) -> Option<&Prepared> {
        match self.served.get(&image.url) {
            Some(name) => self.prepared.get(name),
            None => self.prepared.get(&links::picture(&image.url)?),
        }
    }

    /// Makes the pictures of `site.json` the served ones.
    pub fn fill_site(&self, site: &mut Site) {
        for author in &mut site.authors {
            author.image.iter_mut().for_each(|image| self.fill(image));
        }
    }

    /// Makes the pictures of an article the served ones.
    pub fn fill_article(&self, article: &mut Article) {
        article.image.iter_mut().for_each(|image| self.fill(image));
        each_mut(&mut article.body, &mut |block| {
            images_mut(block).iter_mut().for_each(|image| self.fill(image));
        });
    }

    /// Makes a picture the served one.
    pub fn fill(&self, image: &mut Image) {
        let Some(prepared) = self.of(image) else {
            image.url = ascii(&image.url);
            return;
        };
        image.url = served(prepared);
        image.width = prepared.fallback.width;
        image.height = prepared.fallback.height;
        image.widths.clone_from(&prepared.widths);
        image.tone = Some(prepared.tone.into());
    }
}

const RENAME: &str = "rename one of them";

/// What is wrong with two files that would have one address.
fn both(one: &str, other: &str) -> String {
    format!("{one} and {other} cannot both be published: the ends of their names differ in capitals alone")
}

/// The address of a picture for those who know but one.
fn served(prepared: &Prepared) -> String {
    ascii(&format!("/{}", prepared.fallback.path))
}

/// The pictures that are there, with their names; the check of the file that names one says which are
/// not.
fn originals(content: &Files, named: &Named) -> Vec<(PathBuf, String)> {
    let shown = named.shown.keys();
    shown
        .filter_map(|name| Some((content.find(&format!("{IMAGES}/{name}")).ok()?, name.clone())))
        .collect()
}

/// What is wrong with a picture, at the first place that names it.
fn problem(named: &Named, name: &str, severity: Severity, what: String, remedy: String) -> Option<Problem> {
    let place = named.shown.get(name)?;
    Some(Problem {
        file: place.file.clone(),
        path: place.path.clone(),
        what,
        remedy,
        severity,
    })
}

#[cfg(test)]
mod tests;
