//! Could this time be booked, and if not, why not?

use std::collections::HashMap;

use office_hours::availability::{CheckConflicts, Conflicts, Reason, SlotTime, all_refusals};
use office_hours::time::Zone;
use office_hours::{Actor, Failure};
use store::queries::availability;

use super::calendars::{MenteeCalendar, calendars};
use super::rules::Rules;
use crate::failure::OrFail;
use crate::{Reader, Services, profile};

/// Whether exactly that time can be booked by whoever asks, with everything that stands against it.
/// Sessions of others are counted, never named.
pub async fn check_conflicts(
    services: &Services,
    actor: &Actor,
    input: &CheckConflicts,
    reader: &Reader,
) -> Result<Conflicts, Failure> {
    if input.ends_at <= input.starts_at {
        return Err(Failure::invalid("ends_at", "Give an end after the start."));
    }
    let mentor = profile::get_mentor(services, actor, input.mentor_id).await?;
    let now = services.now();
    let time = SlotTime { starts_at: input.starts_at, ends_at: input.ends_at };
    let store = &services.store;
    let slot = availability::find_slot_at(store, input.mentor_id, time).await.or_fail()?;
    let offered = HashMap::from([(input.mentor_id, slot.iter().map(|slot| slot.time).collect())]);
    let calendars = calendars(store, &[(&mentor).into()], offered, time, &[], now).await?;
    let calendar = calendars.into_values().next().ok_or_else(|| Failure::not_found("mentor"))?;
    let rules = Rules::read(store, input.mentor_id, Zone::of_stored(&mentor.timezone)).await?;
    let calendar = calendar.with_blocks(rules.blocked());
    let mentee = MenteeCalendar::read(store, actor, time, None).await?;
    let asker = mentee.map(|mentee| mentee.asker(input.mentor_id));
    let reasons: Vec<Reason> = all_refusals(&time, &calendar, asker.as_ref(), now)
        .map(|refusal| Reason::new(&refusal, reader))
        .collect();
    Ok(Conflicts { bookable: reasons.is_empty(), reasons })
}
