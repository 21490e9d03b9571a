//! Whether the page answers to more than links and forms yet.

use leptos::prelude::*;

/// False on the server and until the browser has taken the page over.
pub fn use_hydrated() -> Signal<bool> {
    let hydrated = RwSignal::new(false);
    Effect::new(move || hydrated.set(true));
    hydrated.into()
}

#[cfg(feature = "hydrate")]
pub use browser::{is_taken_over, note_taken_over};

#[cfg(feature = "hydrate")]
mod browser {
    use std::sync::atomic::{AtomicBool, Ordering};

    use leptos::prelude::window;

    static TAKEN_OVER: AtomicBool = AtomicBool::new(false);

    /// Whether the whole page that the server sent was taken over.
    pub fn is_taken_over() -> bool {
        TAKEN_OVER.load(Ordering::Relaxed)
    }

    /// Called once it was; a mark in the browser's own timeline says when.
    pub fn note_taken_over() {
        TAKEN_OVER.store(true, Ordering::Relaxed);
        if let Some(performance) = window().performance() {
            // A timeline that is full loses the mark, and nothing else.
            let _ = performance.mark("hydrated");
        }
    }
}
