//! The files that an export is: plain, `.gz`, or within a `.zip`.

use std::{
    fs::File,
    io::{self, BufReader, Cursor, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use super::files;
use crate::error::Error;

/// As much of a file as tells what it is.
const BEGINNING: u64 = 64 * 1024;

/// A file of the source, or one within an archive.
#[derive(Clone, Debug)]
pub struct Input {
    pub path: PathBuf,
    inside: Option<Inside>,
}

/// The place of a file within a `.zip`, of which the directory is read once for all of them.
#[derive(Clone, Debug)]
struct Inside {
    archive: ZipArchive<Shared>,
    number: usize,
    name: String,
}

impl Input {
    /// What the newsroom calls it.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        match &self.inside {
            Some(inside) => format!("{name}: {}", inside.name),
            None => name.into_owned(),
        }
    }

    /// Opens it, decompressed.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(&self) -> Result<Box<dyn Read + Send>, Error> {
        let unread = |why| Error::read(&self.path, why);
        if let Some(Inside { archive, number, .. }) = &self.inside {
            let (unpacked, packed) = Unzipped::open(&self.path, archive.clone(), *number)?;
            return Ok(Box::new(Bounded::new(unpacked, packed)));
        }
        let mut file = File::open(&self.path).map_err(unread)?;
        let mut magic = [0; 2];
        let length = file.read(&mut magic).map_err(unread)?;
        file.rewind().map_err(unread)?;
        match magic.get(..length) {
            Some([0x1f, 0x8b]) => {
                let packed = file.metadata().map_err(unread)?.len();
                let unpacked = MultiGzDecoder::new(BufReader::new(file));
                Ok(Box::new(Bounded::new(unpacked, packed)))
            }
            _ => Ok(Box::new(file)),
        }
    }

    /// Whether it lies in an archive.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is_packed(&self) -> Result<bool, Error> {
        let unread = |why| Error::read(&self.path, why);
        let mut magic = [0; 2];
        let mut file = File::open(&self.path).map_err(unread)?;
        let length = file.read(&mut magic).map_err(unread)?;
        Ok(self.inside.is_some() || magic.get(..length) == Some(&[0x1f, 0x8b]))
    }

    /// As much of it as tells what it is.
    ///
    /// # Errors
    /// When nothing of it can be read.
    pub fn beginning(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        match self.open()?.take(BEGINNING).read_to_end(&mut bytes) {
            // Of an archive that was cut off, what is there.
            Err(why) if bytes.is_empty() => Err(Error::read(&self.path, why)),
            _ => Ok(bytes),
        }
    }
}

/// Ends an archive that unpacks to far more than texts do, which somebody made to fill a machine.
struct Bounded<R> {
    inner: R,
    given: u64,
    most: u64,
}

impl<R> Bounded<R> {
    /// Texts are packed to a tenth, and seldom to a hundredth.
    fn new(inner: R, packed: u64) -> Self {
        const RATIO: u64 = 500;
        const FREE: u64 = 256 << 20;
        Self {
            inner,
            given: 0,
            most: FREE.max(packed.saturating_mul(RATIO)),
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(to)?;
        self.given += read as u64;
        match self.given > self.most {
            true => Err(io::Error::other(
                "it unpacks to more than 500 times its size, as no export does",
            )),
            false => Ok(read),
        }
    }
}

/// An archive's file, which several read, each at its own place.
#[derive(Clone, Debug)]
struct Shared {
    file: Arc<Mutex<File>>,
    at: u64,
}

impl Read for Shared {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(to)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let to = match to {
            SeekFrom::Current(by) => SeekFrom::Start(
                self.at
                    .checked_add_signed(by)
                    .ok_or(io::ErrorKind::InvalidInput)?,
            ),
            to => to,
        };
        self.at = file.seek(to)?;
        Ok(self.at)
    }
}

/// Reads one file of an archive on a thread of its own: the archive's reader borrows the archive.
struct Unzipped {
    chunks: std::sync::mpsc::Receiver<std::io::Result<Vec<u8>>>,
    current: Cursor<Vec<u8>>,
}

impl Unzipped {
    /// The file, and how large it is in the archive.
    fn open(path: &Path, mut archive: ZipArchive<Shared>, number: usize) -> Result<(Self, u64), Error> {
        let packed = archive
            .by_index_raw(number)
            .map_err(|why| not_zip(path, &why))?
            .compressed_size();
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
        let unpacked = Self {
            chunks,
            current: Cursor::new(Vec::new()),
        };
        Ok((unpacked, packed))
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
///
/// # Errors
/// When one cannot be read.
pub fn inputs(path: &Path) -> Result<Vec<Input>, Error> {
    let mut inputs = Vec::new();
    for path in files(path)? {
        let mut file = File::open(&path).map_err(|why| Error::read(&path, why))?;
        let mut magic = [0; 4];
        let length = file.read(&mut magic).map_err(|why| Error::read(&path, why))?;
        if magic.get(..length) != Some(b"PK\x03\x04") {
            inputs.push(Input { path, inside: None });
            continue;
        }
        let file = Shared {
            file: Arc::new(Mutex::new(file)),
            at: 0,
        };
        let mut archive = ZipArchive::new(file).map_err(|why| not_zip(&path, &why))?;
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
        inputs.extend(named.into_iter().map(|(name, number)| Input {
            path: path.clone(),
            inside: Some(Inside {
                archive: archive.clone(),
                number,
                name,
            }),
        }));
    }
    Ok(inputs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_that_was_made_to_fill_a_machine_ends() {
        let mut bomb = Bounded::new(io::repeat(b' '), 1 << 20);
        let mut piece = vec![0; 1 << 20];
        let pieces = (0..).take_while(|_| bomb.read(&mut piece).is_ok()).count();
        assert_eq!(pieces, 500);
        let mut small = Bounded::new(io::repeat(b' ').take(200 << 20), 1);
        assert_eq!(
            io::copy(&mut small, &mut io::sink()).unwrap(),
            200 << 20,
            "a small file is none"
        );
    }
}
