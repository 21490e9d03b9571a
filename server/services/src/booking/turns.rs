//! Whoever books with one mentor waits here for those before them, not at the database, where each would keep a
//! connection from everybody else. What may not happen twice is refused by the database, also between processes.

use office_hours::ids::MentorId;
use tokio::sync::{Mutex, MutexGuard};

/// So many can be booked with at once; two mentors may share a queue.
const QUEUES: usize = 64;

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
    pub(super) async fn take(&self, mentor_id: MentorId) -> Turn<'_> {
        let queue = &self.0[(mentor_id.0.as_u128() % QUEUES as u128) as usize];
        match queue.try_lock() {
            Ok(held) => Turn { _held: held, waited: false },
            Err(_) => Turn { _held: queue.lock().await, waited: true },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use uuid::Uuid;

    use super::*;

    #[test]
    fn one_at_a_time_with_a_mentor_and_whoever_waited_knows() {
        let turns = Turns::default();
        let (one, other) = (MentorId(Uuid::from_u128(1)), MentorId(Uuid::from_u128(2)));
        let mut context = Context::from_waker(Waker::noop());
        let Poll::Ready(first) = pin!(turns.take(one)).poll(&mut context) else { panic!("nobody is there") };
        let mut second = pin!(turns.take(one));
        assert!(second.as_mut().poll(&mut context).is_pending());
        assert!(matches!(
            pin!(turns.take(other)).poll(&mut context),
            Poll::Ready(Turn { waited: false, .. })
        ));
        assert!(!first.waited);
        drop(first);
        assert!(matches!(second.poll(&mut context), Poll::Ready(Turn { waited: true, .. })));
    }
}
