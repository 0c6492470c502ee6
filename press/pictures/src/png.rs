//! What a PNG's file holds, from chunk to chunk (<https://www.w3.org/TR/png-3/#5DataRep>).

const SIGNATURE: usize = 8;
/// The last chunk, which holds nothing.
const END: &[u8; 12] = b"\0\0\0\0IEND\xaeB`\x82";

/// Ends a file after its last chunk, where nothing is missing but the end: browsers show all of it.
pub fn end(bytes: &mut Vec<u8>) {
    let mut at = SIGNATURE;
    while let Some(rest) = bytes.get(at..).filter(|rest| !END.starts_with(rest)) {
        let length = rest.first_chunk().map(|length| u32::from_be_bytes(*length));
        let Some(length) = length.and_then(|length| usize::try_from(length).ok()) else {
            return;
        };
        if rest.get(4..8) == Some(b"IEND") {
            return;
        }
        // Its length, its kind and its checksum.
        at = at.saturating_add(length).saturating_add(12);
    }
    // What is cut within a chunk is no end.
    if at <= bytes.len() {
        bytes.truncate(at);
        bytes.extend(END);
    }
}

/// Whether a file ends with its last chunk.
pub fn is_ended(bytes: &[u8]) -> bool {
    bytes.ends_with(END)
}
