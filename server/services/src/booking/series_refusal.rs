//! The refusal of one session, as that of the whole series.

use office_hours::Failure;
use office_hours::text;
use office_hours::time::{Timestamp, Zone, clock_text, day_text};

/// What was to be done with the sessions.
#[derive(Clone, Copy)]
pub(super) enum Done {
    Booked,
    Moved,
}

/// Names the session, by its number among how many and by its time, because of which none was `done`.
pub(super) fn none_done(
    failure: Failure,
    done: Done,
    (number, of): (u32, u32),
    at: Timestamp,
    zone: &Zone,
) -> Failure {
    let Failure::Conflict { code, message } = failure else { return failure };
    let none_done = match done {
        Done::Booked => text!(
            "None of the sessions was booked, because of number {number} of {of}, {day}, {time} ({zone}): {message}"
        ),
        Done::Moved => text!(
            "None of the sessions was moved, because of number {number} of {of}, {day}, {time} ({zone}): {message}"
        ),
    };
    let none_done = none_done
        .with("number", number)
        .with("of", of)
        .with("day", day_text(at, zone))
        .with("time", clock_text(at, zone))
        .with("zone", zone.name())
        .with("message", message);
    Failure::Conflict { code, message: none_done }
}

#[cfg(test)]
mod tests {
    use office_hours::availability::Refusal;

    use super::*;

    #[test]
    fn the_failure_names_the_session() {
        let (at, zone) = ("2026-11-24T13:00:00Z".parse().unwrap(), Zone::utc());
        let failure = none_done(Refusal::Booked.failure(&zone), Done::Booked, (3, 6), at, &zone);
        let Failure::Conflict { code, message } = failure else { panic!("{failure:?}") };
        assert_eq!(code, "slot_taken");
        assert!(
            message.to_string().contains(
                "was booked, because of number 3 of 6, Tue 24 Nov, 13:00 (UTC): This time is taken."
            ),
            "{message}"
        );
        assert_eq!(none_done(Failure::NotSignedIn, Done::Moved, (1, 2), at, &zone), Failure::NotSignedIn);
    }
}
