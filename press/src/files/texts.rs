//! Texts that are published as they are: letters, and neither a page nor a drawing in disguise.

use std::{
    borrow::Cow,
    io::{self, Read},
};

use super::{
    Fault,
    kinds::{is_signed, without_mark},
};

/// So much is looked at at once; a letter of UTF-16 is not cut by it.
const PIECE: u64 = 64 * 1024;

/// How two bytes are one unit of UTF-16.
type Order = fn([u8; 2]) -> u16;

/// What is wrong with a text, all of it.
///
/// # Errors
/// When it cannot be read.
pub fn fault(file: &mut impl Read) -> io::Result<Option<Fault>> {
    let mut piece = Vec::new();
    let mut read = |piece: &mut Vec<u8>| -> io::Result<bool> {
        piece.clear();
        Ok(file.by_ref().take(PIECE).read_to_end(piece)? > 0)
    };
    read(&mut piece)?;
    // Spreadsheets write UTF-16 with its mark, which browsers follow.
    let order: Option<Order> = match piece.as_slice() {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    if is_disguised(&letters(&piece, order)) {
        return Ok(Some(Fault::Other));
    }
    loop {
        let letters = letters(&piece, order);
        if letters.iter().any(is_binary) {
            return Ok(Some(match order {
                None if is_wide(&piece) => Fault::Wide,
                _ if letters.contains(&0) => Fault::Zeros,
                _ => Fault::Other,
            }));
        }
        if !read(&mut piece)? {
            return Ok(None);
        }
    }
}

fn letters(piece: &[u8], order: Option<Order>) -> Cow<'_, [u8]> {
    match order {
        Some(order) => {
            let letters = String::from_utf16_lossy(&units(piece, order));
            Cow::Owned(letters.into_bytes())
        }
        None => Cow::Borrowed(piece),
    }
}

fn units(piece: &[u8], order: Order) -> Vec<u16> {
    let (units, _) = piece.as_chunks::<2>();
    units.iter().map(|bytes| order(*bytes)).collect()
}

fn is_disguised(letters: &[u8]) -> bool {
    let text = without_mark(letters);
    let is_markup = matches!(text, [b'<', b'!' | b'?' | b'/' | b'a'..=b'z' | b'A'..=b'Z', ..]);
    is_markup || text.starts_with(b"%!PS") || is_signed(text)
}

/// Bytes that no text has are those of https://mimesniff.spec.whatwg.org/#binary-data-byte.
fn is_binary(byte: &u8) -> bool {
    matches!(byte, 0..=8 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f)
}

/// Whether bytes, some of which no text has, are letters in UTF-16: most scripts have them in each letter of it.
fn is_wide(piece: &[u8]) -> bool {
    let is_dense = 4 * piece.iter().filter(|byte| is_binary(byte)).count() >= piece.len();
    let orders: [Order; 2] = [u16::from_le_bytes, u16::from_be_bytes];
    is_dense
        && orders.into_iter().any(|order| {
            let units = units(piece, order);
            let mut letters = char::decode_utf16(units);
            // The last may be cut, where its second half is in the next piece.
            letters.all(|letter| {
                letter.is_ok_and(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\x0c'))
            })
        })
}
