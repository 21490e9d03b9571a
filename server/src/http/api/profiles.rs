//! Profiles of mentors and mentees.

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use office_hours::Failure;
use office_hours::availability::Settlement;
use office_hours::ids::MentorId;
use office_hours::profile::comparison::Comparison;
use office_hours::profile::discovery::{Discovery, Shelf};
use office_hours::profile::field::SaveProfileField;
use office_hours::profile::suggest::SuggestedProfile;
use office_hours::profile::{MentorPage, MentorProfile, SaveMenteeProfile, SaveMentorProfile};
use serde::{Deserialize, Serialize};
use services::{Services, matching, profile};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Body, Path, Problem, ProblemBody, Query};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/compare", get(compare_mentors))
        .route("/api/discover", get(discover))
        .route("/api/profiles", get(list_mentors))
        .route("/api/profiles/mentee", get(get_my_mentee_profile).put(save_mentee_profile))
        .route("/api/profiles/mentor", get(get_my_mentor_profile).put(save_mentor_profile))
        .route("/api/profiles/mentor/suggestion", post(suggest_profile))
        .route("/api/profiles/{id}", get(get_mentor).patch(save_profile_field))
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct Paging {
    /// Counts from 1.
    page: Option<u32>,
}

/// Which shelf.
#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct OneShelf {
    /// `free`, `new` or `alike` for more of one shelf; all of them when missing.
    shelf: Option<String>,
}

/// The id of a saved profile.
#[derive(Debug, Serialize, ToSchema)]
pub struct Saved {
    /// The profile.
    id: Uuid,
}

/// A mentor's profile, and what becomes of booked sessions that would no longer fit.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SaveMentor {
    /// The profile.
    #[serde(flatten)]
    profile: SaveMentorProfile,
    /// Without it they are named, and nothing is saved.
    #[serde(flatten)]
    settlement: Settlement,
}

/// Mentors by name.
#[utoipa::path(get, path = "/api/profiles", tag = "profiles", params(Paging), responses(
    (status = 200, description = "One page", body = MentorPage),
    (status = 422, description = "No such page number", body = ProblemBody),
))]
pub(super) async fn list_mentors(
    State(services): State<Services>,
    asking: Asking,
    Query(paging): Query<Paging>,
) -> Result<Json<MentorPage>, Problem> {
    Ok(Json(profile::list_mentors(&services, &asking.actor, paging.page.unwrap_or(1)).await?))
}

/// Who is compared, and for what.
#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct SideBySide {
    /// Ids with commas between them; the first three count.
    mentors: String,
    /// The need; without it nothing is said of what fits.
    query: Option<String>,
}

/// Up to three mentors side by side.
#[utoipa::path(get, path = "/api/compare", tag = "profiles", params(SideBySide), responses(
    (status = 200, description = "Those that you may see, in the order asked for", body = Comparison),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn compare_mentors(
    State(services): State<Services>,
    asking: Asking,
    Query(asked): Query<SideBySide>,
) -> Result<Json<Comparison>, Problem> {
    let need = asked.query.unwrap_or_default();
    let compared =
        matching::compare_mentors(&services, &asking.actor, &asked.mentors, &need, &asking.reader).await?;
    Ok(Json(compared))
}

/// Mentors to look at without a need: on shelves, each for a reason, and the topics they know.
#[utoipa::path(get, path = "/api/discover", tag = "profiles", params(OneShelf), responses(
    (status = 200, description = "The shelves", body = Discovery),
    (status = 422, description = "No such shelf", body = ProblemBody),
))]
pub(super) async fn discover(
    State(services): State<Services>,
    asking: Asking,
    Query(one): Query<OneShelf>,
) -> Result<Json<Discovery>, Problem> {
    let only = Shelf::parse(one.shelf.as_deref().unwrap_or_default())?;
    Ok(Json(matching::discover(&services, &asking.actor, only, &asking.reader).await?))
}

/// One mentor.
#[utoipa::path(get, path = "/api/profiles/{id}", tag = "profiles", params(("id" = Uuid, Path)), responses(
    (status = 200, description = "The mentor", body = MentorProfile),
    (status = 404, description = "No such mentor for you", body = ProblemBody),
))]
pub(super) async fn get_mentor(
    State(services): State<Services>,
    asking: Asking,
    Path(id): Path<MentorId>,
) -> Result<Json<MentorProfile>, Problem> {
    Ok(Json(profile::get_mentor(&services, &asking.actor, id).await?))
}

/// The signed-in mentee's own profile, as it was entered.
#[utoipa::path(get, path = "/api/profiles/mentee", tag = "profiles", responses(
    (status = 200, description = "What was entered", body = SaveMenteeProfile),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee", body = ProblemBody),
    (status = 404, description = "Nothing was entered yet", body = ProblemBody),
))]
pub(super) async fn get_my_mentee_profile(
    State(services): State<Services>,
    asking: Asking,
) -> Result<Json<SaveMenteeProfile>, Problem> {
    let entered = profile::get_my_mentee_profile(&services, &asking.actor).await?;
    Ok(Json(entered.ok_or_else(|| Failure::not_found("profile"))?))
}

/// The signed-in mentor's own profile and weekly hours, as they were entered.
#[utoipa::path(get, path = "/api/profiles/mentor", tag = "profiles", responses(
    (status = 200, description = "What was entered", body = SaveMentorProfile),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentor", body = ProblemBody),
    (status = 404, description = "Nothing was entered yet", body = ProblemBody),
))]
pub(super) async fn get_my_mentor_profile(
    State(services): State<Services>,
    asking: Asking,
) -> Result<Json<SaveMentorProfile>, Problem> {
    let entered = profile::get_my_mentor_profile(&services, &asking.actor).await?;
    Ok(Json(entered.ok_or_else(|| Failure::not_found("profile"))?))
}

/// The signed-in mentee's own profile, new or changed.
#[utoipa::path(put, path = "/api/profiles/mentee", tag = "profiles", request_body = SaveMenteeProfile, responses(
    (status = 200, description = "Saved", body = Saved),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn save_mentee_profile(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<SaveMenteeProfile>,
) -> Result<Json<Saved>, Problem> {
    let id = profile::save_mentee_profile(&services, &asking.actor, &input).await?;
    Ok(Json(Saved { id: id.0 }))
}

/// The signed-in mentor's own profile and weekly hours, new or changed. Sessions stay where they are.
#[utoipa::path(put, path = "/api/profiles/mentor", tag = "profiles", request_body = SaveMentor, responses(
    (status = 200, description = "Saved", body = Saved),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 409, description = "Booked sessions would no longer fit", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn save_mentor_profile(
    State(services): State<Services>,
    asking: Asking,
    Body(SaveMentor { profile: input, settlement }): Body<SaveMentor>,
) -> Result<Json<Saved>, Problem> {
    let Asking { actor, reader } = asking;
    let id = profile::save_mentor_profile(&services, &actor, &input, &settlement, &reader).await?;
    Ok(Json(Saved { id: id.0 }))
}

/// One field of a mentor's profile, changed by the mentor or by staff. `was` is what it said when it was read, as
/// this endpoint takes it: areas one a line, languages by name. If it says something else by now, nothing is saved.
#[utoipa::path(patch, path = "/api/profiles/{id}", tag = "profiles", params(("id" = Uuid, Path)), request_body = SaveProfileField, responses(
    (status = 200, description = "As it is now", body = MentorProfile),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Neither this mentor nor staff", body = ProblemBody),
    (status = 404, description = "No such mentor for you", body = ProblemBody),
    (status = 409, description = "`field_changed`: the field was changed meanwhile", body = ProblemBody),
    (status = 422, description = "The field to correct", body = ProblemBody),
))]
pub(super) async fn save_profile_field(
    State(services): State<Services>,
    asking: Asking,
    Path(id): Path<MentorId>,
    Body(input): Body<SaveProfileField>,
) -> Result<Json<MentorProfile>, Problem> {
    Ok(Json(profile::save_profile_field(&services, &asking.actor, id, &input).await?))
}

/// A text about oneself.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Pasted {
    /// A biography, or what a page about oneself says; 10,000 characters at most.
    text: String,
}

/// A first profile out of a text, each suggestion with the words that say so. Nothing is saved.
#[utoipa::path(post, path = "/api/profiles/mentor/suggestion", tag = "profiles", request_body = Pasted, responses(
    (status = 200, description = "What the text suggests", body = SuggestedProfile),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentor, nor somebody who may become one", body = ProblemBody),
    (status = 422, description = "No text, or too long a one", body = ProblemBody),
))]
pub(super) async fn suggest_profile(
    State(services): State<Services>,
    asking: Asking,
    Body(Pasted { text }): Body<Pasted>,
) -> Result<Json<SuggestedProfile>, Problem> {
    Ok(Json(profile::suggest_profile(&services, &asking.actor, &text)?))
}
