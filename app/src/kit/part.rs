//! A part of a long form under its heading.

use leptos::prelude::*;

/// Fields that belong together.
#[component]
pub fn Part(
    /// What they are about.
    title: &'static str,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="grid min-w-0 gap-5">
            <legend class="mb-5 text-lg font-semibold tracking-tight">{title}</legend>
            {children()}
        </fieldset>
    }
}
