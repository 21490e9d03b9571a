//! OpenAI, as far as it is asked: vectors of texts and answers of a chat.

use std::sync::{Arc, Mutex};

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Journal, has_key, locked, serve};

/// A running service.
#[derive(Clone)]
pub struct FakeOpenAi {
    /// Ends in the version.
    pub url: String,
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    journal: Journal,
    /// What the model says.
    message: Mutex<Value>,
    finish_reason: Mutex<String>,
}

impl FakeOpenAi {
    pub async fn start() -> Self {
        let inner = Arc::new(Inner::default());
        let router = Router::new().fallback(answer).with_state(Arc::clone(&inner));
        let fake = Self { url: format!("http://{}/v1", serve(router).await), inner };
        fake.says(&json!({}));
        fake
    }

    pub fn journal(&self) -> &Journal {
        &self.inner.journal
    }

    /// The model answers with this JSON.
    pub fn says(&self, content: &Value) {
        self.says_message(
            json!({ "role": "assistant", "content": content.to_string(), "refusal": null }),
            "stop",
        );
    }

    pub fn says_message(&self, message: Value, finish_reason: &str) {
        *locked(&self.inner.message) = message;
        *locked(&self.inner.finish_reason) = finish_reason.to_owned();
    }
}

async fn answer(State(inner): State<Arc<Inner>>, headers: HeaderMap, uri: Uri, body: String) -> Response {
    let Ok(body) = serde_json::from_str::<Value>(&body) else {
        return refuse(400, "We could not parse the JSON body of your request.", None);
    };
    if let Some(trouble) = inner.journal.note(uri.path(), &body).await {
        return trouble;
    }
    if !has_key(&headers) {
        // The real one repeats a part of the key as well.
        return refuse(401, "Incorrect API key provided: a-key***seen.", Some("invalid_api_key"));
    }
    match uri.path() {
        "/v1/embeddings" => embeddings(&body),
        "/v1/chat/completions" => Json(json!({
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1_700_000_000, "model": body["model"],
            "choices": [{
                "index": 0, "message": *locked(&inner.message), "logprobs": null,
                "finish_reason": *locked(&inner.finish_reason),
            }],
            "usage": { "prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2 },
        }))
        .into_response(),
        _ => refuse(404, "Unknown request URL.", None),
    }
}

/// The vectors of texts, last text first: their order is said by the index alone. A vector points
/// along the axis of its text's length, and is no unit vector.
fn embeddings(body: &Value) -> Response {
    let texts: Vec<&str> = match &body["input"] {
        Value::String(text) => vec![text],
        Value::Array(texts) => texts.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    if texts.is_empty() || texts.len() > 2_048 || texts.iter().any(|text| text.is_empty()) {
        return refuse(400, "'$.input' is invalid.", None);
    }
    let embedding = |(index, text): (usize, &&str)| {
        let mut embedding = vec![0.0; 1_536];
        embedding[text.len() % 1_536] = 2.0;
        json!({ "object": "embedding", "index": index, "embedding": embedding })
    };
    let data: Vec<Value> = texts.iter().enumerate().rev().map(embedding).collect();
    Json(json!({
        "object": "list", "model": body["model"], "data": data,
        "usage": { "prompt_tokens": 1, "total_tokens": 1 },
    }))
    .into_response()
}

pub fn refusal(message: &str, code: Option<&str>) -> String {
    let error = json!({ "message": message, "type": "invalid_request_error", "param": null, "code": code });
    json!({ "error": error }).to_string()
}

fn refuse(status: u16, message: &str, code: Option<&str>) -> Response {
    let headers = [("content-type", "application/json"), ("x-request-id", "req_1")];
    (StatusCode::from_u16(status).unwrap(), headers, refusal(message, code)).into_response()
}
