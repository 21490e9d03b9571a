//! Which sessions a series would have, before anything is booked.

use office_hours::availability::{Reason, SlotTime};
use office_hours::booking::rules;
use office_hours::booking::series::{
    Occurrence, OccurrenceConflict, OnConflict, PreviewSeries, SeriesPreview, ShiftTo, conflicts, nearest,
    occurrences, plan,
};
use office_hours::ids::SlotId;
use office_hours::time::{LocalTime, Timestamp, Zone};
use office_hours::{Actor, Failure};
use store::queries::{availability, mentors};

use super::desk::{Desk, Pair};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::profile::may_read;
use crate::{Reader, Services};

/// All sessions that the series would have, those that cannot be had first, each with the reason that
/// booking it would be refused with and what can be chosen instead. A series fills caps by itself: each
/// is asked for as if those before it were booked.
pub async fn preview_series(
    services: &Services,
    actor: &Actor,
    input: &PreviewSeries,
    reader: &Reader,
) -> Result<SeriesPreview, Failure> {
    policy::check(actor, Action::BookSession)?;
    let (person, mentee_id) = rules::booking_mentee(actor)?;
    let (frequency, count) = input.parse()?;
    let store = &services.store;
    let no_time = || Failure::not_found("time");
    let slot = availability::find_slot(store, input.slot_id).await.or_fail()?.ok_or_else(no_time)?;
    let mentor = mentors::get(store, slot.mentor_id).await.or_fail()?;
    let mentor = mentor.filter(|mentor| may_read(actor, mentor)).ok_or_else(no_time)?;
    let wanted = occurrences(slot.time, frequency, count, &Zone::of_stored(&mentor.timezone));

    let pair = Pair { mentor: &mentor, mentee_id, user_id: person.user_id };
    let (mut desk, slots) = Desk::read(store, pair, &wanted, &[], services.now()).await?;
    let refused = conflicts(&wanted, |time, taken| desk.refusal_of(time, taken));
    let offered: Vec<SlotTime> = slots.keys().copied().collect();
    let refusal_of = |time: SlotTime, taken: &[SlotTime]| desk.refusal_of(time, taken);
    let shifted = plan(&wanted, refusal_of, |time| nearest(time, &offered), OnConflict::Shift).shifted;

    let conflict = |time: SlotTime| {
        let why = refused.iter().find(|refused| refused.time == time)?.why;
        let to = shifted.iter().find(|shifted| shifted.from == time).map(|shifted| shifted.to);
        let shift_to = to.and_then(|to| Some(shift_to(*slots.get(&to)?, to, reader)));
        let mut choices = vec![OnConflict::Skip];
        choices.extend(shift_to.is_some().then_some(OnConflict::Shift));
        // Before the first there is nothing.
        choices.extend((time != slot.time).then_some(OnConflict::Stop));
        Some(OccurrenceConflict { reason: Reason::new(&why, reader), shift_to, choices })
    };
    let mut occurrences: Vec<Occurrence> = (1..)
        .zip(&wanted)
        .map(|(number, time)| Occurrence {
            number,
            starts: LocalTime::new(time.starts_at, reader),
            ends: LocalTime::new(time.ends_at, reader),
            conflict: conflict(*time),
        })
        .collect();
    occurrences.sort_by_key(|occurrence| (occurrence.conflict.is_none(), occurrence.number));
    Ok(SeriesPreview { frequency, zone: reader.zone.name().to_owned(), occurrences })
}

fn shift_to(slot_id: SlotId, time: SlotTime, reader: &Reader) -> ShiftTo {
    let said = |at: Timestamp| LocalTime::new(at, reader);
    ShiftTo { slot_id, starts: said(time.starts_at), ends: said(time.ends_at) }
}
