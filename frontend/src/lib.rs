//! The WebAssembly entry point: takes over the page that the server rendered, nothing else.

mod early_clicks;
mod offline;
mod texts;

use app::state::hydrated::note_taken_over;
use leptos::mount::hydrate_from_async;
use leptos::tachys::dom::body;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Called by the page's script once the module has loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    early_clicks::leave_to_browser();
    spawn_local(async {
        texts::load_texts().await;
        // Waits for the file of the page, where it has one of its own.
        hydrate_from_async(body(), app::App).await.forget();
        note_taken_over();
        // Last: it fetches too, and the page comes first.
        offline::register_worker().await;
    });
}
