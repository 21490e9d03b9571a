//! The REST API: everything the pages can do, for programs. One file per resource.
//!
//! A handler reads the request, calls one use case and writes the answer; failures are
//! problem+json.

mod admin;
mod auth;
mod availability;
mod calendar;
mod experiments;
mod matching;
mod openapi;
pub(super) mod photos;
mod profiles;
mod saved;
mod series;
mod sessions;
mod users;
mod waiting;

use std::convert::Infallible;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use office_hours::{Actor, Failure};
use services::Reader;

use super::problem::Problem;
use super::{AppState, middleware};

pub use openapi::document;

/// Every route under `/api` but the ones for operators and those that take files.
pub(super) fn routes(state: &AppState) -> Router<AppState> {
    // Where an answer holds a secret, or sets a cookie, it must not be kept.
    let can_be_repeated = Router::new()
        .merge(availability::routes())
        .merge(experiments::routes())
        .merge(profiles::routes())
        .merge(saved::routes())
        .merge(series::routes())
        .merge(sessions::routes())
        .merge(users::routes())
        .merge(waiting::routes())
        .layer(axum::middleware::from_fn_with_state(state.clone(), middleware::idempotency));
    Router::new()
        .merge(admin::routes())
        .merge(auth::routes())
        .merge(calendar::routes())
        .merge(can_be_repeated)
        .merge(matching::routes())
        .merge(openapi::routes())
        .route("/api/{*path}", axum::routing::any(unknown))
}

async fn unknown() -> Problem {
    Problem(Failure::not_found("endpoint"))
}

/// Who is asking, as the middleware found out.
pub(super) struct Asking {
    actor: Actor,
    reader: Reader,
}

impl<S: Sync> FromRequestParts<S> for Asking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self {
            actor: parts.extensions.get::<Actor>().cloned().unwrap_or(Actor::Stranger),
            reader: parts.extensions.get::<Reader>().cloned().unwrap_or_default(),
        })
    }
}
