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
///
/// Not a signal: those end with the component that made them, and what is nested in a view may be
/// told of a new address once more after that.
pub fn use_here() -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    move || {
        let (path, search) = (path.get(), search.get());
        if search.is_empty() { path } else { format!("{path}?{search}") }
    }
}
