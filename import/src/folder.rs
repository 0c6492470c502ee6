//! The content folder that an import writes into: files whole or not at all, and never over what the newsroom wrote.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs::{self, File},
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use serde::Deserialize;
use serde_json::{Map, Value, json, value::RawValue};

use crate::{
    error::Error,
    source,
    state::{self, FIELDS, Known, Prints, Shelf},
};

/// Where the newsroom's own pages lie.
pub const PAGES: &str = "pages";

/// Where the old addresses lead.
pub const REDIRECTS: &str = "redirects.json";

/// The name of a file while it is written.
fn new(path: &Path) -> PathBuf {
    path.with_file_name(format!(
        ".{}.new",
        path.file_name().unwrap_or_default().to_string_lossy()
    ))
}

/// Writes a file under another name first.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |why| Error::write(path, why);
    let new = new(path);
    match fs::write(&new, bytes) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(path)).map_err(failed)?;
            fs::write(&new, bytes).map_err(failed)?;
        }
        written => written.map_err(failed)?,
    }
    fs::rename(&new, path).map_err(failed)
}

/// Writes a file of any size, where it does not say so already.
///
/// # Errors
/// When it cannot be written.
pub fn write_if_changed(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<bool, Error> {
    let new = new(path);
    let written = File::create(&new).and_then(|file| {
        let mut file = BufWriter::with_capacity(256 * 1024, file);
        write(&mut file)?;
        file.flush()
    });
    written.map_err(|why| Error::write(&new, why))?;
    let is_same = is_same(&new, path).unwrap_or(false);
    let ended = match is_same {
        true => fs::remove_file(&new),
        false => fs::rename(&new, path),
    };
    ended.map_err(|why| Error::write(path, why))?;
    Ok(!is_same)
}

fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    let [one, other] = [File::open(one)?, File::open(other)?];
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let [one, other] = [one, other].map(BufReader::new);
    for (one, other) in one.bytes().zip(other.bytes()) {
        if one? != other? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// As [`write()`], where the file does not say so already.
///
/// # Errors
/// When it cannot be written.
pub fn write_changed(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
    if fs::read(path).is_ok_and(|known| known == bytes) {
        return Ok(false);
    }
    write(path, bytes).map(|()| true)
}

/// The text of a file that the newsroom may have edited: some editors begin it with a mark that nobody sees.
///
/// # Errors
/// When it cannot be read, or is no text.
pub fn text(path: &Path) -> io::Result<String> {
    let mut text = fs::read_to_string(path)?;
    if text.starts_with(MARK) {
        text.drain(..MARK.len_utf8());
    }
    Ok(text)
}

/// The mark of the order of bytes.
const MARK: char = '\u{feff}';

/// A file as [`text()`], to be read bit by bit.
///
/// # Errors
/// When it cannot be read.
pub fn reader(path: &Path) -> io::Result<impl BufRead> {
    let mut file = BufReader::new(File::open(path)?);
    let mut mark = [0; MARK.len_utf8()];
    let mark = MARK.encode_utf8(&mut mark).as_bytes();
    if file.fill_buf()?.starts_with(mark) {
        file.consume(mark.len());
    }
    Ok(file)
}

/// What lies in a folder of articles: the numbers ([`source::hash`]) of its files' names without their endings.
///
/// # Errors
/// When it cannot be read.
pub fn stems(folder: &Path) -> Result<HashSet<u64>, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(HashSet::new()),
        Err(why) => return Err(Error::read(folder, why)),
    };
    let mut stems = HashSet::new();
    for entry in entries {
        let entry = entry.map_err(|why| Error::read(folder, why))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if let Some(stem) = name.strip_suffix(".json").filter(|stem| !stem.starts_with('.')) {
            stems.insert(source::hash(stem));
        }
    }
    Ok(stems)
}

/// A number for what an import finds of the newsroom's doing without reading it: which articles, drafts and pages there are, and
/// whether there are redirects.
///
/// # Errors
/// When a folder cannot be read.
pub fn names(folder: &Path) -> Result<u64, Error> {
    let mut told = String::new();
    for name in [Shelf::Articles.folder(), Shelf::Drafts.folder(), PAGES] {
        let stems = stems(&folder.join(name))?;
        let sum = stems.iter().fold(0_u64, |sum, stem| sum.wrapping_add(*stem));
        told.push_str(&format!("{}\0{sum}\0", stems.len()));
    }
    told.push_str(&folder.join(REDIRECTS).is_file().to_string());
    Ok(source::hash(&told))
}

/// The slugs of a folder's articles and drafts, of those that are asked for, by the numbers of their ids.
///
/// # Errors
/// When they cannot be read.
pub fn ids(folder: &Path, is_asked: impl Fn(&str) -> bool) -> Result<HashMap<u64, String>, Error> {
    let mut ids = HashMap::new();
    for shelf in [Shelf::Articles, Shelf::Drafts] {
        let files = match fs::read_dir(folder.join(shelf.folder())) {
            Ok(files) => files,
            Err(why) if why.kind() == io::ErrorKind::NotFound => continue,
            Err(why) => return Err(Error::read(folder, why)),
        };
        for file in files {
            let path = file.map_err(|why| Error::read(folder, why))?.path();
            let stem = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if !is_asked(&stem) {
                continue;
            }
            if let Some(id) = id(&path) {
                ids.entry(source::hash(&id)).or_insert(stem);
            }
        }
    }
    Ok(ids)
}

/// What an article says its id is; nothing where there is none that can be read.
#[must_use]
pub fn id(path: &Path) -> Option<String> {
    let Identified { id } = serde_json::from_str(&text(path).ok()?).ok()?;
    Some(id)
}

/// What is read of an article to know it again.
#[derive(Deserialize)]
struct Identified {
    id: String,
}

/// What is to be done about an article's file.
#[derive(Debug, Default)]
pub struct Settled {
    /// The file's text, where it is to be written.
    pub write: Option<String>,
    /// What the source says now of fields that the newsroom changed, too.
    pub conflict: Option<Value>,
    /// Whether the newsroom removed the file.
    pub is_removed: bool,
}

/// Settles what becomes of a file, given what an import would write at `path` and what earlier ones wrote; it lies there now,
/// or at `lies`.
///
/// # Errors
/// When the file cannot be read.
pub fn settle(
    path: &Path,
    lies: Option<&Path>,
    article: &Value,
    text: &str,
    known: Option<&Known>,
    pending: Option<&Known>,
) -> Result<Settled, Error> {
    let unchanged = Settled {
        write: None,
        conflict: None,
        is_removed: false,
    };
    let lies = lies.unwrap_or(path);
    let there = match self::text(lies) {
        Ok(there) => there,
        Err(why) if why.kind() == io::ErrorKind::NotFound => {
            // What an interrupted import was about to write is not there yet.
            let is_removed = known.is_some_and(|known| known.shelf != Shelf::SetAside && is_at(known, path));
            return Ok(Settled {
                write: (!is_removed).then(|| text.to_owned()),
                is_removed,
                ..unchanged
            });
        }
        Err(why) => return Err(Error::read(lies, why)),
    };
    if there == text && lies == path {
        return Ok(unchanged);
    }
    // What nobody can read is the newsroom's to mend.
    let Ok(Value::Object(current)) = serde_json::from_str::<Value>(&there) else {
        return Ok(unchanged);
    };
    let before = [known, pending]
        .into_iter()
        .flatten()
        .map(|it| it.prints)
        .collect::<Vec<Prints>>();
    let merged = merged(&there, current, article, text, &before);
    Ok(Settled {
        // What moves is written anew, as it is.
        write: merged.write.or((lies != path).then_some(there)),
        ..merged
    })
}

fn is_at(known: &Known, path: &Path) -> bool {
    path.file_stem()
        .is_some_and(|stem| stem.to_string_lossy() == *known.slug)
}

/// The newsroom's fields stay, the others are the source's.
fn merged(
    there_text: &str,
    current: Map<String, Value>,
    article: &Value,
    text: &str,
    before: &[Prints],
) -> Settled {
    let current = Value::Object(current);
    let now = state::prints(article);
    let there = state::prints(&current);
    let mut conflict = Map::new();
    let mut kept: HashSet<&str> = HashSet::new();
    let names = FIELDS.iter().copied().chain(["body"]);
    for (number, name) in names.enumerate() {
        let of = |prints: &Prints| prints.get(number).copied().unwrap_or_default();
        let is_ours = before.iter().any(|before| of(before) == of(&there)) || of(&there) == of(&now);
        if is_ours {
            continue;
        }
        kept.insert(name);
        let has_changed = !before.iter().any(|before| of(before) == of(&now));
        if has_changed {
            conflict.insert(name.to_owned(), article.get(name).cloned().unwrap_or(Value::Null));
        }
    }
    // A text that did not come is not what was changed at a moment that did.
    if !conflict.is_empty()
        && current.get("dateModified") != article.get("dateModified")
        && kept.insert("dateModified")
    {
        conflict.insert(
            "dateModified".to_owned(),
            article.get("dateModified").cloned().unwrap_or(Value::Null),
        );
    }
    let own = |name: &str| !FIELDS.contains(&name) && name != "body";
    let has_own = current
        .as_object()
        .is_some_and(|current| current.keys().any(|name| own(name)));
    let conflict = (!conflict.is_empty()).then(|| json!({"slug": article["slug"], "source": conflict}));
    let write = match kept.is_empty() && !has_own {
        true => Some(text.to_owned()),
        false => Some(laid_out(there_text, text, &kept)).filter(|text| {
            // Where nothing of the source's changed, the file stays to the last space.
            serde_json::from_str::<Value>(text).ok().as_ref() != Some(&current)
        }),
    };
    Settled {
        write,
        conflict,
        is_removed: false,
    }
}

/// The text of a file of conflicts, with what it says of other fields already: nobody may have looked at it yet.
#[must_use]
pub fn with_earlier(mut conflict: Value, path: &Path) -> String {
    let earlier = text(path).ok();
    let earlier = earlier.and_then(|text| serde_json::from_str::<Value>(&text).ok());
    if let (Some(Value::Object(fields)), Some(earlier)) = (
        conflict.get_mut("source"),
        earlier
            .as_ref()
            .and_then(|earlier| earlier.get("source")?.as_object()),
    ) {
        for (name, value) in earlier {
            fields.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    serde_json::to_string_pretty(&conflict).unwrap_or_default() + "\n"
}

/// The article with the newsroom's own fields, each as it is written in the one file or the other.
fn laid_out(there: &str, text: &str, kept: &HashSet<&str>) -> String {
    let read = |text| serde_json::from_str::<BTreeMap<String, &RawValue>>(text).unwrap_or_default();
    let (there, ours): (BTreeMap<_, &RawValue>, BTreeMap<_, &RawValue>) = (read(there), read(text));
    let is_own = |name: &&String| !FIELDS.contains(&name.as_str()) && *name != "body";
    let own = there.keys().filter(is_own).map(String::as_str);
    let names = FIELDS.iter().copied().chain(own).chain(["body"]);
    let lines: Vec<String> = names
        .filter_map(|name| {
            let is_theirs = kept.contains(name) || !FIELDS.contains(&name) && name != "body";
            let value = if is_theirs {
                there.get(name)
            } else {
                ours.get(name)
            };
            Some(format!("  {}: {}", Value::from(name), value?))
        })
        .collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// Where an article's file lies.
#[must_use]
pub fn path(folder: &Path, shelf: Shelf, slug: &str) -> PathBuf {
    folder.join(shelf.folder()).join(format!("{slug}.json"))
}
