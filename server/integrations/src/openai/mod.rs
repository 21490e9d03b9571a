//! OpenAI over REST: vectors of texts, and what a need says.
//!
//! No client library: the one for Rust makes a new connection for each request and gives a refusal
//! as a text, without its status, its code or how long to wait.

mod embeddings;
mod needs;

use std::sync::Arc;

use reqwest::Client;
use serde::Deserialize;
use services::ports::PortError;

use crate::rest::{Rest, Said};

pub use embeddings::{DIMENSION, MODEL, OpenAiEmbedder};
pub use needs::OpenAiNeeds;

/// Where the service is.
pub const BASE_URL: &str = "https://api.openai.com/v1";

/// An account at the service, or at one that speaks like it.
#[derive(Clone)]
pub struct OpenAi(Arc<Rest>);

impl OpenAi {
    /// `base_url` ends in the version, as [`BASE_URL`] does.
    pub fn new(client: Client, base_url: &str, key: &str) -> Result<Self, PortError> {
        Ok(Self(Arc::new(Rest::new(client, "OpenAI", base_url, key, said)?)))
    }
}

/// The code alone: the message of a refusal repeats parts of keys and of what was sent.
fn said(body: &[u8]) -> Said {
    #[derive(Deserialize)]
    struct Body {
        error: Refusal,
    }
    #[derive(Deserialize)]
    struct Refusal {
        code: Option<String>,
        r#type: Option<String>,
    }
    let Ok(Body { error }) = serde_json::from_slice(body) else { return Said::default() };
    let reason = error.code.or(error.r#type);
    // Its status is that of asking too often, but only paying helps.
    let is_final = reason.as_deref() == Some("insufficient_quota");
    Said { reason, is_final }
}
