//! How a piece that cannot be read degrades alone.
//!
//! It works with what reads values that are parsed already, as [`from_value`](super::from_value) does: a parser
//! would stand in the midst of the piece that it stopped at.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{SeqAccess, Visitor},
};

/// For `#[serde(default, deserialize_with = "lenient")]`: what is null or of a wrong type is as if it was missing.
pub fn lenient<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(or_default(deserializer))
}

/// Apart, because a field whose reading is seen never to fail needs no code for when it does.
#[inline(never)]
fn or_default<'de, D, T>(deserializer: D) -> T
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    T::deserialize(deserializer).unwrap_or_default()
}

/// As [`lenient`], for a list: its items that cannot be read are left out.
pub fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    lenient(deserializer).map(|List(items)| items)
}

/// A value as [`lenient`] reads it.
pub struct Lenient<T>(pub T);

impl<'de, T: Default + Deserialize<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient(deserializer).map(Self)
    }
}

/// A list without the items that cannot be read; what is no list at all is an error.
pub struct List<T>(pub Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Items(PhantomData)).map(Self)
    }
}

struct Items<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Items<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut found = Vec::new();
        while let Some(item) = items.next_element()? {
            if let Item(Some(item)) = item {
                found.push(item);
            }
        }
        Ok(found)
    }
}

/// An item of a list, when it can be read.
struct Item<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(T::deserialize(deserializer).ok()))
    }
}
