//! Is the process alive, and is it ready?

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use services::Services;
use services::matching::vector_coverage;
use services::ports::ModelState;
use utoipa::ToSchema;

use super::AppState;
use crate::worker;

/// Whether the process can do its work, and with what.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// Whether requests are answered: the database can be reached.
    ready: bool,
    /// "ok", or what is wrong.
    database: String,
    /// "ready", "loading" or "missing"; without it words alone are compared.
    model: String,
    /// Why the model is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    model_detail: Option<String>,
    /// Mentors that can be found by meaning, and how many there are.
    mentors_indexed: Option<usize>,
    /// All mentors.
    mentors: Option<usize>,
    /// Jobs that wait to be carried out.
    jobs_waiting: Option<i64>,
    /// Jobs that failed for good.
    jobs_failed: Option<i64>,
}

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/api/health", get(health)).route("/api/ready", get(ready))
}

/// The process runs.
#[utoipa::path(get, path = "/api/health", tag = "operations", responses((status = 200, description = "The process runs")))]
pub(super) async fn health() -> &'static str {
    "ok"
}

/// The process and what it stands on.
#[utoipa::path(get, path = "/api/ready", tag = "operations", responses(
    (status = 200, description = "Requests are answered", body = Readiness),
    (status = 503, description = "The database cannot be reached", body = Readiness),
))]
pub(super) async fn ready(State(services): State<Services>) -> (StatusCode, Json<Readiness>) {
    let database = services.store.ping().await;
    let coverage = vector_coverage(&services).await.ok();
    let backlog = worker::backlog(&services.store).await.ok();
    let (model, model_detail) = match services.ports.embedder.state() {
        ModelState::Loading => ("loading", None),
        ModelState::Ready => ("ready", None),
        ModelState::Missing(reason) => ("missing", Some(reason)),
    };
    let ready = database.is_ok();
    let body = Readiness {
        ready,
        database: if ready { "ok".into() } else { "cannot be reached".into() },
        model: model.into(),
        model_detail,
        mentors_indexed: coverage.map(|c| c.indexed),
        mentors: coverage.map(|c| c.mentors),
        jobs_waiting: backlog.map(|b| b.waiting),
        jobs_failed: backlog.map(|b| b.failed),
    };
    (if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(body))
}
