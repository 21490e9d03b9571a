//! Every route of the process, and what each request passes through.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::http::StatusCode;
use leptos::config::LeptosOptions;
use services::Services;
use tokio::sync::watch;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use super::pages::{self, Pages};
use super::problem::MAX_BODY;
use super::{api, health, install, languages, metrics, middleware, search_engines};
use crate::worker::RunnerState;

/// The longest time for one answer.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The same where a file is sent: the longest one takes a minute and a half through half a megabit a second.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(120);

/// What handlers share.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// The environment of every use case.
    pub services: Services,
    /// Where the browser's files are and under which names.
    pub leptos: LeptosOptions,
    /// How the job runner of this process is.
    pub runner: watch::Receiver<RunnerState>,
}

/// The whole site.
pub fn router(state: AppState) -> Router {
    let Pages { routes, uploads } = pages::pages(&state);
    let known = Router::new()
        .merge(api::routes(&state))
        .merge(health::routes())
        .merge(metrics::routes())
        .merge(search_engines::routes())
        .merge(languages::routes())
        .merge(routes);
    // They bound by themselves what they read, to say in words what is too long.
    let uploads = uploads.merge(api::photos::uploads()).layer(DefaultBodyLimit::disable());
    Router::new()
        .merge(pages::assets(&state))
        .merge(install::routes(&state))
        .merge(languages::files())
        .merge(api::photos::files())
        .merge(asked_by_somebody(&state, known))
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(timeout(TIMEOUT))
        .merge(asked_by_somebody(&state, uploads).layer(timeout(UPLOAD_TIMEOUT)))
        .layer(axum::middleware::from_fn(middleware::problems))
        .layer(axum::middleware::from_fn(middleware::security_headers))
        // WebAssembly and fonts are compressed once, while building.
        .layer(
            // From here on brotli knows the words that pages repeat: a fourteenth less to send, for half a millisecond.
            CompressionLayer::new().quality(CompressionLevel::Precise(5)).compress_when(
                DefaultPredicate::new()
                    .and(NotForContentType::const_new("application/wasm"))
                    .and(NotForContentType::const_new("font/")),
            ),
        )
        .layer(TraceLayer::new_for_http())
        .with_state(state)
}

/// Who is asking is found out once for each request that can matter, after it is known that no other site asks.
fn asked_by_somebody(state: &AppState, routes: Router<AppState>) -> Router<AppState> {
    routes
        .layer(axum::middleware::from_fn_with_state(state.clone(), middleware::authenticate))
        .layer(axum::middleware::from_fn_with_state(state.clone(), middleware::same_origin))
}

fn timeout(longest: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, longest)
}
