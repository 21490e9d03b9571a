//! The OpenAPI document, generated from the handlers.

use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;

use super::{
    admin, auth, availability, calendar, experiments, matching, photos, profiles, saved, series, sessions,
    users, waiting,
};
use crate::http::{AppState, health, metrics};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Office Hours",
        description = "Everything the pages can do, for programs. Failures are problem+json. A write with an \
                       `Idempotency-Key` header can be sent again: for a day, the same key gives the same answer."
    ),
    paths(
        admin::export,
        admin::get_programme,
        admin::list_utilisation,
        auth::me,
        auth::redeem_login_link,
        auth::request_login_link,
        auth::sign_out,
        availability::check_conflicts,
        availability::get_rules,
        availability::hold_slot,
        availability::list_open_slots,
        availability::list_slots_of,
        availability::preview_rules,
        availability::release_hold,
        availability::save_rules,
        calendar::read_feed,
        calendar::renew_feed,
        calendar::revoke_feed,
        experiments::end_experiment,
        experiments::list_experiments,
        experiments::report_experiment,
        experiments::start_experiment,
        health::health,
        health::ready,
        matching::match_mentors,
        matching::note_opened,
        matching::suggest_mentors,
        metrics::metrics,
        photos::get_photo,
        photos::remove_photo,
        photos::save_photo,
        profiles::compare_mentors,
        profiles::discover,
        profiles::get_mentor,
        profiles::get_my_mentee_profile,
        profiles::get_my_mentor_profile,
        profiles::list_mentors,
        profiles::save_mentee_profile,
        profiles::save_mentor_profile,
        profiles::save_profile_field,
        profiles::suggest_profile,
        saved::forget_saved_mentor,
        saved::list_saved_mentors,
        saved::save_mentor,
        series::book_series,
        series::change_series,
        series::get_series,
        series::move_series,
        series::preview_move,
        series::preview_series,
        sessions::book_session,
        sessions::change_session,
        sessions::confirm_coming,
        sessions::edit_agenda,
        sessions::name_to_guests,
        sessions::get_session,
        sessions::list_my_sessions,
        sessions::list_times_to_move,
        sessions::list_upcoming,
        sessions::object_to_mark,
        users::erase_user,
        users::get_account,
        users::list_accounts,
        users::set_user_status,
        waiting::join_waiting_list,
        waiting::list_my_waiting,
        waiting::take_waiting_step,
    )
)]
struct Document;

/// The document itself.
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/api/openapi.json", get(async || Json(document())))
}
