//! Looking at the database for what changed, once for all who ask at the same time.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Mutex, MutexGuard, watch};

/// The looks of this process at something; `Seen` is what the last one has seen, nothing before the first.
pub(super) struct Looks<Seen> {
    seen: Mutex<Option<Seen>>,
    begun: AtomicU64,
    /// The number of the last look that came to its end. Whoever waits wakes when any look is over.
    ended: watch::Sender<u64>,
}

impl<Seen> Default for Looks<Seen> {
    fn default() -> Self {
        Self { seen: Mutex::new(None), begun: AtomicU64::new(0), ended: watch::Sender::new(0) }
    }
}

impl<Seen> Looks<Seen> {
    /// A look to be carried out, or nothing once another one has seen what this would see: it began after
    /// this call and came to its end.
    pub(super) async fn begin(&self) -> Option<Look<'_, Seen>> {
        let before = self.begun.load(Ordering::Acquire);
        let mut ended = self.ended.subscribe();
        loop {
            if *ended.borrow_and_update() > before {
                return None;
            }
            // Nobody queues for the lock: it would be handed to one who still waits for a processor, with
            // everybody else behind.
            if let Ok(seen) = self.seen.try_lock() {
                let number = self.begun.fetch_add(1, Ordering::AcqRel) + 1;
                return Some(Look { looks: self, number, seen: Some(seen) });
            }
            // The other end is in `self`: there is always another change to wait for.
            ended.changed().await.ok()?;
        }
    }
}

/// A look under way; dropped before its end, it was none.
pub(super) struct Look<'a, Seen> {
    looks: &'a Looks<Seen>,
    number: u64,
    /// Held until the look is over.
    seen: Option<MutexGuard<'a, Option<Seen>>>,
}

impl<Seen> Look<'_, Seen> {
    /// What the last one has seen.
    pub(super) fn last(&self) -> Option<&Seen> {
        self.seen.as_ref()?.as_ref()
    }

    /// The end, with what is seen now.
    pub(super) fn end(mut self, now: Seen) {
        if let Some(seen) = &mut self.seen {
            **seen = Some(now);
        }
        self.over(self.number);
    }

    /// The lock goes first: whoever wakes tries to take it.
    fn over(&mut self, ended: u64) {
        if self.seen.take().is_some() {
            self.looks.ended.send_modify(|last| *last = ended.max(*last));
        }
    }
}

impl<Seen> Drop for Look<'_, Seen> {
    fn drop(&mut self) {
        self.over(0);
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn poll<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    fn begun<'a>(looks: &'a Looks<u32>) -> Look<'a, u32> {
        let Poll::Ready(Some(look)) = poll(pin!(looks.begin())) else { panic!("nobody looks") };
        look
    }

    #[test]
    fn one_looks_for_all_who_asked_before_it_began() {
        let looks = Looks::default();
        let first = begun(&looks);
        let (mut second, mut third) = (pin!(looks.begin()), pin!(looks.begin()));
        assert!(poll(second.as_mut()).is_pending() && poll(third.as_mut()).is_pending());
        first.end(1);
        // They came while the first was under way, which may have seen too little.
        let Poll::Ready(Some(look)) = poll(second) else { panic!("the lock is free") };
        assert_eq!(look.last(), Some(&1));
        assert!(poll(third.as_mut()).is_pending());
        look.end(2);
        assert!(matches!(poll(third), Poll::Ready(None)));
    }

    #[test]
    fn a_look_that_failed_is_another_ones() {
        let looks = Looks::default();
        let first = begun(&looks);
        let mut second = pin!(looks.begin());
        assert!(poll(second.as_mut()).is_pending());
        drop(first);
        let Poll::Ready(Some(look)) = poll(second) else { panic!("nobody has seen anything") };
        assert_eq!(look.last(), None);
    }
}
