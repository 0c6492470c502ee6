//! Which files are published as they are: kinds that run nothing in a browser.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek},
    path::Path,
};

use super::{Fault, packed, texts};

/// A kind of file, by the end of its name in small letters.
#[derive(Debug)]
pub struct Kind {
    pub end: &'static str,
    /// Browsers show pictures; the rest is for other programs, and downloaded.
    pub is_picture: bool,
    known: Known,
}

/// How a file of a kind is known.
#[derive(Debug)]
enum Known {
    /// By its first bytes.
    Signed(fn(&[u8]) -> bool),
    /// By all of them.
    Text,
    /// By its parts, the chief one in a folder.
    Office(&'static str),
    /// By its media type.
    Open(&'static str),
    Book,
}

/// So much of a file is looked at for its signature.
const PIECE: u64 = 64 * 1024;

const fn picture(end: &'static str, is: fn(&[u8]) -> bool) -> Kind {
    Kind {
        end,
        is_picture: true,
        known: Known::Signed(is),
    }
}

const fn download(end: &'static str, known: Known) -> Kind {
    Kind {
        end,
        is_picture: false,
        known,
    }
}

/// All that may be linked to. The signatures are those of https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
/// and after it, where it has them; `infer` knows no speech in MP3 (MPEG 2, 2.5).
const KINDS: [Kind; 18] = [
    picture("avif", |first| {
        brands(first).any(|brand| matches!(brand, b"avif" | b"avis"))
    }),
    picture("gif", |first| {
        first.starts_with(b"GIF87a") || first.starts_with(b"GIF89a")
    }),
    picture("jpeg", |first| first.starts_with(b"\xff\xd8\xff")),
    picture("jpg", |first| first.starts_with(b"\xff\xd8\xff")),
    picture("png", |first| first.starts_with(b"\x89PNG\r\n\x1a\n")),
    picture("webp", |first| {
        first.starts_with(b"RIFF") && first.get(8..14) == Some(b"WEBPVP")
    }),
    download("csv", Known::Text),
    download("docx", Known::Office("word/")),
    download("epub", Known::Book),
    download(
        "mp3",
        Known::Signed(|first| matches!(first, [b'I', b'D', b'3', 2..=4, ..]) || is_mpeg(first)),
    ),
    download(
        "mp4",
        Known::Signed(|first| {
            let mut brands = brands(first).peekable();
            brands.peek().is_some()
                && !brands.any(|brand| matches!(brand, b"avif" | b"avis" | b"heic" | b"heix" | b"mif1"))
        }),
    ),
    download(
        "ods",
        Known::Open("application/vnd.oasis.opendocument.spreadsheet"),
    ),
    download("odt", Known::Open("application/vnd.oasis.opendocument.text")),
    download("ogg", Known::Signed(|first| first.starts_with(b"OggS\0"))),
    download(
        "pdf",
        Known::Signed(|first| without_mark(first).starts_with(b"%PDF-")),
    ),
    download("txt", Known::Text),
    download(
        "webm",
        Known::Signed(|first| {
            let head = first.get(..first.len().min(128)).unwrap_or_default();
            first.starts_with(b"\x1a\x45\xdf\xa3") && head.windows(4).any(|word| word == b"webm")
        }),
    ),
    download("xlsx", Known::Office("xl/")),
];

/// The kinds that are published, with or without pictures, for people and hosts.
pub fn list(is_picture: bool) -> impl Iterator<Item = &'static str> {
    KINDS
        .iter()
        .filter(move |kind| kind.is_picture == is_picture)
        .map(|kind| kind.end)
}

/// The kind that the end of a file's name says; `None` for what is not published.
pub fn kind(name: &str) -> Option<&'static Kind> {
    let (_, end) = name.rsplit('/').next()?.rsplit_once('.')?;
    let end = end.to_ascii_lowercase();
    KINDS.iter().find(|kind| kind.end == end)
}

impl Kind {
    /// Whether a whole file is what its name says.
    pub fn is(&self, bytes: &[u8]) -> bool {
        self.fault_in(&mut Cursor::new(bytes))
            .is_ok_and(|fault| fault.is_none())
    }

    /// What is wrong with a file that is to be one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn fault(&self, path: &Path) -> io::Result<Option<Fault>> {
        self.fault_in(&mut File::open(path)?)
    }

    fn fault_in(&self, file: &mut (impl Read + Seek)) -> io::Result<Option<Fault>> {
        match self.known {
            Known::Signed(is) => {
                let mut first = Vec::new();
                file.take(PIECE).read_to_end(&mut first)?;
                Ok((!is(&first)).then_some(Fault::Other))
            }
            Known::Text => texts::fault(file),
            Known::Office(folder) => packed::office(file, folder),
            Known::Open(media_type) => packed::open(file, media_type, false),
            Known::Book => packed::open(file, "application/epub+zip", true),
        }
    }
}

/// Whether bytes begin as those of a kind do that is known by them.
pub fn is_signed(first: &[u8]) -> bool {
    KINDS
        .iter()
        .any(|kind| matches!(kind.known, Known::Signed(is) if is(first)))
}

/// The brands of a file of ISO's base media format (ISO/IEC 14496-12, 4.3), the chief one first.
fn brands(first: &[u8]) -> impl Iterator<Item = &[u8; 4]> {
    let length = first
        .first_chunk()
        .map_or(0, |length| u32::from_be_bytes(*length));
    let is_one = first.get(4..8) == Some(b"ftyp");
    let end = usize::try_from(length).unwrap_or(usize::MAX).min(first.len());
    let brands = first.get(8..end).filter(|_| is_one).unwrap_or_default();
    // The second is a version.
    let (brands, _) = brands.as_chunks::<4>();
    brands
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != 1)
        .map(|(_, brand)| brand)
}

/// A frame of MPEG's layer III, of any version (ISO/IEC 11172-3, 2.4.2.3).
fn is_mpeg(first: &[u8]) -> bool {
    let Some([0xff, version, rates, _]) = first.first_chunk() else {
        return false;
    };
    version & 0xe6 == 0xe2 && version & 0x18 != 0x08 && rates & 0xf0 != 0xf0 && rates & 0x0c != 0x0c
}

/// What stands after a byte order mark and white space.
pub fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::packed::tests::{office, open};

    #[test]
    fn a_file_is_what_its_name_says_or_is_not_published() {
        let samples: Vec<(&str, Vec<u8>)> = vec![
            ("avif", b"\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf".to_vec()),
            ("gif", b"GIF89a\x01".to_vec()),
            ("jpg", b"\xff\xd8\xff\xe0".to_vec()),
            ("png", b"\x89PNG\r\n\x1a\n\0".to_vec()),
            ("webp", b"RIFF\x10\0\0\0WEBPVP8 ".to_vec()),
            ("csv", "cercle;été\nKati;3\n".into()),
            ("docx", office(&[("word/document.xml", b"<a/>")])),
            ("epub", open("application/epub+zip", &[])),
            ("mp3", b"\xff\xf3\x40\xc4".to_vec()),
            ("mp4", b"\0\0\0\x18ftypisom\0\0\x02\0isommp41".to_vec()),
            ("odt", open("application/vnd.oasis.opendocument.text", &[])),
            ("ods", open("application/vnd.oasis.opendocument.spreadsheet", &[])),
            ("ogg", b"OggS\0\x02".to_vec()),
            ("pdf", b"%PDF-1.7\n".to_vec()),
            (
                "webm",
                b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm".to_vec(),
            ),
            ("xlsx", office(&[("xl/workbook.xml", b"<a/>")])),
        ];
        for (end, bytes) in &samples {
            let kind = kind(&format!("files/a.{}", end.to_uppercase())).unwrap();
            assert!(kind.is(bytes), "{end}");
            for (other, bytes) in samples.iter().filter(|(other, _)| other != end) {
                assert!(!kind.is(bytes), "{other} as {end}");
            }
        }
        for page in [
            "<!DOCTYPE html><script>",
            "\u{feff} <svg onload='x'/>",
            "%PDF-1.7",
            "a\0b",
        ] {
            for kind in &KINDS {
                let is_one = kind.is(page.as_bytes());
                assert!(
                    !is_one || kind.end == "pdf" && page.starts_with('%'),
                    "{page:?} as {}",
                    kind.end
                );
            }
        }
        for name in [
            "a.html", "a.svg", "a.js", "a.xhtml", "a", "pdf", "a.pdf/b", ".pdf.exe", "a.pdf.",
        ] {
            assert!(kind(name).is_none(), "{name}");
        }
    }

    #[test]
    fn texts_are_published_as_spreadsheets_write_them_and_others_are_told_why_not() {
        let with = |text: &str, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(unit).collect()
        };
        let wide = |text: &str| with(text, u16::to_le_bytes);
        let long = "cercle;été\n".repeat(20_000);
        for (end, bytes, fault) in [
            ("csv", b"<18 ans;12\n".to_vec(), None),
            ("csv", b"ID3;nom\n".to_vec(), None),
            ("csv", b"cercle;\xe9t\xe9\n".to_vec(), None),
            ("csv", Vec::new(), None),
            ("csv", long.clone().into_bytes(), None),
            ("txt", wide("\u{feff}été\t12\r\n"), None),
            ("txt", wide(&format!("\u{feff}{long}")), None),
            ("txt", wide("\u{feff}<script>"), Some(Fault::Other)),
            ("txt", wide("\u{feff}a\0b"), Some(Fault::Zeros)),
            ("pdf", b"\xef\xbb\xbf\n%PDF-1.4".to_vec(), None),
            ("txt", b"\n%PDF-1.4".to_vec(), Some(Fault::Other)),
            ("txt", wide("Kati;3\r\n"), Some(Fault::Wide)),
            ("csv", with("cercle;été\n", u16::to_be_bytes), Some(Fault::Wide)),
            ("csv", wide("دائرة;صيف\n"), Some(Fault::Wide)),
            ("csv", wide(&long), Some(Fault::Wide)),
            ("txt", b"Kati\0".to_vec(), Some(Fault::Zeros)),
            ("csv", [long.as_bytes(), b"\0"].concat(), Some(Fault::Zeros)),
            (
                "csv",
                [wide(&format!("\u{feff}{long}")), wide("\0")].concat(),
                Some(Fault::Zeros),
            ),
            (
                "txt",
                "Kati".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
                Some(Fault::Zeros),
            ),
            (
                "txt",
                b"\x1f\x8b\x08 gzip of something".to_vec(),
                Some(Fault::Other),
            ),
        ] {
            let kind = kind(&format!("a.{end}")).unwrap();
            let said = kind.fault_in(&mut Cursor::new(&bytes)).unwrap();
            assert_eq!(said, fault, "{:?}", bytes.get(..bytes.len().min(40)));
        }
    }
}
