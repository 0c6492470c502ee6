//! Single records of exports as JSON: what is wrong within one costs that one and no other.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value, value::RawValue};

use super::{ELEMENT, Ended, Path, Step, mend, read};
use crate::{
    error::Error,
    outcome::{Entry, Kind, Reason},
    source::input::Input,
};

/// The largest record that is read, in bytes.
pub const LARGEST: usize = 16 << 20;
/// The largest file that is one object, which is read whole, in bytes.
const LARGEST_FILE: usize = 256 << 20;

/// A record as it was found in a file.
#[derive(Debug)]
pub enum Found<'a> {
    /// One that could be read, as it stands in the file, with what is told of its form.
    Object(&'a Value, &'a str, Vec<Entry>),
    /// One that could not be read, and why.
    Unread(&'a str, Reason),
}

/// Gives the objects of a file, in their order: those of its lists, however deep below answers of interfaces, or the one that it
/// is. What is none of them is given, too, where it is an element of the file's own list.
///
/// # Errors
/// When the file cannot be read or none of it is JSON; what `each` returns.
pub fn objects(
    input: &Input,
    is_object: &dyn Fn(&Value) -> bool,
    each: &mut dyn FnMut(Found<'_>) -> Result<(), Error>,
) -> Result<Ended, Error> {
    let is_list = super::is_list(input)?;
    let choose = |path: &Path| match path {
        [] if is_list => Step::Into,
        _ => Step::Take,
    };
    read(input, &choose, &mut |path: &Path, raw: &RawValue| {
        let raw = raw.get();
        let is_element = path.last().is_some_and(|name| name == ELEMENT);
        if !is_element && raw.len() > LARGEST_FILE {
            return Err(Error::content(
                &input.path,
                "the file is one object of more than 256 MiB",
                "export fewer articles at once, or each into a file of its own",
            ));
        }
        let most = if is_element { LARGEST } else { LARGEST_FILE };
        match value_of(raw, most) {
            Ok((value, told)) if is_object(&value) => each(Found::Object(&value, raw, told)),
            Ok((value, _)) => {
                let found = within(&value, is_object, each, 0)?;
                match found == 0 && is_element {
                    true => each(Found::Object(&value, raw, Vec::new())),
                    false => Ok(()),
                }
            }
            Err(reason) => each(Found::Unread(raw, reason)),
        }
    })
}

/// Gives the objects below a value; says how many.
fn within(
    value: &Value,
    is_object: &dyn Fn(&Value) -> bool,
    each: &mut dyn FnMut(Found<'_>) -> Result<(), Error>,
    depth: usize,
) -> Result<usize, Error> {
    /// Answers have lists below one or two names.
    const DEEPEST: usize = 4;
    let below: Vec<&Value> = match value {
        Value::Array(list) => list.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        _ => return Ok(0),
    };
    let mut count = 0;
    for value in below {
        if is_object(value) {
            each(Found::Object(value, &value.to_string(), Vec::new()))?;
            count += 1;
        } else if depth < DEEPEST {
            count += within(value, is_object, each, depth + 1)?;
        }
    }
    Ok(count)
}

/// A record as a value, with what is told of its form: fields that stand there twice, of which the last counts, and halves of
/// characters.
///
/// # Errors
/// Why the record is set aside as it is.
pub fn value(raw: &str) -> Result<(Value, Vec<Entry>), Reason> {
    value_of(raw, LARGEST)
}

fn value_of(raw: &str, most: usize) -> Result<(Value, Vec<Entry>), Reason> {
    if raw.len() > most {
        return Err(Reason::TooLarge);
    }
    let (json, halves) = mend::without_halves(raw);
    let mut told = Vec::new();
    if halves > 0 {
        let was = format!("{halves} halves of characters");
        told.push(Entry::new(Reason::BadEncoding, Kind::Other, "record").was(was));
    }
    let mut reader = serde_json::Deserializer::from_str(&json);
    let noting = Noting { told: &mut told };
    match noting.deserialize(&mut reader) {
        Ok(value) => Ok((value, told)),
        Err(_) => Err(Reason::Unreadable),
    }
}

/// Makes texts of the fields that are to be texts and are numbers; tells of those that are anything else.
pub fn settle(record: &mut Value, texts: &[&str]) -> Vec<Entry> {
    let mut told = Vec::new();
    for name in texts {
        let Some(field) = record.get_mut(*name) else {
            continue;
        };
        match field {
            Value::Null | Value::String(_) => {}
            Value::Number(_) | Value::Bool(_) => *field = Value::String(field.to_string()),
            Value::Array(_) | Value::Object(_) => {
                told.push(Entry::new(Reason::UnknownPart, Kind::Other, *name).was(field.to_string()));
            }
        }
    }
    told
}

/// Reads a value, and notes what a plain reading of it would lose.
struct Noting<'a> {
    told: &'a mut Vec<Entry>,
}

impl Noting<'_> {
    fn below(&mut self) -> Noting<'_> {
        Noting { told: self.told }
    }
}

impl<'de> DeserializeSeed<'de> for Noting<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Noting<'_> {
    type Value = Value;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("any JSON")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(self.below())?;
            if let Some(before) = fields.insert(name.clone(), value)
                && fields.get(&name) != Some(&before)
            {
                let was = before.as_str().map_or_else(|| before.to_string(), str::to_owned);
                self.told
                    .push(Entry::new(Reason::DoubledField, Kind::Other, name).was(was));
            }
        }
        Ok(Value::Object(fields))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self.below())? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }
    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_stands_there_twice_is_told() {
        let (read, told) = value(r#"{"a": "x", "b": {"c": 1, "c": 1}, "a": "y"}"#).unwrap();
        assert_eq!(read, serde_json::json!({"a": "y", "b": {"c": 1}}));
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].was.as_deref(), Some("x"));
    }

    #[test]
    fn what_nests_too_deep_or_is_too_large_is_one_record() {
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        assert_eq!(value(&deep).unwrap_err(), Reason::Unreadable);
        let large = format!("\"{}\"", "x".repeat(LARGEST));
        assert_eq!(value(&large).unwrap_err(), Reason::TooLarge);
    }

    #[test]
    fn texts_that_are_numbers_are_texts() {
        let mut record = serde_json::json!({"a": 2024, "b": true, "c": null, "d": ["x"], "e": "y"});
        let told = settle(&mut record, &["a", "b", "c", "d", "e", "f"]);
        assert_eq!(record["a"], "2024");
        assert_eq!(record["b"], "true");
        assert_eq!((told.len(), told[0].place.as_str()), (1, "d"));
    }
}
