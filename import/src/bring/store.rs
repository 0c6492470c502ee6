//! What was brought, by its bytes.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs::{self, File},
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
};

use imagesize::ImageType;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::Url;

use crate::{
    error::Error,
    library::{Library, Stored},
    slug, state,
};

/// What became of an address.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Brought {
    /// It is kept under the name that its bytes give it.
    Kept(String),
    /// Why it is none that the newspaper can have.
    Refused(String),
    /// Why nothing came; another import may try again.
    Failed(String),
}

#[derive(Deserialize, Serialize)]
struct Line {
    url: String,
    #[serde(flatten)]
    brought: Brought,
}

/// A file as it is kept.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
struct Named {
    bytes: String,
    #[serde(flatten)]
    stored: Stored,
}

pub struct Store {
    folder: PathBuf,
    /// Where bytes are kept until they have a name.
    kept: PathBuf,
    brought: BTreeMap<String, Brought>,
    named: HashMap<String, Stored>,
}

impl Store {
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let own = folder.join(state::FOLDER);
        let mut store = Self {
            folder: folder.to_owned(),
            kept: own.join("pictures"),
            brought: BTreeMap::new(),
            named: HashMap::new(),
        };
        for line in lines(&own.join("pictures.jsonl"))? {
            if let Ok(line) = serde_json::from_str::<Line>(&line) {
                store.brought.insert(line.url, line.brought);
            }
        }
        for line in lines(&own.join("names.jsonl"))? {
            if let Ok(named) = serde_json::from_str::<Named>(&line) {
                store.named.insert(named.bytes, named.stored);
            }
        }
        // What the newsroom removed is brought again only if somebody fetches it again.
        let is_there = |stored: &Stored| folder.join(stored.url.trim_start_matches('/')).is_file();
        store.named.retain(|_, stored| is_there(stored));
        let (named, kept) = (&store.named, &store.kept);
        store.brought.retain(|_, brought| match brought {
            Brought::Kept(bytes) => named.contains_key(bytes) || kept.join(bytes).is_file(),
            Brought::Refused(_) | Brought::Failed(_) => true,
        });
        Ok(store)
    }

    pub fn has(&self, url: &str) -> bool {
        matches!(self.brought.get(url), Some(Brought::Kept(_)))
    }

    /// Notes what became of an address, so that an import that is interrupted does not ask for it again.
    pub fn note(&mut self, url: &str, brought: Brought) -> Result<(), Error> {
        let path = self.folder.join(state::FOLDER).join("pictures.jsonl");
        let line = serde_json::to_string(&Line {
            url: url.to_owned(),
            brought: brought.clone(),
        })
        .unwrap_or_default();
        let added = File::options()
            .create(true)
            .append(true)
            .open(&path)
            .and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
        added.map_err(|why| Error::write(&path, why))?;
        self.brought.insert(url.to_owned(), brought);
        Ok(())
    }

    /// Keeps a copy of a file, if it is one that the newspaper can have.
    pub fn keep_file(&self, path: &Path) -> Result<Brought, Error> {
        let new = self.new_file()?;
        fs::copy(path, &new).map_err(|why| Error::read(path, why))?;
        self.keep(&new)
    }

    /// A place for bytes that are on their way.
    pub fn new_file(&self) -> Result<PathBuf, Error> {
        fs::create_dir_all(&self.kept).map_err(|why| Error::write(&self.kept, why))?;
        Ok(self.kept.join("arriving"))
    }

    /// The folder of what is kept and on its way.
    pub fn kept(&self) -> &Path {
        &self.kept
    }

    /// Keeps what has arrived in a file, under the name that its bytes give it.
    pub fn keep(&self, new: &Path) -> Result<Brought, Error> {
        let unread = |why| Error::read(new, why);
        if let Some(why) = refusal(new).map_err(unread)? {
            fs::remove_file(new).map_err(unread)?;
            return Ok(Brought::Refused(why));
        }
        let mut hash = Sha256::new();
        let mut file = File::open(new).map_err(unread)?;
        io::copy(&mut file, &mut hash).map_err(unread)?;
        let bytes: String = hash
            .finalize()
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        fs::rename(new, self.kept.join(&bytes)).map_err(unread)?;
        Ok(Brought::Kept(bytes))
    }

    /// Gives what is kept its name, in the order of the addresses.
    pub fn name_all(&mut self) -> Result<(), Error> {
        let mut taken: HashSet<String> = self.named.values().map(|stored| stored.url.clone()).collect();
        let mut new = Vec::new();
        for (url, brought) in &self.brought {
            let Brought::Kept(bytes) = brought else { continue };
            if self.named.contains_key(bytes) {
                continue;
            }
            let kept = self.kept.join(bytes);
            let Some((shelf, end, width, height)) =
                kind(&kept, url).map_err(|why| Error::read(&kept, why))?
            else {
                continue;
            };
            let (stem, mut number) = (name(url), 2);
            let mut path = format!("/{shelf}/{stem}.{end}");
            // A file of the newsroom's own keeps its name.
            while taken.contains(&path) || self.is_others(&path, &kept) {
                path = format!("/{shelf}/{stem}-{number}.{end}");
                number += 1;
            }
            let to = self.folder.join(path.trim_start_matches('/'));
            let parent = to.parent().unwrap_or(&self.folder);
            let placed = fs::create_dir_all(parent)
                .and_then(|()| fs::copy(&kept, self.kept.join("named")))
                .and_then(|_| fs::rename(self.kept.join("named"), &to));
            placed.map_err(|why| Error::write(&to, why))?;
            taken.insert(path.clone());
            let stored = Stored {
                url: path,
                width,
                height,
            };
            new.push((bytes.clone(), stored.clone()));
            self.named.insert(bytes.clone(), stored);
        }
        let mut all: Vec<Named> = self
            .named
            .iter()
            .map(|(bytes, stored)| Named {
                bytes: bytes.clone(),
                stored: stored.clone(),
            })
            .collect();
        all.sort_by(|one, other| one.stored.url.cmp(&other.stored.url));
        let text: String = all
            .iter()
            .map(|named| serde_json::to_string(named).unwrap_or_default() + "\n")
            .collect();
        crate::folder::write_changed(
            &self.folder.join(state::FOLDER).join("names.jsonl"),
            text.as_bytes(),
        )?;
        for (bytes, _) in new {
            let kept = self.kept.join(bytes);
            fs::remove_file(&kept).map_err(|why| Error::write(&kept, why))?;
        }
        Ok(())
    }

    /// Whether another file lies there.
    fn is_others(&self, path: &str, kept: &Path) -> bool {
        let there = self.folder.join(path.trim_start_matches('/'));
        match (fs::metadata(&there), fs::metadata(kept)) {
            (Err(_), _) => false,
            (Ok(there_is), Ok(kept_is)) => {
                there_is.len() != kept_is.len() || fs::read(&there).ok() != fs::read(kept).ok()
            }
            (Ok(_), Err(_)) => true,
        }
    }

    /// Tells the library what is there and what was refused.
    pub fn tell(&self, library: &mut Library) {
        for (url, brought) in &self.brought {
            match brought {
                Brought::Kept(bytes) => {
                    if let Some(stored) = self.named.get(bytes) {
                        library.stored.insert(url.clone(), stored.clone());
                    }
                }
                Brought::Refused(why) => drop(library.refused.insert(url.clone(), why.clone())),
                Brought::Failed(why) => drop(library.failed.insert(url.clone(), why.clone())),
            }
        }
    }
}

fn lines(path: &Path) -> Result<Vec<String>, Error> {
    match File::open(path) {
        Ok(file) => Ok(BufReader::new(file).lines().map_while(Result::ok).collect()),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(why) => Err(Error::read(path, why)),
    }
}

/// As much of a file as tells what it is.
fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn picture_end(bytes: &[u8]) -> Option<&'static str> {
    match imagesize::image_type(bytes).ok()? {
        ImageType::Jpeg => Some("jpg"),
        ImageType::Png => Some("png"),
        ImageType::Gif => Some("gif"),
        ImageType::Webp => Some("webp"),
        _ => None,
    }
}

/// Files that the press publishes, by what they begin with (docs/content.md).
fn file_end(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 6] = [
        (b"%PDF-", "pdf"),
        (b"ID3", "mp3"),
        (b"\xff\xfb", "mp3"),
        (b"\xff\xf3", "mp3"),
        (b"OggS", "ogg"),
        (b"\x1a\x45\xdf\xa3", "webm"),
    ];
    let known = KNOWN
        .iter()
        .find(|(begins, _)| bytes.starts_with(begins))
        .map(|(_, end)| *end);
    known.or_else(|| (bytes.get(4..8) == Some(b"ftyp")).then_some("mp4"))
}

/// On which shelf a file lies, how its name ends, and its size in pixels, upright.
fn kind(path: &Path, url: &str) -> io::Result<Option<(&'static str, &'static str, u32, u32)>> {
    let bytes = beginning(path)?;
    if let Some(end) = picture_end(&bytes) {
        let size = pictures::size(path, &format!("{}.{end}", name(url))).ok();
        return Ok(size.map(|(width, height)| ("images", end, width, height)));
    }
    Ok(file_end(&bytes).map(|end| ("files", end, 0, 0)))
}

/// Why a file is none that the newspaper can have.
fn refusal(path: &Path) -> io::Result<Option<String>> {
    let length = fs::metadata(path)?.len();
    if length > pictures::MOST_BYTES {
        return Ok(Some(format!(
            "it is larger than {} MB",
            pictures::MOST_BYTES >> 20
        )));
    }
    let bytes = beginning(path)?;
    if let Some(end) = picture_end(&bytes) {
        return Ok(match pictures::whole_size(path, &format!("x.{end}")) {
            Ok((width, height)) if u64::from(width) * u64::from(height) > pictures::MOST_PIXELS => {
                Some("it has more pixels than the press takes".to_owned())
            }
            Ok((width, height))
                if width.max(height) > width.min(height).saturating_mul(pictures::MOST_SLENDER) =>
            {
                Some("it is more than ten times as long as wide".to_owned())
            }
            Ok(_) => None,
            Err(why) => Some(why.what),
        });
    }
    Ok(match file_end(&bytes) {
        Some(_) => None,
        None => {
            Some("it is neither a picture that browsers show nor a file that the press publishes".to_owned())
        }
    })
}

/// The name of a file at an address, without its ending: the part below the uploads' folder, in letters that addresses carry.
fn name(url: &str) -> String {
    let path = Url::parse(url)
        .map(|url| url.path().to_owned())
        .unwrap_or_default();
    let below = ["/uploads/", "/content/images/", "/IMG/", "/images/"]
        .iter()
        .find_map(|folder| path.split_once(folder))
        .map_or(path.as_str(), |(_, below)| below);
    let below = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
    let parts: Vec<String> = below
        .split('/')
        .map(slug::slug)
        .filter(|part| !part.is_empty())
        .collect();
    let skipped = parts.len().saturating_sub(4);
    let name = parts.into_iter().skip(skipped).collect::<Vec<_>>().join("/");
    match name.is_empty() {
        true => format!("image-{:08x}", crate::source::hash(url) >> 32),
        false => name,
    }
}
