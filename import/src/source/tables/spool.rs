//! What belongs to records and stands elsewhere, such as readers' comments: in a file of its own until its record is read, for there
//! may be more of it than memory holds.

use std::{
    collections::HashMap,
    fs::File,
    hash::Hash,
    io::{self, Read, Seek, SeekFrom, Write},
    sync::{Mutex, PoisonError},
};

use serde_json::Value;

use crate::{error::Error, source::fingerprint};

/// Values, by the record that each belongs to.
#[derive(Debug)]
pub struct Spool<K> {
    file: Option<Mutex<File>>,
    end: u64,
    of: HashMap<K, Vec<(u64, u32)>>,
    prints: HashMap<K, u64>,
}

impl<K> Default for Spool<K> {
    fn default() -> Self {
        Self {
            file: None,
            end: 0,
            of: HashMap::new(),
            prints: HashMap::new(),
        }
    }
}

impl<K: Copy + Eq + Hash> Spool<K> {
    /// Keeps a value.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, key: K, value: &Value) -> Result<(), Error> {
        self.put(key, value.to_string().as_bytes())
            .map_err(|why| Error::write(&std::env::temp_dir(), why))
    }

    fn put(&mut self, key: K, bytes: &[u8]) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(Mutex::new(tempfile::tempfile()?)),
        };
        let file = file.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.write_all(bytes)?;
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        self.of.entry(key).or_default().push((self.end, length));
        self.end += u64::from(length);
        let print = self.prints.entry(key).or_default();
        *print = print.wrapping_mul(31).wrapping_add(fingerprint(bytes));
        Ok(())
    }

    /// A number that differs where a record's values do.
    #[must_use]
    pub fn print(&self, key: K) -> u64 {
        self.prints.get(&key).copied().unwrap_or_default()
    }

    /// A record's values, in their order.
    #[must_use]
    pub fn of(&self, key: K) -> Vec<Value> {
        let Some(file) = &self.file else {
            return Vec::new();
        };
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = Vec::new();
        for (at, length) in self.of.get(&key).into_iter().flatten() {
            let mut bytes = vec![0; usize::try_from(*length).unwrap_or_default()];
            let read = file
                .seek(SeekFrom::Start(*at))
                .and_then(|_| file.read_exact(&mut bytes));
            if read.is_ok() {
                found.extend(serde_json::from_slice::<Value>(&bytes));
            }
        }
        found
    }
}
