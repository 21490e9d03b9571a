//! A clock that stands still and chance that repeats itself: with both, the demo programme is the same on
//! every day, to the last id, and so is every picture of a page.
//!
//! Whoever knows the instant knows every secret that is drawn: for development servers only.

use std::sync::{Mutex, PoisonError};

use office_hours::experiments::chance::SplitMix64;
use office_hours::time::Timestamp;
use services::ports::{Clock, Entropy};

/// Always says the same.
#[derive(Clone, Copy, Debug)]
pub struct StandingClock(pub Timestamp);

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// The same bytes in the same order, each time the process is started; on a database that an earlier start has filled
/// it would draw the ids that are there already.
#[derive(Debug)]
pub struct RepeatingEntropy(Mutex<SplitMix64>);

impl Default for RepeatingEntropy {
    fn default() -> Self {
        Self(Mutex::new(SplitMix64::new(0)))
    }
}

impl Entropy for RepeatingEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let mut numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&numbers.draw().to_le_bytes()[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_start_draws_the_same_and_no_two_draws_are_alike() {
        let draw = |entropy: &RepeatingEntropy| {
            let mut bytes = [0; 10];
            entropy.fill(&mut bytes);
            bytes
        };
        let (one, other) = (RepeatingEntropy::default(), RepeatingEntropy::default());
        let first = draw(&one);
        assert_eq!(first, draw(&other));
        assert_ne!(first, draw(&one));
    }
}
