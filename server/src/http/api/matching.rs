//! Mentors for a need.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use office_hours::ids::{MentorId, SearchId};
use office_hours::matching::{MatchRequest, MatchResponse};
use serde::Deserialize;
use services::{Services, matching};
use utoipa::ToSchema;

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Body, Problem, ProblemBody};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/match", post(match_mentors))
        .route("/api/match/opened", post(note_opened))
        .route("/api/match/suggestions", get(suggest_mentors))
}

/// Ranked mentors for a need in somebody's own words.
#[utoipa::path(post, path = "/api/match", tag = "match", request_body = MatchRequest, responses(
    (status = 200, description = "Best first", body = MatchResponse),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn match_mentors(
    State(services): State<Services>,
    asking: Asking,
    Body(request): Body<MatchRequest>,
) -> Result<Json<MatchResponse>, Problem> {
    Ok(Json(matching::match_mentors(&services, &asking.actor, &request, &asking.reader).await?))
}

/// A result that somebody opened.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct Opened {
    /// The answer that it stood in.
    search_id: SearchId,
    /// Who was opened.
    mentor_id: MentorId,
}

/// Notes that a result was opened, which experiments count. Only what was shown to whoever says so counts.
#[utoipa::path(post, path = "/api/match/opened", tag = "match", request_body = Opened, responses(
    (status = 204, description = "Noted"),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn note_opened(
    State(services): State<Services>,
    asking: Asking,
    Body(opened): Body<Opened>,
) -> Result<StatusCode, Problem> {
    matching::note_opened(&services, &asking.actor, opened.search_id, opened.mentor_id)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ranked mentors for the goals of the signed-in mentee.
#[utoipa::path(get, path = "/api/match/suggestions", tag = "match", responses(
    (status = 200, description = "Best first", body = MatchResponse),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 409, description = "The mentee has no goals yet", body = ProblemBody),
))]
pub(super) async fn suggest_mentors(
    State(services): State<Services>,
    asking: Asking,
) -> Result<Json<MatchResponse>, Problem> {
    Ok(Json(matching::suggest_mentors(&services, &asking.actor, &asking.reader).await?))
}
