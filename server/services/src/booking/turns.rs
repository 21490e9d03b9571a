//! Whoever books with one mentor waits here for those before them, not at the database, where each would keep a
//! connection from everybody else. What may not happen twice is refused by the database, also between processes.

use std::time::Duration;

use office_hours::Failure;
use office_hours::ids::MentorId;
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::timeout;

/// So many can be booked with at once; two mentors may share a queue.
const QUEUES: usize = 64;
/// Whoever waits longer is told so: the database does not answer those before.
const LONGEST: Duration = Duration::from_secs(5);

/// The queues of this process.
pub(crate) struct Turns([Mutex<()>; QUEUES]);

impl Default for Turns {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Mutex::new(())))
    }
}

/// Theirs until it is dropped.
pub(super) struct Turn<'a> {
    _held: MutexGuard<'a, ()>,
    /// Whether others came first, so that what was known before may not be so any more.
    pub(super) waited: bool,
}

impl Turns {
    /// A turn with this mentor, in the order in which they are asked for.
    pub(super) async fn take(&self, mentor_id: MentorId) -> Result<Turn<'_>, Failure> {
        let queue = &self.0[(mentor_id.0.as_u128() % QUEUES as u128) as usize];
        if let Ok(held) = queue.try_lock() {
            return Ok(Turn { _held: held, waited: false });
        }
        match timeout(LONGEST, queue.lock()).await {
            Ok(held) => Ok(Turn { _held: held, waited: true }),
            Err(_) => Err(Failure::TryLater {
                message: "Very many are booking at this moment. Nothing was booked: try again in a minute."
                    .into(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn one_at_a_time_with_a_mentor_and_whoever_waited_knows() {
        let turns = Turns::default();
        let (one, other) = (MentorId(Uuid::from_u128(1)), MentorId(Uuid::from_u128(2)));
        let first = turns.take(one).await.unwrap();
        let mut second = pin!(turns.take(one));
        assert!(second.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        assert!(!first.waited && !turns.take(other).await.unwrap().waited);
        drop(first);
        assert!(second.await.unwrap().waited);
    }
}
