//! What becomes of each session of a series, as whoever books it has chosen.
//!
//! What nobody chose anything for is booked as it was wanted, or nothing is: so nobody gets another
//! series than the one they saw.

use super::{ConflictChoice, OnConflict};
use crate::availability::SlotTime;
use crate::failure::Failure;
use crate::ids::SlotId;
use crate::text;

/// The field that refusals name.
const FIELD: &str = "choices";

/// What becomes of one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It is left out.
    Skip,
    /// It takes this slot.
    Shift(SlotId),
    /// The series ends before it.
    Stop,
}

impl Choice {
    /// Reads what was sent; refusals name `choices`.
    pub fn parse(input: &ConflictChoice) -> Result<Self, Failure> {
        match (OnConflict::parse(FIELD, &input.choice)?, input.slot_id) {
            (OnConflict::Skip, None) => Ok(Self::Skip),
            (OnConflict::Stop, None) => Ok(Self::Stop),
            (OnConflict::Shift, Some(slot_id)) => Ok(Self::Shift(slot_id)),
            (OnConflict::Shift, None) => {
                Err(Failure::invalid(FIELD, "Name the slot that the session takes instead."))
            }
            (OnConflict::Skip | OnConflict::Stop, Some(_)) => {
                Err(Failure::invalid(FIELD, "Name a slot only where the session is shifted."))
            }
        }
    }
}

/// When a session is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// At this time, as wanted.
    AsWanted(SlotTime),
    /// In this slot instead.
    Instead(SlotId),
}

/// A session of the series that is to be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Which one, from 1.
    pub number: u32,
    /// When.
    pub pick: Pick,
}

/// The sessions to book of those that are wanted, in order. Refused, naming `choices`, are choices
/// for what is not there, two for one session, and choices that leave nothing.
pub fn pick(wanted: &[SlotTime], choices: &[ConflictChoice]) -> Result<Vec<Picked>, Failure> {
    let mut chosen: Vec<Option<Choice>> = vec![None; wanted.len()];
    for input in choices {
        let index = usize::try_from(input.number).ok().and_then(|number| number.checked_sub(1));
        let place = index.and_then(|index| chosen.get_mut(index)).ok_or_else(|| {
            Failure::invalid(FIELD, text!("The series has the sessions 1 to {last}.", last = wanted.len()))
        })?;
        if place.replace(Choice::parse(input)?).is_some() {
            let message = text!("Choose once what becomes of session {number}.", number = input.number);
            return Err(Failure::invalid(FIELD, message));
        }
    }
    let kept =
        (1..).zip(wanted.iter().zip(chosen)).take_while(|(_, (_, choice))| *choice != Some(Choice::Stop));
    let picked = kept.filter_map(|(number, (time, choice))| {
        let pick = match choice {
            None => Pick::AsWanted(*time),
            Some(Choice::Shift(slot_id)) => Pick::Instead(slot_id),
            Some(Choice::Skip | Choice::Stop) => return None,
        };
        Some(Picked { number, pick })
    });
    let picked: Vec<Picked> = picked.collect();
    if picked.is_empty() {
        return Err(Failure::invalid(
            FIELD,
            "Nothing would be left of the series. Choose another first time.",
        ));
    }
    Ok(picked)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::time::Timestamp;

    fn hour(n: i64) -> SlotTime {
        SlotTime::lasting(Timestamp::from_second(n * 3_600).unwrap(), 60)
    }

    fn choice(number: u32, choice: &str, slot: Option<u128>) -> ConflictChoice {
        let slot_id = slot.map(|slot| SlotId(Uuid::from_u128(slot)));
        ConflictChoice { number, choice: choice.into(), slot_id }
    }

    #[test]
    fn what_was_chosen_is_done_and_the_rest_is_as_wanted() {
        let wanted = [1, 2, 3, 4].map(hour);
        let told = |choices: &[ConflictChoice]| {
            let say = |picked: Picked| match picked.pick {
                Pick::AsWanted(time) => {
                    assert_eq!(time, wanted[picked.number as usize - 1]);
                    picked.number.to_string()
                }
                Pick::Instead(slot_id) => format!("{} in {}", picked.number, slot_id.0.as_u128()),
            };
            pick(&wanted, choices).unwrap().into_iter().map(say).collect::<Vec<_>>().join(", ")
        };
        for (choices, expected) in [
            (vec![], "1, 2, 3, 4"),
            (vec![choice(2, "skip", None)], "1, 3, 4"),
            (vec![choice(3, "stop", None)], "1, 2"),
            (vec![choice(1, "shift", Some(9)), choice(4, " skip ", None)], "1 in 9, 2, 3"),
            (vec![choice(2, "stop", None), choice(3, "shift", Some(9))], "1"),
        ] {
            assert_eq!(told(&choices), expected);
        }
    }

    #[test]
    fn choices_that_make_no_sense_are_refused() {
        let wanted = [1, 2].map(hour);
        for choices in [
            vec![choice(0, "skip", None)],
            vec![choice(3, "skip", None)],
            vec![choice(u32::MAX, "skip", None)],
            vec![choice(1, "drop", None)],
            vec![choice(1, "shift", None)],
            vec![choice(1, "skip", Some(9))],
            vec![choice(1, "stop", Some(9))],
            vec![choice(2, "skip", None), choice(2, "stop", None)],
            vec![choice(1, "stop", None)],
            vec![choice(1, "skip", None), choice(2, "skip", None)],
        ] {
            let refused = pick(&wanted, &choices).unwrap_err();
            assert!(matches!(&refused, Failure::Invalid { field, .. } if field == "choices"), "{choices:?}");
        }
    }
}
