//! What a source is, by what its files hold: names say little.

use std::{
    fs::File,
    io::{BufReader, Cursor, Read, Seek},
    path::{Path, PathBuf},
};

use flate2::read::MultiGzDecoder;

use super::{
    Source,
    feed::{self, Feed},
    files,
    ghost::{self, Ghost},
    ninjs::{self, Ninjs},
    page::{self, Pages},
    rest::{self, Rest},
    wxr::Wxr,
};
use crate::error::Error;

/// As much of a file as tells what it is.
const BEGINNING: u64 = 64 * 1024;

/// A file of the source, or one within an archive.
#[derive(Clone, Debug)]
pub struct Input {
    pub path: PathBuf,
    /// The place of a file within a `.zip`.
    pub inside: Option<usize>,
}

impl Input {
    /// Opens it, decompressed.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(&self) -> Result<Box<dyn Read + Send>, Error> {
        let unread = |why| Error::read(&self.path, why);
        let mut file = File::open(&self.path).map_err(unread)?;
        if let Some(number) = self.inside {
            return Ok(Box::new(Unzipped::open(&self.path, file, number)?));
        }
        let mut magic = [0; 2];
        let length = file.read(&mut magic).map_err(unread)?;
        file.rewind().map_err(unread)?;
        match magic.get(..length) {
            Some([0x1f, 0x8b]) => Ok(Box::new(MultiGzDecoder::new(BufReader::new(file)))),
            _ => Ok(Box::new(file)),
        }
    }

    fn beginning(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        match self.open()?.take(BEGINNING).read_to_end(&mut bytes) {
            // Of an archive that was cut off, what is there.
            Err(why) if bytes.is_empty() => Err(Error::read(&self.path, why)),
            _ => Ok(bytes),
        }
    }
}

/// Reads one file of an archive on a thread of its own: the archive's reader borrows the archive.
struct Unzipped {
    chunks: std::sync::mpsc::Receiver<std::io::Result<Vec<u8>>>,
    current: Cursor<Vec<u8>>,
}

impl Unzipped {
    fn open(path: &Path, file: File, number: usize) -> Result<Self, Error> {
        let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|why| not_zip(path, &why))?;
        let (to, chunks) = std::sync::mpsc::sync_channel(4);
        std::thread::spawn(move || {
            let mut entry = match archive.by_index(number) {
                Ok(entry) => entry,
                Err(why) => {
                    let _ = to.send(Err(std::io::Error::other(why)));
                    return;
                }
            };
            loop {
                let mut chunk = vec![0; 256 * 1024];
                let read = match entry.read(&mut chunk) {
                    Ok(0) => return,
                    Ok(read) => read,
                    Err(why) => {
                        let _ = to.send(Err(why));
                        return;
                    }
                };
                chunk.truncate(read);
                if to.send(Ok(chunk)).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            chunks,
            current: Cursor::new(Vec::new()),
        })
    }
}

impl Read for Unzipped {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.current.read(to)?;
            if read > 0 || to.is_empty() {
                return Ok(read);
            }
            match self.chunks.recv() {
                Ok(chunk) => self.current = Cursor::new(chunk?),
                Err(_) => return Ok(0),
            }
        }
    }
}

fn not_zip(path: &Path, why: &zip::result::ZipError) -> Error {
    Error::content(
        path,
        format!("the archive cannot be read: {why}"),
        "export it again, or unpack it and name the folder",
    )
}

/// The files of a source; those of a `.zip` each for itself.
fn inputs(path: &Path) -> Result<Vec<Input>, Error> {
    let mut inputs = Vec::new();
    for path in files(path)? {
        let mut file = File::open(&path).map_err(|why| Error::read(&path, why))?;
        let mut magic = [0; 4];
        let length = file.read(&mut magic).map_err(|why| Error::read(&path, why))?;
        if magic.get(..length) != Some(b"PK\x03\x04") {
            inputs.push(Input { path, inside: None });
            continue;
        }
        file.rewind().map_err(|why| Error::read(&path, why))?;
        let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|why| not_zip(&path, &why))?;
        let mut named = Vec::new();
        for number in 0..archive.len() {
            let entry = archive.by_index_raw(number).map_err(|why| not_zip(&path, &why))?;
            let name = entry.name().map_err(|why| not_zip(&path, &why))?.into_owned();
            if entry.is_file()
                && !name.starts_with("__MACOSX/")
                && !name.rsplit('/').next().is_some_and(|it| it.starts_with('.'))
            {
                named.push((name, number));
            }
        }
        named.sort();
        inputs.extend(named.into_iter().map(|(_, number)| Input {
            path: path.clone(),
            inside: Some(number),
        }));
    }
    Ok(inputs)
}

/// Opens a source, whichever it is.
///
/// # Errors
/// When it cannot be read, or is none that is known.
pub fn open(path: &Path) -> Result<Box<dyn Source>, Error> {
    let mut found: Vec<(System, Input)> = Vec::new();
    for input in inputs(path)? {
        let beginning = input.beginning()?;
        if let Some(system) = System::of(&beginning) {
            found.push((system, input));
        }
    }
    // A folder may hold more beside the export; of several, the one that says most.
    let Some(system) = found.iter().map(|(system, _)| *system).min() else {
        return Err(Error::content(
            path,
            "this is no export that Kiosque knows",
            "export the articles: from WordPress with Tools, Export, All content; from Ghost with Settings, Export; or name \
             answers of WordPress's REST API, a feed with whole texts, ninjs items, or saved pages of articles",
        ));
    };
    let inputs = found.into_iter().filter(|(of, _)| *of == system);
    let inputs: Vec<Input> = inputs.map(|(_, input)| input).collect();
    Ok(match system {
        System::Wxr => Box::new(Wxr::new(inputs)),
        System::Ghost => Box::new(Ghost::new(inputs)),
        System::Rest => Box::new(Rest::new(inputs)),
        System::Feed => Box::new(Feed::new(inputs)),
        System::Ninjs => Box::new(Ninjs::new(inputs)),
        System::Page => Box::new(Pages::new(inputs)),
    })
}

/// A system that files are of; what says most of articles first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum System {
    Wxr,
    Ghost,
    Rest,
    Feed,
    Ninjs,
    /// As a last resort.
    Page,
}

impl System {
    /// Of which system a file is, by its beginning.
    fn of(beginning: &[u8]) -> Option<Self> {
        // Names of fields are ASCII in any encoding.
        let text: Vec<u8> = beginning.iter().copied().filter(|byte| *byte != 0).collect();
        let text = String::from_utf8_lossy(&text);
        let text = text.trim_start_matches(['\u{fffd}', '\u{feff}']);
        // A page may tell of any export.
        if page::is(text) {
            return Some(Self::Page);
        }
        if is_wxr(beginning) {
            return Some(Self::Wxr);
        }
        if ghost::is(text) {
            return Some(Self::Ghost);
        }
        if rest::is(text) {
            return Some(Self::Rest);
        }
        if feed::is(text) {
            return Some(Self::Feed);
        }
        ninjs::is(text).then_some(Self::Ninjs)
    }
}

/// Whether a file begins as WordPress's exports do, in any encoding.
fn is_wxr(beginning: &[u8]) -> bool {
    let text: Vec<u8> = beginning.iter().copied().filter(|byte| *byte != 0).collect();
    let has = |wanted: &str| memchr::memmem::find(&text, wanted.as_bytes()).is_some();
    has("wordpress.org/export/") || has("<wp:wxr_version>") || (has("<rss") && has("<wp:post_id>"))
}
