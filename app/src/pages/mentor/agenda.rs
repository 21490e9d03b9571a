//! A mentor's open times, and where in them the address is.

use leptos::prelude::*;
use office_hours::availability::month::{Date, FreeDays, Leaf, Month, Step, say_count, say_day};
use office_hours::availability::{OpenSlot, OpenSlots};
use office_hours::ids::MentorId;
use office_hours::language::WeekStart;
use office_hours::text;

use crate::state::address::use_param;
use crate::state::language::tell;

/// Made once for the page, so that what shows the times can come and go.
#[derive(Clone, Copy)]
pub struct Agenda {
    /// Whose times.
    pub mentor_id: MentorId,
    /// The day it is for the viewer, as the server said.
    pub today: Option<Date>,
    /// What the calendar is open at; nothing when nothing is free.
    pub leaf: Memo<Option<Leaf>>,
    /// The month of it.
    pub month: Memo<Option<Month>>,
    slots: StoredValue<Vec<OpenSlot>>,
    free: StoredValue<FreeDays>,
}

impl Agenda {
    /// Of what the server answered, at what the address says.
    pub fn new(mentor_id: MentorId, open: OpenSlots) -> Self {
        let (month, day) = (use_param("month"), use_param("day"));
        let free = StoredValue::new(FreeDays::of(&open.slots));
        let leaf = Memo::new(move |_| {
            let (month, day) = (month.get(), day.get());
            free.with_value(|free| free.leaf(&month, &day))
        });
        Self {
            mentor_id,
            today: open.today.parse().ok(),
            leaf,
            month: Memo::new(move |_| leaf.get().map(|leaf| leaf.month)),
            slots: StoredValue::new(open.slots),
            free,
        }
    }

    /// The slot of this id.
    pub fn find(self, slot_id: &str) -> Option<OpenSlot> {
        self.slots.with_value(|slots| slots.iter().find(|slot| slot.slot_id.to_string() == slot_id).cloned())
    }

    /// The next ones, at most `most`.
    pub fn next(self, most: usize) -> Vec<OpenSlot> {
        self.slots.with_value(|slots| slots.iter().take(most).cloned().collect())
    }

    /// Those of the day that is shown.
    pub fn of_the_day(self) -> Vec<OpenSlot> {
        let Some(day) = self.leaf.get().and_then(|leaf| leaf.day).map(|day| day.to_string()) else {
            return vec![];
        };
        self.slots.with_value(|slots| slots.iter().filter(|slot| slot.starts.date == day).cloned().collect())
    }

    /// What is shown, and how much is free then.
    pub fn heading(self) -> Option<String> {
        let leaf = self.leaf.get()?;
        let when = leaf.day.map_or_else(|| leaf.month.title(), say_day);
        let free = say_count(leaf.day.map_or(0, |day| self.count(day)));
        Some(tell(text!("{when}, {free}", when, free)))
    }

    /// How many times are free on a day.
    pub fn count(self, day: Date) -> usize {
        self.free.with_value(|free| free.count(day))
    }

    /// The month to turn back to.
    pub fn previous_month(self) -> Option<Month> {
        let month = self.month.get()?;
        self.free.with_value(|free| free.previous(month))
    }

    /// The month to turn on to.
    pub fn next_month(self) -> Option<Month> {
        let month = self.month.get()?;
        self.free.with_value(|free| free.next(month))
    }

    /// Whether there is another month than the one that is shown.
    pub fn in_many_months(self) -> bool {
        self.free.with_value(FreeDays::in_many_months)
    }

    /// Where a key leads from a day.
    pub fn walk(self, from: Date, step: Step, start: WeekStart) -> Date {
        self.free.with_value(|free| free.walk(from, step, start))
    }
}
