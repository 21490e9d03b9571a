//! The outside world as the use cases see it: small traits in our words, never a vendor's.
//!
//! Adapters live in `integrations`; the process picks one for each trait at boot. Time and chance
//! are here too, so that a test can move the clock by hand and repeat an id.

use std::collections::HashSet;
use std::sync::Arc;

use async_trait::async_trait;
use office_hours::booking::party::Side;
use office_hours::ids::{MentorId, MentorSet};
use office_hours::matching::advice::NeedAdvice;
use office_hours::profile::photo::PhotoName;
use office_hours::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present instant, UTC.
    fn now(&self) -> Timestamp;
}

/// Gives bytes that nobody can guess.
pub trait Entropy: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// Why something outside did not work.
#[derive(Debug, thiserror::Error)]
pub enum PortError {
    /// It may work later: the job is tried again.
    #[error("for now: {0}")]
    Retry(String),
    /// It will not work however often it is tried.
    #[error("for good: {0}")]
    GiveUp(String),
}

/// Whether the embedding model can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelState {
    /// Being read; text matching serves meanwhile.
    Loading,
    /// In use.
    Ready,
    /// Not there or not readable, with the reason; text matching serves.
    Missing(String),
}

/// Turns texts into vectors of unit length whose dot product is closeness in meaning.
#[async_trait]
pub trait Embedder: Send + Sync {
    /// Names the model; vectors of different models are never compared.
    fn model(&self) -> &str;

    /// Whether [`Embedder::embed`] can be called.
    fn state(&self) -> ModelState;

    /// The common words that the model knows, lower case: one among them is not misspelt. Nothing
    /// while there is no model.
    fn common_words(&self) -> Arc<HashSet<String>>;

    /// One vector for each text, in order.
    async fn embed(&self, texts: Vec<String>) -> Result<Vec<Vec<f32>>, PortError>;
}

/// A language model that reads needs.
#[async_trait]
pub trait NeedModel: Send + Sync {
    /// Names the model, for people.
    fn model(&self) -> &str;

    /// What somebody who wrote this is after. An answer that says nothing is an answer.
    async fn read(&self, text: &str) -> Result<NeedAdvice, PortError>;
}

/// A passage near a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Whose passage.
    pub mentor_id: MentorId,
    /// Which passage of the profile.
    pub part: i32,
    /// Cosine of the angle, in [-1, 1].
    pub similarity: f32,
}

/// The vectors of a profile, each with its passage.
pub type Passages = Vec<(i32, Vec<f32>)>;

/// Finds the passages nearest to a vector.
#[async_trait]
pub trait VectorIndex: Send + Sync {
    /// Makes sure that the index can be used; one elsewhere is asked what it holds. Once done, it
    /// does nothing.
    async fn open(&self) -> Result<(), PortError> {
        Ok(())
    }

    /// Puts all passages of one mentor in the place of what was there; none removes the mentor.
    async fn replace(&self, mentor_id: MentorId, passages: Passages) -> Result<(), PortError>;

    /// The same for many mentors. When it fails, some may have been replaced.
    async fn replace_all(&self, mentors: Vec<(MentorId, Passages)>) -> Result<(), PortError> {
        for (mentor_id, passages) in mentors {
            self.replace(mentor_id, passages).await?;
        }
        Ok(())
    }

    /// The best passage of each of the `limit` nearest mentors, nearest first, ties by id.
    /// With `allowed`, only those mentors are looked at.
    async fn search(
        &self,
        vector: &[f32],
        limit: usize,
        allowed: Option<&MentorSet>,
    ) -> Result<Vec<Hit>, PortError>;

    /// How many mentors are in the index.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A message to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The same for every try of one message: it is sent once.
    pub key: String,
    /// Address.
    pub to: String,
    /// As addressed.
    pub to_name: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// What calendars read, if it is about an event.
    #[serde(default)]
    pub calendar: Option<CalendarPart>,
    /// The same for further events, where the message is about several.
    #[serde(default)]
    pub more_calendars: Vec<CalendarPart>,
    /// Which side of the sessions it is to, if it is about sessions.
    #[serde(default)]
    pub side: Option<Side>,
}

/// The part of a message that calendars read (RFC 6047).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarPart {
    /// What is done with the event: the `METHOD` that stands in the text as well.
    pub method: CalendarMethod,
    /// iCalendar.
    pub text: String,
    /// Which event it is of; nothing where an earlier release wrote it.
    #[serde(default)]
    pub of: Option<EventVersion>,
}

/// An event in calendars at one point of its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventVersion {
    /// What its `UID` begins with.
    pub event_id: Uuid,
    /// Its `SEQUENCE`.
    pub sequence: u32,
}

/// What a message does with an event (RFC 5546).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarMethod {
    /// It is to be kept, new or changed.
    Request,
    /// It is to be taken away.
    Cancel,
}

impl CalendarMethod {
    /// The word in the text and in the part's type.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// Sends messages.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands the message over; a second call with the same key does nothing.
    async fn send(&self, mail: &Mail) -> Result<(), PortError>;
}

/// A message that was sent, for the development mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMail {
    /// The message's key.
    pub key: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
}

/// Reads back what an embedded mailer sent; only development servers have one.
#[async_trait]
pub trait Mailbox: Send + Sync {
    /// The latest messages, newest first.
    async fn list(&self, limit: usize) -> Result<Vec<SentMail>, PortError>;
}

/// Keeps photos, each under the name that its content gives it.
#[async_trait]
pub trait PhotoStore: Send + Sync {
    /// Keeps a photo. Whoever asks for it sees all of it or nothing; one that is there stays as it is.
    async fn put(&self, name: &PhotoName, photo: Vec<u8>) -> Result<(), PortError>;

    /// The photo, if there is one of this name.
    async fn get(&self, name: &PhotoName) -> Result<Option<Vec<u8>>, PortError>;

    /// Removes the photo; without one of this name there is nothing to do.
    async fn remove(&self, name: &PhotoName) -> Result<(), PortError>;
}
