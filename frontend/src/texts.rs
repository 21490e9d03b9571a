//! The texts of a page that is not in English.

use app::state::language::note_texts;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Fetches them from where the page says they are. Without them the page stays as it was rendered, and what is added to
/// it is in English.
pub async fn load_texts() {
    let Some(page) = document().document_element() else { return };
    let (Some(address), Some(tag)) = (page.get_attribute("data-texts"), page.get_attribute("lang")) else {
        return;
    };
    if let Ok(texts) = fetch(&address).await {
        note_texts(&tag, &texts);
    }
}

async fn fetch(address: &str) -> Result<String, JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str(address)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    JsFuture::from(response.text()?).await?.as_string().ok_or(JsValue::NULL)
}
