//! Sessions.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use office_hours::Failure;
use office_hours::booking::{BookSession, CancelSession, MySessions, SessionStatus, SessionView};
use office_hours::ids::SessionId;
use serde::Deserialize;
use services::{Services, booking};
use utoipa::ToSchema;

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Body, Path, Problem, ProblemBody};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/sessions", get(list_my_sessions).post(book_session))
        .route("/api/sessions/upcoming", get(list_upcoming))
        .route("/api/sessions/{id}", get(get_session).patch(change_session))
}

/// Changes a session; `cancelled` is the only status that can be asked for.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeSession {
    /// The wanted status.
    status: SessionStatus,
    /// For the other side; may be empty.
    #[serde(default)]
    reason: String,
}

/// The signed-in person's sessions.
#[utoipa::path(get, path = "/api/sessions", tag = "sessions", responses(
    (status = 200, description = "Upcoming and past", body = MySessions),
    (status = 401, description = "Not signed in", body = ProblemBody),
))]
pub(super) async fn list_my_sessions(
    State(services): State<Services>,
    asking: Asking,
) -> Result<Json<MySessions>, Problem> {
    Ok(Json(booking::list_my_sessions(&services, &asking.actor, &asking.zone).await?))
}

/// The signed-in person's sessions that are still to come, next first.
#[utoipa::path(get, path = "/api/sessions/upcoming", tag = "sessions", responses(
    (status = 200, description = "Next first", body = [SessionView]),
    (status = 401, description = "Not signed in", body = ProblemBody),
))]
pub(super) async fn list_upcoming(
    State(services): State<Services>,
    asking: Asking,
) -> Result<Json<Vec<SessionView>>, Problem> {
    Ok(Json(booking::list_my_sessions(&services, &asking.actor, &asking.zone).await?.upcoming))
}

/// Books an open slot for the signed-in mentee.
#[utoipa::path(post, path = "/api/sessions", tag = "sessions", request_body = BookSession, responses(
    (status = 201, description = "Booked", body = SessionView),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee", body = ProblemBody),
    (status = 404, description = "No such slot", body = ProblemBody),
    (status = 409, description = "Taken meanwhile, past, or the week is full", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn book_session(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<BookSession>,
) -> Result<(StatusCode, Json<SessionView>), Problem> {
    let booked = booking::book_session(&services, &asking.actor, &input, &asking.zone).await?;
    Ok((StatusCode::CREATED, Json(booked)))
}

/// One session.
#[utoipa::path(get, path = "/api/sessions/{id}", tag = "sessions", params(("id" = Uuid, Path)), responses(
    (status = 200, description = "The session", body = SessionView),
    (status = 404, description = "No such session for you", body = ProblemBody),
))]
pub(super) async fn get_session(
    State(services): State<Services>,
    asking: Asking,
    Path(id): Path<SessionId>,
) -> Result<Json<SessionView>, Problem> {
    Ok(Json(booking::get_session(&services, &asking.actor, id, &asking.zone).await?))
}

/// Cancels a session.
#[utoipa::path(patch, path = "/api/sessions/{id}", tag = "sessions", params(("id" = Uuid, Path)), request_body = ChangeSession, responses(
    (status = 200, description = "Cancelled; the slot is open again", body = SessionView),
    (status = 404, description = "No such session for you", body = ProblemBody),
    (status = 409, description = "Over or cancelled already", body = ProblemBody),
    (status = 422, description = "A status that cannot be asked for", body = ProblemBody),
))]
pub(super) async fn change_session(
    State(services): State<Services>,
    asking: Asking,
    Path(session_id): Path<SessionId>,
    Body(input): Body<ChangeSession>,
) -> Result<Json<SessionView>, Problem> {
    if input.status != SessionStatus::Cancelled {
        return Err(Failure::invalid(
            "status",
            "A session can be set to cancelled; nothing else is asked for here.",
        )
        .into());
    }
    let cancel = CancelSession { session_id, reason: input.reason };
    Ok(Json(booking::cancel_session(&services, &asking.actor, &cancel, &asking.zone).await?))
}
