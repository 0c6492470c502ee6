//! Whose contribution a button is about.

use leptos::prelude::*;

/// Tells buttons apart that are called the same, for those who hear them.
#[component]
pub fn Whose(
    /// Of who wrote it.
    name: String,
) -> impl IntoView {
    view! { <span class="unseen">{[" (", &name, ")"].concat()}</span> }
}
