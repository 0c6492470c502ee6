//! In what language words are.

use serde::{Deserialize, Serialize};

use super::lenient::lenient;

/// What an element says of the language of its words: nothing where it is the same as around it. Added by the press.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LanguageAttributes {
    /// A BCP 47 tag.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// In which direction its script is written, where that is not as around it: `ltr`, `rtl`, or `auto` where it is not
    /// known.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<String>,
}

impl LanguageAttributes {
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.lang.is_none()
    }
}
