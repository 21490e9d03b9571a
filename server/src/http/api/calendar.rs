//! A person's sessions for their calendar program.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use office_hours::booking::CalendarFeed;
use services::{Services, booking};

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Path, Problem, ProblemBody};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/calendar/feed", post(renew_feed).delete(revoke_feed))
        .route("/api/calendar/feed/{secret}", get(read_feed))
}

/// Gives a secret address to subscribe to; one there was stops working.
#[utoipa::path(post, path = "/api/calendar/feed", tag = "calendar", responses(
    (status = 201, description = "The address, shown this once", body = CalendarFeed),
    (status = 401, description = "Not signed in", body = ProblemBody),
))]
pub(super) async fn renew_feed(
    State(services): State<Services>,
    asking: Asking,
) -> Result<(StatusCode, Json<CalendarFeed>), Problem> {
    Ok((StatusCode::CREATED, Json(booking::renew_feed(&services, &asking.actor).await?)))
}

/// Stops the address from working.
#[utoipa::path(delete, path = "/api/calendar/feed", tag = "calendar", responses(
    (status = 204, description = "It works no longer"),
    (status = 401, description = "Not signed in", body = ProblemBody),
))]
pub(super) async fn revoke_feed(
    State(services): State<Services>,
    asking: Asking,
) -> Result<StatusCode, Problem> {
    booking::revoke_feed(&services, &asking.actor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The sessions, without the names of others, as iCalendar.
#[utoipa::path(get, path = "/api/calendar/feed/{secret}", tag = "calendar", params(("secret" = String, Path)), responses(
    (status = 200, description = "iCalendar", content_type = "text/calendar"),
    (status = 404, description = "No such feed, or no longer", body = ProblemBody),
))]
pub(super) async fn read_feed(
    State(services): State<Services>,
    Path(secret): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let text = booking::read_feed(&services, &secret).await?;
    let headers = [(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CACHE_CONTROL, "private, max-age=300")];
    Ok((headers, text))
}
