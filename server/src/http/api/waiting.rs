//! Waiting lists.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, patch};
use axum::{Json, Router};
use office_hours::booking::{JoinWaitingList, WaitingEntry, WaitingStep};
use office_hours::ids::WaitingId;
use serde::Deserialize;
use services::{Services, waiting};
use utoipa::ToSchema;

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Body, Path, Problem, ProblemBody};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/waiting-list", get(list_my_waiting).post(join_waiting_list))
        .route("/api/waiting-list/{id}", patch(take_waiting_step))
}

/// What is done with a place in a waiting list.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeWaiting {
    /// `decline` leaves the place that is offered to the next one, `leave` gives up the place in the list.
    step: WaitingStep,
}

/// What the signed-in mentee waits for.
#[utoipa::path(get, path = "/api/waiting-list", tag = "sessions", responses(
    (status = 200, description = "The first joined first", body = [WaitingEntry]),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee", body = ProblemBody),
))]
pub(super) async fn list_my_waiting(
    State(services): State<Services>,
    asking: Asking,
) -> Result<Json<Vec<WaitingEntry>>, Problem> {
    Ok(Json(waiting::list_my_waiting(&services, &asking.actor, &asking.reader).await?))
}

/// Waits for a place with a mentor, at any time or at one that is taken. An offer is taken by booking its slot.
#[utoipa::path(post, path = "/api/waiting-list", tag = "sessions", request_body = JoinWaitingList, responses(
    (status = 201, description = "The place in the list", body = WaitingEntry),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee", body = ProblemBody),
    (status = 404, description = "No such mentor or slot", body = ProblemBody),
    (status = 409, description = "It is free, it cannot come free, or too much is waited for", body = ProblemBody),
))]
pub(super) async fn join_waiting_list(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<JoinWaitingList>,
) -> Result<(StatusCode, Json<WaitingEntry>), Problem> {
    let entry = waiting::join_waiting_list(&services, &asking.actor, &input, &asking.reader).await?;
    Ok((StatusCode::CREATED, Json(entry)))
}

/// Leaves an offer to the next one, or waits no longer.
#[utoipa::path(patch, path = "/api/waiting-list/{id}", tag = "sessions", params(("id" = Uuid, Path)), request_body = ChangeWaiting, responses(
    (status = 204, description = "Done"),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee", body = ProblemBody),
    (status = 404, description = "No such place of yours", body = ProblemBody),
    (status = 409, description = "Nothing is offered just now", body = ProblemBody),
))]
pub(super) async fn take_waiting_step(
    State(services): State<Services>,
    asking: Asking,
    Path(entry_id): Path<WaitingId>,
    Body(input): Body<ChangeWaiting>,
) -> Result<StatusCode, Problem> {
    waiting::take_waiting_step(&services, &asking.actor, entry_id, input.step).await?;
    Ok(StatusCode::NO_CONTENT)
}
