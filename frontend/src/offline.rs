//! What is there without a connection.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Lets the browser keep the files of the app, and the page that says that there is no connection.
pub async fn register_worker() {
    let workers = window().navigator().service_worker();
    // Browsers have them where nobody can listen in, and not in every private window.
    if !workers.is_undefined() {
        // Without one the app works as any site does.
        let _ = JsFuture::from(workers.register("/sw.js")).await;
    }
}
