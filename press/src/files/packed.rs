//! Documents that are archives of parts: ZIP, as Office Open XML, OpenDocument and EPUB are.

use std::io::{self, Cursor, ErrorKind, Read, Seek};

use quick_xml::{Reader, XmlVersion, events::Event};
use zip::{CompressionMethod, ZipArchive, read::ZipFile, result::ZipError};

use super::Fault;

/// A part that is larger is not looked into, and its document not published.
const MOST: u64 = 128 * 1024 * 1024;
/// A document within a document, and one more.
const DEEPEST: usize = 3;

/// The first bytes of an archive, and of what older programs keep documents and macros in ([MS-CFB], 2.2).
const ARCHIVE: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What the names, types and relations of parts with macros have in them, in small letters ([MS-OFFMACRO2], [MS-OFFMACRO]).
const MACROS: [&str; 4] = ["vbaproject", "vbadata", "macrosheet", "macroenabled"];
/// The folders in which OpenDocument keeps them.
const SCRIPTS: [&str; 2] = ["basic", "scripts"];

/// What is wrong with a document of Office Open XML (ECMA-376, part 2), whose chief part is in a folder.
///
/// # Errors
/// When it cannot be read.
pub fn office(file: &mut (impl Read + Seek), folder: &str) -> io::Result<Option<Fault>> {
    told(|| {
        let mut archive = opened(file)?;
        let names = names(&archive)?;
        let has = |is_it: &dyn Fn(&str) -> bool| names.iter().any(|name| is_it(name));
        if !has(&|name| name == "[content_types].xml") || !has(&|name| name.starts_with(folder)) {
            return Err(Stopped::Fault(Fault::Other));
        }
        macros(&mut archive, 0)
    })
}

/// What is wrong with an OpenDocument file, or with a book: its media type is the first thing in it, as it is
/// (https://docs.oasis-open.org/office/OpenDocument/v1.3/os/part2-packages/OpenDocument-v1.3-os-part2-packages.html and
/// https://www.w3.org/TR/epub-33/#sec-zip-container-mime).
///
/// # Errors
/// When it cannot be read.
pub fn open(file: &mut (impl Read + Seek), media_type: &str, is_book: bool) -> io::Result<Option<Fault>> {
    told(|| {
        let mut archive = opened(file)?;
        let names = names(&archive)?;
        let has = |name: &str| names.iter().any(|it| it == name);
        let chief = if is_book {
            "meta-inf/container.xml"
        } else {
            "content.xml"
        };
        let Some(at) = archive.index_for_name("mimetype") else {
            let is_one = has(chief) && !has("[content_types].xml");
            return Err(Stopped::Fault(if is_one {
                Fault::Repacked
            } else {
                Fault::Other
            }));
        };
        let mut part = archive.by_index(at)?;
        let is_first = part.header_start() == 0
            && part.compression() == CompressionMethod::Stored
            && part.data_start() == Some(30 + 8);
        let says = bytes(&mut part)?;
        drop(part);
        if says.trim_ascii() != media_type.as_bytes() {
            return Err(Stopped::Fault(Fault::Other));
        }
        if !is_first || says != media_type.as_bytes() {
            return Err(Stopped::Fault(Fault::Repacked));
        }
        // What a book runs, it runs in a reader of books: here it is downloaded.
        if is_book { Ok(()) } else { macros(&mut archive, 0) }
    })
}

/// Why an archive is not looked at further.
enum Stopped {
    Fault(Fault),
    Unread(io::Error),
}

impl From<ZipError> for Stopped {
    fn from(why: ZipError) -> Self {
        match why {
            ZipError::Io(why) => why.into(),
            why => closed(why),
        }
    }
}

impl From<io::Error> for Stopped {
    fn from(why: io::Error) -> Self {
        match why.kind() {
            // What the archive is to blame for.
            ErrorKind::InvalidData
            | ErrorKind::InvalidInput
            | ErrorKind::UnexpectedEof
            | ErrorKind::Other => closed(why),
            _ => Self::Unread(why),
        }
    }
}

fn closed(why: impl ToString) -> Stopped {
    Stopped::Fault(Fault::Closed(why.to_string()))
}

fn told(look: impl FnOnce() -> Result<(), Stopped>) -> io::Result<Option<Fault>> {
    match look() {
        Ok(()) => Ok(None),
        Err(Stopped::Fault(fault)) => Ok(Some(fault)),
        Err(Stopped::Unread(why)) => Err(why),
    }
}

fn opened<R: Read + Seek>(file: &mut R) -> Result<ZipArchive<&mut R>, Stopped> {
    let mut first = Vec::new();
    file.by_ref().take(4).read_to_end(&mut first)?;
    if first != ARCHIVE {
        return Err(Stopped::Fault(Fault::Other));
    }
    let archive = ZipArchive::new(file)?;
    // Of two parts with one name, one program reads the first and another the last.
    match archive.has_duplicate_names() {
        true => Err(closed("two of its parts have one name")),
        false => Ok(archive),
    }
}

/// The names of the parts in small letters, with slashes: the programs that read them make no difference.
fn names<R: Read + Seek>(archive: &ZipArchive<R>) -> Result<Vec<String>, Stopped> {
    archive.file_names().map(|name| Ok(plain(&name?))).collect()
}

fn plain(name: &str) -> String {
    name.replace('\\', "/").to_lowercase()
}

/// Stops at macros, under whatever name.
fn macros<R: Read + Seek>(archive: &mut ZipArchive<R>, depth: usize) -> Result<(), Stopped> {
    let is_open = archive.index_for_name("content.xml").is_some();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        let shown = part.name()?.into_owned();
        let name = plain(&shown);
        let found = || Err(Stopped::Fault(Fault::Macros(shown.clone())));
        let mut folders = name.split('/').rev().skip(1);
        if MACROS.iter().any(|word| name.contains(word)) || folders.any(|folder| SCRIPTS.contains(&folder)) {
            return found();
        }
        let mut first = [0; 8];
        let length = read_first(&mut part, &mut first)?;
        let first = first.get(..length).unwrap_or_default();
        let is_compound = first == COMPOUND;
        let is_archive = first.starts_with(ARCHIVE);
        let is_xml =
            name == "[content_types].xml" || name.ends_with(".rels") || is_open && name.ends_with(".xml");
        if !(is_compound || is_archive || is_xml) {
            continue;
        }
        let bytes = [first, &bytes(&mut part)?].concat();
        drop(part);
        let has = if is_compound {
            has_project(&bytes)
        } else if is_archive {
            if depth == DEEPEST {
                return Err(closed(format!(
                    "{shown} is a document in a document in a document"
                )));
            }
            // What is none is opened by nobody.
            if let Ok(mut inner) = ZipArchive::new(Cursor::new(bytes)) {
                macros(&mut inner, depth + 1)?;
            }
            false
        } else {
            calls(&bytes).map_err(|why| closed(format!("{shown}: {why}")))?
        };
        if has {
            return found();
        }
    }
    Ok(())
}

/// Whether a compound file has a project of Visual Basic, by the name of its stream ([MS-OVBA], 2.2.1).
fn has_project(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "_VBA_PROJECT".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Whether a part of XML names macros: as a type or a relation of Office Open XML does, or as what OpenDocument does when
/// something happens.
fn calls(bytes: &[u8]) -> Result<bool, String> {
    let text = decoded(bytes)?;
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().map_err(|why| why.to_string())? {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.local_name().as_ref().to_ascii_lowercase();
                if matches!(name.as_str(), "event-listener" | "script") {
                    return Ok(true);
                }
                let (mut is_template, mut is_elsewhere) = (false, false);
                for attribute in element.attributes() {
                    let attribute = attribute.map_err(|why| why.to_string())?;
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                    let value = value.map_err(|why| why.to_string())?.trim().to_ascii_lowercase();
                    let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
                    let is_type = matches!(key.as_str(), "contenttype" | "type" | "media-type");
                    let begins =
                        |beginnings: &[&str]| beginnings.iter().any(|begin| value.starts_with(begin));
                    if is_type && MACROS.iter().any(|word| value.contains(word))
                        || begins(&["vnd.sun.star.script:", "macro:"])
                    {
                        return Ok(true);
                    }
                    // A template that is fetched brings its macros with it.
                    is_template |= key == "type" && value.ends_with("/attachedtemplate");
                    is_elsewhere |= key == "target" && begins(&["http:", "https:", "ftp:", "\\\\", "//"]);
                }
                if is_template && is_elsewhere {
                    return Ok(true);
                }
            }
            Event::DocType(kind) if kind.contains('[') => return Err("it declares entities".to_owned()),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// XML is in UTF-8, or in UTF-16 with its mark (https://www.w3.org/TR/xml/#charencoding).
fn decoded(bytes: &[u8]) -> Result<String, String> {
    let wide = match bytes {
        [0xff, 0xfe, text @ ..] => Some((text, u16::from_le_bytes as fn([u8; 2]) -> u16)),
        [0xfe, 0xff, text @ ..] => Some((text, u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ => None,
    };
    match wide {
        Some((text, unit)) => {
            let units: Vec<u16> = text.as_chunks::<2>().0.iter().map(|bytes| unit(*bytes)).collect();
            String::from_utf16(&units).map_err(|why| why.to_string())
        }
        None => String::from_utf8(bytes.to_vec()).map_err(|why| why.to_string()),
    }
}

fn read_first(part: &mut impl Read, first: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while let Some(rest) = first.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match part.read(rest)? {
            0 => break,
            read => length += read,
        }
    }
    Ok(length)
}

/// The rest of a part.
fn bytes<R: Read>(part: &mut ZipFile<'_, R>) -> Result<Vec<u8>, Stopped> {
    let mut bytes = Vec::new();
    part.take(MOST + 1).read_to_end(&mut bytes)?;
    match u64::try_from(bytes.len()).is_ok_and(|length| length <= MOST) {
        true => Ok(bytes),
        false => Err(closed(format!("a part of it is larger than {} MB", MOST >> 20))),
    }
}

#[cfg(test)]
pub mod tests;
