//! Where a release of the reader is parted: what is for members is a chunk of its program, which comes when it is first
//! wanted (docs/decisions/0018). Without the feature `split`, as in development, it is there from the beginning.

use leptos::wasm_split::SplitLoaderError;
use web_sys::Element;

use crate::{members, membership::Part, routes::Route};

/// As [`members::show`], once the chunk is there.
///
/// # Errors
/// When it cannot be fetched. The next call tries again.
#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(members, wasm_split_path = leptos::wasm_split, fallible)]
pub fn show(part: Part, place: Element, about: Option<Route>) -> Result<(), SplitLoaderError> {
    members::show(part, &place, about);
    Ok(())
}

#[cfg(not(feature = "split"))]
pub async fn show(part: Part, place: Element, about: Option<Route>) -> Result<(), SplitLoaderError> {
    members::show(part, &place, about);
    Ok(())
}
