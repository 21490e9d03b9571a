//! A state in a word, in a tinted frame; the word says it, the tint only repeats it.

use leptos::prelude::*;

/// What the tint says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    /// It is as it should be.
    Good,
    /// Somebody is to act.
    Open,
    /// It is over or out of use.
    Quiet,
}

/// A state in a word.
#[component]
pub fn Badge(
    /// What it says by its colour.
    tint: Tint,
    /// The word.
    word: &'static str,
) -> impl IntoView {
    let look = match tint {
        Tint::Good => "bg-accent-soft text-accent",
        Tint::Open => "bg-marker text-ink",
        Tint::Quiet => "bg-tint/60 text-ink",
    };
    // The frame shows where the colours are the reader's own and tints are gone.
    view! { <span class=format!("inline-block whitespace-nowrap rounded-full border border-transparent px-2.5 text-xs font-medium {look}")>{word}</span> }
}
