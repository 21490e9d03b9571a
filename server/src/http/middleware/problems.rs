//! What the layers around the handlers refuse is problem+json under `/api` as well: a method that
//! is not there, a body that is too long, an answer that took too long.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use office_hours::Failure;

use crate::http::problem::{Problem, Refusal};

pub(crate) async fn problems(request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    // What a handler refused is JSON already.
    if !api || is_json(&response) {
        return response;
    }
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => retold(response, Refusal::Method),
        StatusCode::PAYLOAD_TOO_LARGE => retold(response, Refusal::TooLarge),
        StatusCode::SERVICE_UNAVAILABLE => retold(response, took_too_long()),
        _ => response,
    }
}

fn took_too_long() -> Problem {
    Problem(Failure::TryLater {
        message: "This took too long and was given up. Try again in a moment.".into(),
    })
}

fn is_json(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.contains("json"))
}

/// The same answer with another body; its other headers stay.
fn retold(response: Response, problem: impl IntoResponse) -> Response {
    let mut headers = response.into_parts().0.headers;
    headers.remove(CONTENT_LENGTH);
    headers.remove(CONTENT_TYPE);
    let mut problem = problem.into_response();
    problem.headers_mut().extend(headers);
    problem
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::routing::get;
    use tower::ServiceExt;
    use tower_http::timeout::TimeoutLayer;

    use super::*;

    async fn answer(path: &str) -> (StatusCode, Option<String>, serde_json::Value) {
        let router = Router::new()
            .route("/api/slow", get(std::future::pending::<()>))
            .route("/slow", get(std::future::pending::<()>))
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::ZERO))
            .layer(axum::middleware::from_fn(problems));
        let response = router.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        let kind = response.headers().get(CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned());
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, kind, serde_json::from_slice(&body).unwrap_or_default())
    }

    #[tokio::test]
    async fn an_answer_that_took_too_long_is_a_problem() {
        let (status, kind, body) = answer("/api/slow").await;
        assert_eq!((status.as_u16(), kind.as_deref()), (503, Some("application/problem+json")));
        assert_eq!(body["type"], "urn:office-hours:try_later");
        let (status, kind, _) = answer("/slow").await;
        assert_eq!((status.as_u16(), kind), (503, None), "a page is no program's business");
    }
}
