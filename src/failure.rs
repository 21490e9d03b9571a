//! The closed vocabulary of errors that may cross the wire.
//!
//! The cause chain never travels: it goes to the log once, under the reference of [`Failure::Broken`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::language::{Catalog, Text};
use crate::msgid;

/// Why a request was refused or failed, in words a person can act on.
///
/// The kind is the key around the rest: as a member beside it, it would cost the browser a second way to read JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// Nobody is signed in, and the action needs somebody.
    NotSignedIn,
    /// The person may know of the thing but may not do this with it.
    NotAllowed {
        /// What was refused, as a sentence.
        message: Text,
    },
    /// There is no such thing, or the person may not know of it.
    NotFound {
        /// The kind of thing: "mentor", "session" …
        what: String,
    },
    /// A field has a value that cannot be used.
    Invalid {
        /// The field's name as it is sent.
        field: String,
        /// What would be right, as a sentence.
        message: Text,
    },
    /// The request was right but the world has moved on.
    Conflict {
        /// A stable word for programs: "slot_taken", "already_cancelled" …
        code: String,
        /// What happened, as a sentence.
        message: Text,
    },
    /// Too many requests of this kind.
    TooMany {
        /// When to try again.
        retry_after_seconds: u32,
    },
    /// Something outside is down for the moment.
    TryLater {
        /// What is missing, as a sentence.
        message: Text,
    },
    /// Our fault; the log has the cause under this reference.
    Broken {
        /// Quoted to support, found in the log.
        reference: String,
    },
}

impl Failure {
    /// A field's value that cannot be used.
    pub fn invalid(field: impl Into<String>, message: impl Into<Text>) -> Self {
        Self::Invalid { field: field.into(), message: message.into() }
    }

    /// No such thing.
    pub fn not_found(what: impl Into<String>) -> Self {
        Self::NotFound { what: what.into() }
    }

    /// The world has moved on.
    pub fn conflict(code: impl Into<String>, message: impl Into<Text>) -> Self {
        Self::Conflict { code: code.into(), message: message.into() }
    }

    /// Known, but not for this person.
    pub fn not_allowed(message: impl Into<Text>) -> Self {
        Self::NotAllowed { message: message.into() }
    }

    /// The HTTP status that says the same.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotSignedIn => 401,
            Self::NotAllowed { .. } => 403,
            Self::NotFound { .. } => 404,
            Self::Conflict { .. } => 409,
            Self::Invalid { .. } => 422,
            Self::TooMany { .. } => 429,
            Self::Broken { .. } => 500,
            Self::TryLater { .. } => 503,
        }
    }

    /// A short, stable title for people, in English: the same for every failure of one kind.
    pub fn title(&self) -> &'static str {
        match self {
            Self::NotSignedIn => msgid!("Sign in first"),
            Self::NotAllowed { .. } => msgid!("Not allowed"),
            Self::NotFound { .. } => msgid!("Not found"),
            Self::Conflict { .. } => msgid!("Something changed meanwhile"),
            Self::Invalid { .. } => msgid!("One thing to correct"),
            Self::TooMany { .. } => msgid!("A little slower, please"),
            Self::Broken { .. } => msgid!("Something went wrong on our side"),
            Self::TryLater { .. } => msgid!("Not available for a moment"),
        }
    }

    /// The same with its message in the language of the catalog, as it has to be on its way to a browser.
    #[must_use]
    pub fn said(mut self, catalog: &Catalog) -> Self {
        if let Self::NotAllowed { message }
        | Self::Invalid { message, .. }
        | Self::Conflict { message, .. }
        | Self::TryLater { message } = &mut self
        {
            *message = message.say(catalog).into();
        }
        self
    }

    /// What happened and what to do, as a sentence or two.
    pub fn text(&self) -> Text {
        match self {
            Self::NotSignedIn => "Please sign in to go on.".into(),
            Self::NotAllowed { message }
            | Self::Invalid { message, .. }
            | Self::Conflict { message, .. }
            | Self::TryLater { message } => message.clone(),
            Self::NotFound { what } => Text::from("There is no such {what}, or it is not open to you.")
                .with("what", Text::from(what.clone())),
            Self::TooMany { retry_after_seconds } => Text::counted(
                "That was a lot at once. Try again in one second.",
                "That was a lot at once. Try again in {count} seconds.",
                i64::from(*retry_after_seconds),
            ),
            Self::Broken { reference } => {
                Text::from("Nothing was lost. Try again, or tell us this reference: {reference}.")
                    .with("reference", reference.as_str())
            }
        }
    }
}

/// In English.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl std::error::Error for Failure {}
