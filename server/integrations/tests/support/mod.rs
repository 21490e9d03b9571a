//! Outside systems on loopback, as their makers describe them, with the trouble a test asks for.

#![allow(dead_code, reason = "each test file uses its own part of this")]

pub mod openai;
pub mod upstash;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

/// The key that every double takes.
pub const KEY: &str = "a-key-that-must-not-be-seen";

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub body: Value,
}

/// What a double does instead of answering.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// Another status, with a body and headers.
    Status(u16, String, Vec<(&'static str, &'static str)>),
    /// 200 with this body.
    Garbage(String),
    /// Nothing for so long, then the answer.
    Late(Duration),
}

impl Trouble {
    pub fn status(status: u16, body: &str) -> Self {
        Self::Status(status, body.to_owned(), vec![])
    }
}

/// What every double keeps.
#[derive(Default)]
pub struct Journal {
    asked: Mutex<Vec<Asked>>,
    trouble: Mutex<VecDeque<Trouble>>,
}

impl Journal {
    /// What was asked until now, oldest first.
    pub fn asked(&self) -> Vec<Asked> {
        locked(&self.asked).clone()
    }

    /// The paths alone, without those before `from`.
    pub fn paths(&self, from: usize) -> Vec<String> {
        self.asked().into_iter().skip(from).map(|asked| asked.path).collect()
    }

    /// The next requests meet these, one each.
    pub fn will_meet(&self, troubles: impl IntoIterator<Item = Trouble>) {
        locked(&self.trouble).extend(troubles);
    }

    /// Writes a request down; an answer is given by trouble and not by the double.
    pub async fn note(&self, path: &str, body: &Value) -> Option<Response> {
        locked(&self.asked).push(Asked { path: path.to_owned(), body: body.clone() });
        let trouble = locked(&self.trouble).pop_front()?;
        match trouble {
            Trouble::Status(status, body, headers) => {
                let mut response = Response::builder().status(status);
                for (name, value) in headers {
                    response = response.header(name, value);
                }
                Some(response.body(Body::from(body)).unwrap())
            }
            Trouble::Garbage(body) => Some((StatusCode::OK, body).into_response()),
            Trouble::Late(time) => {
                tokio::time::sleep(time).await;
                None
            }
        }
    }
}

/// Whether the request has the key.
pub fn has_key(headers: &HeaderMap) -> bool {
    headers.get("authorization").is_some_and(|given| *given == format!("Bearer {KEY}"))
}

pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Serves until the test ends.
pub async fn serve(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    addr
}
