//! Figures that the database has to count. Anybody may ask for them as often as they like, so they
//! are counted once for many callers.

use std::sync::Arc;

use jiff::SignedDuration;
use office_hours::time::Timestamp;
use services::Services;
use services::matching::{Coverage, vector_coverage};
use tokio::sync::Mutex;

use crate::worker::{self, Backlog};

/// How long figures are good for.
const KEPT: SignedDuration = SignedDuration::from_secs(5);

/// What was counted; nothing where the database did not answer.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    /// Mentors.
    pub(super) coverage: Option<Coverage>,
    /// Jobs.
    pub(super) backlog: Option<Backlog>,
}

/// The last figures, shared by all requests.
#[derive(Clone, Default)]
pub(in crate::http) struct LastCounts(Arc<Mutex<Option<(Timestamp, Counts)>>>);

impl LastCounts {
    /// The last figures if they are new enough, else new ones.
    pub(super) async fn get(&self, services: &Services) -> Counts {
        // Held while counting: who comes meanwhile waits for the same figures.
        let mut last = self.0.lock().await;
        let now = services.now();
        match *last {
            // In either direction: a clock may be set back.
            Some((at, counts)) if now.duration_since(at).abs() < KEPT => counts,
            _ => {
                let counts = Counts {
                    coverage: vector_coverage(services).await.ok(),
                    backlog: worker::backlog(&services.store).await.ok(),
                };
                *last = Some((now, counts));
                counts
            }
        }
    }
}
