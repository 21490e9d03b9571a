//! The texts of each language, as the browser asks for them, and choosing one.

use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use office_hours::account::rules::safe_next;
use office_hours::language::Language;
use office_hours::{Actor, Failure};
use serde::Deserialize;
use services::Services;
use services::account::{cookie, set_language};
use services::languages::file_at;

use super::AppState;
use super::problem::Problem;

/// The texts, which are the same for everybody.
pub(super) fn files() -> Router<AppState> {
    Router::new().route("/languages/{file}", get(file))
}

/// The choice of whoever asks.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/language", get(choose))
}

/// Its address changes with its content, so it is kept for good.
async fn file(Path(file): Path<String>) -> Response {
    match file_at(&format!("/languages/{file}")) {
        Some(texts) => {
            let headers = [
                (CONTENT_TYPE, "text/plain; charset=utf-8"),
                (CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, texts).into_response()
        }
        None => Problem(Failure::not_found("file")).into_response(),
    }
}

/// Which language, and where to go on.
#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    to: String,
    next: Option<String>,
}

/// Notes the choice in a cookie, and with the account for what is mailed, and leads back; what is no language of ours
/// changes nothing.
async fn choose(
    State(services): State<Services>,
    Extension(actor): Extension<Actor>,
    Query(choice): Query<Choice>,
) -> Result<Response, Problem> {
    let back = Redirect::to(safe_next(choice.next.as_deref()));
    let Some(language) = Language::of_tag(&choice.to) else { return Ok(back.into_response()) };
    set_language(&services, &actor, language).await?;
    Ok(([(SET_COOKIE, cookie::set_language(language))], back).into_response())
}
