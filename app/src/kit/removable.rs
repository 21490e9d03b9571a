//! A short fact that can be taken away by following it.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A fact in use; following it leads to where it is not.
#[component]
pub fn Removable(
    /// The fact.
    words: String,
    /// The address without it.
    without: String,
    /// What following it does, for screen readers: "Remove filter".
    action: &'static str,
) -> impl IntoView {
    view! {
        <a
            href=without
            class="inline-flex min-h-8 items-center gap-1 wrap-anywhere rounded-full border border-edge bg-raised ps-3 pe-2 text-xs \
            font-medium hover:border-ink pointer-coarse:min-h-11"
        >
            <span class="sr-only">{action} ": "</span>
            {words}
            <Icon glyph=Glyph::Cross />
        </a>
    }
}
