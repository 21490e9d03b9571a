//! Rows of figures.

use leptos::prelude::*;

/// The look of a head cell.
pub const HEAD: &str = "whitespace-nowrap px-4 py-3 text-left text-xs font-medium text-muted";
/// The look of a cell.
pub const CELL: &str = "border-t border-line px-4 py-2.5 tabular-nums";

/// A row of head cells, each over words.
#[component]
pub fn Heads(
    /// What stands in each.
    names: &'static [&'static str],
) -> impl IntoView {
    let cells = names.iter().map(|name| view! { <th scope="col" class=HEAD>{*name}</th> }).collect_view();
    view! {
        <thead>
            <tr>{cells}</tr>
        </thead>
    }
}

/// A table that scrolls by itself where it is too wide; the keyboard can scroll it too.
#[component]
pub fn Table(
    /// What the rows are, for screen readers.
    caption: &'static str,
    /// `<thead>` and `<tbody>`.
    children: Children,
) -> impl IntoView {
    view! {
        <div role="region" aria-label=caption tabindex="0" class="overflow-x-auto rounded-card border border-line bg-raised">
            <table class="w-full min-w-[40rem] border-collapse">
                <caption class="sr-only">{caption}</caption>
                {children()}
            </table>
        </div>
    }
}
