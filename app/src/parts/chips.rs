//! Short facts in a row.

use leptos::prelude::*;

/// Short facts, each in a quiet frame.
#[component]
pub fn Chips(
    /// What the facts are about, for screen readers.
    label: &'static str,
    /// The facts.
    words: Vec<String>,
) -> impl IntoView {
    (!words.is_empty()).then(|| {
        let chips = words
            .into_iter()
            .map(|word| view! { <li class="wrap-anywhere rounded-full border border-line px-2.5 py-0.5 text-xs text-muted">{word}</li> })
            .collect_view();
        view! {
            <ul aria-label=label class="flex flex-wrap gap-1.5">
                {chips}
            </ul>
        }
    })
}
