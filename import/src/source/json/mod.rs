//! Exports as JSON, read as a stream: what is wanted of them is given value by value, whatever the size of the file.

mod mend;
mod value;

use std::{
    fmt,
    io::{self, BufReader, Read},
    sync::PoisonError,
};

use encoding_rs_io::DecodeReaderBytesBuilder;
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

use super::input::Input;
use crate::{
    error::{self, Error},
    outcome::{Entry, Kind, Reason},
};
use mend::{Mended, Mending};
pub use value::{Found, LARGEST, objects, settle, value};

/// Where a value stands: the names of the objects' fields that lead to it, and [`ELEMENT`] for each list.
pub type Path = [String];

/// The name of a list's elements in a [`Path`].
pub const ELEMENT: &str = "[]";

/// What becomes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its own fields or elements are looked at.
    Into,
    /// It is given whole.
    Take,
    Skip,
}

type Choose<'a> = &'a dyn Fn(&Path) -> Step;
type Give<'a> = &'a mut dyn FnMut(&Path, &RawValue) -> Result<(), Error>;

/// How the reading of a file ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// Why it was not read to its end, where it was not: what stands before that was given.
    pub cut: Option<String>,
    pub mended: Mended,
}

impl Ended {
    /// Tells what a newsroom has to know of it.
    pub fn tell(&self, input: &Input, to: &mut Vec<Entry>) {
        let file = input.name();
        let mut tell = |reason, was: String| {
            to.push(Entry::new(reason, Kind::Other, file.clone()).was(was));
        };
        if let Some(why) = &self.cut {
            tell(Reason::CutOff, why.clone());
        }
        let Mended {
            bytes,
            first_byte,
            controls,
        } = self.mended;
        if bytes > 0 {
            tell(
                Reason::BadEncoding,
                format!("{bytes} bytes, the first is byte {first_byte}"),
            );
        }
        if controls > 0 {
            tell(Reason::UnseenSign, format!("{controls} as they are within texts"));
        }
    }
}

/// Gives what is wanted of a file, in its order. Several values one after the other, as lines of JSON have them, are read as
/// one after the other. Of a file that was cut off, or is no JSON from some place on, what stands before is given.
///
/// # Errors
/// When the file cannot be read or none of it is JSON; what `give` returns.
pub fn read(input: &Input, choose: Choose<'_>, give: Give<'_>) -> Result<Ended, Error> {
    let (reader, mended) = Mending::new(opened(input)?);
    let mut count = 0_usize;
    let read = from(
        BufReader::with_capacity(256 * 1024, reader),
        choose,
        &mut |path, raw| {
            count += 1;
            give(path, raw)
        },
    );
    let cut = match read {
        Ok(()) => None,
        Err(Stop::Given(why)) => return Err(why),
        Err(Stop::Json(why)) if is_unread(&why) => return Err(Error::read(&input.path, why.into())),
        Err(Stop::Json(why)) if count > 0 => Some(error::json(&why)),
        Err(Stop::Json(why)) => {
            return Err(Error::content(
                &input.path,
                format!("this is no whole JSON: {}", error::json(&why)),
                "export it again; the file may have been cut off",
            ));
        }
    };
    let mended = *mended.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(Ended { cut, mended })
}

/// As [`read`], of a text: each field of its object, and each element of lists that are fields. Where it ends too soon, says
/// so; none where nothing of it can be read.
pub fn read_text(json: &str, give: &mut dyn FnMut(&Path, &RawValue)) -> Option<Option<String>> {
    let choose = |path: &Path| match path {
        [] => Step::Into,
        [name] if name == "items" => Step::Into,
        _ => Step::Take,
    };
    let mut count = 0_usize;
    let (reader, _) = Mending::new(json.as_bytes());
    let read = from(reader, &choose, &mut |path, raw| {
        count += 1;
        give(path, raw);
        Ok(())
    });
    match read {
        Ok(()) => Some(None),
        Err(Stop::Json(why)) if count > 0 => Some(Some(error::json(&why))),
        Err(_) => None,
    }
}

/// Whether a disk failed, rather than what was written there.
fn is_unread(why: &serde_json::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    why.io_error_kind()
        .is_some_and(|kind| !matches!(kind, UnexpectedEof | InvalidData | InvalidInput))
}

/// A file as UTF-8. PowerShell writes UTF-16, Windows' editors a mark before UTF-8.
fn opened(input: &Input) -> Result<impl Read, Error> {
    let mut file = input.open()?;
    let mut beginning = Vec::new();
    file.by_ref()
        .take(2)
        .read_to_end(&mut beginning)
        .map_err(|why| Error::read(&input.path, why))?;
    let encoding = match beginning.as_slice() {
        [b'{' | b'[', 0] => Some(encoding_rs::UTF_16LE),
        [0, b'{' | b'['] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    Ok(DecodeReaderBytesBuilder::new()
        .encoding(encoding)
        .utf8_passthru(true)
        .strip_bom(true)
        .build(io::Cursor::new(beginning).chain(file)))
}

/// Whether a file begins with a list.
fn is_list(input: &Input) -> Result<bool, Error> {
    let mut beginning = Vec::new();
    opened(input)?
        .take(4096)
        .read_to_end(&mut beginning)
        .map_err(|why| Error::read(&input.path, why))?;
    let first = beginning.iter().find(|byte| !byte.is_ascii_whitespace());
    Ok(first == Some(&b'['))
}

#[derive(Debug)]
enum Stop {
    Json(serde_json::Error),
    Given(Error),
}

fn from(reader: impl Read, choose: Choose<'_>, give: Give<'_>) -> Result<(), Stop> {
    let mut stopped = None;
    let mut path = Vec::new();
    let mut json = serde_json::Deserializer::from_reader(reader);
    loop {
        let walk = Walk {
            path: &mut path,
            choose,
            give: &mut *give,
            stopped: &mut stopped,
        };
        let read = walk.deserialize(&mut json);
        if let Some(why) = stopped {
            return Err(Stop::Given(why));
        }
        read.map_err(Stop::Json)?;
        if json.end().is_ok() {
            return Ok(());
        }
    }
}

struct Walk<'a> {
    path: &'a mut Vec<String>,
    choose: Choose<'a>,
    give: Give<'a>,
    stopped: &'a mut Option<Error>,
}

impl Walk<'_> {
    fn below(&mut self) -> Walk<'_> {
        Walk {
            path: self.path,
            choose: self.choose,
            give: self.give,
            stopped: self.stopped,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        match (self.choose)(self.path) {
            Step::Into => json.deserialize_any(self),
            Step::Skip => json.deserialize_ignored_any(IgnoredAny).map(drop),
            Step::Take => {
                let raw: Box<RawValue> = serde::Deserialize::deserialize(json)?;
                (self.give)(self.path, &raw).map_err(|why| {
                    *self.stopped = Some(why);
                    D::Error::custom("stopped")
                })
            }
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("any JSON")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            self.path.push(key);
            map.next_value_seed(self.below())?;
            self.path.pop();
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        self.path.push(ELEMENT.to_owned());
        while list.next_element_seed(self.below())?.is_some() {}
        self.path.pop();
        Ok(())
    }

    // A value that has nothing in it.
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Whether a file begins as JSON does.
#[must_use]
pub fn begins(beginning: &str) -> bool {
    let text = beginning.trim_start_matches('\u{feff}').trim_start();
    text.starts_with(['{', '['])
}

/// Whether a beginning of JSON has a field of that name, however deep. Within a text the quotation marks of a name have
/// backslashes before them, so that what an article quotes is never taken for one.
#[must_use]
pub fn has_field(beginning: &str, name: &str) -> bool {
    let quoted = format!("\"{name}\"");
    beginning.match_indices(&quoted).any(|(at, _)| {
        let after = beginning.get(at + quoted.len()..).unwrap_or_default();
        after.trim_start().starts_with(':')
    })
}

/// A text of an object, or nothing.
#[must_use]
pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// A number or a text as it is written: ids are either.
#[must_use]
pub fn id(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Whether a field says yes: databases have 1, `1` and `true` for it.
#[must_use]
pub fn is_yes(value: &Value) -> bool {
    match value {
        Value::Bool(is) => *is,
        Value::Number(number) => number.as_i64() == Some(1),
        Value::String(text) => matches!(text.as_str(), "1" | "true"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(json: &str) -> Result<Vec<String>, Stop> {
        let mut found = Vec::new();
        let choose = |path: &Path| match path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [] | ["data"] | [ELEMENT] => Step::Into,
            ["data", ELEMENT] | [ELEMENT, "x"] => Step::Take,
            _ => Step::Skip,
        };
        from(json.as_bytes(), &choose, &mut |path, raw| {
            found.push(format!("{}={}", path.join("."), raw.get()));
            Ok(())
        })?;
        Ok(found)
    }

    #[test]
    fn what_is_wanted_is_given_as_it_stands_in_the_file() {
        assert_eq!(
            taken("{\"other\": [[1]], \"data\": [ {\"a\": 1.50}, 2]}\n[{\"x\": \"é\"}, 3]\n").unwrap(),
            ["data.[]={\"a\": 1.50}", "data.[]=2", "[].x=\"é\""]
        );
    }

    #[test]
    fn a_file_that_was_cut_off_says_where() {
        let Err(Stop::Json(why)) = taken("{\"data\": [1,\n 2") else {
            panic!("read")
        };
        assert_eq!(why.line(), 2);
    }

    #[test]
    fn names_of_fields_are_told_from_what_a_text_quotes() {
        assert!(has_field("{ \"a\" : 1", "a"));
        assert!(!has_field(r#"{"text": "he said \"a\": yes", "b": "a"}"#, "a"));
    }
}
