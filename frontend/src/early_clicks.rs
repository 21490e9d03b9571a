//! Clicks on links while the page is being taken over: the browser follows them by itself, as it does without a
//! script.
//!
//! The router listens from the first moment on. Led to another page before this one is whole, it would take over what
//! is not there.

use app::state::hydrated::is_taken_over;
use leptos::prelude::window;
use leptos::web_sys::{Element, Event};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Keeps those clicks from the router. Called before it listens.
pub fn leave_to_browser() {
    let kept = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        if link.is_some() && !is_taken_over() {
            event.stop_propagation();
        }
    });
    // On its way down, before anybody else hears of it. A browser that refuses is as it was without.
    let _ = window().add_event_listener_with_callback_and_bool("click", kept.as_ref().unchecked_ref(), true);
    // As long as the page is there.
    kept.forget();
}
