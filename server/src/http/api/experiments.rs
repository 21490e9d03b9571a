//! Ranking experiments, for staff.

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use office_hours::experiments::report::Report;
use office_hours::experiments::{Experiment, StartExperiment};
use office_hours::ids::ExperimentId;
use serde::Serialize;
use services::{Services, experiments};
use utoipa::ToSchema;

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Body, Path, Problem, ProblemBody};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/admin/experiments", get(list_experiments).post(start_experiment))
        .route("/api/admin/experiments/{id}", get(report_experiment))
        .route("/api/admin/experiments/{id}/end", post(end_experiment))
}

/// An experiment with what it has shown so far.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportedExperiment {
    /// What is tried.
    experiment: Experiment,
    /// The figures.
    report: Report,
}

/// Every experiment, the latest first.
#[utoipa::path(get, path = "/api/admin/experiments", tag = "programme", responses(
    (status = 200, description = "The latest first", body = [Experiment]),
    (status = 403, description = "Not staff", body = ProblemBody),
))]
pub(super) async fn list_experiments(
    State(services): State<Services>,
    asking: Asking,
) -> Result<Json<Vec<Experiment>>, Problem> {
    Ok(Json(experiments::list_experiments(&services, &asking.actor).await?))
}

/// Starts an experiment; one runs at a time.
#[utoipa::path(post, path = "/api/admin/experiments", tag = "programme", request_body = StartExperiment, responses(
    (status = 200, description = "Started", body = Experiment),
    (status = 403, description = "Not staff", body = ProblemBody),
    (status = 409, description = "Another one runs", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn start_experiment(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<StartExperiment>,
) -> Result<Json<Experiment>, Problem> {
    Ok(Json(experiments::start_experiment(&services, &asking.actor, input).await?))
}

/// What an experiment has shown so far.
#[utoipa::path(get, path = "/api/admin/experiments/{id}", tag = "programme", responses(
    (status = 200, description = "With 95 % intervals", body = ReportedExperiment),
    (status = 403, description = "Not staff", body = ProblemBody),
    (status = 404, description = "No such experiment", body = ProblemBody),
))]
pub(super) async fn report_experiment(
    State(services): State<Services>,
    asking: Asking,
    Path(id): Path<ExperimentId>,
) -> Result<Json<ReportedExperiment>, Problem> {
    let (experiment, report) = experiments::report_experiment(&services, &asking.actor, id).await?;
    Ok(Json(ReportedExperiment { experiment, report }))
}

/// Ends an experiment; everybody sees the ranking in use again.
#[utoipa::path(post, path = "/api/admin/experiments/{id}/end", tag = "programme", responses(
    (status = 200, description = "Ended", body = Experiment),
    (status = 403, description = "Not staff", body = ProblemBody),
    (status = 404, description = "No such experiment", body = ProblemBody),
))]
pub(super) async fn end_experiment(
    State(services): State<Services>,
    asking: Asking,
    Path(id): Path<ExperimentId>,
) -> Result<Json<Experiment>, Problem> {
    Ok(Json(experiments::end_experiment(&services, &asking.actor, id).await?))
}
