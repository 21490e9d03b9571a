//! A clock that stands still and chance that repeats itself: with both, the demo programme is the same on
//! every day, to the last id, and so is every picture of a page.
//!
//! Whoever knows the instant knows every secret that is drawn: for development servers only.

use std::sync::atomic::{AtomicU64, Ordering};

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

/// The same bytes in the same order, each time the process is started (SplitMix64).
#[derive(Debug, Default)]
pub struct RepeatingEntropy(AtomicU64);

impl Entropy for RepeatingEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        for chunk in bytes.chunks_mut(8) {
            let mut z = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
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
