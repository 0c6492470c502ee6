//! The reader's page, program and style, which a released program carries and lays into each site that it builds.

use std::{collections::BTreeMap, fs, io, path::Path};

use rust_embed::Embed;

use crate::{Stop, failed, whole};

/// The path that the reader is compiled for: it stands in its page alone, in the place of the newspaper's.
const BASE: &str = "/kiosque-base/";
/// The page around all others, among what is carried.
const PAGE: &str = "index.html";
/// What is for members, among what is carried, and where a site keeps it.
const MEMBERS: (&str, &str) = ("members/", ".press/members/");
/// Names the files of the last build.
const EARLIER: &str = ".press/files";
/// Names what was laid.
const LIST: &str = ".press/reader";

#[derive(Embed)]
#[folder = "$KIOSQUE_READER"]
struct Carried;

/// A reader that lies in a site.
pub struct Laid {
    /// The page around all others.
    pub page: String,
    /// Its files, a line for each name below the site.
    list: String,
    /// What lies there since an earlier version.
    outdated: Vec<String>,
}

impl Laid {
    /// Whether a file is an earlier version's.
    pub fn is_outdated(&self, name: &str) -> bool {
        self.outdated.iter().any(|outdated| outdated == name)
    }

    /// Removes what an earlier version laid, once no page leads to it any more.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn forget_earlier(self, site: &Path) -> Result<(), Stop> {
        if self.outdated.is_empty() {
            return Ok(());
        }
        for name in &self.outdated {
            let path = site.join(name);
            match fs::remove_file(&path) {
                Err(why) if why.kind() != io::ErrorKind::NotFound => {
                    return Err(failed("cannot remove", &path, why));
                }
                _ => {}
            }
        }
        write(&site.join(LIST), self.list.as_bytes())
    }
}

/// Lays the reader into a site, for a newspaper at a path of its host, and mends what is damaged of it; `None` where the
/// program carries none.
///
/// # Errors
/// When it cannot be written.
pub fn lay(site: &Path, base: &str) -> Result<Option<Laid>, Stop> {
    let Some(page) = Carried::get(PAGE) else {
        return Ok(None);
    };
    let page = String::from_utf8_lossy(&page.data).replace(BASE, base);
    let files: BTreeMap<String, _> = Carried::iter()
        .filter(|name| name != PAGE)
        .filter_map(|name| Some((place(&name), Carried::get(&name)?.data)))
        .collect();
    let before = whole::read_text(&site.join(LIST)).unwrap_or_default();
    let outdated: Vec<String> = before
        .lines()
        .filter(|name| !files.contains_key(*name))
        .map(str::to_owned)
        .collect();
    if before.is_empty() && !site.join(EARLIER).exists() {
        let names = files.keys().map(String::as_str).chain([PAGE]);
        refuse_foreign(site, names)?;
    }
    // Named before it is there, so that it is known whatever comes between.
    let list: String = files.keys().map(|name| format!("{name}\n")).collect();
    let all: String = outdated.iter().map(|name| format!("{name}\n")).collect();
    let all = [list.as_str(), &all].concat();
    if all != before {
        write(&site.join(LIST), all.as_bytes())?;
    }
    for (name, bytes) in &files {
        let path = site.join(name);
        if !whole::read(&path).is_ok_and(|laid| laid == **bytes) {
            write(&path, bytes)?;
        }
    }
    Ok(Some(Laid { page, list, outdated }))
}

/// Where no press wrote before, what is there is somebody's own.
fn refuse_foreign<'a>(site: &Path, mut names: impl Iterator<Item = &'a str>) -> Result<(), Stop> {
    match names.find(|name| site.join(name).exists()) {
        None => Ok(()),
        Some(name) => Err(Stop::Failure(format!(
            "{} is there and the press did not write it; name another folder with --out, or move the file away",
            site.join(name).display()
        ))),
    }
}

fn place(name: &str) -> String {
    match name.strip_prefix(MEMBERS.0) {
        Some(part) => [MEMBERS.1, part].concat(),
        None => name.to_owned(),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    whole::write(path, bytes).map_err(|why| failed("cannot write", path, why))
}
