//! Dumps of MySQL and MariaDB, as mysqldump, phpMyAdmin, Adminer and other programs write them, statement by statement.
//!
//! Only the names of columns and the values of rows are read, one row at a time: a statement may be larger than memory, and
//! what is broken in it costs its own row.

use std::{
    collections::HashMap,
    io::{self, Read},
};

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
        last: None,
        visitor,
    };
    dump.statements()
}

/// Why a dump was not read to its end.
pub enum Failure {
    Io(io::Error),
    Given(Error),
}

impl From<io::Error> for Failure {
    fn from(why: io::Error) -> Self {
        Self::Io(why)
    }
}

/// A table's name, and the columns that are named beside it.
type Head = (String, Option<Vec<String>>);

struct Dump<'a, R> {
    bytes: Bytes<R>,
    columns: HashMap<String, Vec<String>>,
    /// Of which table, with which columns, rows were read last.
    last: Option<(String, Vec<String>)>,
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
                word if !STATEMENTS.contains(&word) && self.last.is_some() => self.torn()?,
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
        self.last = None;
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
        let ended = self.rows(&table, &columns);
        self.last = Some((table, columns));
        ended
    }

    /// Where no statement begins, a row has ended too soon: one of the table whose rows were read last.
    fn torn(&mut self) -> Result<Result<(), Stop>, Failure> {
        let Some((table, columns)) = self.last.take() else {
            return Ok(Ok(()));
        };
        let at = self.bytes.position();
        let ended = match self.fault(&Row::new(&table, &columns, &[]), at, Stop::Bad)? {
            Ok(Next::Row) => self.rows(&table, &columns),
            Ok(Next::Statement) => Ok(Ok(())),
            Err(stop) => Ok(Err(stop)),
        };
        self.last = Some((table, columns));
        ended
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
            let mut at = self.bytes.position();
            self.bytes.mark();
            let read = self.row(&mut values);
            let stop = match read {
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
                        Err(stop) => {
                            (at, values) = (end, Vec::new());
                            stop
                        }
                    }
                }
                Err(stop) => {
                    // A quotation mark too few took in what follows.
                    if self.bytes.rewind() && matches!(self.bytes.peek(), Ok(Some(b'('))) {
                        self.bytes.skip(1);
                    }
                    stop
                }
            };
            match self.fault(&Row::new(table, columns, &values), at, stop)? {
                Ok(Next::Row) => {}
                Ok(Next::Statement) => return Ok(Ok(())),
                Err(stop) => return Ok(Err(stop)),
            }
        }
    }

    /// Tells of what could not be read, and goes on to what can.
    fn fault(&mut self, row: &Row<'_>, at: u64, stop: Stop) -> Result<Result<Next, Stop>, Failure> {
        let reason = match stop {
            Stop::Io(why) => return Err(why.into()),
            Stop::End => Reason::CutOff,
            Stop::Bad => Reason::Unreadable,
        };
        let next = self.next_whole(row.columns.len())?;
        let piece = Piece::Fault {
            reason: next.map_or(reason, |_| Reason::Unreadable),
            row: *row,
            at,
            end: self.bytes.position(),
        };
        self.visitor.piece(piece).map_err(Failure::Given)?;
        Ok(next.ok_or(stop))
    }

    /// Goes to the next row that is whole, or else to the next statement, where quotation marks no longer say what is text.
    fn next_whole(&mut self, columns: usize) -> io::Result<Option<Next>> {
        let mut sign = 0;
        let mut is_line = true;
        while let Some(byte) = self.bytes.peek()? {
            if byte == b'(' && sign == b',' {
                self.bytes.mark();
                let is_row = self.is_row(columns)?;
                if !self.bytes.rewind() {
                    return Ok(None);
                }
                if is_row {
                    return Ok(Some(Next::Row));
                }
            } else if (is_line || sign == b';') && is_statement(self.bytes.ahead(12)?) {
                return Ok(Some(Next::Statement));
            }
            is_line = byte == b'\n';
            if !byte.is_ascii_whitespace() {
                sign = byte;
            }
            self.bytes.skip(1);
        }
        Ok(None)
    }

    /// Whether a row with a value for each column stands here.
    fn is_row(&mut self, columns: usize) -> io::Result<bool> {
        let mut values = Vec::new();
        match self.row(&mut values) {
            Err(Stop::Io(why)) => return Err(why),
            Err(_) => return Ok(false),
            Ok(_) => self.bytes.skip_blank()?,
        }
        let is_ended = matches!(self.bytes.peek()?, Some(b',' | b';') | None);
        Ok(is_ended && (values.len() == columns || columns == 0))
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
            Some(_) => match self.bytes.word()?.to_ascii_uppercase().as_str() {
                // What is to be done where the row is there already.
                "AS" | "ON" => {
                    self.bytes.skip_statement()?;
                    Ok(false)
                }
                _ => Err(Stop::Bad),
            },
        }
    }
}

/// How statements begin that stand between those of dumps' rows.
const STATEMENTS: [&str; 30] = [
    "ALTER",
    "ANALYZE",
    "BEGIN",
    "CALL",
    "CHECK",
    "COMMENT",
    "COMMIT",
    "CREATE",
    "DELETE",
    "DELIMITER",
    "DROP",
    "END",
    "FLUSH",
    "GO",
    "GRANT",
    "INSERT",
    "LOCK",
    "OPTIMIZE",
    "PRAGMA",
    "RENAME",
    "REPLACE",
    "ROLLBACK",
    "SELECT",
    "SET",
    "START",
    "TRUNCATE",
    "UNLOCK",
    "UPDATE",
    "USE",
    "WITH",
];

/// Where reading goes on after what could not be read.
#[derive(Clone, Copy)]
enum Next {
    Row,
    Statement,
}

/// Whether what stands at the beginning of a line is one of the statements of which dumps consist.
fn is_statement(ahead: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 6] = [
        b"INSERT INTO ",
        b"INSERT IGNO",
        b"REPLACE INTO",
        b"CREATE TABLE",
        b"DROP TABLE ",
        b"LOCK TABLES ",
    ];
    BEGINNINGS.iter().any(|words| {
        let ahead = ahead.get(..words.len());
        ahead.is_some_and(|ahead| ahead.eq_ignore_ascii_case(words))
    })
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
