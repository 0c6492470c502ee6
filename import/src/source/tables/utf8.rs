//! A file whose bytes are all UTF-8, whatever was mixed into it.

use std::io::{self, Cursor, ErrorKind, Read};

use crate::text;

/// How much is read at once, in bytes.
const CHUNK: usize = 64 * 1024;

/// Reads what is no UTF-8 as Windows-1252, as mixed exports have it.
pub struct Utf8<R> {
    reader: R,
    /// The beginning of a character whose end has not been read.
    begun: Vec<u8>,
    ready: Cursor<Vec<u8>>,
}

impl<R: Read> Utf8<R> {
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            begun: Vec::new(),
            ready: Cursor::new(Vec::new()),
        }
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.ready.read(to)?;
            if read > 0 || to.is_empty() {
                return Ok(read);
            }
            let mut chunk = std::mem::take(&mut self.begun);
            let before = chunk.len();
            chunk.resize(before + CHUNK, 0);
            let read = match self.reader.read(chunk.get_mut(before..).unwrap_or_default()) {
                Ok(read) => read,
                Err(why) if why.kind() == ErrorKind::Interrupted => {
                    chunk.truncate(before);
                    self.begun = chunk;
                    continue;
                }
                Err(why) => return Err(why),
            };
            chunk.truncate(before + read);
            if chunk.is_empty() {
                return Ok(0);
            }
            if read > 0 {
                let end = unfinished(&chunk);
                self.begun = chunk.split_off(end);
            }
            self.ready = Cursor::new(text::decode(&chunk).0.into_bytes());
        }
    }
}

/// Where the character begins that the end of a chunk parts.
fn unfinished(chunk: &[u8]) -> usize {
    let last = chunk
        .iter()
        .rev()
        .take(4)
        .position(|byte| *byte >= 0xc0 || *byte < 0x80);
    let Some(back) = last else { return chunk.len() };
    let at = chunk.len() - back - 1;
    let needs = match chunk.get(at) {
        Some(0xf0..) => 4,
        Some(0xe0..) => 3,
        Some(0xc0..) => 2,
        _ => 1,
    };
    if back + 1 < needs { at } else { chunk.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::slow::Slow;

    #[test]
    fn characters_are_whole_wherever_they_are_parted() {
        let mut read = String::new();
        Utf8::new(Slow("été ߒߞߏ 👍".as_bytes(), 1))
            .read_to_string(&mut read)
            .unwrap();
        assert_eq!(read, "été ߒߞߏ 👍");
        let mut read = String::new();
        Utf8::new(Slow(b"caf\xe9 \xc3\xa9\xe2", 1))
            .read_to_string(&mut read)
            .unwrap();
        assert_eq!(read, "café éâ");
    }
}
