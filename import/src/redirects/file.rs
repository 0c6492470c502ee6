//! `redirects.json`, a redirect at a time: of a large archive there are hundreds of thousands.

use std::{
    io::{self, Write},
    path::Path,
};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::{
    block::VERSION,
    error::{self, Error},
    folder,
};

/// A redirect, as the file says it.
#[derive(Clone, Debug, Deserialize)]
pub struct Redirect {
    pub from: String,
    pub to: String,
}

/// As it is written.
#[derive(Serialize)]
struct Told<'a> {
    from: &'a str,
    to: &'a str,
}

/// Gives each redirect of a file; none where there is no file.
///
/// # Errors
/// When it cannot be read, or is not as it must be.
pub fn read(path: &Path, each: impl FnMut(Redirect)) -> Result<(), Error> {
    let file = match folder::reader(path) {
        Ok(file) => file,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(why) => return Err(Error::read(path, why)),
    };
    let mut file = serde_json::Deserializer::from_reader(file);
    let read = file.deserialize_map(Whole(each)).and_then(|()| file.end());
    read.map_err(|why| {
        Error::content(
            path,
            format!("this is not as it must be: {}", error::json(&why)),
            "mend it first: `kiosque check` says where",
        )
    })
}

/// The file.
struct Whole<F>(F);

impl<'de, F: FnMut(Redirect)> Visitor<'de> for Whole<F> {
    type Value = ();

    fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("an object with \"redirects\"")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut has_redirects = false;
        while let Some(name) = map.next_key::<String>()? {
            if name == "redirects" {
                has_redirects = true;
                map.next_value_seed(List(&mut self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        match has_redirects {
            true => Ok(()),
            false => Err(serde::de::Error::missing_field("redirects")),
        }
    }
}

/// Its list of redirects.
struct List<'a, F>(&'a mut F);

impl<'de, F: FnMut(Redirect)> DeserializeSeed<'de> for List<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, list: D) -> Result<(), D::Error> {
        list.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(Redirect)> Visitor<'de> for List<'_, F> {
    type Value = ();

    fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("a list of redirects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(redirect) = list.next_element::<Redirect>()? {
            (self.0)(redirect);
        }
        Ok(())
    }
}

/// Writes the file's text.
///
/// # Errors
/// When it cannot be written.
pub fn write<'a>(to: &mut dyn Write, redirects: impl Iterator<Item = (&'a str, &'a str)>) -> io::Result<()> {
    write!(to, "{{\n  \"version\": \"{VERSION}\",\n  \"redirects\": [")?;
    for (number, (from, told)) in redirects.enumerate() {
        to.write_all(if number > 0 { b",\n    " } else { b"\n    " })?;
        serde_json::to_writer(&mut *to, &Told { from, to: told })?;
    }
    to.write_all(b"\n  ]\n}\n")
}
