//! Whether the page answers to more than links and forms yet.

use leptos::prelude::*;

/// False on the server and until the browser has taken the page over.
pub fn use_hydrated() -> Signal<bool> {
    let hydrated = RwSignal::new(false);
    Effect::new(move || hydrated.set(true));
    hydrated.into()
}

#[cfg(feature = "hydrate")]
pub use browser::{is_taken_over, note_taken_over, track_taken_over};

#[cfg(feature = "hydrate")]
mod browser {
    use std::sync::LazyLock;

    use leptos::prelude::*;

    static TAKEN_OVER: LazyLock<ArcRwSignal<bool>> = LazyLock::new(|| ArcRwSignal::new(false));

    /// Whether the whole page that the server sent was taken over.
    pub fn is_taken_over() -> bool {
        TAKEN_OVER.get_untracked()
    }

    /// The same, for an effect that is to run once it was.
    pub fn track_taken_over() -> bool {
        TAKEN_OVER.get()
    }

    /// Called once it was; a mark in the browser's own timeline says when.
    pub fn note_taken_over() {
        TAKEN_OVER.set(true);
        if let Some(performance) = window().performance() {
            // A timeline that is full loses the mark, and nothing else.
            let _ = performance.mark("hydrated");
        }
    }
}
