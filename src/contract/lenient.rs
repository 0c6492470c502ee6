//! Deserializers that give up one piece instead of the whole.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

/// The value, or its default when it is null or of the wrong type.
pub fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    let value = Value::deserialize(deserializer)?;
    Ok(T::deserialize(value).unwrap_or_default())
}

/// The items of an array that can be read; the others are left out.
pub fn items<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Ok(array(deserializer)?
        .into_iter()
        .filter_map(|item| T::deserialize(item).ok())
        .collect())
}

/// As [`items`], for arrays of arrays; a row that is not an array is left out.
pub fn rows<'de, D, T>(deserializer: D) -> Result<Vec<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Ok(array(deserializer)?
        .into_iter()
        .filter(Value::is_array)
        .filter_map(|row| items(row).ok())
        .collect())
}

/// The items of an array, an unreadable one replaced by its default: for what the reader must
/// see was there.
pub fn items_or_default<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    Ok(array(deserializer)?
        .into_iter()
        .map(|item| T::deserialize(item).unwrap_or_default())
        .collect())
}

fn array<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Value>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(items) => items,
        _ => Vec::new(),
    })
}
