//! A place in a file, where something may be wrong.

use std::cell::RefCell;

use serde_json::{Map, Value};

use crate::{
    report::{Problem, Report, Severity},
    unseen,
};

/// What a key of an object must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Whole,
    Flag,
    List,
    Object,
}

/// The words of a span may be a space; what is said of a picture without a description is of its own.
const MAY_SAY_NOTHING: [&str; 2] = ["text", "alt"];

/// Browsers count exactly up to it (RFC 8259, 6).
const LARGEST: u64 = (1 << 53) - 1;

impl Kind {
    fn holds(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Whole => value.as_u64().is_some_and(|number| number <= LARGEST),
            Self::Flag => value.is_boolean(),
            Self::List => value.is_array(),
            Self::Object => value.is_object(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Text => "a text between quotation marks",
            Self::Whole => "a whole number of 0 or more (and at most 2⁵³ − 1)",
            Self::Flag => "true or false",
            Self::List => "a list between [ and ]",
            Self::Object => "an object between { and }",
        }
    }
}

/// A key, what it holds, and whether it must be there.
pub type Key = (&'static str, Kind, bool);

/// A JSON path within a file.
#[derive(Clone)]
pub struct Place<'a> {
    report: &'a RefCell<Report>,
    file: &'a str,
    path: String,
}

impl<'a> Place<'a> {
    pub fn file(report: &'a RefCell<Report>, file: &'a str) -> Self {
        Self {
            report,
            file,
            path: "$".to_owned(),
        }
    }

    pub fn field(&self, key: &str) -> Self {
        Self {
            path: format!("{}.{key}", self.path),
            ..self.clone()
        }
    }

    pub fn item(&self, number: usize) -> Self {
        Self {
            path: format!("{}[{number}]", self.path),
            ..self.clone()
        }
    }

    /// A path within the file, from `$` on.
    pub fn at(&self, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            ..self.clone()
        }
    }

    pub fn error(&self, what: &str, remedy: &str) {
        self.add(Severity::Error, what, remedy);
    }

    pub fn picture(&self, what: &str, remedy: &str) {
        self.add(Severity::Picture, what, remedy);
    }

    pub fn warning(&self, what: &str, remedy: &str) {
        self.add(Severity::Warning, what, remedy);
    }

    fn add(&self, severity: Severity, what: &str, remedy: &str) {
        self.report.borrow_mut().add(Problem {
            file: self.file.to_owned(),
            path: self.path.clone(),
            what: what.to_owned(),
            remedy: remedy.to_owned(),
            severity,
        });
    }

    /// The object here, its keys held against those it may have, and its texts to say something where they are there;
    /// `None` when it is no object.
    pub fn object<'v>(&self, value: &'v Value, keys: &[Key]) -> Option<&'v Map<String, Value>> {
        let Some(object) = value.as_object() else {
            self.error(
                "this must be an object",
                "write it between { and }, see content.md",
            );
            return None;
        };
        for (key, value) in object {
            match keys.iter().find(|(known, ..)| known == key) {
                Some((_, kind, _)) if !kind.holds(value) => {
                    self.field(key).error(
                        &format!("this is not {}", kind.name()),
                        &format!("make it {}", kind.name()),
                    );
                }
                Some((_, Kind::Text, _))
                    if !MAY_SAY_NOTHING.contains(&key.as_str())
                        && value
                            .as_str()
                            .is_some_and(|text| !text.is_empty() && !unseen::says(text)) =>
                {
                    self.field(key).says_nothing();
                }
                Some(_) => {}
                None => self
                    .field(key)
                    .warning("nothing reads this key", &nearest(key, keys)),
            }
        }
        for (key, kind, required) in keys {
            if *required && !object.contains_key(*key) {
                self.error(
                    &format!("\"{key}\" is missing"),
                    &format!("add it: {}", kind.name()),
                );
            }
        }
        Some(object)
    }

    /// A text field of what [`Self::object`] made, that may not be empty either.
    pub fn said<'v>(&self, object: &'v Map<String, Value>, key: &str) -> Option<&'v str> {
        let text = object.get(key)?.as_str()?;
        if text.is_empty() {
            self.field(key).says_nothing();
        }
        Some(text).filter(|text| unseen::says(text))
    }

    fn says_nothing(&self) {
        self.error(
            "this says nothing",
            "write it, or leave the key out where that is allowed",
        );
    }

    /// The items of a list field, each with its place.
    pub fn items<'v>(&self, object: &'v Map<String, Value>, key: &str) -> Vec<(Self, &'v Value)> {
        let list = object.get(key).and_then(Value::as_array);
        let place = self.field(key);
        list.into_iter()
            .flatten()
            .enumerate()
            .map(|(number, value)| (place.item(number), value))
            .collect()
    }
}

fn nearest(key: &str, keys: &[Key]) -> String {
    let close = keys
        .iter()
        .map(|(known, ..)| (strsim::jaro_winkler(key, known), known))
        .filter(|(near, _)| *near > 0.8);
    match close.max_by(|(near, _), (other, _)| near.total_cmp(other)) {
        Some((_, known)) => format!("did you mean \"{known}\"?"),
        None => "remove it, or see content.md for the keys there are".to_owned(),
    }
}
