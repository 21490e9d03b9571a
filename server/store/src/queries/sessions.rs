//! Meetings (table `office_sessions`). Who may do what with one is decided in
//! `office_hours::booking::rules`; that two do not overlap is the database's to keep.

mod changes;
mod lists;
mod row;

pub use changes::{
    NewSession, NewTime, Seat, Transition, insert, move_to, note_organizer, set_disputed, set_notes,
    transition,
};
pub use lists::{
    count_upcoming, find_active, find_mentor, get, list_for_mentee, list_for_mentor, list_of_series,
    list_statuses, list_strikes, list_unanswered, list_unmarked, list_upcoming_for_mentee,
    list_upcoming_for_mentor, lock, lock_series,
};
pub(super) use row::{RawSession, SELECT_SESSION, status_of};
pub use row::{SessionRow, Sides};
