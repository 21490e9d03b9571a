//! The language that the page is in, and saying things in it.
//!
//! What a person reads is written in English where it stands, in [`say`] or in `text!`; a test finds it there and asks
//! for it in every language. The server knows the language of each request; the browser is given the texts before it
//! takes the page over.

#[cfg(not(feature = "ssr"))]
use std::sync::OnceLock;

#[cfg(feature = "ssr")]
use leptos::prelude::*;
#[cfg(not(feature = "ssr"))]
use office_hours::language::Texts;
use office_hours::language::{Catalog, Language, Text, WeekStart};
#[cfg(feature = "ssr")]
use office_hours::time::Reader;

/// A sentence without places in the language of the page.
pub fn say(english: &'static str) -> &'static str {
    catalog().say(english)
}

/// A sentence with places in the language of the page: `tell(text!("Book {name}", name))`.
pub fn tell(text: impl Into<Text>) -> String {
    text.into().say(catalog())
}

/// The language of the page.
pub fn language() -> Language {
    catalog().language()
}

/// What weeks begin with for whoever reads the page.
pub fn week_start() -> WeekStart {
    #[cfg(feature = "ssr")]
    let start = use_context::<PageLanguage>().map(|page| page.week_start);
    #[cfg(not(feature = "ssr"))]
    let start = leptos::prelude::document()
        .document_element()
        .and_then(|page| page.get_attribute("data-week"))
        .and_then(|name| WeekStart::of_name(&name));
    start.unwrap_or_default()
}

/// How a page is read, for as long as it is rendered.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy)]
struct PageLanguage {
    catalog: &'static Catalog,
    week_start: WeekStart,
}

/// Notes how the page is read. Called once, before anything is said.
#[cfg(feature = "ssr")]
pub fn provide_language() {
    provide_context(of_request());
}

#[cfg(feature = "ssr")]
fn of_request() -> PageLanguage {
    let parts = use_context::<http::request::Parts>();
    let reader = parts.and_then(|parts| parts.extensions.get::<Reader>().cloned()).unwrap_or_default();
    PageLanguage { catalog: reader.catalog, week_start: reader.week_start }
}

/// What everything is in the language of the page, or of the request outside of pages.
#[cfg(feature = "ssr")]
pub(crate) fn catalog() -> &'static Catalog {
    use_context::<PageLanguage>().unwrap_or_else(of_request).catalog
}

#[cfg(not(feature = "ssr"))]
static CATALOG: OnceLock<Catalog> = OnceLock::new();

/// Notes the texts of the page as they lie in the file of its language, once, before anything is said.
#[cfg(not(feature = "ssr"))]
pub fn note_texts(tag: &str, file: &str) {
    if let Some(language) = Language::of_tag(tag) {
        // A page is in one language until it is loaded anew.
        let _ = CATALOG.set(Catalog::new(language, Texts::read(file)));
    }
}

#[cfg(not(feature = "ssr"))]
pub(crate) fn catalog() -> &'static Catalog {
    CATALOG.get().unwrap_or_else(|| Catalog::english())
}
