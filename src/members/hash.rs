//! What stands after `#` in the address.

use leptos::prelude::*;

use crate::routes::Route;

/// Whoever comes back to an article goes on where its door was.
pub fn hash_of(back: &Route) -> &'static str {
    match back {
        Route::Article(_) => "#contributions",
        _ => "",
    }
}

/// Takes what stands after `#` out of the address.
pub fn forget_hash() {
    if let Ok(history) = window().history() {
        let location = location();
        let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&path));
    }
}
