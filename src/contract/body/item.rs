//! Items of lists and notes.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{
        MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};

use super::{
    super::lenient::{List, lenient, list},
    Span,
};

/// An item of a list, or a note. It is written as its spans alone where it has nothing else.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// By which a [`Mark::Note`](super::Mark::Note) knows a note. Other items have none.
    pub id: Option<String>,
    pub spans: Vec<Span>,
    /// Whether the list within is numbered.
    pub ordered: bool,
    /// The list within.
    pub items: Vec<Item>,
}

impl From<Vec<Span>> for Item {
    fn from(spans: Vec<Span>) -> Self {
        Self {
            spans,
            ..Self::default()
        }
    }
}

/// An item that has more than its spans.
#[derive(Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ItemWithMore"))]
struct Fields {
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, deserialize_with = "list")]
    spans: Vec<Span>,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    ordered: bool,
    #[serde(default, deserialize_with = "list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<Item>,
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.id.is_none() && self.items.is_empty() {
            return self.spans.serialize(serializer);
        }
        let Self {
            id,
            spans,
            ordered,
            items,
        } = self.clone();
        let fields = Fields {
            id,
            spans,
            ordered,
            items,
        };
        fields.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Either)
    }
}

/// Reads spans alone, or fields: as a map, or from the deserializer itself, as the browser's does.
struct Either;

impl<'de> Visitor<'de> for Either {
    type Value = Item;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an item")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Item, A::Error> {
        List::deserialize(SeqAccessDeserializer::new(items)).map(|List(spans)| Item::from(spans))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Item, A::Error> {
        self.visit_newtype_struct(MapAccessDeserializer::new(fields))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, fields: D) -> Result<Item, D::Error> {
        let Fields {
            id,
            spans,
            ordered,
            items,
        } = Fields::deserialize(fields)?;
        Ok(Item {
            id,
            spans,
            ordered,
            items,
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Item {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Item".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An item of a list, or a note: its spans alone where it has nothing else.",
            "anyOf": [generator.subschema_for::<Vec<Span>>(), generator.subschema_for::<Fields>()],
        })
    }
}
