//! A file with a [`Known`] in each line: of a large archive too many to be held, so that of each only what all are asked
//! for is, and the others are read when they are.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use super::{Known, Shelf};
use crate::{error::Error, source, strings::Strings};

#[derive(Debug, Default)]
pub struct Kept {
    path: PathBuf,
    file: Option<Mutex<File>>,
    /// In the order of their ids' numbers: a map of as many would take half as much again.
    places: Vec<Place>,
    slugs: Strings,
}

#[derive(Debug)]
struct Place {
    id: u64,
    /// The record's fingerprint.
    record: u64,
    /// Where its line begins, and how long it is.
    at: u64,
    length: u32,
    slug: u32,
    shelf: Shelf,
}

impl Kept {
    /// What a file knows; nothing where there is none. A line that was cut, as the last may be, is none.
    pub fn read(path: PathBuf) -> Result<Self, Error> {
        let unread = |why| Error::read(&path, why);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(why) => return Err(unread(why)),
        };
        let mut kept = Self::default();
        let mut lines = BufReader::with_capacity(256 * 1024, file);
        let mut line = Vec::new();
        let mut at = 0;
        loop {
            line.clear();
            let length = lines.read_until(b'\n', &mut line).map_err(unread)?;
            if length == 0 {
                break;
            }
            if let Ok(known) = serde_json::from_slice::<Known>(&line) {
                kept.add(&known, at, length);
            }
            at += length as u64;
        }
        // Of one that is told twice, what was told last.
        kept.places.reverse();
        kept.places.sort_by_key(|place| place.id);
        kept.places.dedup_by_key(|place| place.id);
        kept.places.shrink_to_fit();
        kept.file = Some(Mutex::new(lines.into_inner()));
        kept.path = path;
        Ok(kept)
    }

    fn add(&mut self, known: &Known, at: u64, length: usize) {
        let slug = self.slugs.push(&known.slug);
        self.places.push(Place {
            id: source::hash(&known.id),
            record: known.record,
            at,
            length: u32::try_from(length).unwrap_or(u32::MAX),
            slug: u32::try_from(slug).unwrap_or(u32::MAX),
            shelf: known.shelf,
        });
    }

    fn place(&self, id: u64) -> Option<&Place> {
        let at = self.places.binary_search_by_key(&id, |place| place.id).ok()?;
        self.places.get(at)
    }

    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.place(source::hash(id)).is_some()
    }

    /// The fingerprint of a record, by its id's number.
    #[must_use]
    pub fn record(&self, id: u64) -> Option<u64> {
        self.place(id).map(|place| place.record)
    }

    /// Where what was made of a record lies, and under which slug.
    #[must_use]
    pub fn slug(&self, id: &str) -> Option<(Shelf, &str)> {
        let place = self.place(source::hash(id))?;
        Some((place.shelf, self.slugs.get(usize::try_from(place.slug).ok()?)))
    }

    /// All that is known of a record.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn known(&self, id: &str) -> Result<Option<Known>, Error> {
        self.place(source::hash(id))
            .map_or(Ok(None), |place| self.line(place))
    }

    fn line(&self, place: &Place) -> Result<Option<Known>, Error> {
        let Some(file) = &self.file else {
            return Ok(None);
        };
        let mut line = vec![0; usize::try_from(place.length).unwrap_or_default()];
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place.at))
            .and_then(|_| file.read_exact(&mut line))
            .map_err(|why| Error::read(&self.path, why))?;
        Ok(serde_json::from_slice(&line).ok())
    }

    /// Those whose ids' numbers are of no record of the source, by their ids.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn others(&self, is_there: impl Fn(u64) -> bool) -> Result<Vec<Known>, Error> {
        let gone = self.places.iter().filter(|place| !is_there(place.id));
        let mut gone = gone
            .filter_map(|place| self.line(place).transpose())
            .collect::<Result<Vec<Known>, Error>>()?;
        gone.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(gone)
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.places.len()
    }
}
