//! Whether the page answers to more than links and forms yet.

use leptos::prelude::*;

/// False on the server and until the browser has taken the page over.
pub fn use_hydrated() -> Signal<bool> {
    let hydrated = RwSignal::new(false);
    Effect::new(move || hydrated.set(true));
    hydrated.into()
}
