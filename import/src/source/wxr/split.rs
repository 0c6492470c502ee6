//! Cuts an export into its items as a stream, so that neither its size nor a fault within one item matters to the others.

use std::io::{self, Read, Write};

use memchr::{memchr, memmem};

/// The most that an item may be, in bytes.
pub const MOST: usize = 16 << 20;

const CHUNK: usize = 512 * 1024;

/// A piece of an export.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// What stands before the first item.
    Head(Vec<u8>),
    /// An item, from its tag on, and at which byte of the file it begins.
    Item { bytes: Vec<u8>, at: u64 },
    /// An item that is larger than [`MOST`]; its bytes went where [`Splitter::spill`] says.
    Large {
        at: u64,
        length: u64,
        beginning: Vec<u8>,
    },
    /// An item that the file ends within.
    Cut { bytes: Vec<u8>, at: u64 },
}

pub struct Splitter<'a, R> {
    input: R,
    buffer: Vec<u8>,
    /// How much of the buffer has been given away.
    start: usize,
    /// At which byte of the file the buffer begins.
    offset: u64,
    at_end: bool,
    in_items: bool,
    /// Why the file could not be read to its end.
    broken: Option<io::Error>,
    /// Where items go that are too large, by the byte at which they begin.
    spill: Option<&'a mut Spill<'a>>,
}

/// Opens a place for an item that begins at a byte of the file.
pub type Spill<'a> = dyn FnMut(u64) -> io::Result<Box<dyn Write>> + 'a;

enum Search {
    Found(usize),
    More,
}

impl<'a, R: Read> Splitter<'a, R> {
    pub fn new(input: R, spill: Option<&'a mut Spill<'a>>) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            start: 0,
            offset: 0,
            at_end: false,
            in_items: false,
            broken: None,
            spill,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.start > CHUNK {
            self.buffer.drain(..self.start);
            self.offset += self.start as u64;
            self.start = 0;
        }
        let length = self.buffer.len();
        self.buffer.resize(length + CHUNK, 0);
        let read = loop {
            match self.input.read(self.buffer.get_mut(length..).unwrap_or_default()) {
                Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(length + *read.as_ref().unwrap_or(&0));
        match read {
            Ok(read) => self.at_end = read == 0,
            // An archive that was not copied whole: what is there of it is read.
            Err(why)
                if matches!(
                    why.kind(),
                    io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
                ) =>
            {
                self.at_end = true;
                self.broken = Some(why);
            }
            Err(why) => return Err(why),
        }
        Ok(())
    }

    /// Why the file could not be read to its end, where it could not.
    pub fn broken(&self) -> Option<&io::Error> {
        self.broken.as_ref()
    }

    /// At which byte of the file the next piece would begin.
    pub fn position(&self) -> u64 {
        self.offset + self.start as u64
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Whether no more is read before it is known where an item ends.
    fn is_full(&self) -> bool {
        self.at_end || self.rest().len() > MOST
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        let taken = self.rest().get(..length).unwrap_or_default().to_vec();
        self.start += length;
        taken
    }

    /// The next piece.
    ///
    /// # Errors
    /// When the file cannot be read, or a large item not be written.
    pub fn next(&mut self) -> io::Result<Option<Piece>> {
        if !self.in_items {
            self.in_items = true;
            let head = self.until_item(true)?;
            return Ok(Some(Piece::Head(head)));
        }
        self.until_item(false)?;
        if self.rest().is_empty() {
            return Ok(None);
        }
        let at = self.offset + self.start as u64;
        let mut scan = Scan::default();
        loop {
            match scan.end_of_item(self.rest()) {
                Search::Found(length) => {
                    return Ok(Some(Piece::Item {
                        bytes: self.take(length),
                        at,
                    }));
                }
                // A section that nobody closed ends with its item, if another follows.
                Search::More if self.is_full() && scan.leaves_lost(self.rest(), self.at_end) => {}
                Search::More if self.at_end => {
                    let length = self.rest().len();
                    return Ok(Some(Piece::Cut {
                        bytes: self.take(length),
                        at,
                    }));
                }
                Search::More if self.is_full() => return self.large(at, scan).map(Some),
                Search::More => self.fill()?,
            }
        }
    }

    /// Gives what stands before the next item; keeps at most what an item may be of it.
    fn until_item(&mut self, keep: bool) -> io::Result<Vec<u8>> {
        let mut kept = Vec::new();
        let mut scan = Scan::default();
        loop {
            let found = scan.item(self.rest());
            let (length, is_found) = match found {
                Search::Found(length) => (length, true),
                Search::More if self.at_end => (self.rest().len(), true),
                // A tag may be cut by the end of the buffer, and so may what parts texts.
                Search::More => (scan.at.min(self.rest().len().saturating_sub(16)), false),
            };
            let taken = self.take(length);
            if keep && kept.len() < MOST {
                kept.extend(taken);
            }
            scan.give(length);
            if is_found {
                return Ok(kept);
            }
            self.fill()?;
        }
    }

    fn large(&mut self, at: u64, mut scan: Scan) -> io::Result<Piece> {
        let beginning = self.rest().get(..4096).unwrap_or_default().to_vec();
        let mut to: Box<dyn Write> = match &mut self.spill {
            Some(spill) => spill(at)?,
            None => Box::new(io::sink()),
        };
        let mut length = 0;
        loop {
            let found = scan.end_of_item(self.rest());
            let (taken, is_end) = match found {
                Search::Found(end) => (end, true),
                Search::More if self.at_end => (self.rest().len(), true),
                Search::More => (scan.at.min(self.rest().len().saturating_sub(16)), false),
            };
            to.write_all(self.rest().get(..taken).unwrap_or_default())?;
            self.start += taken;
            length += taken as u64;
            scan.give(taken);
            if is_end {
                to.flush()?;
                return Ok(Piece::Large {
                    at,
                    length,
                    beginning,
                });
            }
            self.fill()?;
        }
    }
}

/// What begins or ends an item, a section or a comment.
const PARTS: [&[u8]; 4] = [b"<![CDATA[", b"<!--", b"<item>", b"</item>"];

/// How far a search has come, so that what was searched is not searched again when more is there.
#[derive(Default)]
struct Scan {
    at: usize,
    /// What has to be found first: the end of a CDATA section or of a comment.
    closing: Option<&'static [u8]>,
    /// Where the text of that section or comment begins.
    opened: usize,
}

impl Scan {
    /// Notes that so many bytes were given away.
    fn give(&mut self, length: usize) {
        self.at = self.at.saturating_sub(length);
        self.opened = self.opened.saturating_sub(length);
    }

    fn open(&mut self, length: usize, closing: &'static [u8]) {
        self.at += length;
        self.opened = self.at;
        self.closing = Some(closing);
    }

    /// Goes back to where an item ends within a section that is not closed in all that was read; says whether it does.
    fn leaves_lost(&mut self, bytes: &[u8], at_end: bool) -> bool {
        let section = bytes.get(self.opened..).filter(|_| self.closing.is_some());
        let lost = section.and_then(|section| lost_end(section, at_end));
        if let Some(lost) = lost {
            self.at = self.opened + lost;
            self.closing = None;
        }
        lost.is_some()
    }

    fn item(&mut self, bytes: &[u8]) -> Search {
        self.search(bytes, |tag| {
            tag.starts_with(b"<item")
                && tag
                    .get(5)
                    .is_some_and(|byte| matches!(byte, b'>' | b' ' | b'\n' | b'\r' | b'\t'))
        })
    }

    fn end_of_item(&mut self, bytes: &[u8]) -> Search {
        let end = b"</item>";
        match self.search(bytes, |tag| tag.starts_with(end)) {
            Search::Found(at) => Search::Found(at + end.len()),
            Search::More => Search::More,
        }
    }

    fn search(&mut self, bytes: &[u8], is_it: impl Fn(&[u8]) -> bool) -> Search {
        loop {
            let rest = bytes.get(self.at..).unwrap_or_default();
            if let Some(closing) = self.closing {
                let found = memmem::find(rest, closing);
                let Some(end) = found else {
                    self.at += rest.len().saturating_sub(closing.len() - 1);
                    return Search::More;
                };
                // A section that nobody closed would take the items that follow for its text. All of it is looked at, however
                // many times there was more to read before its end.
                let end = self.at + end;
                if !self.leaves_lost(bytes.get(..end).unwrap_or_default(), false) {
                    self.at = end + closing.len();
                    self.closing = None;
                }
                continue;
            }
            let Some(next) = memchr(b'<', rest) else {
                self.at += rest.len();
                return Search::More;
            };
            self.at += next;
            let tag = rest.get(next..).unwrap_or_default();
            if tag.starts_with(b"<![CDATA[") {
                self.open(9, b"]]>");
            } else if tag.starts_with(b"<!--") {
                self.open(4, b"-->");
            } else if is_it(tag) {
                return Search::Found(self.at);
            } else if PARTS
                .iter()
                .any(|part| part.len() > tag.len() && part.starts_with(tag))
            {
                // Which of them it is shows when more is there.
                return Search::More;
            } else {
                self.at += 1;
            }
        }
    }
}

/// Where an item ends within what seems to be the text of a section: another follows it there, or the file ends with it.
fn lost_end(text: &[u8], at_end: bool) -> Option<usize> {
    let end = b"</item>";
    // An item has a number, and sections of its own; a text that shows what an export looks like is of sections that were
    // parted: "]]]]><![CDATA[>".
    let last_number = memmem::rfind(text, b"<wp:post_id>");
    let last_section = memmem::rfind(text, b"<![CDATA[").filter(|_| !text.ends_with(b"]]"));
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| memmem::find(rest, end)) {
        let at = from + found;
        let after = at + end.len();
        let following: Vec<u8> = text
            .get(after..)?
            .iter()
            .copied()
            .filter(|byte| !byte.is_ascii_whitespace())
            .take(16)
            .collect();
        let is_item = following.starts_with(b"<item>") && last_number.is_some_and(|number| number > after)
            || following.starts_with(b"<item><title>") && last_section.is_some_and(|section| section > after);
        if is_item || at_end && following.starts_with(b"</channel>") {
            return Some(at);
        }
        from = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{pieces::Dice, source::slow::Slow};

    fn cut(xml: &str, step: usize) -> Vec<String> {
        let mut splitter = Splitter::new(Slow(xml.as_bytes(), step), None);
        let mut pieces = Vec::new();
        while let Some(piece) = splitter.next().unwrap() {
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
            pieces.push(match piece {
                Piece::Head(bytes) => format!("head {}", text(bytes)),
                Piece::Item { bytes, at } => format!("{at} {}", text(bytes)),
                Piece::Cut { bytes, at } => format!("cut {at} {}", text(bytes)),
                Piece::Large { at, length, .. } => format!("large {at} {length}"),
            });
        }
        pieces
    }

    #[test]
    fn items_are_found_whatever_their_texts_hold() {
        let xml =
            "<rss><!-- <item> --><item>a<![CDATA[</item><item>]]></item>\n<item >b</item><item><![CDATA[ x";
        for step in [1, 7, 1000] {
            assert_eq!(
                cut(xml, step),
                [
                    "head <rss><!-- <item> -->",
                    "20 <item>a<![CDATA[</item><item>]]></item>",
                    "60 <item >b</item>",
                    "cut 75 <item><![CDATA[ x",
                ],
                "{step}"
            );
        }
    }

    #[test]
    fn a_section_that_nobody_closed_costs_its_own_item_only() {
        let lost = "<item>a<![CDATA[x</item>";
        for next in [
            "<item><wp:post_id>2</wp:post_id><![CDATA[y]]></item>",
            "<item><wp:post_id>2</wp:post_id>y</item>",
            "<item>\n<title><![CDATA[y]]></title><wp:post_id>2</wp:post_id></item>",
            "<item><title>y</title><dc:creator><![CDATA[z]]></dc:creator></item>",
        ] {
            for step in [1, 7, 13, 1000] {
                let expected = ["head ".to_owned(), format!("0 {lost}"), format!("25 {next}")];
                assert_eq!(cut(&format!("{lost}\n{next}"), step), expected, "{step}");
            }
        }
        for step in [1, 7, 13, 1000] {
            let found = cut(&format!("{lost}\n</channel>\n</rss>"), step);
            assert_eq!(found, ["head ".to_owned(), format!("0 {lost}")], "{step}");
        }
    }

    #[test]
    fn an_article_that_shows_what_an_export_looks_like_is_one_item() {
        let quoted = "<item><![CDATA[</item><item><title><![CDATA[a]]]]><![CDATA[></title>]]></item>";
        for step in [1, 7, 13, 1000] {
            let expected = ["head ".to_owned(), format!("0 {quoted}")];
            assert_eq!(cut(quoted, step), expected, "{step}");
        }
    }

    /// What no export should have, and some have.
    const HOSTILE: [&[u8]; 14] = [
        b"<![CDATA[",
        b"]]>",
        b"]]]]><![CDATA[>",
        b"&amp; &nbsp; & &#8217; &#x1F;",
        b"\x00\x08\x1f",
        b"\xe9\xff\xc3",
        b"[caption][gallery ids=\"1\"][/caption]",
        b"<!-- wp:paragraph --><p>mot</p><!-- /wp:paragraph -->",
        b"<!--",
        b"-->",
        b"<item",
        b"</item",
        b"<p>mot ",
        b" \n",
    ];

    #[test]
    fn no_item_of_a_hostile_export_swallows_another_however_it_is_read() {
        let mut dice = Dice(2_026);
        for archive in 0..40 {
            let mut xml = b"<rss><channel>".to_vec();
            for number in 1..=50 {
                xml.extend(format!("<item>\n<title><![CDATA[t]]></title><wp:post_id>{number}</wp:post_id><content:encoded><![CDATA[").bytes());
                (0..dice.roll(8)).for_each(|_| xml.extend(HOSTILE[dice.roll(HOSTILE.len())]));
                // Some are not closed.
                xml.extend(
                    if dice.roll(4) == 0 {
                        ""
                    } else {
                        "]]></content:encoded>"
                    }
                    .bytes(),
                );
                xml.extend(b"</item>\n");
            }
            xml.extend(b"</channel></rss>");
            // A reader of few bytes is slow.
            let few = if archive == 0 { 50 } else { 1_000 };
            for step in [few + dice.roll(few), 1 << 20] {
                let mut splitter = Splitter::new(Slow(&xml, step), None);
                let mut items = 0;
                while let Some(piece) = splitter.next().unwrap() {
                    let Piece::Item { bytes, .. } = piece else {
                        continue;
                    };
                    items += 1;
                    let numbers = memmem::find_iter(&bytes, b"<wp:post_id>").count();
                    let own = format!("<wp:post_id>{items}<");
                    assert!(
                        numbers == 1 && memmem::find(&bytes, own.as_bytes()).is_some(),
                        "{items} {step}"
                    );
                }
                assert_eq!(items, 50, "{step}");
            }
        }
    }

    #[test]
    fn an_item_of_any_size_takes_no_more_memory_than_an_item_may() {
        let large = format!("<item>{}</item><item>b</item>", "<![CDATA[x]]>".repeat(2_000_000));
        let found = cut(&large, 1 << 20);
        assert_eq!(found[1], format!("large 0 {}", large.len() - 14));
        assert_eq!(found[2], format!("{} <item>b</item>", large.len() - 14));
    }
}
