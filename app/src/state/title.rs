//! What the window is called.
//!
//! The app has one `<Title>` that follows a signal. leptos_meta 0.8 keeps a stack of titles, and a
//! title that is patched in place stays on it for good: later it says old words, or reads what
//! belonged to a page that is gone.

use leptos::prelude::*;

/// The page's own words, without the product's name.
#[derive(Clone)]
struct WindowTitle(ArcRwSignal<String>);

/// Makes the title settable by all pages, and gives it to be shown. Called once, by the app.
pub fn provide_title() -> ArcRwSignal<String> {
    let title = ArcRwSignal::new(String::new());
    provide_context(WindowTitle(title.clone()));
    title
}

/// Sets what the window is called until the next page says otherwise.
pub fn set_title(words: impl Into<String>) {
    expect_context::<WindowTitle>().0.set(words.into());
}
