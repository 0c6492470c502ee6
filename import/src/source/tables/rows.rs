//! A row of a table.

use std::hash::{Hash, Hasher};

use serde_json::{Map, Value};
use xxhash_rust::xxh3::Xxh3;

use crate::{
    outcome::{Entry, Kind, Reason},
    text,
};

/// A row, with the names of its columns.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub table: &'a str,
    pub(super) columns: &'a [String],
    values: &'a [Option<Vec<u8>>],
}

impl<'a> Row<'a> {
    #[must_use]
    pub fn new(table: &'a str, columns: &'a [String], values: &'a [Option<Vec<u8>>]) -> Self {
        Self {
            table,
            columns,
            values,
        }
    }

    fn bytes(&self, column: &str) -> Option<&'a [u8]> {
        let at = self
            .columns
            .iter()
            .position(|it| it.eq_ignore_ascii_case(column))?;
        self.values.get(at)?.as_deref()
    }

    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|it| it.eq_ignore_ascii_case(column))
    }

    /// A value as text; nothing where it is `NULL` or not there.
    #[must_use]
    pub fn text(&self, column: &str) -> String {
        let read = self.bytes(column).map(|bytes| text::decode(bytes).0);
        let read = read.unwrap_or_default();
        text::mended(&read).unwrap_or(read)
    }

    /// A name: a text on one line.
    #[must_use]
    pub fn line(&self, column: &str) -> String {
        text::line(&self.text(column))
    }

    /// A value as text; what had to be mended of it is told.
    #[must_use]
    pub fn said(&self, column: &str, entries: &mut Vec<Entry>) -> String {
        let Some(bytes) = self.bytes(column) else {
            return String::new();
        };
        let (read, bad) = text::decode(bytes);
        if let Some(byte) = bad {
            let place = format!("byte {byte} of {column}");
            entries.push(Entry::new(Reason::BadEncoding, Kind::Other, column).was(place));
        }
        match text::mended(&read) {
            Some(mended) => {
                let was = text::first_words(&read, 200);
                entries.push(Entry::new(Reason::Mojibake, Kind::Other, column).was(was));
                mended
            }
            None => read,
        }
    }

    /// A number; 0 where there is none.
    #[must_use]
    pub fn number(&self, column: &str) -> u64 {
        self.whole(column)
            .and_then(|it| it.try_into().ok())
            .unwrap_or_default()
    }

    /// A number, perhaps below 0.
    #[must_use]
    pub fn whole(&self, column: &str) -> Option<i64> {
        std::str::from_utf8(self.bytes(column)?).ok()?.trim().parse().ok()
    }

    /// A number that differs where one of these columns does.
    #[must_use]
    pub fn print(&self, columns: &[&str]) -> u64 {
        let mut print = Xxh3::new();
        for column in columns {
            self.bytes(column).hash(&mut print);
        }
        print.finish()
    }

    /// These columns as JSON, for what is set aside as it is.
    #[must_use]
    pub fn json(&self, columns: &[&str]) -> String {
        let mut object = Map::new();
        for column in columns {
            let value = self.text(column);
            if !value.is_empty() {
                object.insert((*column).to_owned(), Value::String(value));
            }
        }
        serde_json::to_string_pretty(&Value::Object(object)).unwrap_or_default() + "\n"
    }
}
