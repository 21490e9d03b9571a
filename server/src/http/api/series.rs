//! Sessions that repeat.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use office_hours::Failure;
use office_hours::booking::SessionStatus;
use office_hours::booking::series::{
    BookSeries, CancelSeries, PreviewSeries, SeriesCancelled, SeriesPreview, SeriesView,
};
use office_hours::ids::{SeriesId, SessionId};
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
    Ok(Json(booking::preview_series(&services, &asking.actor, &input, &asking.zone).await?))
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
    let booked = booking::book_series(&services, &asking.actor, &input, &asking.zone).await?;
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
    Ok(Json(booking::get_series(&services, &asking.actor, id, &asking.zone).await?))
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
    Ok(Json(booking::cancel_series(&services, &asking.actor, &input, &asking.zone).await?))
}
