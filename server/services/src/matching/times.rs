//! When results must be free: as the filters say, and as the need itself says.

use std::collections::HashMap;

use jiff::SignedDuration;
use jiff::civil::Time;
use office_hours::Failure;
use office_hours::availability::OpenSlot;
use office_hours::ids::MentorId;
use office_hours::matching::MatchFilters;
use office_hours::matching::need::Need;
use office_hours::matching::window::{AvailabilityWindow, Weekdays};
use office_hours::time::{Reader, Timestamp};
use store::queries::availability::SlotRow;
use store::queries::mentors::MentorVersion;

use crate::Services;
use crate::availability::{horizon, known_slots};

/// Free times on a result.
const SLOTS_SHOWN: usize = 3;
/// More than any mentor offers up to the horizon.
const ALL: u64 = 10_000;

/// The times that are wanted.
pub(super) struct WantedTimes<'a> {
    from: Timestamp,
    to: Timestamp,
    windows: Vec<AvailabilityWindow>,
    reader: &'a Reader,
    is_wanted: bool,
}

impl<'a> WantedTimes<'a> {
    /// What filters and need ask for together, in the viewer's zone.
    pub(super) fn new(
        filters: &MatchFilters,
        need: &Need,
        reader: &'a Reader,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let (after, before) = (
            time("free_after", filters.free_after.as_deref())?,
            time("free_before", filters.free_before.as_deref())?,
        );
        if let (Some(after), Some(before)) = (after, before)
            && after >= before
        {
            return Err(Failure::invalid("free_before", "The end of the time must be after its beginning."));
        }
        let last = horizon(now);
        let hours = AvailabilityWindow {
            from: reader.zone.tz().to_datetime(now).date(),
            until: reader.zone.tz().to_datetime(last).date(),
            weekdays: Weekdays::ANY,
            after,
            before,
        };
        let hours = (after.is_some() || before.is_some()).then_some(hours);
        let windows: Vec<AvailabilityWindow> = hours.into_iter().chain(need.window).collect();
        let days = filters.available_within_days.map(|days| SignedDuration::from_hours(24 * i64::from(days)));
        let to = days.map_or(last, |days| now + days);
        let bounds = windows.iter().map(|window| window.bounds(&reader.zone));
        let (from, to) = bounds.fold((now, to), |(from, to), bounds| (from.max(bounds.0), to.min(bounds.1)));
        Ok(Self { from, to, is_wanted: days.is_some() || !windows.is_empty(), windows, reader })
    }

    /// Any time so soon.
    pub(super) fn within(soon: SignedDuration, reader: &'a Reader, now: Timestamp) -> Self {
        Self { from: now, to: now + soon, windows: vec![], reader, is_wanted: true }
    }

    /// Whether only mentors with a free time are wanted.
    pub(super) fn is_wanted(&self) -> bool {
        self.is_wanted
    }

    fn holds(&self, slot: &SlotRow) -> bool {
        self.windows
            .iter()
            .all(|window| window.holds(slot.time.starts_at, slot.time.ends_at, &self.reader.zone))
    }

    /// The next free times of each mentor that are wanted, as the database has them now; mentors without
    /// any are left out. That whoever asks may be elsewhere then is not looked at.
    pub(super) async fn free_slots(
        &self,
        services: &Services,
        mentors: &[MentorVersion],
    ) -> Result<HashMap<MentorId, Vec<OpenSlot>>, Failure> {
        if self.from >= self.to {
            return Ok(HashMap::new());
        }
        let most = if self.windows.is_empty() { SLOTS_SHOWN as u64 } else { ALL };
        let known = known_slots(services, mentors, self.from, self.to, most).await?;
        let now = services.now();
        let free = known.into_iter().map(|(mentor_id, known)| {
            let wanted = known.bookable((self.from, self.to), None, now).filter(|slot| self.holds(slot));
            let shown = wanted.take(SLOTS_SHOWN).map(|slot| known.open_slot(slot, None, self.reader, now));
            (mentor_id, shown.collect::<Vec<_>>())
        });
        Ok(free.filter(|(_, slots)| !slots.is_empty()).collect())
    }
}

fn time(field: &str, text: Option<&str>) -> Result<Option<Time>, Failure> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let time = Time::strptime("%H:%M", text);
    time.map(Some).map_err(|_| Failure::invalid(field, "Give a time of the day such as 17:00."))
}
