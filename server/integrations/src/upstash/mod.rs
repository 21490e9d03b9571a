//! Upstash over REST.

mod ledger;
mod vector;

use serde::Deserialize;

use crate::rest::Said;

pub use vector::UpstashVector;

/// What it answers when all is well.
#[derive(Deserialize)]
struct Envelope<T> {
    result: T,
}

/// A refusal is a sentence, and no code.
fn said(body: &[u8]) -> Said {
    #[derive(Deserialize)]
    struct Body {
        error: String,
    }
    let reason = serde_json::from_slice(body).ok().map(|Body { error }| error);
    Said { reason, is_final: false }
}
