//! What a mentor said, and the times that follow from it up to the horizon.

use jiff::ToSpan;
use jiff::civil::Date;
use office_hours::Failure;
use office_hours::availability::{
    Hours, Offer, ParsedRecurrence, ParsedRules, SlotTime, WeeklyWindow, exceptions, expand,
};
use office_hours::ids::{MentorId, SlotId};
use office_hours::text;
use office_hours::time::{Timestamp, Zone};
use store::queries::availability::SlotTerms;
use store::queries::{availability, availability_rules};
use store::{Db, Tx};

use super::recurrence;
use crate::Services;
use crate::failure::OrFail;

/// Days around a period of instants that its local days may reach into.
const MARGIN_DAYS: i64 = 4;
/// Times that a mentor offers at most: half hours of a working day for two years, and room beside.
const MOST_TIMES: usize = 10_000;
/// More than any mentor offers.
const ALL: u64 = 100_000;

/// When and how a mentor can be met.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    /// How.
    pub(crate) offer: Offer,
    hours: Hours,
    recurrences: Vec<ParsedRecurrence>,
    zone: Zone,
}

impl Rules {
    /// Rules that were entered, in the mentor's zone; each recurrence can be worked out.
    pub(crate) fn new(parsed: ParsedRules, zone: Zone) -> Result<Self, Failure> {
        let ParsedRules { offer, hours, recurrences, .. } = parsed;
        recurrences.iter().try_for_each(|one| recurrence::check(one, &zone))?;
        Ok(Self { offer, hours, recurrences, zone })
    }

    /// Rules as they were saved; two queries.
    pub(crate) async fn read(db: &impl Db, mentor_id: MentorId, zone: Zone) -> Result<Self, Failure> {
        let weekly = availability::list_weekly(db, mentor_id).await.or_fail()?;
        Self::with_weekly(db, mentor_id, weekly, zone).await
    }

    /// The same with other hours of every week; one query.
    pub(crate) async fn with_weekly(
        db: &impl Db,
        mentor_id: MentorId,
        weekly: Vec<WeeklyWindow>,
        zone: Zone,
    ) -> Result<Self, Failure> {
        let row = availability_rules::get(db, mentor_id).await.or_fail()?;
        let offer = Offer::parse(&row.offer)?;
        let (hours, recurrences) = exceptions(Hours::weekly(weekly), &row.exceptions)?;
        Ok(Self { offer, hours, recurrences, zone })
    }

    /// The hours around `[from, to)`, recurrences spelt out.
    pub(crate) fn hours(&self, from: Timestamp, to: Timestamp) -> Result<Hours, Failure> {
        let day = |at: Timestamp| self.zone.tz().to_datetime(at).date();
        let first = day(from).saturating_sub(MARGIN_DAYS.days());
        let last = day(to).saturating_add(MARGIN_DAYS.days());
        let mut hours = self.hours.clone();
        for one in &self.recurrences {
            let days: Vec<Date> = recurrence::days(one, first, last, &self.zone)?;
            let windows = |day: Date| one.windows.iter().map(move |window| (day, *window));
            hours = hours.with_occurrences(days.into_iter().flat_map(windows));
        }
        Ok(hours)
    }

    /// The mentor's.
    pub(super) fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Time off.
    pub(crate) fn blocked(&self) -> Vec<SlotTime> {
        self.hours.blocked(&self.zone)
    }

    /// The times that are offered from `now` up to the horizon.
    pub(crate) fn times(&self, now: Timestamp) -> Result<Vec<SlotTime>, Failure> {
        let to = self.offer.latest(now);
        let times = expand(&self.hours(now, to)?, &self.offer, &self.zone, now, to);
        if times.len() > MOST_TIMES {
            let message = text!(
                "That would offer {number} times; keep it to {max}. Give a shorter horizon or fewer starts.",
                number = times.len(),
                max = MOST_TIMES,
            );
            return Err(Failure::invalid("horizon_days", message));
        }
        Ok(times)
    }

    fn terms(&self) -> SlotTerms<'_> {
        SlotTerms { capacity: self.offer.capacity(), location: self.offer.location() }
    }

    /// Makes the mentor's slots to come those that follow from these rules: what is offered already
    /// keeps its id, so that whoever is about to book it can; what is offered no longer goes, and a
    /// session in it stays. Gives how many are new. The mentor must be locked.
    pub(crate) async fn put_in_force(
        &self,
        services: &Services,
        tx: &Tx,
        mentor_id: MentorId,
    ) -> Result<u64, Failure> {
        let now = services.now();
        let wanted = self.times(now)?;
        let offered = availability::list_slots(tx, &[mentor_id], now, Timestamp::MAX, ALL).await.or_fail()?;
        let withdrawn = offered.iter().filter(|slot| wanted.binary_search(&slot.time).is_err());
        let withdrawn: Vec<SlotId> = withdrawn.map(|slot| slot.slot_id).collect();
        availability::remove_slots(tx, &withdrawn).await.or_fail()?;
        availability::set_terms(tx, mentor_id, self.terms(), now).await.or_fail()?;
        let slots: Vec<(SlotId, SlotTime)> =
            wanted.into_iter().map(|time| (SlotId(services.new_id()), time)).collect();
        availability::insert_missing(tx, mentor_id, &slots, self.terms(), now).await.or_fail()
    }
}
