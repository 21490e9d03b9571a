//! What stands in a form now, for whoever looks while somebody types.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, FormData, HtmlFormElement};

/// The values of the first form within an element.
#[derive(Debug)]
pub struct Values(FormData);

impl Values {
    /// Nothing where there is no form.
    pub fn within(place: &Element) -> Option<Self> {
        let form = place.query_selector("form").ok().flatten()?.dyn_into::<HtmlFormElement>().ok()?;
        FormData::new_with_form(&form).ok().map(Self)
    }

    /// The text of a control; nothing where there is none of this name.
    pub fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).as_string()
    }

    /// The same; empty where there is none.
    pub fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default()
    }
}
