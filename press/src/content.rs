//! A newsroom's content folder, as it lies there.

mod json;

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    Stop, failed,
    files::{ENDLESS, Files, TAKE_IN, is_endless},
};
pub use json::{Doubled, doubled};

/// What the articles lie in.
const ARTICLES: &str = "articles";

/// What the pages lie in that are no articles.
pub const PAGES: &str = "pages";

/// What [`Folder::identities`] lie in.
pub const IDENTITIES: &str = "identities.json";

/// A file of the content folder, read.
pub struct Source {
    /// Its path below the content folder, as messages name it.
    pub name: String,
    /// The name of the file without its ending.
    pub stem: String,
    pub text: String,
    /// Its JSON, or why there is none.
    pub json: Result<Value, Unparsed>,
}

/// Why a file has no JSON, and what to do.
pub struct Unparsed {
    pub what: String,
    pub remedy: &'static str,
}

impl Source {
    /// Reads a file, whose path below the content folder is `name`.
    pub fn read(path: &Path, name: &str) -> Self {
        let (text, json) = match text(path) {
            Ok(text) => {
                let json = json::parse(&text);
                (text, json)
            }
            Err(unparsed) => (String::new(), Err(unparsed)),
        };
        Self {
            name: name.to_owned(),
            stem: stem(name).to_owned(),
            text,
            json,
        }
    }
}

fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or_default();
    file.strip_suffix(".json").unwrap_or_default()
}

fn text(path: &Path) -> Result<String, Unparsed> {
    if is_endless(path) {
        let (what, remedy) = ENDLESS;
        return Err(Unparsed {
            what: what.to_owned(),
            remedy,
        });
    }
    let bytes = fs::read(path).map_err(|why| Unparsed {
        what: format!("this cannot be read: {why}"),
        remedy: "put the file back, or allow it to be read",
    })?;
    // What begins JSON is ASCII (RFC 8259, 2): zeros beside it are of letters that are larger.
    let wide = match bytes.as_slice() {
        [0, 0, 0xfe, 0xff, ..] | [0xff, 0xfe, 0, 0, ..] | [0, 0, 0, _, ..] | [_, 0, 0, 0, ..] => {
            Some("UTF-32")
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => Some("UTF-16"),
        _ => None,
    };
    if let Some(encoding) = wide {
        return Err(Unparsed {
            what: format!("the file is in {encoding}, which JSON is not"),
            remedy: "save the file with the encoding UTF-8",
        });
    }
    let text = String::from_utf8(bytes).map_err(|why| {
        if why.utf8_error().error_len().is_none() {
            return Unparsed {
                what: "the file breaks off within a letter".to_owned(),
                remedy: "export it again, or close what is open: quotation marks, ] and }",
            };
        }
        let (bytes, at) = (why.as_bytes(), why.utf8_error().valid_up_to());
        let before = bytes.get(..at).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Unparsed {
            what: format!(
                "the file is not in UTF-8 but likely in Latin-1 (Windows-1252): line {line} has a letter as that writes it"
            ),
            remedy: "save the file with the encoding UTF-8",
        }
    })?;
    if text.starts_with('\u{feff}') {
        return Err(Unparsed {
            what: "the file begins with a byte order mark, which JSON does not have".to_owned(),
            remedy: "save the file as UTF-8 without BOM",
        });
    }
    Ok(text)
}

/// An article's file, not read yet.
pub struct Found {
    /// Its path below the content folder.
    pub name: String,
    pub path: PathBuf,
    /// Whether it is a link that leads out of the content folder.
    is_outside: bool,
}

impl Found {
    /// The name of the file without its ending: the article's slug, where all is in order.
    pub fn stem(&self) -> &str {
        stem(&self.name)
    }

    pub fn read(&self) -> Source {
        if self.is_outside {
            return Source {
                name: self.name.clone(),
                stem: self.stem().to_owned(),
                text: String::new(),
                json: Err(Unparsed {
                    what: "this is a link that leads out of the content folder".to_owned(),
                    remedy: TAKE_IN,
                }),
            };
        }
        Source::read(&self.path, &self.name)
    }
}

/// What a content folder holds, in the order of the file names. Articles are not read yet: an
/// archive need not fit into memory.
pub struct Folder {
    pub path: PathBuf,
    pub site: Source,
    /// What articles are known by since before the newspaper had a `feedId`; most have no such file.
    pub identities: Option<Source>,
    pub articles: Vec<Found>,
    /// The pages that are no articles.
    pub pages: Vec<Found>,
    /// Files beside the articles and pages that are none.
    pub strangers: Vec<String>,
    /// What else lies there.
    pub files: Files,
}

impl Folder {
    /// Looks through a content folder.
    ///
    /// # Errors
    /// When it is not there, or cannot be looked through.
    pub fn open(folder: &Path) -> Result<Self, Stop> {
        if !folder.is_dir() {
            return Err(failed(
                "there is no content folder",
                folder,
                "see docs/content.md for what it holds",
            ));
        }
        let site = folder.join("site.json");
        if !site.exists() {
            return Err(failed(
                "there is no",
                &site,
                "every newspaper has one, see docs/content.md",
            ));
        }
        let files = Files::of(folder);
        let (articles, pages) = (folder.join(ARTICLES), folder.join(PAGES));
        let identities = folder.join(IDENTITIES);
        for path in [&site, &articles, &pages, &identities] {
            if path.exists() && !files.is_inside(path) {
                return Err(failed(
                    "there is a link that leads out of the content folder,",
                    path,
                    TAKE_IN,
                ));
            }
        }
        let site = Source::read(&site, "site.json");
        let identities = identities.exists().then(|| Source::read(&identities, IDENTITIES));

        let mut strangers = Vec::new();
        let articles = found(&articles, ARTICLES, &files, &mut strangers)?;
        let pages = match pages.exists() {
            true => found(&pages, PAGES, &files, &mut strangers)?,
            false => Vec::new(),
        };
        Ok(Self {
            path: folder.to_owned(),
            site,
            identities,
            articles,
            pages,
            strangers,
            files,
        })
    }
}

/// The files of a folder in which each is an article or a page; `name` is the folder's in the content folder.
fn found(path: &Path, name: &str, files: &Files, strangers: &mut Vec<String>) -> Result<Vec<Found>, Stop> {
    let unread = |why| {
        failed(
            "cannot read",
            path,
            format!("{why}; what is published goes into it"),
        )
    };
    let mut listed = Vec::new();
    for entry in fs::read_dir(path).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let path = entry.path();
        let (is_file, is_outside) = match entry.file_type() {
            Ok(kind) if kind.is_file() => (true, false),
            // A link may lead to a file. What is never opened is said to be so.
            _ => (path.is_file() || is_endless(&path), !files.is_inside(&path)),
        };
        listed.push((
            entry.file_name().to_string_lossy().into_owned(),
            path,
            is_file,
            is_outside,
        ));
    }
    listed.sort_unstable();
    let mut found = Vec::with_capacity(listed.len());
    for (file, path, is_file, is_outside) in listed.into_iter().filter(|(file, ..)| !file.starts_with('.')) {
        let name = format!("{name}/{file}");
        if file.ends_with(".json") && is_file {
            found.push(Found {
                name,
                path,
                is_outside,
            });
        } else {
            strangers.push(name);
        }
    }
    Ok(found)
}
