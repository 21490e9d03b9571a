//! Two people who are about to meet, read with as little as can be asked: others wait for it.

use office_hours::Failure;
use office_hours::availability::{Asker, Calendar, CalendarFacts, Offer, facts_needed};
use office_hours::ids::MenteeId;
use office_hours::time::{Timestamp, Zone};
use store::Tx;
use store::queries::availability::SlotToBook;
use store::queries::busy::{self, Group};
use store::queries::holds;

use super::calendars::{MenteeCalendar, around};
use crate::failure::OrFail;

/// What is known of them as to one time of the mentor.
pub(crate) struct Pair {
    /// The mentor's.
    pub(crate) calendar: Calendar,
    /// The mentee, towards that mentor.
    pub(crate) asker: Asker,
    /// Those who meet then.
    pub(crate) group: Option<Group>,
}

impl Pair {
    /// Of this moment: the slot must be held. One query, and another one where times of the mentor are kept.
    pub(crate) async fn read(
        tx: &Tx,
        slot: &SlotToBook,
        mentee_id: MenteeId,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let SlotToBook { mentor_id, time, ref sides, .. } = *slot;
        let zone = Zone::of_stored(&sides.mentor_timezone);
        let (of_mentor, of_mentee) = ((mentor_id, facts_needed(time, &zone)), (mentee_id, around(time)));
        let busy = busy::list_of_pair(tx, of_mentor, of_mentee, time).await.or_fail()?;
        let kept = match slot.kept {
            true => holds::list(tx, &[mentor_id], now).await.or_fail()?,
            false => vec![],
        };
        let facts = CalendarFacts {
            offer: slot.offer.as_ref().map(Offer::parse).transpose()?.unwrap_or_default(),
            mentor_active: slot.mentor_active,
            load_cap_per_week: slot.load_cap_per_week,
            offered: vec![time],
            blocks: vec![],
            sessions: busy.mentor,
            holds: kept.into_iter().map(|(_, hold)| hold).collect(),
            outside: vec![],
        };
        Ok(Self {
            calendar: Calendar::new(facts, &zone),
            asker: MenteeCalendar::new(sides.mentee_user_id, busy.mentee).asker(mentor_id),
            group: busy.group,
        })
    }
}
