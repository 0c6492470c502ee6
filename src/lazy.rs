//! Where a release of the reader is parted: what is for members comes in chunks of its program, when it is first wanted
//! (docs/decisions/0018). Without the feature `split`, as in development, it is there from the beginning.

use leptos::wasm_split::SplitLoaderError;
use web_sys::Element;

use crate::{
    members,
    membership::{OwnPage, Part},
    routes::Route,
};

/// What a function does that lies in a chunk, once that is there.
macro_rules! of_chunk {
    ($call:expr) => {{
        #[cfg(feature = "split")]
        let outcome = $call.await;
        #[cfg(not(feature = "split"))]
        let outcome = $call;
        outcome
    }};
}

/// Shows a part of what is for members in a place of the page, once its chunk is there: the contributions of the article
/// `about`, or a page of the reader's own, from which one comes back to `about`.
///
/// # Errors
/// When it cannot be fetched. The next call tries again.
pub async fn show(part: Part, place: Element, about: Option<Route>) -> Result<(), SplitLoaderError> {
    match (part, about) {
        (Part::Contributions, Some(Route::Article(slug))) => of_chunk!(show_contributions(place, slug)),
        (Part::Contributions, _) => Ok(()),
        (Part::Own(page), back) => of_chunk!(show_own(page, place, back)),
    }
}

#[cfg_attr(
    feature = "split",
    leptos::wasm_split::wasm_split(contributions, wasm_split_path = leptos::wasm_split, fallible)
)]
fn show_contributions(place: Element, slug: String) -> Result<(), SplitLoaderError> {
    members::show_contributions(&place, slug);
    Ok(())
}

#[cfg_attr(
    feature = "split",
    leptos::wasm_split::wasm_split(own, wasm_split_path = leptos::wasm_split, fallible)
)]
fn show_own(page: OwnPage, place: Element, back: Option<Route>) -> Result<(), SplitLoaderError> {
    members::show_own(page, &place, back);
    Ok(())
}
