//! The texts of a page that is not in English.

use app::state::language::note_texts;
use leptos::prelude::{document, window};
use office_hours::language::{Catalog, Language, Texts};
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
    let Some(language) = Language::of_tag(&tag) else { return };
    if let Ok(texts) = fetch(&address).await {
        note_texts(Catalog::new(language, texts));
    }
}

async fn fetch(address: &str) -> Result<Texts, JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str(address)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    leptos::serde_json::from_slice(text.as_bytes()).map_err(|_| JsValue::NULL)
}
