//! Sessions that repeat.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use office_hours::Failure;
use office_hours::booking::SessionStatus;
use office_hours::booking::series::{
    AcceptedMove, BookSeries, CancelSeries, MoveSeries, PreviewMove, PreviewSeries, SeriesCancelled,
    SeriesMovePreview, SeriesPreview, SeriesView,
};
use office_hours::ids::{SeriesId, SessionId, SlotId};
use serde::Deserialize;
use services::{Services, booking};
use utoipa::ToSchema;

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Body, Path, Problem, ProblemBody};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/sessions/series", post(book_series))
        .route("/api/sessions/series/preview", post(preview_series))
        .route("/api/sessions/series/{id}", get(get_series).patch(change_series))
        .route("/api/sessions/series/{id}/move", post(move_series))
        .route("/api/sessions/series/{id}/move/preview", post(preview_move))
}

/// Calls sessions of a series off.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeSeries {
    /// `cancelled` is all there is.
    status: SessionStatus,
    /// The session that `scope` starts from; not needed for all of them.
    #[serde(default)]
    session_id: Option<SessionId>,
    /// `one`, `following` for that one and all later ones, or `all`.
    #[serde(default = "one")]
    scope: String,
    /// For the other side; may be empty, but for staff.
    #[serde(default)]
    reason: String,
}

/// Gives a session of a series another slot.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SeriesMoveAsked {
    /// The session that is given the slot.
    session_id: SessionId,
    /// Where to: a slot of its mentor; staff may name that of another one, who takes the sessions over.
    slot_id: SlotId,
    /// `one`, `following` for that one and all later ones, or `all`.
    #[serde(default = "one")]
    scope: String,
}

/// The same, after the preview.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SeriesMoveAccepted {
    /// The session that is given the slot.
    session_id: SessionId,
    /// Where to: a slot of its mentor; staff may name that of another one, who takes the sessions over.
    slot_id: SlotId,
    /// `one`, `following` for that one and all later ones, or `all`.
    #[serde(default = "one")]
    scope: String,
    /// The sessions as the preview named them. Those that are not among them keep their time.
    #[serde(default)]
    moves: Vec<AcceptedMove>,
    /// For the other side; may be empty, but for staff.
    #[serde(default)]
    reason: String,
}

fn one() -> String {
    "one".to_owned()
}

/// The sessions that a series would have, those that cannot be had first. Nothing is booked.
#[utoipa::path(post, path = "/api/sessions/series/preview", tag = "sessions", request_body = PreviewSeries, responses(
    (status = 200, description = "With the reason of each conflict and what can be chosen", body = SeriesPreview),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee", body = ProblemBody),
    (status = 404, description = "No such slot", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn preview_series(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<PreviewSeries>,
) -> Result<Json<SeriesPreview>, Problem> {
    Ok(Json(booking::preview_series(&services, &asking.actor, &input, &asking.reader).await?))
}

/// Books all sessions of a series that the choices leave, or none.
#[utoipa::path(post, path = "/api/sessions/series", tag = "sessions", request_body = BookSeries, responses(
    (status = 201, description = "All are booked", body = SeriesView),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee", body = ProblemBody),
    (status = 404, description = "No such slot", body = ProblemBody),
    (status = 409, description = "One of them cannot be booked; it is named, and none was", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn book_series(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<BookSeries>,
) -> Result<(StatusCode, Json<SeriesView>), Problem> {
    let booked = booking::book_series(&services, &asking.actor, &input, &asking.reader).await?;
    Ok((StatusCode::CREATED, Json(booked)))
}

/// A series with its sessions.
#[utoipa::path(get, path = "/api/sessions/series/{id}", tag = "sessions", params(("id" = Uuid, Path)), responses(
    (status = 200, description = "By start, those called off included", body = SeriesView),
    (status = 404, description = "No such series for you", body = ProblemBody),
))]
pub(super) async fn get_series(
    State(services): State<Services>,
    asking: Asking,
    Path(id): Path<SeriesId>,
) -> Result<Json<SeriesView>, Problem> {
    Ok(Json(booking::get_series(&services, &asking.actor, id, &asking.reader).await?))
}

/// Calls off one session of a series, that one and all later ones, or all.
#[utoipa::path(patch, path = "/api/sessions/series/{id}", tag = "sessions", params(("id" = Uuid, Path)), request_body = ChangeSeries, responses(
    (status = 200, description = "Those called off, and those that cannot be any more, with the reason", body = SeriesCancelled),
    (status = 404, description = "No such series, or session in it, for you", body = ProblemBody),
    (status = 409, description = "None of them can be called off any more", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn change_series(
    State(services): State<Services>,
    asking: Asking,
    Path(series_id): Path<SeriesId>,
    Body(input): Body<ChangeSeries>,
) -> Result<Json<SeriesCancelled>, Problem> {
    // Strangers are asked to sign in before they are told how to ask.
    asking.actor.person()?;
    let ChangeSeries { status, session_id, scope, reason } = input;
    if status != SessionStatus::Cancelled {
        return Err(Failure::invalid("status", "A series can only be set to cancelled.").into());
    }
    let input = CancelSeries { series_id, session_id, scope, reason };
    Ok(Json(booking::cancel_series(&services, &asking.actor, &input, &asking.reader).await?))
}

/// The sessions that would move if one of them got another slot, those that cannot first. Nothing is moved.
#[utoipa::path(post, path = "/api/sessions/series/{id}/move/preview", tag = "sessions", params(("id" = Uuid, Path)), request_body = SeriesMoveAsked, responses(
    (status = 200, description = "Old and new times, with the reason of each conflict and what can be chosen", body = SeriesMovePreview),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 404, description = "No such session in such a series for you, or no such slot", body = ProblemBody),
    (status = 409, description = "The session cannot be moved any more", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn preview_move(
    State(services): State<Services>,
    asking: Asking,
    Path(series_id): Path<SeriesId>,
    Body(input): Body<SeriesMoveAsked>,
) -> Result<Json<SeriesMovePreview>, Problem> {
    let SeriesMoveAsked { session_id, slot_id, scope } = input;
    let input = PreviewMove { series_id, session_id, slot_id, scope };
    Ok(Json(booking::preview_move(&services, &asking.actor, &input, &asking.reader).await?))
}

/// Moves the sessions of a series that were accepted as the preview named them, or none.
#[utoipa::path(post, path = "/api/sessions/series/{id}/move", tag = "sessions", params(("id" = Uuid, Path)), request_body = SeriesMoveAccepted, responses(
    (status = 200, description = "The series as it is now", body = SeriesView),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 404, description = "No such session in such a series for you, or no such slot", body = ProblemBody),
    (status = 409, description = "One of them was changed since, or cannot be moved; it is named, and none was", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn move_series(
    State(services): State<Services>,
    asking: Asking,
    Path(series_id): Path<SeriesId>,
    Body(input): Body<SeriesMoveAccepted>,
) -> Result<Json<SeriesView>, Problem> {
    let SeriesMoveAccepted { session_id, slot_id, scope, moves, reason } = input;
    let input = MoveSeries { series_id, session_id, slot_id, scope, moves, reason };
    Ok(Json(booking::move_series(&services, &asking.actor, &input, &asking.reader).await?))
}
