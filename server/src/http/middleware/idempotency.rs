//! Writes of the REST API that come with an `Idempotency-Key`: the same key gives the same answer.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use office_hours::ids::UserId;
use office_hours::{Actor, Failure};
use services::Services;
use services::idempotency::{Begun, IdempotencyKey, Write, begin, end};
use store::queries::idempotency_keys::KeptAnswer;

use crate::http::problem::{MAX_BODY, Problem, Refusal};

const KEY: &str = "idempotency-key";
/// Says that an answer is an earlier one.
const REPLAYED: &str = "idempotency-replayed";
/// The longest answer that is kept, in bytes.
const MAX_ANSWER: usize = 1024 * 1024;

/// Strangers change nothing that could be done twice, so their keys mean nothing.
pub(crate) async fn idempotency(State(services): State<Services>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let user_id = request.extensions().get::<Actor>().and_then(Actor::user_id);
    match (user_id, request.headers().get(KEY)) {
        (Some(user_id), Some(key)) if !reads => {
            let key = key.to_str().unwrap_or_default().to_owned();
            once(&services, user_id, &key, request, next).await.unwrap_or_else(IntoResponse::into_response)
        }
        _ => next.run(request).await,
    }
}

async fn once(
    services: &Services,
    user_id: UserId,
    key: &str,
    request: Request,
    next: Next,
) -> Result<Response, Response> {
    let failed = |failure: Failure| Problem(failure).into_response();
    let key = IdempotencyKey::parse(key).map_err(failed)?;
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await.map_err(|_| Refusal::TooLarge.into_response())?;
    let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
    let write = Write { method: parts.method.as_str(), path, body: &body };
    match begin(services, user_id, &key, write).await.map_err(failed)? {
        Begun::Replay(answer) => Ok(replay(answer)),
        Begun::Go => {
            let response = next.run(Request::from_parts(parts, Body::from(body))).await;
            let (head, body) = response.into_parts();
            // An answer that cannot be read was given by nobody: it is as if the process had died.
            let body = to_bytes(body, MAX_ANSWER).await.unwrap_or_else(|_| Bytes::new());
            let content_type = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let answer = KeptAnswer {
                status: head.status.as_u16(),
                content_type: content_type.map(ToOwned::to_owned),
                body: String::from_utf8_lossy(&body).into_owned(),
            };
            end(services, user_id, &key, &answer).await.map_err(failed)?;
            Ok(Response::from_parts(head, Body::from(body)))
        }
    }
}

fn replay(answer: KeptAnswer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if let Some(content_type) = answer.content_type.and_then(|text| HeaderValue::try_from(text).ok()) {
        headers.insert(CONTENT_TYPE, content_type);
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}
