//! Elements by their names.

use leptos::{
    attr::{any_attribute::IntoAnyAttribute, custom::custom_attribute},
    html::custom,
    prelude::*,
};

/// An element of those that few articles have. Each that `view!` names is a type, compiled by itself, and each of its
/// attributes once more; all of these are of one (docs/decisions/0005). Not for what has no end tag, such as `br`. An attribute
/// without a value is not there.
pub fn element(
    name: &'static str,
    attributes: &[(&'static str, Option<&str>)],
    children: impl IntoAny,
) -> AnyView {
    of_any(name, attributes, children.into_any())
}

fn of_any(name: &'static str, attributes: &[(&'static str, Option<&str>)], children: AnyView) -> AnyView {
    let mut given = Vec::with_capacity(attributes.len());
    for (name, value) in attributes {
        given.push(custom_attribute(*name, value.map(str::to_owned)).into_any_attr());
    }
    custom(name).add_any_attr(given).child(children).into_any()
}
