//! Saying how long each step of a search takes.

use std::time::{Duration, Instant};

use office_hours::matching::Stage;

/// Says how long each step takes.
pub(super) struct Stopwatch {
    began: Instant,
    since: Instant,
    stages: Vec<Stage>,
}

impl Stopwatch {
    pub(super) fn start() -> Self {
        let now = Instant::now();
        Self { began: now, since: now, stages: vec![] }
    }

    /// Ends a step.
    pub(super) fn lap(&mut self, name: &str) {
        let now = Instant::now();
        let ms = milliseconds(now - self.since);
        // A search that looks deeper takes some steps again.
        match self.stages.iter_mut().find(|stage| stage.name == name) {
            Some(stage) => stage.ms += ms,
            None => self.stages.push(Stage { name: name.to_owned(), ms }),
        }
        self.since = now;
    }

    /// The time since the start, in milliseconds, and that of each step.
    pub(super) fn stop(self) -> (f64, Vec<Stage>) {
        (milliseconds(self.began.elapsed()), self.stages)
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
