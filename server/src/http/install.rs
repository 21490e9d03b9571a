//! What makes the site an app that can be installed: its manifest, its service worker, and the page that is
//! shown without a connection.
//!
//! Files of `public/` whose headers say more than those of the others. Nobody has to be known for them.

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use tower::ServiceBuilder;
use tower_http::services::ServeFile;
use tower_http::set_header::SetResponseHeaderLayer;

use super::AppState;

/// The worker only fetches from here: its own policy rules what it may ask for, not that of a page.
const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

/// The page stands alone, with its style in it, and runs no script that a style could help.
const OFFLINE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const NO_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Path, file, and what the file may load.
const FILES: [(&str, &str, &str); 3] = [
    ("/manifest.webmanifest", "manifest.webmanifest", NO_POLICY),
    ("/offline", "offline.html", OFFLINE_POLICY),
    ("/sw.js", "sw.js", WORKER_POLICY),
];

pub(super) fn routes(state: &AppState) -> Router<AppState> {
    FILES.into_iter().fold(Router::new(), |router, (path, file, policy)| {
        let file = ServeFile::new(format!("{}/{file}", state.leptos.site_root));
        let service = ServiceBuilder::new()
            .layer(header(CONTENT_SECURITY_POLICY, policy))
            // Their names stay the same: what a deployment changed is there at the next visit.
            .layer(header(CACHE_CONTROL, "no-cache"))
            .service(file.precompressed_br().precompressed_gzip());
        router.route_service(path, service)
    })
}

fn header(name: axum::http::HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}
