//! JSON that other programs wrote badly: bytes that are no UTF-8, line ends within texts, halves of characters.

use std::{
    io::{self, Read},
    sync::{Arc, Mutex, PoisonError},
};

use encoding_rs::WINDOWS_1252;

/// What was mended in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// Bytes that are no UTF-8, and where the first is.
    pub bytes: u64,
    pub first_byte: u64,
    /// Control characters that no text may have as they are.
    pub controls: u64,
}

/// Gives what another reader does, as JSON that a parser reads.
pub struct Mending<R> {
    inner: R,
    /// What was read and is not given yet, and how much of it has been given.
    ready: Vec<u8>,
    given: usize,
    /// The beginning of a character that the last piece ended within.
    carried: Vec<u8>,
    at: u64,
    is_end: bool,
    in_text: bool,
    is_escaped: bool,
    mended: Arc<Mutex<Mended>>,
}

const PIECE: usize = 64 * 1024;

impl<R: Read> Mending<R> {
    /// A reader, and where it tells what it mended.
    pub fn new(inner: R) -> (Self, Arc<Mutex<Mended>>) {
        let mended = Arc::new(Mutex::new(Mended::default()));
        let reader = Self {
            inner,
            ready: Vec::with_capacity(PIECE),
            given: 0,
            carried: Vec::new(),
            at: 0,
            is_end: false,
            in_text: false,
            is_escaped: false,
            mended: Arc::clone(&mended),
        };
        (reader, mended)
    }

    fn fill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        let mut piece = std::mem::take(&mut self.carried);
        let begun = piece.len();
        piece.resize(begun + PIECE, 0);
        let read = loop {
            match self.inner.read(piece.get_mut(begun..).unwrap_or_default()) {
                Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        piece.truncate(begun + read);
        self.is_end = read == 0;
        let mut rest = piece.as_slice();
        while !rest.is_empty() {
            let (valid, bad) = match std::str::from_utf8(rest) {
                Ok(_) => (rest.len(), 0),
                // What may become a character once more is read.
                Err(why) if why.error_len().is_none() && !self.is_end => {
                    let valid = why.valid_up_to();
                    self.carried = rest.get(valid..).unwrap_or_default().to_vec();
                    (valid, 0)
                }
                Err(why) => {
                    let valid = why.valid_up_to();
                    (valid, why.error_len().unwrap_or(rest.len() - valid))
                }
            };
            for byte in rest.get(..valid).unwrap_or_default() {
                self.put(*byte);
            }
            self.at += valid as u64;
            if bad > 0 {
                let bytes = rest.get(valid..valid + bad).unwrap_or_default();
                let text = WINDOWS_1252.decode_without_bom_handling(bytes).0;
                self.note(|mended, at| {
                    if mended.bytes == 0 {
                        mended.first_byte = at;
                    }
                    mended.bytes += bad as u64;
                });
                text.bytes().for_each(|byte| self.put(byte));
                self.at += bad as u64;
            }
            rest = match self.carried.is_empty() {
                true => rest.get(valid + bad..).unwrap_or_default(),
                false => &[],
            };
        }
        Ok(())
    }

    fn note(&self, change: impl FnOnce(&mut Mended, u64)) {
        change(
            &mut self.mended.lock().unwrap_or_else(PoisonError::into_inner),
            self.at,
        );
    }

    fn put(&mut self, byte: u8) {
        if !self.in_text {
            self.in_text = byte == b'"';
            self.ready.push(byte);
            return;
        }
        match byte {
            _ if byte < 0x20 => {
                self.note(|mended, _| mended.controls += 1);
                // A backslash before a line's end escapes nothing.
                if self.is_escaped {
                    self.ready.push(b'\\');
                }
                self.is_escaped = false;
                self.ready.extend(format!("\\u{byte:04x}").bytes());
                return;
            }
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' => self.is_escaped = true,
            b'"' => self.in_text = false,
            _ => {}
        }
        self.ready.push(byte);
    }
}

impl<R: Read> Read for Mending<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.is_end {
            self.fill()?;
        }
        let rest = self.ready.get(self.given..).unwrap_or_default();
        let length = rest.len().min(to.len());
        if let (Some(to), Some(rest)) = (to.get_mut(..length), rest.get(..length)) {
            to.copy_from_slice(rest);
        }
        self.given += length;
        Ok(length)
    }
}

/// Puts the sign for what is no character in the place of each half of one; says how many there were. Programs that cut texts
/// by the halves of emoji write such.
#[must_use]
pub fn without_halves(json: &str) -> (std::borrow::Cow<'_, str>, usize) {
    const SIGN: &str = "\\ufffd";
    let unit = |at: usize| -> Option<u32> {
        let escape = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(escape, 16).ok()
    };
    let bytes = json.as_bytes();
    let (mut at, mut begun, mut count) = (0, 0, 0);
    let mut mended = String::new();
    while let Some(found) = memchr::memchr(b'\\', bytes.get(at..).unwrap_or_default()) {
        at += found;
        let length = match unit(at) {
            Some(0xd800..=0xdbff) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => 12,
            Some(0xd800..=0xdfff) => {
                mended.push_str(json.get(begun..at).unwrap_or_default());
                mended.push_str(SIGN);
                begun = at + 6;
                count += 1;
                6
            }
            _ => 2,
        };
        at += length;
    }
    if count == 0 {
        return (json.into(), 0);
    }
    mended.push_str(json.get(begun..).unwrap_or_default());
    (mended.into(), count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::slow::Slow;

    #[test]
    fn what_is_no_json_is_mended_wherever_it_is_cut() {
        let json = b"{\"a\n\": \"\xe9t\xc3\xa9 \xe2\x82\", \"b\": \"x\\\"\ty\\\\\", \"c\":\n \"\\\n\"}\xc3";
        for step in [1, 2, 3, 7, 100] {
            let (mut reader, mended) = Mending::new(Slow(json, step));
            let mut text = String::new();
            reader.read_to_string(&mut text).unwrap();
            assert_eq!(
                text, "{\"a\\u000a\": \"été â‚\", \"b\": \"x\\\"\\u0009y\\\\\", \"c\":\n \"\\\\\\u000a\"}Ã",
                "{step}"
            );
            let mended = *mended.lock().unwrap();
            assert_eq!((mended.bytes, mended.first_byte, mended.controls), (4, 8, 3));
        }
    }

    #[test]
    fn halves_of_characters_are_told_from_whole_ones() {
        let (mended, count) = without_halves(r#""\ud83d\ude00 \ud83d \\ud83d \udc00\ud83dx \u00e9 \ud83d""#);
        assert_eq!(
            mended,
            r#""\ud83d\ude00 \ufffd \\ud83d \ufffd\ufffdx \u00e9 \ufffd""#
        );
        assert_eq!(count, 4);
        assert_eq!(without_halves(r#""\u00e9\n""#).1, 0);
    }
}
