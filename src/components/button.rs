//! What the reader presses.

use leptos::prelude::*;

use super::class_name;

/// A button that does something on this page.
///
/// ```ignore
/// view! { <Button class="plain" on_click=move || step.set(Step::Forgot)>{language().forgot}</Button> }
/// ```
#[component]
pub fn Button(
    /// `button` for what one came to do, `plain` for what looks like a link.
    #[prop(optional)]
    class: &'static str,
    /// Runs when it is pressed.
    #[prop(into)]
    on_click: UnsyncCallback<()>,
    /// For a button that stays down: whether it is.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Whether Escape presses it, too.
    #[prop(optional)]
    escape: bool,
    children: Children,
) -> impl IntoView {
    let pressed = move || pressed.map(|pressed| if pressed.get() { "true" } else { "false" });
    view! {
        <button
            class=class_name(class)
            type="button"
            aria-pressed=pressed
            data-escape=escape.then_some("")
            on:click=move |_| on_click.run(())
        >
            {children()}
        </button>
    }
}
