//! Photos of mentors: set by programs, and looked at by everybody who has been shown one.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::{get, put};
use axum::{Json, Router};
use office_hours::Actor;
use office_hours::ids::MentorId;
use office_hours::profile::MentorProfile;
use office_hours::profile::photo::{Crop, MAX_BYTES};
use serde::Deserialize;
use services::{Services, profile};
use utoipa::IntoParams;

use super::Asking;
use crate::http::problem::{Path, Problem, ProblemBody, Query};
use crate::http::{AppState, upload};

/// The pictures themselves. Nobody has to be known for them.
pub(in crate::http) fn files() -> Router<AppState> {
    Router::new().route("/photos/{name}", get(get_photo))
}

/// What takes a file, and bounds by itself how much it reads.
pub(in crate::http) fn uploads() -> Router<AppState> {
    Router::new().route("/api/profiles/{id}/photo", put(save_photo).delete(remove_photo))
}

/// Which square of the picture is kept, as it is seen upright. Whole numbers of ten thousandths, from 0 to 10000.
#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct Cut {
    /// Where the square is between the left edge (0) and the right one (10000); in the middle when missing.
    #[serde(default)]
    #[param(value_type = Option<u16>)]
    x: String,
    /// Where it is between the upper edge (0) and the lower one (10000); in the middle when missing.
    #[serde(default)]
    #[param(value_type = Option<u16>)]
    y: String,
    /// Its side, of the shorter side of the picture; all of it (10000) when missing. 200 pixels at least.
    #[serde(default)]
    #[param(value_type = Option<u16>)]
    size: String,
}

/// A mentor's photo, set by the mentor or by staff: a JPEG, PNG or WebP picture of 5 MB and 40 megapixels at most, and of
/// 200 pixels at least on each side. Kept is a square of 512 pixels as JPEG, without what the file says beside its pixels.
/// The same a second time changes nothing.
#[utoipa::path(put, path = "/api/profiles/{id}/photo", tag = "profiles", params(("id" = Uuid, Path), Cut), request_body(
    description = "The file as it is; it is read by what is in it, whatever it is said to be",
    content(("image/jpeg"), ("image/png"), ("image/webp")),
), responses(
    (status = 200, description = "The profile as it is now", body = MentorProfile),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Neither this mentor nor staff", body = ProblemBody),
    (status = 404, description = "No such mentor for you", body = ProblemBody),
    (status = 422, description = "`photo`: the picture cannot be used; `crop`: there is no such square in it", body = ProblemBody),
))]
pub(super) async fn save_photo(
    State(services): State<Services>,
    asking: Asking,
    Path(id): Path<MentorId>,
    Query(cut): Query<Cut>,
    request: Request,
) -> Result<Json<MentorProfile>, Problem> {
    let crop = Crop::parse(&cut.x, &cut.y, &cut.size)?;
    let picture = upload::read(request.into_body(), MAX_BYTES).await?;
    Ok(Json(profile::save_photo(&services, &asking.actor, id, picture, crop).await?))
}

/// Takes a mentor's photo away, for the mentor or for staff.
#[utoipa::path(delete, path = "/api/profiles/{id}/photo", tag = "profiles", params(("id" = Uuid, Path)), responses(
    (status = 204, description = "There is none any more"),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Neither this mentor nor staff", body = ProblemBody),
    (status = 404, description = "No such mentor for you", body = ProblemBody),
))]
pub(super) async fn remove_photo(
    State(services): State<Services>,
    asking: Asking,
    Path(id): Path<MentorId>,
) -> Result<StatusCode, Problem> {
    profile::remove_photo(&services, &asking.actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A photo, by the address in a profile. It never changes: another photo has another address.
#[utoipa::path(get, path = "/photos/{name}", tag = "profiles", params(("name" = String, Path)), responses(
    (status = 200, description = "The picture", content_type = "image/jpeg"),
    (status = 404, description = "No such photo, or no longer", body = ProblemBody),
))]
pub(super) async fn get_photo(
    State(services): State<Services>,
    Path(name): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let photo = profile::get_photo(&services, &Actor::Stranger, &name).await?;
    let headers = [(CONTENT_TYPE, "image/jpeg"), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, photo))
}
