//! Moving sessions of a series: where each of them goes, which of them cannot, and what was accepted of
//! what was shown.
//!
//! **The same change for all.** One session is given another slot; the others move along by as many days
//! and as much by the clock of the mentor's zone, and last as long. So Tuesdays at 14:00 become Wednesdays
//! at 16:00, also after the clocks have changed, by the rules of `availability`. Days are counted, in a
//! monthly series too: "a day later" stays a day later, where the second Wednesday would sometimes be the
//! week before. What another mentor takes over goes by the clock of that one from then on.
//!
//! **What cannot move stays.** Its old time is kept, and may then stand in the way of another one; so the
//! moves are asked for anew without it.

use serde::{Deserialize, Serialize};

use super::AcceptedMove;
use crate::availability::{Refusal, SlotTime, instant};
use crate::failure::Failure;
use crate::ids::SessionId;
use crate::time::{Timestamp, Zone};

/// The field that refusals name.
const FIELD: &str = "moves";

/// A session that is to have another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Which one.
    pub session_id: SessionId,
    /// When it is now.
    pub from: SlotTime,
    /// When it is to be.
    pub to: SlotTime,
}

/// What becomes of a session that was to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MoveChoice {
    /// It moves as it was shown.
    Move,
    /// It keeps the time it has.
    Keep,
    /// It keeps the time it has, and so do all later ones.
    Stop,
}

impl MoveChoice {
    /// Reads the word of the wire; refusals name `field`.
    pub fn parse(field: &str, text: &str) -> Result<Self, Failure> {
        match text.trim() {
            "move" => Ok(Self::Move),
            "keep" => Ok(Self::Keep),
            "stop" => Ok(Self::Stop),
            _ => Err(Failure::invalid(field, "Choose move, keep or stop.")),
        }
    }

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Keep => "keep",
            Self::Stop => "stop",
        }
    }
}

/// The new time of a session at `time` when another one of its series moves from `from` to `to`, each by the
/// clock of whose time it is; nothing only at the ends of time.
pub fn moved_along(
    time: SlotTime,
    (from, from_zone): (SlotTime, &Zone),
    (to, to_zone): (SlotTime, &Zone),
) -> Option<SlotTime> {
    // The one that was chosen is moved as it was said, also to the second of two hours of the same name.
    if time == from {
        return Some(to);
    }
    let local = |at: Timestamp, zone: &Zone| zone.tz().to_datetime(at);
    let apart = local(time.starts_at, from_zone).duration_since(local(from.starts_at, from_zone));
    let starts_at = instant(local(to.starts_at, to_zone).checked_add(apart).ok()?, to_zone)?.at;
    let ends_at = starts_at.checked_add(to.ends_at.duration_since(to.starts_at)).ok()?;
    Some(SlotTime { starts_at, ends_at })
}

/// Those that cannot move if all of them do, with the reason. `refusal_of` says why a time cannot be had,
/// given those taken so far: a series fills a cap by itself, so each is asked for as if those before it
/// had moved.
pub fn clashes(
    moves: &[Move],
    mut refusal_of: impl FnMut(SlotTime, &[SlotTime]) -> Option<Refusal>,
) -> Vec<(SessionId, Refusal)> {
    let mut taken: Vec<SlotTime> = Vec::with_capacity(moves.len());
    let mut clashes = Vec::new();
    for each in moves {
        match refusal_of(each.to, &taken) {
            Some(why) => clashes.push((each.session_id, why)),
            None => taken.push(each.to),
        }
    }
    clashes
}

/// The moves in an order in which none goes where another one still is: they all go the same way, so
/// the one in front goes first.
pub fn in_turn(mut moves: Vec<Move>) -> Vec<Move> {
    moves.sort_unstable_by_key(|each| each.from);
    if moves.iter().any(|each| each.from.starts_at < each.to.starts_at) {
        moves.reverse();
    }
    moves
}

/// The sessions to move of those that were shown, earliest first. Refused, naming `moves`, are words that
/// are none, a session that is named twice, and choices by which `which`, the one that was given another
/// slot, would not move.
pub fn accepted(shown: &[AcceptedMove], which: SessionId) -> Result<Vec<AcceptedMove>, Failure> {
    let mut ids: Vec<SessionId> = shown.iter().map(|each| each.session_id).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Failure::invalid(FIELD, "Name each session once."));
    }
    let mut chosen = Vec::with_capacity(shown.len());
    for each in shown {
        chosen.push((MoveChoice::parse(FIELD, &each.choice)?, each.clone()));
    }
    chosen.sort_by_key(|(_, each)| each.from);
    let moving = chosen.into_iter().take_while(|(choice, _)| *choice != MoveChoice::Stop);
    let moving: Vec<AcceptedMove> =
        moving.filter(|(choice, _)| *choice == MoveChoice::Move).map(|(_, each)| each).collect();
    if !moving.iter().any(|each| each.session_id == which) {
        let message = "The session that you gave another time would not move. Choose another time for it.";
        return Err(Failure::invalid(FIELD, message));
    }
    Ok(moving)
}

/// The moves that were accepted, if they would still be made as they were shown; otherwise the first that
/// would not.
pub fn still_as_shown(moves: &[Move], accepted: &[AcceptedMove]) -> Result<Vec<Move>, AcceptedMove> {
    let same = |each: &Move, shown: &AcceptedMove| {
        each.session_id == shown.session_id
            && each.from.starts_at == shown.from
            && each.to.starts_at == shown.to
    };
    let find = |shown: &AcceptedMove| {
        moves.iter().find(|each| same(each, shown)).copied().ok_or_else(|| shown.clone())
    };
    accepted.iter().map(find).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::parse("timezone", name).unwrap()
    }

    fn slot(starts_at: &str, minutes: i64) -> SlotTime {
        SlotTime::lasting(starts_at.parse().unwrap(), minutes)
    }

    fn id(n: u128) -> SessionId {
        SessionId(Uuid::from_u128(n))
    }

    fn hour(n: i64) -> SlotTime {
        SlotTime::lasting(Timestamp::from_second(n * 3_600).unwrap(), 60)
    }

    /// From one hour to another.
    fn step(n: u128, from: i64, to: i64) -> Move {
        Move { session_id: id(n), from: hour(from), to: hour(to) }
    }

    fn shown(n: u128, from: i64, to: i64, choice: &str) -> AcceptedMove {
        let Move { session_id, from, to } = step(n, from, to);
        AcceptedMove { session_id, from: from.starts_at, to: to.starts_at, choice: choice.into() }
    }

    #[test]
    fn all_move_by_the_same_clock() {
        let cases = [
            // what, zone, chosen from and to, another one, where it goes
            (
                "a day later, and the clocks go forward between",
                "America/New_York",
                ("2026-03-03T19:00:00Z", "2026-03-04T21:00:00Z"),
                ("2026-03-10T18:00:00Z", "2026-03-11T20:00:00Z"),
            ),
            (
                "a day earlier, and the clocks go back between",
                "America/New_York",
                ("2026-10-27T18:00:00Z", "2026-10-26T13:30:00Z"),
                ("2026-11-03T19:00:00Z", "2026-11-02T14:30:00Z"),
            ),
            (
                "the chosen one itself goes over the change",
                "Europe/Lisbon",
                ("2027-03-22T16:00:00Z", "2027-03-29T15:00:00Z"),
                ("2027-03-29T15:00:00Z", "2027-04-05T15:00:00Z"),
            ),
            (
                "over midnight, another day than in UTC",
                "Pacific/Auckland",
                ("2026-11-24T22:00:00Z", "2026-11-25T00:00:00Z"),
                ("2026-12-01T22:00:00Z", "2026-12-02T00:00:00Z"),
            ),
            (
                "a time that is skipped moves later",
                "America/New_York",
                ("2026-03-01T15:00:00Z", "2026-03-01T07:30:00Z"),
                ("2026-03-08T14:00:00Z", "2026-03-08T07:30:00Z"),
            ),
            (
                "a time that comes twice means the first",
                "America/New_York",
                ("2026-10-25T14:00:00Z", "2026-10-25T05:30:00Z"),
                ("2026-11-01T15:00:00Z", "2026-11-01T05:30:00Z"),
            ),
            (
                "one before the chosen one",
                "UTC",
                ("2026-11-24T12:00:00Z", "2026-11-26T09:15:00Z"),
                ("2026-11-10T12:00:00Z", "2026-11-12T09:15:00Z"),
            ),
        ];
        for (name, zone_name, (from, to), (other, expected)) in cases {
            let zone = zone(zone_name);
            let (from, to) = (slot(from, 30), slot(to, 45));
            let (from, to) = ((from, &zone), (to, &zone));
            assert_eq!(moved_along(slot(other, 30), from, to), Some(slot(expected, 45)), "{name}");
            assert_eq!(moved_along(from.0, from, to), Some(to.0), "{name}");
        }
        // To the second of two half past ones, as it was said.
        let (from, to) = (slot("2026-11-01T15:00:00Z", 30), slot("2026-11-01T06:30:00Z", 30));
        let zone = zone("America/New_York");
        assert_eq!(moved_along(from, (from, &zone), (to, &zone)), Some(to));
        let (utc, last) = (Zone::utc(), SlotTime::lasting(Timestamp::MAX, 0));
        assert_eq!(moved_along(last, (hour(1), &utc), (hour(30), &utc)), None);
    }

    #[test]
    fn what_another_mentor_takes_over_goes_by_their_clock() {
        let (berlin, new_york) = (zone("Europe/Berlin"), zone("America/New_York"));
        // Tuesdays at 15:00 in Berlin become Tuesdays at 9:00 in New York, which is five hours away for three
        // weeks of March and six otherwise.
        let (from, to) = (slot("2026-03-03T14:00:00Z", 30), slot("2026-03-03T14:00:00Z", 45));
        let moved = |other: &str| moved_along(slot(other, 30), (from, &berlin), (to, &new_york));
        assert_eq!(moved("2026-03-10T14:00:00Z"), Some(slot("2026-03-10T13:00:00Z", 45)));
        assert_eq!(moved("2026-03-31T13:00:00Z"), Some(slot("2026-03-31T13:00:00Z", 45)));
        // One that was an hour later than the others stays an hour later.
        assert_eq!(moved("2026-03-10T15:00:00Z"), Some(slot("2026-03-10T14:00:00Z", 45)));
    }

    #[test]
    fn what_moves_counts_and_what_cannot_does_not() {
        let moves = [step(1, 10, 11), step(2, 20, 21), step(3, 30, 31), step(4, 40, 41)];
        // The second is taken, and two of them are enough.
        let refusal_of = |time: SlotTime, taken: &[SlotTime]| {
            let full = (taken.len() >= 2).then_some(Refusal::MenteeCap { sessions: 2 });
            (time == hour(21)).then_some(Refusal::Booked).or(full)
        };
        let expected = [(id(2), Refusal::Booked), (id(4), Refusal::MenteeCap { sessions: 2 })];
        assert_eq!(clashes(&moves, refusal_of), expected);
        assert_eq!(clashes(&moves, |_, _| None), []);
    }

    #[test]
    fn none_goes_where_another_one_still_is() {
        let order = |moves: Vec<Move>| in_turn(moves).iter().map(|each| each.session_id).collect::<Vec<_>>();
        // Each takes the place of the next, or of the one before.
        assert_eq!(order(vec![step(2, 20, 30), step(1, 10, 20), step(3, 30, 40)]), [3, 2, 1].map(id));
        assert_eq!(order(vec![step(2, 20, 10), step(1, 10, 0), step(3, 30, 20)]), [1, 2, 3].map(id));
        assert_eq!(order(vec![]), []);
    }

    #[test]
    fn what_was_accepted_moves() {
        let choices = |words: [&str; 4]| {
            let times = [(3, 30, 31), (1, 10, 11), (4, 40, 41), (2, 20, 21)];
            let shown = times.map(|(n, from, to)| shown(n, from, to, words[n as usize - 1]));
            accepted(&shown, id(2))
                .map(|moving| moving.iter().map(|each| each.session_id).collect::<Vec<_>>())
        };
        let cases = [
            (["move"; 4], vec![1, 2, 3, 4]),
            (["keep", "move", " move", "keep "], vec![2, 3]),
            (["move", "move", "stop", "move"], vec![1, 2]),
            (["move", "move", "keep", "stop"], vec![1, 2]),
        ];
        for (words, expected) in cases {
            assert_eq!(
                choices(words).unwrap(),
                expected.into_iter().map(id).collect::<Vec<_>>(),
                "{words:?}"
            );
        }
        let refused = |result: Result<Vec<SessionId>, Failure>| match result.unwrap_err() {
            Failure::Invalid { field, message } => {
                assert!(field == "moves" && message.to_string().ends_with('.'))
            }
            other => panic!("expected a field, got {other:?}"),
        };
        refused(choices(["move", "keep", "move", "move"]));
        refused(choices(["stop", "move", "move", "move"]));
        refused(choices(["move", "move", "skip", "move"]));
        refused(accepted(&[], id(2)).map(|_| vec![]));
        let twice = [shown(2, 20, 21, "move"), shown(2, 20, 21, "keep")];
        refused(accepted(&twice, id(2)).map(|_| vec![]));
    }

    #[test]
    fn what_changed_since_it_was_shown_is_found() {
        let moves = [step(1, 10, 11), step(2, 20, 21), step(3, 30, 31)];
        let seen = [shown(1, 10, 11, "move"), shown(3, 30, 31, "move")];
        // What was not accepted stays, whether or not it could move.
        assert_eq!(still_as_shown(&moves, &seen), Ok(vec![moves[0], moves[2]]));
        // It was elsewhere, it would go elsewhere, it moves no more.
        for other in [shown(2, 19, 21, "move"), shown(2, 20, 22, "move"), shown(4, 20, 21, "move")] {
            let seen = [seen[0].clone(), other.clone(), seen[1].clone()];
            assert_eq!(still_as_shown(&moves, &seen), Err(other));
        }
    }
}
