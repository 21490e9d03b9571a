//! When mentors can be met.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use office_hours::availability::{
    AvailabilityRules, CheckConflicts, Conflicts, HeldSlot, MentorSlots, OpenSlots, PreviewRules,
    RulesPreview, SaveRules, SlotsOf,
};
use office_hours::ids::{HoldId, MentorId, SlotId};
use serde::Deserialize;
use services::{Services, availability};
use utoipa::ToSchema;

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Body, Path, Problem, ProblemBody};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/availability", post(list_slots_of))
        .route("/api/availability/check-conflicts", post(check_conflicts))
        .route("/api/availability/rules", get(get_rules).put(save_rules))
        .route("/api/availability/rules/preview", post(preview_rules))
        .route("/api/availability/holds", post(hold_slot))
        .route("/api/availability/holds/{id}", delete(release_hold))
        .route("/api/availability/{mentor_id}", get(list_open_slots))
}

/// The open slots of one mentor up to the mentor's horizon, as far as whoever asks can book them.
#[utoipa::path(get, path = "/api/availability/{mentor_id}", tag = "availability", params(("mentor_id" = Uuid, Path)), responses(
    (status = 200, description = "Earliest first", body = OpenSlots),
    (status = 404, description = "No such mentor for you", body = ProblemBody),
))]
pub(super) async fn list_open_slots(
    State(services): State<Services>,
    asking: Asking,
    Path(mentor_id): Path<MentorId>,
) -> Result<Json<OpenSlots>, Problem> {
    Ok(Json(availability::list_open_slots(&services, &asking.actor, mentor_id, &asking.reader).await?))
}

/// The open slots of several mentors in the next days, in the order in which they are named; those that you may not see
/// are left out. A reading, with a body because of the many ids.
#[utoipa::path(post, path = "/api/availability", tag = "availability", request_body = SlotsOf, responses(
    (status = 200, description = "Earliest first for each", body = [MentorSlots]),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn list_slots_of(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<SlotsOf>,
) -> Result<Json<Vec<MentorSlots>>, Problem> {
    Ok(Json(availability::list_slots_of(&services, &asking.actor, &input).await?))
}

/// Whether a time can be booked, and everything that stands against it.
#[utoipa::path(post, path = "/api/availability/check-conflicts", tag = "availability", request_body = CheckConflicts, responses(
    (status = 200, description = "The answer", body = Conflicts),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn check_conflicts(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<CheckConflicts>,
) -> Result<Json<Conflicts>, Problem> {
    Ok(Json(availability::check_conflicts(&services, &asking.actor, &input, &asking.reader).await?))
}

/// When and how the signed-in mentor can be met.
#[utoipa::path(get, path = "/api/availability/rules", tag = "availability", responses(
    (status = 200, description = "The rules, to be changed and saved", body = AvailabilityRules),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentor", body = ProblemBody),
    (status = 409, description = "No profile yet", body = ProblemBody),
))]
pub(super) async fn get_rules(
    State(services): State<Services>,
    asking: Asking,
) -> Result<Json<AvailabilityRules>, Problem> {
    Ok(Json(availability::get_rules(&services, &asking.actor).await?))
}

/// Replaces the rules of the signed-in mentor. Sessions stay where they are.
#[utoipa::path(put, path = "/api/availability/rules", tag = "availability", request_body = SaveRules, responses(
    (status = 200, description = "The rules as they are now", body = AvailabilityRules),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentor", body = ProblemBody),
    (status = 409, description = "Changed elsewhere since that version, or booked sessions would no longer fit", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn save_rules(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<SaveRules>,
) -> Result<Json<AvailabilityRules>, Problem> {
    Ok(Json(availability::save_rules(&services, &asking.actor, &input, &asking.reader).await?))
}

/// What rules would do: times offered, and sessions that would not fit any more. Nothing is saved.
#[utoipa::path(post, path = "/api/availability/rules/preview", tag = "availability", request_body = PreviewRules, responses(
    (status = 200, description = "What would change", body = RulesPreview),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentor", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn preview_rules(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<PreviewRules>,
) -> Result<Json<RulesPreview>, Problem> {
    Ok(Json(availability::preview_rules(&services, &asking.actor, &input, &asking.reader).await?))
}

/// Names the slot to keep.
#[derive(Debug, Deserialize, ToSchema)]
pub struct HoldSlot {
    /// The slot.
    slot_id: SlotId,
}

/// Keeps a time for five minutes while the form is filled in; times of one mentor no longer than ten in half an hour.
#[utoipa::path(post, path = "/api/availability/holds", tag = "availability", request_body = HoldSlot, responses(
    (status = 200, description = "Kept until then", body = HeldSlot),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee", body = ProblemBody),
    (status = 404, description = "No such slot", body = ProblemBody),
    (status = 409, description = "It cannot be booked, and why, or the mentor’s times were kept long enough", body = ProblemBody),
))]
pub(super) async fn hold_slot(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<HoldSlot>,
) -> Result<Json<HeldSlot>, Problem> {
    Ok(Json(availability::hold_slot(&services, &asking.actor, input.slot_id, &asking.reader).await?))
}

/// Lets a time go that was kept.
#[utoipa::path(delete, path = "/api/availability/holds/{id}", tag = "availability", params(("id" = Uuid, Path)), responses(
    (status = 204, description = "It is free again, or was already"),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee", body = ProblemBody),
))]
pub(super) async fn release_hold(
    State(services): State<Services>,
    asking: Asking,
    Path(hold_id): Path<HoldId>,
) -> Result<StatusCode, Problem> {
    availability::release_hold(&services, &asking.actor, hold_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
