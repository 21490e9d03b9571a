//! Accounts, for staff; erasing one, for its owner as well.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use office_hours::account::Account;
use office_hours::account::erasure::EraseUser;
use office_hours::account::status::{AccountView, SetUserStatus};
use office_hours::ids::UserId;
use serde::Deserialize;
use services::{Services, account};
use utoipa::{IntoParams, ToSchema};

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Body, Path, Problem, ProblemBody, Query};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/admin/users", get(list_accounts))
        .route("/api/admin/users/{id}", get(get_account).patch(set_user_status))
        .route("/api/users/{id}/erasure", post(erase_user))
}

/// Whom to look for.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub(super) struct Whom {
    /// Part of a name or address; without it the first of all are listed.
    name: Option<String>,
}

/// Sets whether an account may be used.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeAccount {
    /// `active`, `inactive` (the person has left) or `suspended` (they are shut out).
    status: String,
    /// What becomes of sessions to come: `keep` or `cancel`; may be left out where there are none.
    #[serde(default)]
    upcoming: String,
    /// Why: for the journal, and for both sides of sessions that are called off.
    #[serde(default)]
    reason: String,
}

/// Accounts by name or address, 50 at most.
#[utoipa::path(get, path = "/api/admin/users", tag = "admin", params(Whom), responses(
    (status = 200, description = "Whoever is called exactly so first, then by name", body = [Account]),
    (status = 403, description = "Not staff", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn list_accounts(
    State(services): State<Services>,
    asking: Asking,
    Query(whom): Query<Whom>,
) -> Result<Json<Vec<Account>>, Problem> {
    let words = whom.name.unwrap_or_default();
    Ok(Json(account::list_accounts(&services, &asking.actor, &words).await?))
}

/// One account, with the sessions that taking it out of use would touch.
#[utoipa::path(get, path = "/api/admin/users/{id}", tag = "admin", params(("id" = Uuid, Path)), responses(
    (status = 200, description = "The account", body = AccountView),
    (status = 403, description = "Not staff", body = ProblemBody),
    (status = 404, description = "No such account", body = ProblemBody),
))]
pub(super) async fn get_account(
    State(services): State<Services>,
    asking: Asking,
    Path(id): Path<UserId>,
) -> Result<Json<AccountView>, Problem> {
    Ok(Json(account::get_account(&services, &asking.actor, id, &asking.reader).await?))
}

/// Takes an account out of use, or brings it back. Nothing is deleted.
#[utoipa::path(patch, path = "/api/admin/users/{id}", tag = "admin", params(("id" = Uuid, Path)), request_body = ChangeAccount, responses(
    (status = 200, description = "As it is now", body = AccountView),
    (status = 403, description = "Not staff, or the account of staff and not an administrator", body = ProblemBody),
    (status = 404, description = "No such account", body = ProblemBody),
    (status = 409, description = "Sessions to come are not decided on, it is one’s own account, or the last administrator’s", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn set_user_status(
    State(services): State<Services>,
    asking: Asking,
    Path(user_id): Path<UserId>,
    Body(input): Body<ChangeAccount>,
) -> Result<Json<AccountView>, Problem> {
    let ChangeAccount { status, upcoming, reason } = input;
    let input = SetUserStatus { user_id, status, upcoming, reason };
    Ok(Json(account::set_user_status(&services, &asking.actor, &input, &asking.reader).await?))
}

/// Erases an account.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Erasure {
    /// The address of that account, so that no other one is erased by mistake.
    email: String,
    /// Why: for the journal, and for both sides of sessions that are called off; may be empty for one's own account.
    #[serde(default)]
    reason: String,
}

/// Erases one’s own account, or, by staff, another one. Name, address, words and pictures go for good; sessions and
/// counts stay.
#[utoipa::path(post, path = "/api/users/{id}/erasure", tag = "auth", params(("id" = Uuid, Path)), request_body = Erasure, responses(
    (status = 204, description = "Erased"),
    (status = 401, description = "Not signed in", body = ProblemBody),
    (status = 403, description = "Not one’s own account, and not staff", body = ProblemBody),
    (status = 404, description = "No such account", body = ProblemBody),
    (status = 409, description = "The last administrator’s", body = ProblemBody),
    (status = 422, description = "A field to correct", body = ProblemBody),
))]
pub(super) async fn erase_user(
    State(services): State<Services>,
    asking: Asking,
    Path(user_id): Path<UserId>,
    Body(input): Body<Erasure>,
) -> Result<StatusCode, Problem> {
    let input = EraseUser { user_id, email: input.email, reason: input.reason };
    account::erase_user(&services, &asking.actor, &input).await?;
    Ok(StatusCode::NO_CONTENT)
}
