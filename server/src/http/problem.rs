//! A failure as `application/problem+json` (RFC 9457), requests that cannot be read as one, and
//! what HTTP itself refuses.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use office_hours::Failure;
use serde::Serialize;
use utoipa::ToSchema;

/// The longest request body, in bytes.
pub const MAX_BODY: usize = 256 * 1024;

/// A failure on its way out of a REST handler.
#[derive(Debug)]
pub struct Problem(pub Failure);

/// The body of every refused or failed request.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemBody {
    /// A stable name of the kind of failure.
    #[schema(example = "urn:office-hours:invalid")]
    r#type: String,
    /// The same for every failure of one kind.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What happened, and what would be right.
    detail: String,
    /// The field that is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// A stable word for a conflict: `slot_taken`, `already_cancelled` …
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

impl IntoResponse for ProblemBody {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

/// What HTTP refuses before a use case is asked.
#[derive(Debug)]
pub enum Refusal {
    /// The path is there, the method is not.
    Method,
    /// The body is longer than [`MAX_BODY`].
    TooLarge,
    /// The body is no JSON of the right shape.
    Unreadable(JsonRejection),
}

impl From<JsonRejection> for Refusal {
    fn from(rejection: JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ => Self::Unreadable(rejection),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, kind, title, detail) = match self {
            Self::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "Not this method",
                "The Allow header names the methods of this address.".to_owned(),
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "Too much at once",
                format!("Keep the body to {} KiB.", MAX_BODY / 1024),
            ),
            Self::Unreadable(rejection) => {
                return Problem(Failure::invalid("body", rejection.body_text())).into_response();
            }
        };
        let body = ProblemBody {
            r#type: format!("urn:office-hours:{kind}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail,
            field: None,
            code: None,
        };
        body.into_response()
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self(Failure::invalid("query string", rejection.body_text()))
    }
}

impl From<PathRejection> for Problem {
    /// A path that cannot be an id names nothing.
    fn from(_: PathRejection) -> Self {
        Self(Failure::not_found("page"))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Self(failure) = self;
        let (kind, field, code) = match &failure {
            Failure::NotSignedIn => ("not_signed_in", None, None),
            Failure::NotAllowed { .. } => ("not_allowed", None, None),
            Failure::NotFound { .. } => ("not_found", None, None),
            Failure::Invalid { field, .. } => ("invalid", Some(field.clone()), None),
            Failure::Conflict { code, .. } => ("conflict", None, Some(code.clone())),
            Failure::TooMany { .. } => ("too_many", None, None),
            Failure::TryLater { .. } => ("try_later", None, None),
            Failure::Broken { .. } => ("broken", None, None),
        };
        let body = ProblemBody {
            r#type: format!("urn:office-hours:{kind}"),
            title: failure.title().to_owned(),
            status: failure.status(),
            detail: failure.to_string(),
            field,
            code,
        };
        let mut response = body.into_response();
        if let Failure::TooMany { retry_after_seconds } = failure {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after_seconds));
        }
        response
    }
}

/// A JSON body, or the problem with it.
#[derive(Debug, FromRequest)]
#[from_request(via(axum::Json), rejection(Refusal))]
pub struct Body<T>(pub T);

/// The query string, or the problem with it.
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Problem))]
pub struct Query<T>(pub T);

/// The path, or the problem with it.
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Problem))]
pub struct Path<T>(pub T);
