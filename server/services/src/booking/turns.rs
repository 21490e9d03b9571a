//! Whoever books with one mentor, moves to them or calls off waits here for those before them, not at the database,
//! where each would keep a connection from everybody else. What may not happen twice is refused by the database, also
//! between processes. While somebody waits, what nobody looks at stands back.

use std::time::Duration;

use office_hours::Failure;
use office_hours::ids::MentorId;
use tokio::sync::{Mutex, MutexGuard, watch};
use tokio::time::timeout;

use crate::Services;

/// So many can be booked with at once; two mentors may share a queue.
const QUEUES: usize = 64;
/// Whoever waits longer is told so: the database does not answer those before.
const LONGEST: Duration = Duration::from_secs(5);
/// A job stands back no longer: in a rush without an end, mails still go out.
const LONGEST_STAND_BACK: Duration = Duration::from_secs(1);

/// The queues of this process.
pub(crate) struct Turns {
    queues: [Mutex<()>; QUEUES],
    /// How many wait in any of them.
    waiting: watch::Sender<usize>,
}

impl Default for Turns {
    fn default() -> Self {
        Self { queues: std::array::from_fn(|_| Mutex::new(())), waiting: watch::Sender::new(0) }
    }
}

/// Somebody who waits, until it is dropped.
struct Waiting<'a>(&'a watch::Sender<usize>);

impl<'a> Waiting<'a> {
    fn new(all: &'a watch::Sender<usize>) -> Self {
        all.send_modify(|waiting| *waiting += 1);
        Self(all)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|waiting| *waiting -= 1);
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
        let queue = &self.queues[(mentor_id.0.as_u128() % QUEUES as u128) as usize];
        if let Ok(held) = queue.try_lock() {
            return Ok(Turn { _held: held, waited: false });
        }
        let _waiting = Waiting::new(&self.waiting);
        match timeout(LONGEST, queue.lock()).await {
            Ok(held) => Ok(Turn { _held: held, waited: true }),
            Err(_) => Err(Failure::TryLater {
                message: "Very many are booking at this moment. Nothing was done: try again in a minute."
                    .into(),
            }),
        }
    }

    /// Returns once nobody waits for a turn, and at the latest after [`LONGEST_STAND_BACK`].
    async fn until_calm(&self) {
        let mut waiting = self.waiting.subscribe();
        let calm = waiting.wait_for(|waiting| *waiting == 0);
        // The sender lives as long as `self`, so that the only other end is the time.
        let _ = timeout(LONGEST_STAND_BACK, calm).await;
    }
}

/// Lets whoever waits for a booking go first: a job takes the same processors and the same database, and its mail is
/// early enough a moment later.
pub async fn stand_back(services: &Services) {
    services.turns.until_calm().await;
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

    #[tokio::test]
    async fn a_job_stands_back_while_somebody_waits_or_until_they_give_up() {
        let turns = Turns::default();
        let mentor = MentorId(Uuid::from_u128(1));
        let mut looks = Context::from_waker(Waker::noop());
        assert!(pin!(turns.until_calm()).poll(&mut looks).is_ready(), "nobody waits");
        let first = turns.take(mentor).await.unwrap();
        assert!(pin!(turns.until_calm()).poll(&mut looks).is_ready(), "whoever has their turn does not wait");
        let mut second = Box::pin(turns.take(mentor));
        let mut job = pin!(turns.until_calm());
        assert!(second.as_mut().poll(&mut looks).is_pending() && job.as_mut().poll(&mut looks).is_pending());
        drop(second);
        assert!(job.as_mut().poll(&mut looks).is_ready(), "nobody waits any more");
        drop(first);
    }
}
