use serde_json::Value;

/// A JSON value.
pub struct Json(Value);

impl Json {
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }

    pub fn to_text(&self) -> String {
        self.0.to_string()
    }

    pub fn field(&self, key: &str) -> Option<Self> {
        self.0.get(key).cloned().map(Self)
    }

    pub fn items(&self) -> Option<Vec<Self>> {
        self.0
            .as_array()
            .map(|items| items.iter().cloned().map(Self).collect())
    }

    pub fn as_string(&self) -> Option<String> {
        self.0.as_str().map(str::to_owned)
    }

    pub fn as_bool(&self) -> Option<bool> {
        self.0.as_bool()
    }

    pub fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }
}
