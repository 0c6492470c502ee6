//! An address that no page has.

use leptos::prelude::*;

use crate::{components::LoadFailure, load::LoadError};

/// Says so, and where to go from there.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <LoadFailure reason=LoadError::NotFound /> }
}
