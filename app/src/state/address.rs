//! The address of the page as signals.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::kit::url::param;

/// A parameter of the address; empty when it is not there.
pub fn use_param(name: &'static str) -> Memo<String> {
    let search = use_location().search;
    Memo::new(move |_| search.with(|search| param(search, name)).unwrap_or_default())
}

/// Path and parameters, to come back to.
pub fn use_here() -> Signal<String> {
    let location = use_location();
    Signal::derive(move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        if search.is_empty() { path } else { format!("{path}?{search}") }
    })
}
