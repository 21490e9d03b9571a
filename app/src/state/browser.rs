//! What only a browser can tell. Called from effects and event handlers, never while rendering.

use js_sys::{Array, Intl, Object, Reflect};
use leptos::prelude::document;
use leptos::web_sys::HtmlDocument;
use wasm_bindgen::{JsCast, JsValue};

const COOKIE: &str = "tz=";

/// The zone of this device, when it was not noted before: it is noted now, in the cookie that
/// the server reads.
pub fn note_zone() -> Option<String> {
    let document = document().dyn_into::<HtmlDocument>().ok()?;
    let cookies = document.cookie().ok()?;
    if cookies.split(';').any(|cookie| cookie.trim_start().starts_with(COOKIE)) {
        return None;
    }
    let zone = device_zone()?;
    document.set_cookie(&format!("{COOKIE}{zone}; path=/; max-age=31536000; samesite=lax")).ok()?;
    Some(zone)
}

fn device_zone() -> Option<String> {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &JsValue::from_str("timeZone")).ok()?.as_string()
}
