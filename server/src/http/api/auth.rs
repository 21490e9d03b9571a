//! Signing in and out.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use axum::routing::{get, post};
use axum::{Json, Router};
use office_hours::account::{RedeemLoginLink, RequestLoginLink, Viewer};
use services::Services;
use services::account::{self, cookie};

use super::Asking;
use crate::http::AppState;
use crate::http::problem::{Body, Problem, ProblemBody};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/auth/login-link", post(request_login_link))
        .route("/api/auth/login", post(redeem_login_link))
        .route("/api/auth/logout", post(sign_out))
        .route("/api/auth/me", get(me))
}

/// Mails a sign-in link. The answer is the same whether or not there is an account.
#[utoipa::path(post, path = "/api/auth/login-link", tag = "auth", request_body = RequestLoginLink, responses(
    (status = 202, description = "The link is on its way"),
    (status = 422, description = "The address cannot be used", body = ProblemBody),
    (status = 429, description = "Too many links are open", body = ProblemBody),
))]
pub(super) async fn request_login_link(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<RequestLoginLink>,
) -> Result<StatusCode, Problem> {
    account::request_login_link(&services, &asking.actor, &input, &asking.reader).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Signs in with a mailed link, once; the answer sets the login cookie.
#[utoipa::path(post, path = "/api/auth/login", tag = "auth", request_body = RedeemLoginLink, responses(
    (status = 204, description = "Signed in"),
    (status = 409, description = "The link was used or is too old", body = ProblemBody),
))]
pub(super) async fn redeem_login_link(
    State(services): State<Services>,
    asking: Asking,
    Body(input): Body<RedeemLoginLink>,
) -> Result<impl IntoResponse, Problem> {
    let login = account::redeem_login_link(&services, &asking.actor, &input, None, &asking.reader).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, login.cookie)])))
}

/// Ends the login.
#[utoipa::path(post, path = "/api/auth/logout", tag = "auth", responses((status = 204, description = "Signed out")))]
pub(super) async fn sign_out(
    State(services): State<Services>,
    asking: Asking,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let secret = cookie::read(&headers);
    let expired = account::sign_out(&services, &asking.actor, secret.as_deref()).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, expired)])))
}

/// Who is signed in, and in which zone times are said.
#[utoipa::path(get, path = "/api/auth/me", tag = "auth", responses((status = 200, description = "The viewer", body = Viewer)))]
pub(super) async fn me(State(services): State<Services>, asking: Asking) -> Result<Json<Viewer>, Problem> {
    Ok(Json(account::get_viewer(&services, &asking.actor, &asking.reader)?))
}
