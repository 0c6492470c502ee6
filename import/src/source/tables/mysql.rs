//! Dumps of MySQL and MariaDB, as mysqldump, phpMyAdmin, Adminer and other programs write them, statement by statement.
//!
//! Only the names of columns and the values of rows are read, one row at a time: a statement may be larger than memory, and
//! what is broken in it costs its own row.

use std::{collections::HashMap, io::Read};

use super::{
    LARGEST, Piece, Row, Visitor,
    lex::{Bytes, Stop},
};
use crate::{error::Error, outcome::Reason};

/// Reads a dump.
///
/// # Errors
/// When it cannot be read; what the visitor returns.
pub fn read(reader: impl Read, visitor: &mut dyn Visitor) -> Result<(), Failure> {
    let mut dump = Dump {
        bytes: Bytes::new(reader),
        columns: HashMap::new(),
        visitor,
    };
    dump.statements()
}

/// Why a dump was not read to its end.
pub enum Failure {
    Io(std::io::Error),
    Given(Error),
}

impl From<std::io::Error> for Failure {
    fn from(why: std::io::Error) -> Self {
        Self::Io(why)
    }
}

/// A table's name, and the columns that are named beside it.
type Head = (String, Option<Vec<String>>);

struct Dump<'a, R> {
    bytes: Bytes<R>,
    columns: HashMap<String, Vec<String>>,
    visitor: &'a mut dyn Visitor,
}

impl<R: Read> Dump<'_, R> {
    fn statements(&mut self) -> Result<(), Failure> {
        loop {
            self.bytes.skip_blank()?;
            let Some(byte) = self.bytes.peek()? else {
                return Ok(());
            };
            if byte == b';' {
                self.bytes.skip(1);
                continue;
            }
            let word = self.bytes.word()?.to_ascii_uppercase();
            let ended = match word.as_str() {
                "INSERT" | "REPLACE" => self.insert()?,
                "CREATE" => self.create(),
                "DELIMITER" => self.bytes.skip_other_delimiters(),
                // How SQLite's own program begins what it writes.
                "PRAGMA" => {
                    self.bytes.has_escapes = false;
                    self.end_statement()
                }
                _ => self.end_statement(),
            };
            match ended {
                Err(Stop::Io(why)) => return Err(why.into()),
                Err(Stop::Bad) => drop(self.bytes.skip_statement()?),
                Ok(()) | Err(Stop::End) => {}
            }
        }
    }

    fn end_statement(&mut self) -> Result<(), Stop> {
        self.bytes.skip_statement()?;
        Ok(())
    }

    /// The names of a table's columns.
    fn create(&mut self) -> Result<(), Stop> {
        self.bytes.skip_blank()?;
        let mut word = self.bytes.word()?.to_ascii_uppercase();
        if word == "TEMPORARY" {
            self.bytes.skip_blank()?;
            word = self.bytes.word()?.to_ascii_uppercase();
        }
        if word != "TABLE" {
            return self.end_statement();
        }
        let mut table = self.bytes.name()?;
        if table.eq_ignore_ascii_case("if") {
            for _ in ["not", "exists"] {
                self.bytes.name()?;
            }
            table = self.bytes.name()?;
        }
        if self.bytes.peek()? != Some(b'(') {
            return self.end_statement();
        }
        self.bytes.skip(1);
        let mut columns = Vec::new();
        loop {
            self.bytes.skip_blank()?;
            let is_quoted = matches!(self.bytes.peek()?, Some(b'`' | b'"' | b'['));
            let name = self.bytes.name()?;
            if is_quoted || !is_key(&name) {
                columns.push(name);
            }
            if !self.end_definition()? {
                break;
            }
        }
        self.visitor.table(&table, &columns);
        self.columns.insert(table, columns);
        self.end_statement()
    }

    /// Skips to the next column; says whether there is one.
    fn end_definition(&mut self) -> Result<bool, Stop> {
        let mut depth = 0_usize;
        loop {
            self.bytes.skip_blank()?;
            match self.bytes.must()? {
                b',' if depth == 0 => return Ok(true),
                b'(' => depth += 1,
                b')' if depth == 0 => return Ok(false),
                b')' => depth -= 1,
                quote @ (b'\'' | b'"' | b'`') => self.bytes.string(quote, &mut Vec::new(), 0)?,
                _ => {}
            }
        }
    }

    fn insert(&mut self) -> Result<Result<(), Stop>, Failure> {
        let begun = self.bytes.position();
        let (table, columns) = match self.head() {
            Ok(Some(head)) => head,
            Ok(None) => return Ok(self.end_statement()),
            Err(why) => return Ok(Err(why)),
        };
        if let Some(columns) = &columns {
            self.visitor.table(&table, columns);
        }
        if !self.visitor.wants(&table) {
            let ended = self.end_statement();
            self.visitor.skipped(&table, self.bytes.position() - begun);
            return Ok(ended);
        }
        let columns = columns.or_else(|| self.columns.get(&table).cloned());
        let columns = columns.unwrap_or_default();
        self.rows(&table, &columns)
    }

    /// The table of an `INSERT` and the columns that it names, up to `VALUES`.
    fn head(&mut self) -> Result<Option<Head>, Stop> {
        let mut table = self.bytes.name()?;
        while [
            "low_priority",
            "delayed",
            "high_priority",
            "ignore",
            "or",
            "replace",
            "into",
        ]
        .iter()
        .any(|word| table.eq_ignore_ascii_case(word))
        {
            table = self.bytes.name()?;
        }
        let mut columns = None;
        if self.bytes.peek()? == Some(b'(') {
            self.bytes.skip(1);
            let mut names = Vec::new();
            loop {
                names.push(self.bytes.name()?);
                match self.bytes.must()? {
                    b',' => {}
                    b')' => break,
                    _ => return Err(Stop::Bad),
                }
            }
            columns = Some(names);
        }
        self.bytes.skip_blank()?;
        let word = self.bytes.word()?.to_ascii_uppercase();
        Ok(matches!(word.as_str(), "VALUES" | "VALUE").then_some((table, columns)))
    }

    fn rows(&mut self, table: &str, columns: &[String]) -> Result<Result<(), Stop>, Failure> {
        let mut values: Vec<Option<Vec<u8>>> = Vec::new();
        loop {
            if let Err(why) = self.bytes.skip_blank() {
                return Ok(Err(why.into()));
            }
            let at = self.bytes.position();
            let read = self.row(&mut values);
            let (reason, stop) = match read {
                Ok(is_large) => {
                    let row = Row::new(table, columns, &values);
                    let end = self.bytes.position();
                    let piece = match is_large {
                        false => Piece::Row(row),
                        true => Piece::Fault {
                            reason: Reason::TooLarge,
                            row,
                            at,
                            end,
                        },
                    };
                    self.visitor.piece(piece).map_err(Failure::Given)?;
                    match self.between() {
                        Ok(true) => continue,
                        Ok(false) => return Ok(Ok(())),
                        Err(Stop::Io(why)) => return Err(why.into()),
                        Err(stop @ Stop::End) => return Ok(Err(stop)),
                        Err(stop @ Stop::Bad) => (Reason::Unreadable, stop),
                    }
                }
                Err(Stop::Io(why)) => return Err(why.into()),
                Err(stop @ Stop::End) => (Reason::CutOff, stop),
                Err(stop @ Stop::Bad) => (Reason::Unreadable, stop),
            };
            let end = self.bytes.position();
            let row = Row::new(table, columns, &values);
            let piece = Piece::Fault { reason, row, at, end };
            self.visitor.piece(piece).map_err(Failure::Given)?;
            return Ok(Err(stop));
        }
    }

    /// The values of a row; says whether they are too large to be kept.
    fn row(&mut self, values: &mut Vec<Option<Vec<u8>>>) -> Result<bool, Stop> {
        values.clear();
        if self.bytes.must()? != b'(' {
            return Err(Stop::Bad);
        }
        let mut room = LARGEST;
        loop {
            let mut value = Vec::new();
            let read = self.bytes.value(&mut value, room.saturating_add(1));
            room = room.saturating_sub(value.len());
            let is_large = room == 0;
            match read {
                Ok(true) => values.push(Some(value)),
                Ok(false) => values.push(None),
                Err(stop) => {
                    values.push(Some(value));
                    return Err(stop);
                }
            }
            self.bytes.skip_blank()?;
            match self.bytes.must()? {
                b',' => {}
                b')' => return Ok(is_large),
                _ => return Err(Stop::Bad),
            }
        }
    }

    /// What stands after a row: whether another one follows.
    fn between(&mut self) -> Result<bool, Stop> {
        self.bytes.skip_blank()?;
        match self.bytes.peek()? {
            Some(b',') => {
                self.bytes.skip(1);
                Ok(true)
            }
            Some(b';') | None => Ok(false),
            Some(byte) if byte.is_ascii_alphabetic() => {
                self.bytes.skip_statement()?;
                Ok(false)
            }
            Some(_) => Err(Stop::Bad),
        }
    }
}

/// Whether a word begins what is no column.
fn is_key(word: &str) -> bool {
    [
        "primary",
        "key",
        "unique",
        "index",
        "constraint",
        "fulltext",
        "spatial",
        "foreign",
        "check",
    ]
    .iter()
    .any(|key| word.eq_ignore_ascii_case(key))
}
