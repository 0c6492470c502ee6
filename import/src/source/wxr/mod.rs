//! WordPress's exports (WXR 1.0 to 1.2): RSS with extensions, one file or several, plain, `.gz` or `.zip`.

pub(super) mod date;
pub(super) mod head;
pub(super) mod item;
mod kind;
mod library;
mod meta;
pub(super) mod post;
mod split;
pub(super) mod xml;

use std::io::{BufReader, Read};

use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::{Ids, Index, Source, input::Input};
use crate::{
    error::Error,
    outcome::{Entry, Kind, Reason},
    record::{Record, Standing},
};
use head::Head;
use item::Item;
use split::{Piece, Splitter};

/// An export of WordPress.
pub struct Wxr {
    inputs: Vec<Input>,
    head: Head,
}

impl Wxr {
    #[must_use]
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            inputs,
            head: Head::default(),
        }
    }
}

/// Opens a file as UTF-8: one that says another encoding is decoded on the way.
pub(super) fn open(input: &Input) -> Result<Box<dyn Read + Send>, Error> {
    let mut reader = input.open()?;
    let mut beginning = vec![0; 256];
    let mut length = 0;
    while length < beginning.len() {
        let read = reader
            .read(beginning.get_mut(length..).unwrap_or_default())
            .map_err(|why| Error::read(&input.path, why))?;
        if read == 0 {
            break;
        }
        length += read;
    }
    beginning.truncate(length);
    let encoding = said_encoding(&beginning);
    let whole = std::io::Cursor::new(beginning).chain(reader);
    Ok(match encoding {
        Some(encoding) => Box::new(
            DecodeReaderBytesBuilder::new()
                .encoding(Some(encoding))
                .build(whole),
        ),
        None => Box::new(whole),
    })
}

/// The encoding that a file says, where it is not UTF-8.
pub(super) fn said_encoding(beginning: &[u8]) -> Option<&'static Encoding> {
    match beginning {
        [0xff, 0xfe, ..] => return Some(encoding_rs::UTF_16LE),
        [0xfe, 0xff, ..] => return Some(encoding_rs::UTF_16BE),
        [b'<', 0, ..] => return Some(encoding_rs::UTF_16LE),
        [0, b'<', ..] => return Some(encoding_rs::UTF_16BE),
        _ => {}
    }
    let text = String::from_utf8_lossy(beginning);
    let declaration = text.split_once("?>").map_or("", |(declaration, _)| declaration);
    let (_, after) = declaration.split_once("encoding=")?;
    let label: String = after
        .chars()
        .skip(1)
        .take_while(|c| !matches!(c, '"' | '\''))
        .collect();
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != encoding_rs::UTF_8)
}

impl Wxr {
    /// Every piece of every file.
    fn pieces(
        &self,
        spill: Option<&std::path::Path>,
        each: &mut dyn FnMut(&Input, usize, Piece) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for (number, input) in self.inputs.iter().enumerate() {
            let reader = BufReader::with_capacity(64 * 1024, open(input)?);
            let mut spill = |at: u64| {
                let Some(spill) = spill else {
                    return Ok(Box::new(std::io::sink()) as Box<dyn std::io::Write>);
                };
                let path = spill.join(format!("{}.xml", unread_id(number, at)));
                std::fs::create_dir_all(path.parent().unwrap_or(&path))?;
                let file = std::fs::File::create(path)?;
                Ok(Box::new(std::io::BufWriter::new(file)) as Box<dyn std::io::Write>)
            };
            let mut splitter = Splitter::new(reader, Some(&mut spill));
            while let Some(piece) = splitter.next().map_err(|why| Error::read(&input.path, why))? {
                each(input, number, piece)?;
            }
            if let Some(why) = splitter.broken() {
                let piece = Piece::Cut {
                    bytes: Vec::new(),
                    at: splitter.position(),
                };
                let _ = why;
                each(input, number, piece)?;
            }
        }
        Ok(())
    }
}

/// The id of a record that could not be read, by where it stands.
fn unread_id(file: usize, at: u64) -> String {
    format!("wxr-{}-{at}", file + 1)
}

impl Source for Wxr {
    fn name(&self) -> &'static str {
        "a WordPress export"
    }

    fn index(&mut self, index: &mut Index) -> Result<(), Error> {
        let mut head = std::mem::take(&mut self.head);
        let mut ids = Ids::default();
        self.pieces(None, &mut |_, number, piece| {
            match piece {
                Piece::Head(bytes) => head.read(&bytes, index),
                Piece::Item { bytes, at } => match Item::read(&bytes, false) {
                    Ok(item) => {
                        ids.at(number);
                        post::index(&item, &bytes, &mut head, &mut ids, index);
                    }
                    Err(_) => index.record(&unread_id(number, at), super::fingerprint(&bytes)),
                },
                Piece::Large {
                    at, beginning: bytes, ..
                }
                | Piece::Cut { bytes, at } => {
                    index.record(&unread_id(number, at), super::fingerprint(&bytes));
                }
            }
            Ok(())
        })?;
        index.settle(ids);
        head.finish(index);
        self.head = head;
        Ok(())
    }

    fn records(
        &mut self,
        index: &Index,
        each: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut ids = Ids::of(index);
        self.pieces(index.set_aside.as_deref(), &mut |input, number, piece| {
            let (bytes, at, reason, byte) = match piece {
                Piece::Head(_) => return Ok(()),
                Piece::Item { bytes, at } => match Item::read(&bytes, true) {
                    Ok(item) => {
                        ids.at(number);
                        let record = post::record(item, &bytes, &self.head, &mut ids, index);
                        return record.map_or(Ok(()), &mut *each);
                    }
                    Err(within) => (bytes, at, Reason::Unreadable, at + within as u64),
                },
                Piece::Large {
                    at,
                    length,
                    beginning,
                } => (beginning, at, Reason::TooLarge, at + length),
                Piece::Cut { bytes, at } => {
                    let end = at + bytes.len() as u64;
                    (bytes, at, Reason::CutOff, end)
                }
            };
            let text = crate::text::decode(&bytes).0;
            let size = match reason {
                Reason::TooLarge => byte - at,
                _ => bytes.len() as u64,
            };
            let place = format!("{}, byte {byte}", input.name());
            each(Record {
                id: unread_id(number, at),
                standing: Standing::SetAside(reason),
                headline: match is_private(&text) {
                    true => String::new(),
                    false => title_of(&text),
                },
                // What it says is in its file: it may be for some readers only.
                entries: vec![Entry::new(reason, Kind::Other, place).was(format!("{size} bytes"))],
                // What is too large has been written already.
                raw: if reason == Reason::TooLarge {
                    String::new()
                } else {
                    text
                },
                fingerprint: super::fingerprint(&bytes),
                ..Record::default()
            })
        })
    }
}

/// Whether a record that could not be read may be for some readers only.
fn is_private(xml: &str) -> bool {
    let field = |name: &str| {
        let (_, after) = xml.split_once(&format!("<wp:{name}>"))?;
        let text = after.split_once("</").map_or(after, |(text, _)| text);
        Some(text.replace("<![CDATA[", "").replace("]]>", "").trim().to_owned())
    };
    field("status").is_none_or(|status| status != "publish")
        || field("post_password").is_some_and(|password| !password.is_empty())
}

/// The title of a record that could not be read.
fn title_of(text: &str) -> String {
    let title = text
        .split_once("<title>")
        .and_then(|(_, after)| after.split_once("</title>"));
    title
        .map(|(title, _)| xml::text(title).0.into_owned())
        .unwrap_or_default()
}
