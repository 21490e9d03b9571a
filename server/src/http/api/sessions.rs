//! Sessions.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post, put};
use axum::{Json, Router};
use office_hours::Failure;
use office_hours::booking::guests::NameToGuests;
use office_hours::booking::lifecycle::Step;
use office_hours::booking::series::Scope;
use office_hours::booking::{
    BookSession, EditAgenda, MoveOptions, MoveSession, MySessions, ObjectToMark, SessionStatus, SessionView,
    TakeStep,
};
use office_hours::ids::{MentorId, SessionId, SlotId};
use serde::Deserialize;
use services::{Services, booking};
use utoipa::ToSchema;

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Body, Path, Problem, ProblemBody, Query};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/sessions", get(list_my_sessions).post(book_session))
        .route("/api/sessions/upcoming", get(list_upcoming))
        .route("/api/sessions/{id}", get(get_session).patch(change_session))
        .route("/api/sessions/{id}/agenda", put(edit_agenda))
        .route("/api/sessions/{id}/confirmation", post(confirm_coming))
        .route("/api/sessions/{id}/guests", put(name_to_guests))
        .route("/api/sessions/{id}/objection", post(object_to_mark))
        .route("/api/sessions/{id}/times", get(list_times_to_move))
}

/// Changes a session: give either a status, or a step, or another slot.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeSession {
    /// `booked` accepts a request, `cancelled` calls the session off, `completed` says that it took place.
    /// Everything else is a step.
    status: Option<SessionStatus>,
    /// What is done with it.
    step: Option<Step>,
    /// Where it is moved to.
    slot_id: Option<SlotId>,
    /// For the other side; may be empty, but for staff.
    #[serde(default)]
    reason: String,
}

/// What a session is about.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Agenda {
    /// In the words of one who meets; may be empty.
    agenda: String,
    /// The `agenda_version` that was read.
    version: u32,
}

/// What the others who come may know.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Naming {
    /// Whether they learn the mentee's name and company.
    is_named: bool,
}

/// Says that it was otherwise.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Objection {
    /// What happened, for the programme's staff.
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
    Ok(Json(booking::list_my_sessions(&services, &asking.actor, &asking.reader).await?))
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
    Ok(Json(booking::list_my_sessions(&services, &asking.actor, &asking.reader).await?.upcoming))
}

/// Books an open slot for the signed-in mentee. Staff book in a mentee’s place: with `mentee_id` and a `reason`.
#[utoipa::path(post, path = "/api/sessions", tag = "sessions", request_body = BookSession, responses(
    (status = 201, description = "Booked", body = SessionView),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not a mentee, or in somebody else’s place and not staff", body = ProblemBody),
    (status = 404, description = "No such slot", body = ProblemBody),
    (status = 409, description = "Taken meanwhile, past, or the week is full", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn book_session(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<BookSession>,
) -> Result<(StatusCode, Json<SessionView>), Problem> {
    let booked = booking::book_session(&services, &asking.actor, &input, &asking.reader).await?;
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
    Ok(Json(booking::get_session(&services, &asking.actor, id, &asking.reader).await?))
}

/// Takes a step with a session, or moves it.
#[utoipa::path(patch, path = "/api/sessions/{id}", tag = "sessions", params(("id" = Uuid, Path)), request_body = ChangeSession, responses(
    (status = 200, description = "As it stands now", body = SessionView),
    (status = 403, description = "Not for this side", body = ProblemBody),
    (status = 404, description = "No such session for you", body = ProblemBody),
    (status = 409, description = "It does not stand so, it is too late, or the time cannot be booked", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn change_session(
    State(services): State<Services>,
    asking: Asking,
    Path(session_id): Path<SessionId>,
    Body(input): Body<ChangeSession>,
) -> Result<Json<SessionView>, Problem> {
    // Strangers are asked to sign in before they are told how to ask.
    asking.actor.person()?;
    let ChangeSession { status, step, slot_id, reason } = input;
    let step = match (status, step, slot_id) {
        (None, None, Some(slot_id)) => {
            let input = MoveSession { session_id, slot_id, reason };
            return Ok(Json(booking::move_session(&services, &asking.actor, &input, &asking.reader).await?));
        }
        (None, Some(step), None) => step,
        (Some(SessionStatus::Booked), None, None) => Step::Approve,
        (Some(SessionStatus::Cancelled), None, None) => Step::Cancel,
        (Some(SessionStatus::Completed), None, None) => Step::Complete,
        (Some(_), None, None) => {
            let message = "Set booked, cancelled or completed, or give a step that says who did not come.";
            return Err(Failure::invalid("status", message).into());
        }
        _ => return Err(Failure::invalid("step", "Give one of status, step and slot_id.").into()),
    };
    let input = TakeStep { session_id, step, reason };
    Ok(Json(booking::take_step(&services, &asking.actor, &input, &asking.reader).await?))
}

/// Whose times are wanted.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TimesOf {
    /// For staff: a mentor who could take the session over.
    mentor_id: Option<MentorId>,
    /// Which sessions of its series move along: `one`, `following` or `all`.
    scope: Option<String>,
}

/// The times to which a session can be moved.
#[utoipa::path(get, path = "/api/sessions/{id}/times", tag = "sessions", params(("id" = Uuid, Path), ("mentor_id" = Option<Uuid>, Query, description = "For staff: a mentor who could take the session over"), ("scope" = Option<String>, Query, description = "Which sessions of its series move along: one, following or all")), responses(
    (status = 200, description = "Earliest first; none when it cannot be moved", body = MoveOptions),
    (status = 404, description = "No such session for you", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn list_times_to_move(
    State(services): State<Services>,
    asking: Asking,
    Path(id): Path<SessionId>,
    Query(of): Query<TimesOf>,
) -> Result<Json<MoveOptions>, Problem> {
    let TimesOf { mentor_id, scope } = of;
    let scope = scope.map_or(Ok(Scope::One), |scope| Scope::parse("scope", &scope))?;
    let (actor, zone) = (&asking.actor, &asking.reader);
    Ok(Json(booking::list_times_to_move(&services, actor, id, mentor_id, scope, zone).await?))
}

/// Objects to what was said of how a session went.
#[utoipa::path(post, path = "/api/sessions/{id}/objection", tag = "sessions", params(("id" = Uuid, Path)), request_body = Objection, responses(
    (status = 200, description = "Disputed until staff decide", body = SessionView),
    (status = 404, description = "No such session for you", body = ProblemBody),
    (status = 409, description = "Nothing to object to, or too late", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn object_to_mark(
    State(services): State<Services>,
    asking: Asking,
    Path(session_id): Path<SessionId>,
    Body(input): Body<Objection>,
) -> Result<Json<SessionView>, Problem> {
    let input = ObjectToMark { session_id, reason: input.reason };
    Ok(Json(booking::object_to_mark(&services, &asking.actor, &input, &asking.reader).await?))
}

/// One of the two who meet changes what the session is about.
#[utoipa::path(put, path = "/api/sessions/{id}/agenda", tag = "sessions", params(("id" = Uuid, Path)), request_body = Agenda, responses(
    (status = 200, description = "As it stands now", body = SessionView),
    (status = 403, description = "None of the two who meet", body = ProblemBody),
    (status = 404, description = "No such session for you", body = ProblemBody),
    (status = 409, description = "Changed since that version, or the session has ended", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn edit_agenda(
    State(services): State<Services>,
    asking: Asking,
    Path(session_id): Path<SessionId>,
    Body(Agenda { agenda, version }): Body<Agenda>,
) -> Result<Json<SessionView>, Problem> {
    let input = EditAgenda { session_id, agenda, version };
    Ok(Json(booking::edit_agenda(&services, &asking.actor, &input, &asking.reader).await?))
}

/// The mentee agrees to be named to the others who come, or no longer does.
#[utoipa::path(put, path = "/api/sessions/{id}/guests", tag = "sessions", params(("id" = Uuid, Path)), request_body = Naming, responses(
    (status = 200, description = "As it stands now", body = SessionView),
    (status = 403, description = "Not the mentee", body = ProblemBody),
    (status = 404, description = "No such session for you", body = ProblemBody),
    (status = 409, description = "The session is for one, has ended or was called off", body = ProblemBody),
))]
pub(super) async fn name_to_guests(
    State(services): State<Services>,
    asking: Asking,
    Path(session_id): Path<SessionId>,
    Body(Naming { is_named }): Body<Naming>,
) -> Result<Json<SessionView>, Problem> {
    let input = NameToGuests { session_id, is_named };
    Ok(Json(booking::name_to_guests(&services, &asking.actor, input, &asking.reader).await?))
}

/// The mentee says that they are still coming.
#[utoipa::path(post, path = "/api/sessions/{id}/confirmation", tag = "sessions", params(("id" = Uuid, Path)), responses(
    (status = 200, description = "As it stands now", body = SessionView),
    (status = 403, description = "Not the mentee", body = ProblemBody),
    (status = 404, description = "No such session for you", body = ProblemBody),
    (status = 409, description = "It is not booked, or has begun", body = ProblemBody),
))]
pub(super) async fn confirm_coming(
    State(services): State<Services>,
    asking: Asking,
    Path(id): Path<SessionId>,
) -> Result<Json<SessionView>, Problem> {
    Ok(Json(booking::confirm_coming(&services, &asking.actor, id, &asking.reader).await?))
}
