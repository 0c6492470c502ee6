//! What `JSON.parse` gave, read by what serde derives.
//!
//! It knows what the contract is made of: texts, whole numbers, truth values, lists, and structs and enums whose
//! names are known beforehand. A struct's fields are handed over in its order and an enum's variants by number: what
//! serde derives for names is 3.5 KiB more (docs/decisions/0003).

use std::{fmt, slice};

use js_sys::{Array, Reflect};
use serde::{
    Deserializer,
    de::{self, DeserializeSeed, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess, Visitor},
    forward_to_deserialize_any,
};
use wasm_bindgen::{JsCast, JsValue};

/// How deep values may nest: deeper than the contract does, from an article over lists in the lists of a box to a mark. A browser parses any depth, and here each level is one of the stack.
const DEEPEST: u8 = 24;

/// Why a value could not be read: nobody asks.
#[derive(Debug)]
pub struct Error;

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not what was expected")
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Reads a value.
pub struct ValueDeserializer {
    value: JsValue,
    /// How much deeper what is in it may lie.
    deeper: u8,
}

impl ValueDeserializer {
    pub fn new(value: &JsValue) -> Self {
        Self {
            value: value.clone(),
            deeper: DEEPEST,
        }
    }

    fn text(self) -> Result<String, Error> {
        self.value.as_string().ok_or(Error)
    }

    /// Exact up to 2^53, as JSON's numbers are between programs (RFC 8259, 6).
    fn whole(self) -> Result<u64, Error> {
        let number = self.value.as_f64().ok_or(Error)?;
        let is_whole = number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
        is_whole.then_some(number as u64).ok_or(Error)
    }

    fn items(self) -> Result<Items, Error> {
        Ok(Items {
            deeper: self.deeper.checked_sub(1).ok_or(Error)?,
            items: self.value.dyn_into().map_err(|_| Error)?,
            next: 0,
        })
    }

    fn fields(self, names: &'static [&'static str]) -> Result<Fields, Error> {
        if !self.value.is_object() {
            return Err(Error);
        }
        Ok(Fields {
            deeper: self.deeper.checked_sub(1).ok_or(Error)?,
            object: self.value,
            names: names.iter(),
        })
    }

    fn variant(self, names: &'static [&'static str]) -> Result<Variant, Error> {
        let name = self.text()?;
        let number = names.iter().position(|known| *known == name);
        number.map(|number| Variant(number as u64)).ok_or(Error)
    }
}

impl<'de> Deserializer<'de> for ValueDeserializer {
    type Error = Error;

    /// A list as such; anything else is handed over to be read as what it may be.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match Array::is_array(&self.value) {
            true => visitor.visit_seq(self.items()?),
            false => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.value.as_bool().ok_or(Error)?)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u64(self.whole()?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u64(self.whole()?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u64(self.whole()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.value.is_null() || self.value.is_undefined() {
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_seq(self.fields(fields)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.variant(variants)?)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 u16 f32 f64 char str bytes byte_buf unit unit_struct newtype_struct tuple tuple_struct map
        identifier ignored_any
    }
}

struct Items {
    items: Array,
    next: u32,
    deeper: u8,
}

impl Items {
    fn advance(&mut self) -> Option<ValueDeserializer> {
        if self.next == self.items.length() {
            return None;
        }
        let value = self.items.get(self.next);
        self.next += 1;
        Some(ValueDeserializer {
            value,
            deeper: self.deeper,
        })
    }
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        match self.advance() {
            Some(item) => seed.deserialize(item).map(Some),
            None => Ok(None),
        }
    }
}

/// The fields of a struct, in its order, which what serde derives asks for once each. One that the object lacks is
/// `undefined`, of which nothing can be read.
struct Fields {
    object: JsValue,
    names: slice::Iter<'static, &'static str>,
    deeper: u8,
}

impl Fields {
    #[inline(never)]
    fn advance(&mut self) -> ValueDeserializer {
        let name = self.names.next().copied().unwrap_or_default();
        ValueDeserializer {
            value: Reflect::get(&self.object, &JsValue::from_str(name)).unwrap_or_default(),
            deeper: self.deeper,
        }
    }
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        seed.deserialize(self.advance()).map(Some)
    }
}

/// The number of an enum's variant that bears nothing.
struct Variant(u64);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        Ok((seed.deserialize(self.0.into_deserializer())?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Error> {
        Err(Error)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(Error)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(Error)
    }
}
