//! Views whose elements are not used again for others.

use leptos::{either::Either, prelude::*};

/// A view that is built anew whenever a signal changes that was read while making it.
///
/// Compiled with `erase_components`, Leptos takes two branches of a `match` for the same view where the same elements
/// stand in both, and goes on with these: what a reader typed into one form, or their focus, would be in another one.
///
/// ```ignore
/// without_reuse(move || match step.get() {
///     Step::SignIn => view! { <SignInForm /> }.into_any(),
///     Step::SignUp => view! { <SignUpForm /> }.into_any(),
/// })
/// ```
pub fn without_reuse(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    erased(Box::new(view))
}

fn erased(mut view: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    let mut is_left = false;
    let alternating = move || {
        is_left = !is_left;
        match is_left {
            true => Either::Left(view()),
            false => Either::Right(view()),
        }
    };
    alternating.into_any()
}
