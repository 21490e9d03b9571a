//! The machine's own clock and randomness.
//!
//! The one place in the project that reads the time and the entropy pool; everything else is
//! handed a [`Clock`] or an [`Entropy`].

use office_hours::time::Timestamp;
use services::ports::{Clock, Entropy};

/// The wall clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    /// Cut to microseconds: PostgreSQL keeps no more, and an instant must equal itself when read back.
    #[expect(clippy::disallowed_methods, reason = "this is the clock the others are told to take")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// The operating system's random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    /// # Panics
    ///
    /// When the system has no randomness to give: a guessable token would be worse than a stop.
    #[expect(clippy::disallowed_methods, reason = "this is the entropy the others are told to take")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_keeps_no_more_than_the_database() {
        assert_eq!(SystemClock.now().subsec_nanosecond() % 1_000, 0);
    }

    #[test]
    fn the_clock_does_not_go_back() {
        let before = SystemClock.now();
        assert!(SystemClock.now() >= before);
    }

    #[test]
    fn two_draws_differ() {
        let (mut one, mut other) = ([0; 32], [0; 32]);
        SystemEntropy.fill(&mut one);
        SystemEntropy.fill(&mut other);
        assert_ne!(one, other);
    }
}
