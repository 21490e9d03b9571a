//! Leaving alone what has just failed: trouble is neither waited for, paid for nor logged by every search.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Whether something is left alone, and until when.
#[derive(Default)]
pub(super) struct Pause(Mutex<Option<Instant>>);

impl Pause {
    pub(super) fn is_on(&self) -> bool {
        let until = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }

    /// Gives whether it was not left alone already.
    pub(super) fn begin(&self, length: Duration) -> bool {
        let mut until = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let is_new = until.is_none_or(|until| until <= now);
        *until = Some(now + length);
        is_new
    }
}
