//! Answers go to standard output, progress and remarks to standard error.

use std::io::{IsTerminal, Write};
use std::time::Duration;

/// Writes one line of the answer. A reader that went away (`| head`) is no error.
pub(super) fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Says how far a long job is: on a terminal one line that changes, elsewhere a line for every
/// tenth part.
pub(super) fn progress(doing: &str, done: usize, all: usize) {
    let step = (all / if std::io::stderr().is_terminal() { 200 } else { 10 }).max(1);
    if done != all && !done.is_multiple_of(step) {
        return;
    }
    if std::io::stderr().is_terminal() {
        let end = if done == all { "\n" } else { "" };
        eprint!("\r{doing}: {done} of {all}{end}");
    } else {
        eprintln!("{doing}: {done} of {all}");
    }
}

/// The value below which `share` of the times lie, in milliseconds.
pub(super) fn percentile(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let at = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len().max(1)) - 1;
    times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_taken_by_nearest_rank() {
        let mut times: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        assert_eq!(percentile(&mut times, 0.5), 50.0);
        assert_eq!(percentile(&mut times, 0.95), 95.0);
        assert_eq!(percentile(&mut [], 0.5), 0.0);
    }
}
