//! Mentors that a mentee has saved.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, put};
use axum::{Json, Router};
use office_hours::ids::MentorId;
use office_hours::profile::MentorCard;
use services::{Services, saved};

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Path, Problem, ProblemBody};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/saved", get(list_saved_mentors))
        .route("/api/saved/{mentor_id}", put(save_mentor).delete(forget_saved_mentor))
}

/// The mentors that the signed-in mentee has saved and sees at this moment.
#[utoipa::path(get, path = "/api/saved", tag = "profiles", responses(
    (status = 200, description = "The last one saved first", body = [MentorCard]),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee", body = ProblemBody),
))]
pub(super) async fn list_saved_mentors(
    State(services): State<Services>,
    asking: Asking,
) -> Result<Json<Vec<MentorCard>>, Problem> {
    Ok(Json(saved::list_saved_mentors(&services, &asking.actor).await?))
}

/// Saves a mentor, to find them again; nothing changes for one who is saved.
#[utoipa::path(put, path = "/api/saved/{mentor_id}", tag = "profiles", params(("mentor_id" = Uuid, Path)), responses(
    (status = 204, description = "Saved"),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee", body = ProblemBody),
    (status = 404, description = "No such mentor for you", body = ProblemBody),
    (status = 409, description = "Too many are saved", body = ProblemBody),
))]
pub(super) async fn save_mentor(
    State(services): State<Services>,
    asking: Asking,
    Path(mentor_id): Path<MentorId>,
) -> Result<StatusCode, Problem> {
    saved::save_mentor(&services, &asking.actor, mentor_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a mentor off the list; nothing changes where none was saved.
#[utoipa::path(delete, path = "/api/saved/{mentor_id}", tag = "profiles", params(("mentor_id" = Uuid, Path)), responses(
    (status = 204, description = "Not saved any more"),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee", body = ProblemBody),
))]
pub(super) async fn forget_saved_mentor(
    State(services): State<Services>,
    asking: Asking,
    Path(mentor_id): Path<MentorId>,
) -> Result<StatusCode, Problem> {
    saved::forget_saved_mentor(&services, &asking.actor, mentor_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
