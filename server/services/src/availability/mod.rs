//! When a mentor can be met: rules in, open slots out. What can be booked, by whom and why not, is
//! decided in `office_hours::availability`; here its facts are read.

mod calendars;
mod check_conflicts;
mod expand_hours;
mod get_rules;
mod hold_slot;
mod known_slots;
mod list_open_slots;
mod list_slots_of;
mod pair;
mod preview_rules;
mod recurrence;
mod release_hold;
mod review_rules;
mod rules;
mod save_rules;
mod set_hours;
mod touched;

pub(crate) use calendars::{MenteeCalendar, calendar_at, calendar_facts, calendar_of, calendars};
pub use check_conflicts::check_conflicts;
pub use expand_hours::expand_hours;
pub use get_rules::get_rules;
pub(crate) use hold_slot::release_own;
pub use hold_slot::{clear_expired_holds, hold_slot};
pub(crate) use known_slots::{FAR, KnownSlots, known_slots, read_slots};
pub use list_open_slots::list_open_slots;
pub(crate) use list_open_slots::{from_now_on, list_for};
pub use list_slots_of::list_slots_of;
pub(crate) use pair::Pair;
pub use preview_rules::preview_rules;
pub use release_hold::release_hold;
pub use review_rules::{Saving, review_rules, save_rules_or_review};
pub(crate) use review_rules::{draft_of, keep_draft};
pub(crate) use rules::Rules;
pub use save_rules::save_rules;
pub(crate) use set_hours::set_hours;
pub(crate) use touched::{Asked, ask_others, find_touched, settle, touched_views};

use office_hours::availability::HORIZON_DAYS;
use office_hours::time::Timestamp;

/// The end of the time that searches look at: what mentors offer further ahead is on their pages.
pub(crate) fn horizon(now: Timestamp) -> Timestamp {
    now + jiff::SignedDuration::from_hours(24 * HORIZON_DAYS)
}
