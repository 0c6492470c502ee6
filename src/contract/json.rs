//! JSON as the contract reads it: a piece that is missing, null or of the wrong type is not there.
//!
//! In a browser the browser's own parser reads it, natively `serde_json` does: the reader carries
//! no parser of its own (see `docs/decisions/`).

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(target_arch = "wasm32")]
pub use browser::Json;
#[cfg(not(target_arch = "wasm32"))]
pub use native::Json;

/// A type of the contract, read from JSON.
pub trait Decode: Sized {
    /// `None` when the value lacks what this piece depends on.
    fn decode(json: &Json) -> Option<Self>;
}

impl Json {
    /// A field of an object, when it is there and can be read.
    pub fn get<T: Decode>(&self, key: &str) -> Option<T> {
        T::decode(&self.field(key)?)
    }

    /// A text field, empty when it is not there.
    pub fn text(&self, key: &str) -> String {
        self.get(key).unwrap_or_default()
    }

    /// The items of an array field that can be read; the others are left out.
    pub fn list<T: Decode>(&self, key: &str) -> Vec<T> {
        self.get(key).unwrap_or_default()
    }
}

impl Decode for String {
    fn decode(json: &Json) -> Option<Self> {
        json.as_string()
    }
}

impl Decode for bool {
    fn decode(json: &Json) -> Option<Self> {
        json.as_bool()
    }
}

/// Whole numbers only: `-1`, `2.5` and `"3"` are none.
impl Decode for u64 {
    fn decode(json: &Json) -> Option<Self> {
        json.as_u64()
    }
}

impl Decode for u32 {
    fn decode(json: &Json) -> Option<Self> {
        json.as_u64()?.try_into().ok()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(json: &Json) -> Option<Self> {
        // By hand: an iterator collects in twice the code, for each of some twenty types.
        let mut found = Self::new();
        for item in &json.items()? {
            if let Some(item) = T::decode(item) {
                found.push(item);
            }
        }
        Some(found)
    }
}
