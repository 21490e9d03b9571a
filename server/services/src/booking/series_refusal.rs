//! The refusal of one session, as that of the whole series.

use office_hours::Failure;
use office_hours::time::{LocalTime, Timestamp, Zone};

/// Names the session, by its number among how many and by its time, because of which none was `done`.
pub(super) fn none_done(
    failure: Failure,
    done: &str,
    (number, of): (u32, u32),
    at: Timestamp,
    zone: &Zone,
) -> Failure {
    let Failure::Conflict { code, message } = failure else { return failure };
    let starts = LocalTime::new(at, zone);
    let when = format!("{}, {} ({})", starts.day, starts.time, zone.name());
    Failure::Conflict {
        code,
        message: format!(
            "None of the sessions was {done}, because of number {number} of {of}, {when}: {message}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use office_hours::availability::Refusal;

    use super::*;

    #[test]
    fn the_failure_names_the_session() {
        let (at, zone) = ("2026-11-24T13:00:00Z".parse().unwrap(), Zone::utc());
        let failure = none_done(Refusal::Booked.failure(&zone), "booked", (3, 6), at, &zone);
        let Failure::Conflict { code, message } = failure else { panic!("{failure:?}") };
        assert_eq!(code, "slot_taken");
        assert!(
            message.contains(
                "was booked, because of number 3 of 6, Tue 24 Nov, 13:00 (UTC): This time is taken."
            ),
            "{message}"
        );
        assert_eq!(none_done(Failure::NotSignedIn, "moved", (1, 2), at, &zone), Failure::NotSignedIn);
    }
}
