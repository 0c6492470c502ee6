//! The bytes of a dump, and the values that stand in them (<https://dev.mysql.com/doc/refman/8.4/en/literals.html>).

use std::io::{self, ErrorKind, Read};

/// Why reading stops.
#[derive(Debug)]
pub enum Stop {
    /// The file cannot be read any more.
    Io(io::Error),
    /// The file ends within a statement.
    End,
    /// What stands there is no SQL.
    Bad,
}

impl From<io::Error> for Stop {
    fn from(why: io::Error) -> Self {
        Self::Io(why)
    }
}

/// As much of the file as is in memory at once, in bytes.
const BUFFER: usize = 256 * 1024;

/// As much of it as is kept to be read again, in bytes.
const MOST_KEPT: usize = super::LARGEST;

/// A file, byte by byte.
pub struct Bytes<R> {
    reader: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// From where on what was read is kept.
    mark: Option<usize>,
    /// How many bytes went before the buffer.
    before: u64,
    is_over: bool,
    /// Whether a backslash escapes the sign after it; SQLite's own dumps have none such.
    pub has_escapes: bool,
}

impl<R: Read> Bytes<R> {
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: vec![0; BUFFER],
            start: 0,
            end: 0,
            mark: None,
            before: 0,
            is_over: false,
            has_escapes: true,
        }
    }

    /// Where the next byte stands in the file.
    pub fn position(&self) -> u64 {
        self.before + self.start as u64
    }

    /// Makes sure that so many bytes are in memory, where the file has them.
    fn ensure(&mut self, length: usize) -> io::Result<()> {
        while self.end - self.start < length && !self.is_over {
            let done = self.mark.unwrap_or(self.start);
            if done > 0 {
                self.buffer.copy_within(done..self.end, 0);
                self.before += done as u64;
                self.end -= done;
                self.start -= done;
                self.mark = self.mark.map(|_| 0);
            }
            if self.end == self.buffer.len() {
                match self.buffer.len() < MOST_KEPT {
                    true => self.buffer.resize(2 * self.buffer.len(), 0),
                    false => self.mark = None,
                }
                continue;
            }
            match self
                .reader
                .read(self.buffer.get_mut(self.end..).unwrap_or_default())
            {
                Ok(0) => self.is_over = true,
                Ok(read) => self.end += read,
                Err(why) if why.kind() == ErrorKind::Interrupted => {}
                // An archive that was cut off ends where it can no longer be unpacked.
                Err(why)
                    if matches!(
                        why.kind(),
                        ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::InvalidInput
                    ) && self.position() > 0 =>
                {
                    self.is_over = true;
                }
                Err(why) => return Err(why),
            }
        }
        Ok(())
    }

    /// Keeps what is read from here on, until it is a lot.
    pub fn mark(&mut self) {
        self.mark = Some(self.start);
    }

    /// Goes back to where [`Self::mark`] was said last; says whether it could.
    pub fn rewind(&mut self) -> bool {
        let mark = self.mark.take();
        self.start = mark.unwrap_or(self.start);
        mark.is_some()
    }

    /// What is in memory of what follows.
    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    pub fn peek(&mut self) -> io::Result<Option<u8>> {
        if self.start == self.end {
            self.ensure(1)?;
        }
        Ok(self.rest().first().copied())
    }

    /// The next bytes, as many as there are of those that are asked for.
    pub fn ahead(&mut self, length: usize) -> io::Result<&[u8]> {
        self.ensure(length)?;
        let rest = self.rest();
        Ok(rest.get(..length.min(rest.len())).unwrap_or_default())
    }

    pub fn skip(&mut self, length: usize) {
        self.start = (self.start + length).min(self.end);
    }

    pub fn must(&mut self) -> Result<u8, Stop> {
        let byte = self.peek()?.ok_or(Stop::End)?;
        self.skip(1);
        Ok(byte)
    }

    /// Skips to after a sign; says whether it was there.
    pub fn skip_past(&mut self, sign: u8) -> io::Result<bool> {
        loop {
            match memchr::memchr(sign, self.rest()) {
                Some(at) => {
                    self.skip(at + 1);
                    return Ok(true);
                }
                None => {
                    self.skip(self.end - self.start);
                    if self.peek()?.is_none() {
                        return Ok(false);
                    }
                }
            }
        }
    }

    /// Skips spaces and comments. What stands in `/*!40101 … */` is read as MySQL reads it.
    pub fn skip_blank(&mut self) -> io::Result<()> {
        loop {
            // MariaDB's own sign before a dump, which MySQL takes for a comment.
            let is_sandbox = matches!(
                self.ahead(10)?,
                [b'/', b'*', b'!', b'9', b'9', b'9', b'9', b'9', b'9', ..]
                    | [b'/', b'*', b'M', b'!', b'9', b'9', b'9', b'9', b'9', b'9']
            );
            if is_sandbox {
                self.skip_past(b'\n')?;
            }
            match self.ahead(3)? {
                [b, ..] if b.is_ascii_whitespace() || *b == 0 => self.skip(1),
                [b'#', ..] => drop(self.skip_past(b'\n')?),
                [b'-', b'-'] => self.skip(2),
                [b'-', b'-', after] if after.is_ascii_whitespace() => {
                    self.skip(2);
                    self.skip_past(b'\n')?;
                }
                [b'/', b'*', b'!' | b'M'] => {
                    self.skip(3);
                    while self
                        .peek()?
                        .is_some_and(|byte| byte.is_ascii_digit() || byte == b'!')
                    {
                        self.skip(1);
                    }
                }
                [b'/', b'*', ..] => {
                    self.skip(2);
                    while self.skip_past(b'*')? {
                        if self.peek()? == Some(b'/') {
                            self.skip(1);
                            break;
                        }
                    }
                }
                [b'*', b'/', ..] => self.skip(2),
                _ => return Ok(()),
            }
        }
    }

    /// A word of letters, digits and `_`, or nothing.
    pub fn word(&mut self) -> io::Result<String> {
        let mut word = String::new();
        while let Some(byte) = self.peek()? {
            if !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80)
                || word.len() > 200
            {
                break;
            }
            word.push(char::from(byte));
            self.skip(1);
        }
        Ok(word)
    }

    /// A name, in quotation marks of any kind or without; of `base.table` the last.
    pub fn name(&mut self) -> Result<String, Stop> {
        loop {
            self.skip_blank()?;
            let name = match self.peek()? {
                Some(quote @ (b'`' | b'"' | b'\'')) => {
                    let mut bytes = Vec::new();
                    self.skip(1);
                    self.string(quote, &mut bytes, 1_000)?;
                    String::from_utf8_lossy(&bytes).into_owned()
                }
                Some(b'[') => {
                    self.skip(1);
                    let name = self.word()?;
                    self.skip(1);
                    name
                }
                Some(_) => self.word()?,
                None => return Err(Stop::End),
            };
            self.skip_blank()?;
            match self.peek()? {
                Some(b'.') => self.skip(1),
                _ if name.is_empty() => return Err(Stop::Bad),
                _ => return Ok(name),
            }
        }
    }

    /// A text, from after its first quotation mark on; of one that is longer than `most`, its beginning.
    pub fn string(&mut self, quote: u8, to: &mut Vec<u8>, most: usize) -> Result<(), Stop> {
        loop {
            let rest = self.rest();
            let found = match self.has_escapes && quote != b'`' {
                true => memchr::memchr2(quote, b'\\', rest),
                false => memchr::memchr(quote, rest),
            };
            let plain = rest.get(..found.unwrap_or(rest.len())).unwrap_or_default();
            let room = most.saturating_sub(to.len()).min(plain.len());
            to.extend_from_slice(plain.get(..room).unwrap_or_default());
            let length = plain.len();
            self.skip(length);
            let Some(byte) = self.peek()? else {
                return Err(Stop::End);
            };
            if found.is_none() {
                continue;
            }
            self.skip(1);
            if byte == quote {
                if self.peek()? != Some(quote) {
                    return Ok(());
                }
                self.skip(1);
                to.push(quote);
                continue;
            }
            let escaped = self.must()?;
            match escaped {
                b'0' => to.push(0),
                b'b' => to.push(8),
                b'n' => to.push(b'\n'),
                b'r' => to.push(b'\r'),
                b't' => to.push(b'\t'),
                b'Z' => to.push(26),
                b'%' | b'_' => to.extend([b'\\', escaped]),
                other => to.push(other),
            }
        }
    }

    /// A value of a row; says whether it is one and not `NULL`.
    pub fn value(&mut self, to: &mut Vec<u8>, most: usize) -> Result<bool, Stop> {
        self.skip_blank()?;
        match self.peek()?.ok_or(Stop::End)? {
            quote @ (b'\'' | b'"') => {
                self.skip(1);
                self.string(quote, to, most)?;
                Ok(true)
            }
            b'(' => {
                self.skip_balanced()?;
                Ok(false)
            }
            b'-' | b'+' | b'.' | b'0'..=b'9' => {
                if let [b'0', b'x' | b'X'] = self.ahead(2)? {
                    self.skip(2);
                    self.hex(to, most)?;
                    return Ok(true);
                }
                while let Some(byte) = self.peek()? {
                    if !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')) {
                        break;
                    }
                    to.push(byte);
                    self.skip(1);
                }
                Ok(true)
            }
            byte if byte.is_ascii_alphabetic() || byte == b'_' => self.worded(to, most),
            _ => Err(Stop::Bad),
        }
    }

    /// A value that begins with a word: `NULL`, `x'2f'`, `_binary 'x'`, a function.
    fn worded(&mut self, to: &mut Vec<u8>, most: usize) -> Result<bool, Stop> {
        let word = self.word()?.to_ascii_lowercase();
        match (word.as_str(), self.peek()?) {
            ("x", Some(b'\'')) => {
                self.skip(1);
                self.hex(to, most)?;
                self.skip(1);
                Ok(true)
            }
            ("b" | "n", Some(b'\'')) => self.value(to, most),
            ("null" | "default", _) => Ok(false),
            ("true", _) => {
                to.push(b'1');
                Ok(true)
            }
            ("false", _) => {
                to.push(b'0');
                Ok(true)
            }
            (_, Some(b'(')) => {
                self.skip_balanced()?;
                Ok(false)
            }
            (set, _) if set.starts_with('_') => self.value(to, most),
            ("current_timestamp" | "current_date", _) => Ok(false),
            _ => Err(Stop::Bad),
        }
    }

    fn hex(&mut self, to: &mut Vec<u8>, most: usize) -> Result<(), Stop> {
        let mut high = None;
        while let Some(digit) = self.peek()?.and_then(|byte| char::from(byte).to_digit(16)) {
            self.skip(1);
            let digit = u8::try_from(digit).unwrap_or_default();
            match high.take() {
                None => high = Some(digit),
                Some(high) if to.len() < most => to.push(high << 4 | digit),
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Skips brackets with all that stands in them.
    fn skip_balanced(&mut self) -> Result<(), Stop> {
        let mut depth = 0_usize;
        loop {
            self.skip_blank()?;
            match self.must()? {
                b'(' => depth += 1,
                b')' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Ok(());
                    }
                }
                quote @ (b'\'' | b'"' | b'`') => self.string(quote, &mut Vec::new(), 0)?,
                _ => {}
            }
        }
    }

    /// Skips to after the `;` that ends a statement; says whether there was one.
    pub fn skip_statement(&mut self) -> io::Result<bool> {
        const STOPS: [bool; 256] = {
            let mut stops = [false; 256];
            let mut at = 0;
            let signs = b";'\"`/-#";
            while at < signs.len() {
                stops[signs[at] as usize] = true;
                at += 1;
            }
            stops
        };
        loop {
            let rest = self.rest();
            let found = rest
                .iter()
                .position(|byte| STOPS.get(usize::from(*byte)).is_some_and(|stops| *stops));
            self.skip(found.unwrap_or(rest.len()));
            let Some(byte) = self.peek()? else {
                return Ok(false);
            };
            match byte {
                _ if found.is_none() => {}
                b';' => {
                    self.skip(1);
                    return Ok(true);
                }
                b'\'' | b'"' | b'`' => {
                    self.skip(1);
                    match self.string(byte, &mut Vec::new(), 0) {
                        Err(Stop::Io(why)) => return Err(why),
                        Err(_) => return Ok(false),
                        Ok(()) => {}
                    }
                }
                _ => {
                    let before = self.position();
                    self.skip_blank()?;
                    if self.position() == before {
                        self.skip(1);
                    }
                }
            }
        }
    }

    /// Skips what programs of the database are made of, up to where `;` ends statements again.
    pub fn skip_other_delimiters(&mut self) -> Result<(), Stop> {
        loop {
            let mut line = Vec::new();
            loop {
                match self.peek()? {
                    None => break,
                    Some(b'\n') => {
                        self.skip(1);
                        break;
                    }
                    Some(byte) => {
                        if line.len() < 100 {
                            line.push(byte);
                        }
                        self.skip(1);
                    }
                }
            }
            let line = String::from_utf8_lossy(&line).trim().to_ascii_uppercase();
            let said = line.strip_prefix("DELIMITER").unwrap_or(&line).trim();
            // The first line is what follows the word itself.
            if said == ";" || self.peek()?.is_none() {
                return Ok(());
            }
        }
    }
}
