//! The texts of each language, as the browser asks for them.
//!
//! Their addresses change with their content, so they are kept for good.

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use office_hours::Failure;
use office_hours::language::Language;
use services::languages::{address_of, file_of};

use super::AppState;
use super::problem::Problem;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/languages/{file}", get(file))
}

async fn file(Path(file): Path<String>) -> Response {
    let asked = format!("/languages/{file}");
    let language =
        Language::ALL.into_iter().find(|language| address_of(*language).is_some_and(|at| *at == asked));
    match language.and_then(file_of) {
        Some(texts) => {
            let headers =
                [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, texts).into_response()
        }
        None => Problem(Failure::not_found("file")).into_response(),
    }
}
