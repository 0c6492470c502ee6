//! What is done with already, set aside while the rest of a text is read: signs in it are no shortcuts any more.

/// Noncharacters of Unicode around a piece's number, which are in no text.
const OPEN: char = '\u{fdd2}';
const CLOSE: char = '\u{fdd3}';

/// Pieces of HTML, by the numbers that stand for them in the text.
#[derive(Debug)]
pub struct Shelf(Vec<Piece>);

#[derive(Debug)]
struct Piece {
    html: String,
    /// Whether it is a paragraph of its own.
    is_block: bool,
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Text(&'a str),
    /// A piece, as it stands in the text, and its number.
    Piece(&'a str, usize),
}

/// The pieces that every text has.
const FIXED: [&str; 5] = ["<strong>", "</strong>", "<em>", "</em>", "<br>"];

impl Default for Shelf {
    fn default() -> Self {
        Self(
            FIXED
                .iter()
                .map(|html| Piece {
                    html: (*html).to_owned(),
                    is_block: false,
                })
                .collect(),
        )
    }
}

fn token(number: usize) -> String {
    format!("{OPEN}{number}{CLOSE}")
}

/// What stands for one of the pieces that every text has.
pub fn fixed(html: &str) -> String {
    FIXED
        .iter()
        .position(|it| *it == html)
        .map_or_else(String::new, token)
}

/// A text without the signs that stand for pieces; says whether it had some.
pub fn without_signs(text: &str) -> (String, bool) {
    let own = [OPEN, CLOSE];
    (text.replace(own, ""), text.contains(own))
}

impl Shelf {
    /// Sets a piece of a line aside; gives what stands for it.
    pub fn put(&mut self, html: impl Into<String>) -> String {
        self.add(html.into(), false)
    }

    /// Sets a paragraph of its own aside; gives what stands for it.
    pub fn put_block(&mut self, html: impl Into<String>) -> String {
        self.add(html.into(), true)
    }

    fn add(&mut self, html: String, is_block: bool) -> String {
        self.0.push(Piece { html, is_block });
        token(self.0.len() - 1)
    }

    pub fn html(&self, number: usize) -> &str {
        self.0.get(number).map_or("", |piece| &piece.html)
    }

    /// Whether a text begins, or ends, with a paragraph of its own.
    pub fn is_block_at(&self, text: &str, end: bool) -> bool {
        let text = text.trim();
        let start = match end {
            true if text.ends_with(CLOSE) => text.rfind(OPEN),
            true => None,
            false => Some(0),
        };
        let part = start.and_then(|start| parts(text.get(start..)?).next());
        matches!(part, Some(Part::Piece(_, number)) if self.0.get(number).is_some_and(|it| it.is_block))
    }

    /// Whether nothing stands in a text but paragraphs of their own.
    pub fn is_all_blocks(&self, text: &str) -> bool {
        parts(text).all(|part| match part {
            Part::Text(words) => words.trim().is_empty(),
            Part::Piece(_, number) => self.0.get(number).is_some_and(|it| it.is_block),
        })
    }

    /// The text with all pieces in their places.
    pub fn restored(&self, text: &str) -> String {
        let mut html = String::with_capacity(text.len() * 2);
        self.restore(text, self.0.len(), &mut html);
        html
    }

    /// A text on one line, as it was typed.
    pub fn words(&self, text: &str) -> String {
        crate::text::line(&self.restored(text))
    }

    /// A piece is made of earlier ones only, so this ends.
    fn restore(&self, text: &str, below: usize, to: &mut String) {
        for part in parts(text) {
            match part {
                Part::Text(words) => to.push_str(words),
                Part::Piece(_, number) if number < below => {
                    if let Some(piece) = self.0.get(number) {
                        self.restore(&piece.html, number, to);
                    }
                }
                Part::Piece(..) => {}
            }
        }
    }
}

/// The parts of a text.
pub fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(start) = rest.find(OPEN) else {
            return Some(Part::Text(std::mem::take(&mut rest)));
        };
        if start > 0 {
            let (words, after) = rest.split_at(start);
            rest = after;
            return Some(Part::Text(words));
        }
        let end = rest.find(CLOSE).map_or(rest.len(), |end| end + CLOSE.len_utf8());
        let (piece, after) = rest.split_at(end);
        rest = after;
        let number = piece.trim_matches([OPEN, CLOSE]).parse().unwrap_or(usize::MAX);
        Some(Part::Piece(piece, number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_within_pieces_come_back_once() {
        let mut shelf = Shelf::default();
        let inner = shelf.put("<b>");
        let outer = shelf.put_block(format!("<p>{inner}x</p>"));
        assert_eq!(shelf.restored(&format!("a {outer} b")), "a <p><b>x</p> b");
        assert!(shelf.is_all_blocks(&format!(" {outer}\n")));
        assert!(!shelf.is_all_blocks(&format!("{outer} a")));
    }
}
