//! What this browser's keyboard is like, and what its owner wants of it. Called from effects, from event
//! handlers, and by what only a browser shows; never by what the server renders too.

#[cfg(feature = "hydrate")]
pub use browser::{is_mac, set_single_keys, single_keys};

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::window;
    use web_sys::Storage;

    const KEY: &str = "single-keys";
    const OFF: &str = "off";

    /// Whether the key beside the space bar says ⌘.
    pub fn is_mac() -> bool {
        window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"))
    }

    /// Whether single keys are shortcuts: until somebody has switched them off in this browser.
    pub fn single_keys() -> bool {
        storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).as_deref() != Some(OFF)
    }

    /// Switches them on or off. A browser that keeps nothing for us forgets it with the page.
    pub fn set_single_keys(on: bool) {
        if let Some(storage) = storage() {
            let _ = if on { storage.remove_item(KEY) } else { storage.set_item(KEY, OFF) };
        }
    }

    fn storage() -> Option<Storage> {
        window().local_storage().ok().flatten()
    }
}

#[cfg(not(feature = "hydrate"))]
pub use server::{is_mac, set_single_keys, single_keys};

/// The same names where there is no keyboard.
#[cfg(not(feature = "hydrate"))]
mod server {
    /// No.
    pub fn is_mac() -> bool {
        false
    }

    /// Yes.
    pub fn single_keys() -> bool {
        true
    }

    /// Nothing to remember.
    pub fn set_single_keys(_: bool) {}
}
