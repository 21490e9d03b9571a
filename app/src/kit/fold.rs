//! What is not needed at first, folded away.

use leptos::prelude::*;

use super::button::QUIET;

/// Unfolds without a script too.
#[component]
pub fn Fold(
    /// What unfolding leads to: "Cancel this session…".
    label: &'static str,
    /// Whether it begins unfolded.
    #[prop(optional)]
    open: bool,
    /// What is folded away.
    children: Children,
) -> impl IntoView {
    view! {
        <details open=open>
            <summary class=QUIET>{label}</summary>
            <div class="mt-5">{children()}</div>
        </details>
    }
}
