//! The address that was.

use std::borrow::Cow;

use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, percent_encode, utf8_percent_encode,
};

use super::{Wrong, is_name};
use crate::files::composed;

/// The longest, in bytes and percent-encoded: hosts read lines of a thousand.
const LONGEST: usize = 700;

/// The most placeholders: each has a letter in what some hosts are told.
const MOST: usize = 20;

/// Signs of hosts' own languages.
pub const ODD: [char; 5] = ['"', '$', '`', '{', '}'];

/// What stays as it is in a path (RFC 3986, unreserved).
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What browsers encode in a query (https://url.spec.whatwg.org/#special-query-percent-encode-set).
const QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'\'')
    .add(b'<')
    .add(b'>');

/// A part of a path between two slashes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// Its bytes, decoded; mostly UTF-8, but old sites wrote Latin-1, too.
    Exact(Vec<u8>),
    /// Any, but an empty one: a placeholder, by its place among all.
    Any(usize),
}

/// A parameter of a query, decoded. One without a value, such as the `article12` of `spip.php?article12`, has no name but is
/// the value, so that all of an old site are of one form.
pub type Parameter = (Vec<u8>, Vec<u8>);

/// A path and perhaps a query. An address has it when its path is the same, with or without the slash at its end, and all of
/// the query's parameters are there, whatever others are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct From {
    segments: Vec<Segment>,
    names: Vec<String>,
    /// Whether it was written with a slash at its end.
    pub has_slash: bool,
    /// In the order of their names.
    query: Vec<Parameter>,
    /// As browsers send them, beside [`Self::query`].
    sent: Vec<(String, String)>,
}

impl From {
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, Wrong> {
        if text.contains("://") || text.starts_with("//") {
            return Err(Wrong::new(
                "the host stands there, too",
                "write what follows it: an address begins with one slash",
            ));
        }
        if !text.starts_with('/') {
            return Err(Wrong::new(
                "it does not begin with a slash",
                "begin it with one slash",
            ));
        }
        if text.trim() != text {
            return Err(Wrong::new("it has a space at one of its ends", "remove it"));
        }
        if text.contains('#') {
            return Err(Wrong::new(
                "it goes on after a #, which browsers keep for themselves",
                "leave out what begins with the #; a # that means itself is %23",
            ));
        }
        if !is_encoded(text) {
            return Err(Wrong::new(
                "there is a % that begins no code of two digits",
                "write %25 where it means itself",
            ));
        }
        let (path, query) = text
            .split_once('?')
            .map_or((text, None), |(path, query)| (path, Some(query)));
        let (segments, names) = segments(path)?;
        let (query, sent) = query.map(parameters).transpose()?.unwrap_or_default();
        if !names.is_empty() && !query.is_empty() {
            return Err(Wrong::new(
                "it has a placeholder and a query",
                "say the path exactly, or leave the query out",
            ));
        }
        let is_text = |segment: &Segment| match segment {
            Segment::Exact(bytes) => std::str::from_utf8(bytes).is_ok_and(|text| !text.contains(ODD)),
            Segment::Any(_) => true,
        };
        let is_plain = segments.iter().all(is_text) && !text.contains("{$");
        if !query.is_empty() && !is_plain {
            return Err(Wrong::new(
                "it has a query, and its path is not in UTF-8 or has a sign that hosts take for their own",
                "leave it out: there is no host that could be told of it",
            ));
        }
        if names.len() > MOST {
            return Err(Wrong::new(
                format!("it has more than {MOST} placeholders"),
                "say some of its segments exactly",
            ));
        }
        let from = Self {
            has_slash: path.ends_with('/'),
            segments,
            names,
            query,
            sent,
        };
        if from.address().len() > LONGEST {
            return Err(Wrong::new(
                format!("it is longer than the {LONGEST} signs that all hosts read, percent-encoded"),
                "leave it out: no reader has it",
            ));
        }
        Ok(from)
    }

    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// What its placeholders are called, in their order.
    pub fn names(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }

    pub fn has_placeholders(&self) -> bool {
        !self.names.is_empty()
    }

    pub fn query(&self) -> &[Parameter] {
        &self.query
    }

    /// The query's parameters as browsers send them: names and values, in the order of [`Self::query`].
    pub fn sent(&self) -> &[(String, String)] {
        &self.sent
    }

    /// The path, decoded and without the slash at its end, in each way in which its accents may be written (Unicode's forms):
    /// as it was given, and in form C. Nothing where it has placeholders.
    pub fn paths(&self) -> Vec<Vec<u8>> {
        let mut given = Vec::new();
        for segment in &self.segments {
            match segment {
                Segment::Exact(bytes) => {
                    given.push(b'/');
                    given.extend(bytes);
                }
                Segment::Any(_) => return Vec::new(),
            }
        }
        if given.is_empty() {
            given.push(b'/');
        }
        let other = std::str::from_utf8(&given).map(|path| composed(path).into_owned().into_bytes());
        let other = other.ok().filter(|other| *other != given);
        std::iter::once(given).chain(other).collect()
    }

    /// What two addresses that are the same have in common.
    pub fn key(&self) -> (Vec<Segment>, &[Parameter]) {
        let segments = self.segments.iter().map(|segment| match segment {
            Segment::Exact(bytes) => Segment::Exact(match std::str::from_utf8(bytes) {
                Ok(text) => composed(text).into_owned().into_bytes(),
                Err(_) => bytes.clone(),
            }),
            Segment::Any(_) => Segment::Any(0),
        });
        (segments.collect(), &self.query)
    }

    /// The path as programs read it: percent-encoded, placeholders as `name` says, and the slash at its end as it was given.
    pub fn path(&self, name: impl Fn(usize) -> String) -> String {
        let mut path = String::new();
        for segment in &self.segments {
            path.push('/');
            match segment {
                Segment::Exact(bytes) => path.push_str(&encoded(bytes)),
                Segment::Any(number) => path.push_str(&name(*number)),
            }
        }
        if self.has_slash || path.is_empty() {
            path.push('/');
        }
        path
    }

    /// The whole address, as messages name it.
    pub fn address(&self) -> String {
        let path = self.path(|number| format!(":{}", self.names.get(number).map_or("", String::as_str)));
        let query: Vec<String> = self
            .sent
            .iter()
            .map(|(name, value)| joined(name, value))
            .collect();
        match query.is_empty() {
            true => path,
            false => format!("{path}?{}", query.join("&")),
        }
    }
}

/// A parameter as it stands in a query.
pub fn joined(name: &str, value: &str) -> String {
    match name {
        "" => value.to_owned(),
        name => format!("{name}={value}"),
    }
}

/// Bytes of a path, percent-encoded.
pub fn encoded(bytes: &[u8]) -> Cow<'_, str> {
    percent_encode(bytes, PATH).into()
}

fn is_encoded(text: &str) -> bool {
    let mut rest = text.split('%').skip(1);
    rest.all(|after| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

fn segments(path: &str) -> Result<(Vec<Segment>, Vec<String>), Wrong> {
    let inner = path.strip_prefix('/').unwrap_or(path);
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let (mut segments, mut names) = (Vec::new(), Vec::new());
    if inner.is_empty() {
        return Ok((segments, names));
    }
    for part in inner.split('/') {
        if let Some(name) = part.strip_prefix(':') {
            if !is_name(name) {
                return Err(Wrong::new(
                    format!("\"{part}\" is no placeholder"),
                    "name it with letters, such as :slug, or write %3A where the : means itself",
                ));
            }
            if names.iter().any(|known| known == name) {
                return Err(Wrong::new(
                    format!("the placeholder \"{part}\" stands there twice"),
                    "give each its own name",
                ));
            }
            segments.push(Segment::Any(names.len()));
            names.push(name.to_owned());
            continue;
        }
        if part.contains('*') {
            return Err(Wrong::new(
                "there is a *, which stands for nothing here",
                "write a placeholder such as :slug for each segment, or %2A where it means itself",
            ));
        }
        let bytes: Vec<u8> = percent_decode_str(part).collect();
        let is_odd = |byte: &u8| byte.is_ascii_control() || b"/\\".contains(byte);
        if matches!(bytes.as_slice(), b"" | b"." | b"..") || bytes.iter().any(is_odd) {
            return Err(Wrong::new(
                format!("no browser asks for the segment \"{}\"", part.escape_debug()),
                "copy the address from a browser",
            ));
        }
        segments.push(Segment::Exact(bytes));
    }
    Ok((segments, names))
}

type Query = (Vec<Parameter>, Vec<(String, String)>);

fn parameters(query: &str) -> Result<Query, Wrong> {
    let mut all = Vec::new();
    for given in query.split('&') {
        let (name, value) = match given.split_once('=') {
            Some((name, "")) => ("", name),
            Some((name, value)) => (name, value),
            None => ("", given),
        };
        let decoded = |text: &str| percent_decode_str(text).collect::<Vec<u8>>();
        let parameter = (decoded(name), decoded(value));
        let is_odd = |bytes: &[u8]| bytes.iter().any(u8::is_ascii_control);
        if value.is_empty() || given.starts_with('=') || is_odd(&parameter.0) || is_odd(&parameter.1) {
            return Err(Wrong::new(
                "its query has a parameter that is empty",
                "write the query such as ?p=12, or leave the ? out",
            ));
        }
        if value.starts_with(':') {
            return Err(Wrong::new(
                "there is a placeholder in its query",
                "write one redirect for each value: placeholders stand in paths",
            ));
        }
        let sent = |text: &str| utf8_percent_encode(text, QUERY).to_string();
        all.push((parameter, (sent(name), sent(value))));
    }
    all.sort();
    let is_doubled = all
        .windows(2)
        .any(|two| matches!(two, [one, other] if one.0.0 == other.0.0));
    if is_doubled {
        return Err(Wrong::new(
            "its query has two parameters of one name, or two without a value",
            "keep the one that says which page it was",
        ));
    }
    Ok(all.into_iter().unzip())
}
