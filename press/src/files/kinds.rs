//! Which files are published as they are: kinds that run nothing in a browser.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

/// A kind of file, by the end of its name in small letters.
#[derive(Debug)]
pub struct Kind {
    pub end: &'static str,
    /// Browsers show pictures; the rest is for other programs, and downloaded.
    pub is_picture: bool,
    /// Whether a file is of it, by its first bytes and, for what is a ZIP archive, its last.
    is: fn(&[u8], &[u8]) -> bool,
}

/// So much of a file is looked at, at its beginning and at its end: the names in an archive stand at both.
const PIECE: u64 = 64 * 1024;
/// An archive's names may take more; none that a newsroom has takes so much.
const MOST_NAMES: u64 = 16 * 1024 * 1024;

const fn picture(end: &'static str, is: fn(&[u8], &[u8]) -> bool) -> Kind {
    Kind {
        end,
        is_picture: true,
        is,
    }
}

const fn download(end: &'static str, is: fn(&[u8], &[u8]) -> bool) -> Kind {
    Kind {
        end,
        is_picture: false,
        is,
    }
}

/// All that may be linked to. The signatures are those of https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
/// and after it, where it has them; `infer` knows neither speech in MP3 (MPEG 2, 2.5) nor every order of a DOCX's parts.
const KINDS: [Kind; 18] = [
    picture("avif", |first, _| {
        brands(first).any(|brand| matches!(brand, b"avif" | b"avis"))
    }),
    picture("gif", |first, _| {
        first.starts_with(b"GIF87a") || first.starts_with(b"GIF89a")
    }),
    picture("jpeg", |first, _| first.starts_with(b"\xff\xd8\xff")),
    picture("jpg", |first, _| first.starts_with(b"\xff\xd8\xff")),
    picture("png", |first, _| first.starts_with(b"\x89PNG\r\n\x1a\n")),
    picture("webp", |first, _| {
        first.starts_with(b"RIFF") && first.get(8..14) == Some(b"WEBPVP")
    }),
    download("csv", |first, _| is_text(first)),
    download("docx", |first, last| is_office(first, last, b"word/")),
    // Its media type is the first thing in it (https://www.w3.org/TR/epub-33/#sec-zip-container-mime).
    download("epub", |first, last| {
        is_packed(first, last, b"application/epub+zip")
    }),
    download("mp3", |first, _| {
        matches!(first, [b'I', b'D', b'3', 2..=4, ..]) || is_mpeg(first)
    }),
    download("mp4", |first, _| {
        let mut brands = brands(first).peekable();
        brands.peek().is_some()
            && !brands.any(|brand| matches!(brand, b"avif" | b"avis" | b"heic" | b"heix" | b"mif1"))
    }),
    // https://docs.oasis-open.org/office/OpenDocument/v1.3/os/part2-packages/OpenDocument-v1.3-os-part2-packages.html
    download("ods", |first, last| {
        is_packed(first, last, b"application/vnd.oasis.opendocument.spreadsheet")
    }),
    download("odt", |first, last| {
        is_packed(first, last, b"application/vnd.oasis.opendocument.text")
    }),
    download("ogg", |first, _| first.starts_with(b"OggS\0")),
    download("pdf", |first, _| without_mark(first).starts_with(b"%PDF-")),
    download("txt", |first, _| is_text(first)),
    download("webm", |first, _| {
        let head = first.get(..first.len().min(128)).unwrap_or_default();
        first.starts_with(b"\x1a\x45\xdf\xa3") && holds(head, b"webm")
    }),
    download("xlsx", |first, last| is_office(first, last, b"xl/")),
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
        (self.is)(bytes, bytes)
    }

    /// Whether a file is what its name says.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is_of(&self, path: &Path) -> io::Result<bool> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut first = Vec::new();
        (&mut file).take(PIECE).read_to_end(&mut first)?;
        let mut last = Vec::new();
        file.seek(SeekFrom::Start(length.saturating_sub(PIECE)))?;
        (&mut file).take(PIECE).read_to_end(&mut last)?;
        if let Some(begins) = directory(&last)
            && (length.saturating_sub(MOST_NAMES)..length.saturating_sub(PIECE)).contains(&begins)
        {
            last.clear();
            file.seek(SeekFrom::Start(begins))?;
            file.take(MOST_NAMES).read_to_end(&mut last)?;
        }
        Ok((self.is)(&first, &last))
    }
}

/// Where the names of a ZIP archive begin, as its end says (APPNOTE.TXT 6.3.10, 4.3.16).
fn directory(last: &[u8]) -> Option<u64> {
    let end = last.windows(4).rposition(|sign| sign == b"PK\x05\x06")?;
    let begins = last.get(end + 16..)?.first_chunk()?;
    Some(u64::from(u32::from_le_bytes(*begins)))
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

/// Text, and neither a page nor a drawing in disguise: bytes that no text has are those of
/// https://mimesniff.spec.whatwg.org/#binary-data-byte.
fn is_text(first: &[u8]) -> bool {
    let is_binary = |byte: &u8| matches!(byte, 0..=8 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f);
    let wide = match first {
        [0xff, 0xfe, text @ ..] => Some((text, u16::from_le_bytes as fn([u8; 2]) -> u16)),
        [0xfe, 0xff, text @ ..] => Some((text, u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ => None,
    };
    // Spreadsheets write UTF-16 with its mark, which browsers follow.
    if let Some((text, unit)) = wide {
        let (units, _) = text.as_chunks::<2>();
        let units: Vec<u16> = units.iter().map(|bytes| unit(*bytes)).collect();
        return is_text(String::from_utf16_lossy(&units).as_bytes());
    }
    let text = without_mark(first);
    let is_markup = matches!(text, [b'<', b'!' | b'?' | b'/' | b'a'..=b'z' | b'A'..=b'Z', ..]);
    let mut others = KINDS.iter().filter(|kind| !["csv", "txt"].contains(&kind.end));
    !first.iter().any(is_binary)
        && !is_markup
        && !text.starts_with(b"%!PS")
        && !others.any(|other| other.is(text))
}

/// What stands after a byte order mark and white space.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start()
}

/// A ZIP archive whose first file, as it is, says what the whole is, and without macros.
fn is_packed(first: &[u8], last: &[u8], media_type: &[u8]) -> bool {
    let names = first.get(30..).unwrap_or_default();
    // What comes next: another file.
    let rest = names
        .strip_prefix(b"mimetype")
        .and_then(|rest| rest.strip_prefix(media_type));
    first.starts_with(b"PK\x03\x04")
        && rest.is_some_and(|rest| rest.starts_with(b"PK"))
        // OpenDocument keeps macros there; what a book runs, it runs in a reader of books.
        && (!media_type.starts_with(b"application/vnd.oasis") || ![b"Basic/".as_slice(), b"Scripts/"]
            .iter()
            .any(|macros| holds(first, macros) || holds(last, macros)))
}

/// A ZIP archive of Office Open XML (ECMA-376, part 2) with its chief part in a folder, and without macros.
fn is_office(first: &[u8], last: &[u8], folder: &[u8]) -> bool {
    first.starts_with(b"PK\x03\x04")
        && holds(last, b"[Content_Types].xml")
        && holds(last, folder)
        && ![b"vbaProject".as_slice(), b"vbaData", b"/macros", b"/macrosheets"]
            .iter()
            .any(|macros| holds(first, macros) || holds(last, macros))
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(first: &str, media_type: &str, names: &[&str]) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend([0; 26]);
        bytes.extend(first.as_bytes());
        bytes.extend(media_type.as_bytes());
        for name in names {
            bytes.extend(b"PK\x01\x02");
            bytes.extend(name.as_bytes());
        }
        bytes
    }

    #[test]
    fn a_file_is_what_its_name_says_or_is_not_published() {
        let word = ["[Content_Types].xml", "word/document.xml"];
        let samples: Vec<(&str, Vec<u8>)> = vec![
            ("avif", b"\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf".to_vec()),
            ("gif", b"GIF89a\x01".to_vec()),
            ("jpg", b"\xff\xd8\xff\xe0".to_vec()),
            ("png", b"\x89PNG\r\n\x1a\n\0".to_vec()),
            ("webp", b"RIFF\x10\0\0\0WEBPVP8 ".to_vec()),
            ("csv", "cercle;été\nKati;3\n".into()),
            ("docx", zip("_rels/.rels", "", &word)),
            ("epub", zip("mimetype", "application/epub+zip", &["a"])),
            ("mp3", b"\xff\xf3\x40\xc4".to_vec()),
            ("mp4", b"\0\0\0\x18ftypisom\0\0\x02\0isommp41".to_vec()),
            (
                "odt",
                zip("mimetype", "application/vnd.oasis.opendocument.text", &["a"]),
            ),
            (
                "ods",
                zip(
                    "mimetype",
                    "application/vnd.oasis.opendocument.spreadsheet",
                    &["a"],
                ),
            ),
            ("ogg", b"OggS\0\x02".to_vec()),
            ("pdf", b"%PDF-1.7\n".to_vec()),
            (
                "webm",
                b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm".to_vec(),
            ),
            (
                "xlsx",
                zip(
                    "[Content_Types].xml",
                    "",
                    &["[Content_Types].xml", "xl/workbook.xml"],
                ),
            ),
        ];
        for (end, bytes) in &samples {
            let kind = kind(&format!("files/a.{}", end.to_uppercase())).unwrap();
            assert!((kind.is)(bytes, bytes), "{end}");
            for (other, bytes) in samples.iter().filter(|(other, _)| other != end) {
                assert!(!(kind.is)(bytes, bytes), "{other} as {end}");
            }
        }
        for page in [
            "<!DOCTYPE html><script>",
            "\u{feff} <svg onload='x'/>",
            "%PDF-1.7",
            "a\0b",
        ] {
            for kind in &KINDS {
                let is_one = (kind.is)(page.as_bytes(), page.as_bytes());
                assert!(
                    !is_one || kind.end == "pdf" && page.starts_with('%'),
                    "{page:?} as {}",
                    kind.end
                );
            }
        }
        let macros = zip("_rels/.rels", "", &[&word[..], &["word/vbaProject.bin"]].concat());
        assert!(!is_office(&macros, &macros, b"word/"));
        for part in ["xl/macrosheets/sheet1.xml", "xl/vbaData.xml"] {
            let macros = zip("[Content_Types].xml", "", &["xl/workbook.xml", part]);
            assert!(!kind("a.xlsx").unwrap().is(&macros), "{part}");
        }
        let media_type = "application/vnd.oasis.opendocument.text";
        for part in ["Basic/script-lc.xml", "Scripts/python/a.py"] {
            let macros = zip("mimetype", media_type, &["content.xml", part]);
            assert!(!kind("a.odt").unwrap().is(&macros), "{part}");
        }
        for name in [
            "a.html", "a.svg", "a.js", "a.xhtml", "a", "pdf", "a.pdf/b", ".pdf.exe", "a.pdf.",
        ] {
            assert!(kind(name).is_none(), "{name}");
        }
    }

    #[test]
    fn texts_as_spreadsheets_write_them_are_published() {
        let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        for (end, bytes, is_one) in [
            ("csv", b"<18 ans;12\n".to_vec(), true),
            ("csv", b"ID3;nom\n".to_vec(), true),
            ("txt", wide("\u{feff}été\t12\r\n"), true),
            ("txt", wide("\u{feff}<script>"), false),
            ("txt", wide("\u{feff}a\0b"), false),
            ("pdf", b"\xef\xbb\xbf\n%PDF-1.4".to_vec(), true),
            ("txt", b"\n%PDF-1.4".to_vec(), false),
        ] {
            assert_eq!(kind(&format!("a.{end}")).unwrap().is(&bytes), is_one, "{bytes:?}");
        }
    }

    #[test]
    fn a_document_of_a_thousand_pictures_is_published_and_none_of_them_hides_macros() {
        let folder = tempfile::tempdir().unwrap();
        for (chief, is_one) in [("word/document.xml", true), ("word/vbaProject.bin", false)] {
            let mut names = vec!["[Content_Types].xml".to_owned(), chief.to_owned()];
            names.extend((0..6_000).map(|number| format!("word/media/image{number}.png")));
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let pictures = "\0".repeat(100_000);
            let begins = u32::try_from(30 + pictures.len()).unwrap();
            let mut long = zip("", &pictures, &names);
            long.extend(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0");
            long.extend(begins.to_le_bytes());
            long.extend([0; 2]);
            let path = folder.path().join("a.docx");
            std::fs::write(&path, long).unwrap();
            assert_eq!(kind("a.docx").unwrap().is_of(&path).unwrap(), is_one, "{chief}");
        }
    }
}
