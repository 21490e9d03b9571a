//! Fetching what a link leads to as soon as somebody is about to follow it.

/// Follows the pointer and the focus while the page is open.
pub fn fetch_on_intent() {
    #[cfg(feature = "hydrate")]
    leptos::prelude::Effect::new(browser::follow);
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::ev;
    use leptos::prelude::{on_cleanup, window_event_listener};
    use leptos::web_sys::{Element, Event};
    use wasm_bindgen::JsCast;

    use crate::lazy;

    pub(super) fn follow(_: Option<()>) {
        let pointer = window_event_listener(ev::pointerover, |event| fetch(&event));
        let focus = window_event_listener(ev::focusin, |event| fetch(&event));
        on_cleanup(move || {
            pointer.remove();
            focus.remove();
        });
    }

    fn fetch(event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        if let Some(href) = link.and_then(|link| link.get_attribute("href")) {
            lazy::fetch_ahead(&href);
        }
    }
}
