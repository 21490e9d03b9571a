//! When mentors can be met.

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use office_hours::availability::{CheckConflicts, Conflicts, OpenSlots};
use office_hours::ids::MentorId;
use services::{Services, availability};

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Body, Path, Problem, ProblemBody};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/availability/check-conflicts", post(check_conflicts))
        .route("/api/availability/{mentor_id}", get(list_open_slots))
}

/// The open slots of one mentor for the next four weeks.
#[utoipa::path(get, path = "/api/availability/{mentor_id}", tag = "availability", params(("mentor_id" = Uuid, Path)), responses(
    (status = 200, description = "Earliest first", body = OpenSlots),
    (status = 404, description = "No such mentor for you", body = ProblemBody),
))]
pub(super) async fn list_open_slots(
    State(services): State<Services>,
    asking: Asking,
    Path(mentor_id): Path<MentorId>,
) -> Result<Json<OpenSlots>, Problem> {
    Ok(Json(availability::list_open_slots(&services, &asking.actor, mentor_id, &asking.zone).await?))
}

/// Whether a time would clash, and why.
#[utoipa::path(post, path = "/api/availability/check-conflicts", tag = "availability", request_body = CheckConflicts, responses(
    (status = 200, description = "The answer", body = Conflicts),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn check_conflicts(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<CheckConflicts>,
) -> Result<Json<Conflicts>, Problem> {
    Ok(Json(availability::check_conflicts(&services, &asking.actor, &input).await?))
}
