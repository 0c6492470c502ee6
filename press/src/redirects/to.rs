//! Where an old address leads now.

use super::{Wrong, is_name};
use crate::{
    address::ascii,
    links::{self, Destination},
};

/// What a text of [`To`] is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// As programs read it: in ASCII, with nothing in it that a host's language would take for its own.
    Text(String),
    /// What a placeholder stood for, by its place.
    Value(usize),
}

/// An address of the site, or one elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct To {
    /// Whether it is of the site, and so below its base path.
    pub is_own: bool,
    pieces: Vec<Piece>,
    /// Whether it has a query or a fragment of its own. Else it is handed the query of who asks.
    pub is_whole: bool,
}

impl To {
    /// Reads it; `names` are the placeholders that there are.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str, names: &[&str]) -> Result<Self, Wrong> {
        let is_own = text.starts_with('/') && !text.starts_with("//");
        let is_https = text
            .get(..8)
            .is_some_and(|begin| begin.eq_ignore_ascii_case("https://"));
        if !is_own && !is_https {
            return Err(Wrong::new(
                "it is neither an address of the site nor one elsewhere",
                "begin it with one slash, or with https://",
            ));
        }
        let (path, rest) = text.split_at(text.find(['?', '#']).unwrap_or(text.len()));
        let is_placeholder = |part: &str| part.strip_prefix(':').is_some_and(is_name);
        if rest.split(['?', '#', '&', '=']).any(is_placeholder) {
            return Err(Wrong::new(
                "there is a placeholder in its query",
                "let placeholders stand for whole segments of the path",
            ));
        }
        // Not the scheme and the host.
        let begin = if is_own { 0 } else { 8 };
        let begin = path
            .get(begin..)
            .and_then(|path| path.find('/'))
            .map_or(path.len(), |at| begin + at);
        let (host, path) = path.split_at(begin);
        if host.contains(['@', '\\']) || host.split(['/', '.']).any(is_placeholder) {
            return Err(Wrong::new(
                "its host is not said plainly",
                "write https:// and the name of a host: a placeholder there would lead anywhere",
            ));
        }
        let mut to = Self {
            is_own,
            pieces: Vec::new(),
            is_whole: !rest.is_empty(),
        };
        if !path.split('/').any(|part| part.starts_with(':')) {
            let address = match Destination::of(text) {
                Some(Destination::File(name)) => links::address(&name, text),
                _ => ascii(&text.replace(' ', "%20")),
            };
            to.push(&address);
            return Ok(to);
        }
        to.push(&ascii(host));
        for part in path.split('/').skip(1) {
            to.push("/");
            match part.strip_prefix(':') {
                None => to.push(&ascii(&part.replace(' ', "%20"))),
                Some(name) => match names.iter().position(|known| *known == name) {
                    Some(number) => to.pieces.push(Piece::Value(number)),
                    None => {
                        return Err(Wrong::new(
                            format!("\"from\" has no placeholder \"{part}\""),
                            "name it there, too, or write %3A where the : means itself",
                        ));
                    }
                },
            }
        }
        to.push(&ascii(&rest.replace(' ', "%20")));
        Ok(to)
    }

    fn push(&mut self, text: &str) {
        // What is none of a URI's signs is encoded by now, but for a few that hosts' languages know.
        let text = text.replace('$', "%24").replace('\\', "%5C");
        match self.pieces.last_mut() {
            Some(Piece::Text(known)) => known.push_str(&text),
            _ => self.pieces.push(Piece::Text(text)),
        }
    }

    pub fn has_placeholders(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Value(_)))
    }

    /// The address for a newspaper below a base path, `value` saying what placeholders stand for.
    pub fn write(&self, base: &str, value: impl Fn(usize) -> String) -> String {
        let mut address = match self.is_own {
            true => base.trim_end_matches('/').to_owned(),
            false => String::new(),
        };
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => address.push_str(text),
                Piece::Value(number) => address.push_str(&value(*number)),
            }
        }
        address
    }
}
