//! The error of every server function: a [`Failure`], also when the transport fails.

use std::fmt;

use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use office_hours::{Failure, text};
use serde::{Deserialize, Serialize};

use super::compact::{CompactEncoding, OTHER_VERSION};
use crate::state::language::{catalog, tell};

/// What a server function answers when it cannot answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ApiError(pub Failure);

impl ApiError {
    /// The message for `field`, when this is about that field.
    pub fn for_field(&self, field: &str) -> Option<String> {
        match &self.0 {
            Failure::Invalid { field: named, message } if named == field => Some(tell(message.clone())),
            _ => None,
        }
    }
}

/// Said in the language of whoever asks: the browser is not given what stands in the places of a sentence.
impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        Self(failure.said(catalog()))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ApiError {}

impl FromServerFnError for ApiError {
    type Encoder = CompactEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let failure = match error {
            ServerFnErrorErr::Deserialization(message) if message == OTHER_VERSION => Failure::conflict(
                "other_version",
                text!("Office Hours has changed since this page was opened. Load it again to go on."),
            ),
            ServerFnErrorErr::Args(message)
            | ServerFnErrorErr::Deserialization(message)
            | ServerFnErrorErr::MissingArg(message) => Failure::invalid("form", message),
            ServerFnErrorErr::Request(_) => Failure::TryLater {
                message: text!(
                    "The server could not be reached. What you typed is still here; try again in a moment."
                ),
            },
            _ => Failure::Broken { reference: "transport".into() },
        };
        // What cannot be read is refused before the function, which would say the status, runs.
        #[cfg(feature = "ssr")]
        super::request::set_status(&failure);
        failure.into()
    }
}
