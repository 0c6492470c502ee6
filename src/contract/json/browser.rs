use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A JSON value.
pub struct Json(JsValue);

impl Json {
    pub fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    pub fn to_text(&self) -> String {
        JSON::stringify(&self.0).map(String::from).unwrap_or_default()
    }

    pub fn field(&self, key: &str) -> Option<Self> {
        Reflect::get(&self.0, &key.into()).ok().map(Self)
    }

    pub fn items(&self) -> Option<Vec<Self>> {
        self.0
            .dyn_ref::<Array>()
            .map(|items| items.iter().map(Self).collect())
    }

    pub fn as_string(&self) -> Option<String> {
        self.0.as_string()
    }

    pub fn as_bool(&self) -> Option<bool> {
        self.0.as_bool()
    }

    /// Exact up to 2^53, as JSON numbers are between programs (RFC 8259, 6).
    pub fn as_u64(&self) -> Option<u64> {
        self.0
            .as_f64()
            .filter(|number| number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(number))
            .map(|number| number as u64)
    }
}
