//! Short facts, each under its name.

use leptos::prelude::*;

/// Facts in a frame of their own.
#[component]
pub fn Facts(
    /// [`Fact`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="rounded-card border border-line bg-raised px-5">{children()}</dl> }
}

/// One fact of a `<dl>`.
#[component]
pub fn Fact(
    /// What it is.
    name: &'static str,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="grid grid-cols-[5rem_1fr] xs:grid-cols-[6rem_1fr] gap-4 border-b border-line py-3 last:border-b-0">
            <dt class="text-muted">{name}</dt>
            <dd class="min-w-0">{children()}</dd>
        </div>
    }
}
