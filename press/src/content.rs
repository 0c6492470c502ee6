//! A newsroom's content folder, as it lies there.

mod doubled;
mod json;

use std::{
    fs, io,
    ops::Range,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    Stop, failed,
    files::{ENDLESS, Files, TAKE_IN, is_endless},
    redirects::REDIRECTS,
    why::Why,
};
pub use doubled::{Doubled, doubled};

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
#[derive(Debug)]
pub struct Unparsed {
    pub what: String,
    pub remedy: &'static str,
    /// The bytes of the file that are to be mended; `None` where it is the file as a whole.
    pub at: Option<Range<usize>>,
}

impl Unparsed {
    fn whole(what: impl Into<String>, remedy: &'static str) -> Self {
        Self {
            what: what.into(),
            remedy,
            at: None,
        }
    }
}

impl Source {
    /// Reads a file, whose path below the content folder is `name`.
    pub fn read(path: &Path, name: &str) -> Self {
        let (text, json) = match bytes(path).and_then(decoded) {
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

/// A file as it can be shown, whatever it holds, and the bytes of that for which it is no JSON.
pub fn shown(path: &Path) -> (String, Option<Range<usize>>) {
    let Ok(bytes) = bytes(path) else {
        return (String::new(), None);
    };
    let text = letters(&bytes);
    let json = decoded(bytes).and_then(|text| json::parse(&text));
    (text, json.err().and_then(|unparsed| unparsed.at))
}

/// What is not UTF-8 is shown as Latin-1, which it likely is; up to the first such byte nothing is moved by it.
fn letters(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| char::from(*byte)));
    }
    text
}

/// Of a place in a text, both from 1 on; columns count characters.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default();
    let line_begins = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(line_begins..).unwrap_or_default().chars().count();
    (before.matches('\n').count() + 1, column + 1)
}

fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or_default();
    file.strip_suffix(".json").unwrap_or_default()
}

fn bytes(path: &Path) -> Result<Vec<u8>, Unparsed> {
    if is_endless(path) {
        let (what, remedy) = ENDLESS;
        return Err(Unparsed::whole(what, remedy));
    }
    fs::read(path).map_err(|why| {
        Unparsed::whole(
            format!("this cannot be read: {}", in_brief(&why)),
            "put the file back, or allow it to be read",
        )
    })
}

/// Without what to do, which is told beside it.
fn in_brief(why: &io::Error) -> String {
    match why.kind() {
        io::ErrorKind::PermissionDenied => "it is not allowed to this user".to_owned(),
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        _ => why.to_string(),
    }
}

fn decoded(bytes: Vec<u8>) -> Result<String, Unparsed> {
    // What begins JSON is ASCII (RFC 8259, 2): zeros beside it are of letters that are larger.
    let wide = match bytes.as_slice() {
        [0, 0, 0xfe, 0xff, ..] | [0xff, 0xfe, 0, 0, ..] | [0, 0, 0, _, ..] | [_, 0, 0, 0, ..] => {
            Some("UTF-32")
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => Some("UTF-16"),
        _ => None,
    };
    if let Some(encoding) = wide {
        return Err(Unparsed::whole(
            format!("the file is in {encoding}, which JSON is not"),
            "save the file with the encoding UTF-8",
        ));
    }
    let text = String::from_utf8(bytes).map_err(|why| {
        let at = why.utf8_error().valid_up_to();
        let before = why.as_bytes().get(..at).unwrap_or_default();
        let before = std::str::from_utf8(before).unwrap_or_default();
        if why.utf8_error().error_len().is_none() {
            let last = before.char_indices().next_back();
            return Unparsed {
                what: "the file breaks off within a letter".to_owned(),
                remedy: json::CUT,
                at: last.map(|(last, _)| last..at),
            };
        }
        let (line, column) = line_and_column(before, at);
        Unparsed {
            what: format!(
                "the file is not in UTF-8 but likely in Latin-1 (Windows-1252): line {line} column {column} has a letter as \
                 that writes it"
            ),
            remedy: "save the file with the encoding UTF-8",
            // As `letters` shows it.
            at: Some(at..at + 2),
        }
    })?;
    if text.starts_with('\u{feff}') {
        return Err(Unparsed {
            what: "the file begins with a byte order mark, which JSON does not have".to_owned(),
            remedy: "save the file as UTF-8 without BOM",
            at: Some(0..'\u{feff}'.len_utf8()),
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
                json: Err(Unparsed::whole(
                    "this is a link that leads out of the content folder",
                    TAKE_IN,
                )),
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
    /// Old addresses, and where they lead now; many have no such file.
    pub redirects: Option<Source>,
    pub articles: Vec<Found>,
    /// The pages that are no articles.
    pub pages: Vec<Found>,
    /// Files beside the articles and pages that are none.
    pub strangers: Vec<String>,
    /// What else lies there.
    pub files: Files,
}

/// # Errors
/// When there is no folder.
pub fn refuse_missing(folder: &Path) -> Result<(), Stop> {
    match folder.is_dir() {
        true => Ok(()),
        false => Err(failed(
            "there is no content folder",
            folder,
            "see content.md for what it holds",
        )),
    }
}

impl Folder {
    /// Looks through a content folder.
    ///
    /// # Errors
    /// When it is not there, or cannot be looked through.
    pub fn open(folder: &Path) -> Result<Self, Stop> {
        refuse_missing(folder)?;
        let site = folder.join("site.json");
        if !site.exists() {
            return Err(failed(
                "there is no",
                &site,
                "every newspaper has one, see content.md",
            ));
        }
        let files = Files::of(folder);
        let (articles, pages) = (folder.join(ARTICLES), folder.join(PAGES));
        let identities = folder.join(IDENTITIES);
        let redirects = folder.join(REDIRECTS);
        for path in [&site, &articles, &pages, &identities, &redirects] {
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
        let redirects = redirects.exists().then(|| Source::read(&redirects, REDIRECTS));

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
            redirects,
            articles,
            pages,
            strangers,
            files,
        })
    }
}

/// The files of a folder in which each is an article or a page; `name` is the folder's in the content folder.
fn found(path: &Path, name: &str, files: &Files, strangers: &mut Vec<String>) -> Result<Vec<Found>, Stop> {
    let unread = |why: io::Error| {
        let why = match why.kind() {
            io::ErrorKind::NotFound => format!("it is not there; {name} go into it"),
            _ => why.told(),
        };
        failed("cannot read", path, why)
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
