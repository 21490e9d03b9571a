//! What every use case may use, made once at boot.

use std::ops::Deref;
use std::sync::Arc;

use office_hours::booking::lifecycle::CancelPolicy;
use office_hours::time::Timestamp;
use store::Store;
use uuid::Uuid;

use crate::availability::KnownSlots;
use crate::booking::Turns;
use crate::matching::MatchingState;
use crate::ports::{Clock, Embedder, Entropy, Mailbox, Mailer, NeedModel, PhotoStore, VectorIndex};
use crate::profile::Darkroom;

/// The platform as a party to sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organizer {
    /// As shown.
    pub name: String,
    /// The address. Sessions that are booked keep the one they were booked with.
    pub email: String,
}

/// What the process was told.
#[derive(Clone)]
pub struct Config {
    /// The address under which people reach the server, without a slash at the end.
    pub base_url: String,
    /// Mailbox page and demo accounts are shown, cookies work without HTTPS.
    pub development: bool,
    /// Keys the digests of sign-in secrets.
    pub secret_key: String,
    /// Who mails come from, and organizes what calendars show.
    pub organizer: Organizer,
    /// Until when mentees cancel and move.
    pub cancel_policy: CancelPolicy,
    /// Whether answers to searches are given again while nothing has changed.
    pub keep_answers: bool,
    /// Whether somebody's own past sessions change the order of their results.
    pub personal_ranking: bool,
    /// Whether needs are compared with what mentees said of mentors as well.
    pub feedback_in_matching: bool,
}

/// A model that was in use, with an index of its vectors.
#[derive(Clone)]
pub struct FormerModel {
    /// Meaning.
    pub embedder: Arc<dyn Embedder>,
    /// Nearness.
    pub vectors: Arc<dyn VectorIndex>,
}

/// The chosen edition of each outside part.
#[derive(Clone)]
pub struct Ports {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Meaning.
    pub embedder: Arc<dyn Embedder>,
    /// What a need says, where there is a language model; the rules read it anyway.
    pub need_model: Option<Arc<dyn NeedModel>>,
    /// Nearness.
    pub vectors: Arc<dyn VectorIndex>,
    /// What profiles were embedded with before, while it has more of them.
    pub former: Option<FormerModel>,
    /// Messages out.
    pub mailer: Arc<dyn Mailer>,
    /// Messages sent, on a development server.
    pub mailbox: Option<Arc<dyn Mailbox>>,
    /// Pictures of mentors.
    pub photos: Arc<dyn PhotoStore>,
}

/// The environment of every use case; cheap to clone.
#[derive(Clone)]
pub struct Services(Arc<Inner>);

/// Reached through [`Services`].
pub struct Inner {
    /// The database.
    pub store: Store,
    /// The outside world.
    pub ports: Ports,
    /// What the process was told.
    pub config: Config,
    pub(crate) matching: MatchingState,
    pub(crate) known_slots: KnownSlots,
    pub(crate) turns: Turns,
    pub(crate) darkroom: Darkroom,
}

impl Services {
    /// Puts the parts together.
    pub fn new(store: Store, ports: Ports, config: Config) -> Self {
        Self(Arc::new(Inner {
            store,
            ports,
            config,
            matching: MatchingState::default(),
            known_slots: KnownSlots::default(),
            turns: Turns::default(),
            darkroom: Darkroom::default(),
        }))
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    /// A new id that sorts by time (UUID version 7, RFC 9562).
    pub fn new_id(&self) -> Uuid {
        let mut random = [0; 10];
        self.ports.entropy.fill(&mut random);
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// A secret of 256 bits in hexadecimal.
    pub fn new_secret(&self) -> String {
        let mut random = [0; 32];
        self.ports.entropy.fill(&mut random);
        hex(&random)
    }
}

impl Deref for Services {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
