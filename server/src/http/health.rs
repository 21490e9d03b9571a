//! Is the process alive, and is it ready?

mod counts;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Extension, Json, Router};
use office_hours::Actor;
use serde::Serialize;
use services::Services;
use services::ports::ModelState;
use tokio::sync::watch;
use utoipa::ToSchema;

use self::counts::{Counts, LastCounts};
use super::AppState;
use crate::worker::RunnerState;

/// Whether the process can do its work, and with what. Counts may be some seconds old.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// Whether the process does its work: the database can be reached, and its job runner has not
    /// failed.
    ready: bool,
    /// "ok", or what is wrong.
    database: String,
    /// "ready", "loading" or "missing"; without it words alone are compared.
    model: String,
    /// Why the model is missing, for staff: it names files of the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    model_detail: Option<String>,
    /// Mentors that can be found by meaning.
    mentors_indexed: usize,
    /// All mentors.
    mentors: Option<usize>,
    /// Who carries out jobs: "running", "starting" or "failing" is this process, "elsewhere" another.
    job_runner: &'static str,
    /// Jobs that wait to be carried out.
    jobs_waiting: Option<i64>,
    /// Jobs that failed for good.
    jobs_failed: Option<i64>,
}

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/health", get(health))
        .route("/api/ready", get(ready))
        .layer(Extension(LastCounts::default()))
}

/// The process runs.
#[utoipa::path(get, path = "/api/health", tag = "operations", responses((status = 200, description = "The process runs")))]
pub(super) async fn health() -> &'static str {
    "ok"
}

/// The process and what it stands on.
#[utoipa::path(get, path = "/api/ready", tag = "operations", responses(
    (status = 200, description = "The process does its work", body = Readiness),
    (status = 503, description = "The database cannot be reached, or mails wait because the job runner failed", body = Readiness),
))]
pub(super) async fn ready(
    State(services): State<Services>,
    State(runner): State<watch::Receiver<RunnerState>>,
    Extension(counts): Extension<LastCounts>,
    Extension(actor): Extension<Actor>,
) -> (StatusCode, Json<Readiness>) {
    let reachable = services.store.ping().await.is_ok();
    let counts = if reachable { counts.get(&services).await } else { Counts::default() };
    let runner = *runner.borrow();
    let ready = reachable && runner != RunnerState::Failing;
    let (model, model_detail) = match services.ports.embedder.state() {
        ModelState::Loading => ("loading", None),
        ModelState::Ready => ("ready", None),
        ModelState::Missing(reason) => ("missing", actor.is_staff().then_some(reason)),
    };
    let body = Readiness {
        ready,
        database: if reachable { "ok".into() } else { "cannot be reached".into() },
        model: model.into(),
        model_detail,
        mentors_indexed: services.ports.vectors.len(),
        mentors: counts.coverage.map(|c| c.mentors),
        job_runner: runner.as_str(),
        jobs_waiting: counts.backlog.map(|b| b.waiting),
        jobs_failed: counts.backlog.map(|b| b.failed),
    };
    (if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(body))
}
