//! Sessions: booking them, what happens to them, reading. Who may do what is decided in
//! `office_hours::booking`, what can be booked in `office_hours::availability`.

mod alternatives;
mod book_series;
mod book_session;
mod booked_for;
mod calendar_feed;
mod call_off_all;
mod cancel_series;
mod change_asked;
mod close_sessions;
mod confirm_coming;
mod desk;
mod edit_agenda;
mod event_facts;
mod get_series;
mod get_session;
mod list_my_sessions;
mod list_times_to_move;
mod move_series;
mod move_session;
mod name_to_guests;
mod object_to_mark;
mod place_session;
mod preview_move;
mod preview_series;
mod relocate_session;
mod seats;
mod series_moves;
mod series_refusal;
mod strikes;
mod take_step;
mod turn_away;
mod turns;

pub(crate) use alternatives::{Alternative, find_others};
pub use book_series::book_series;
pub use book_session::book_session;
pub use calendar_feed::{read_feed, renew_feed, revoke_feed};
pub(crate) use call_off_all::call_off_all;
pub use cancel_series::cancel_series;
pub(crate) use change_asked::CHANGE_ASKED;
pub use close_sessions::{close_sessions, expire_requests};
pub use confirm_coming::{ask_who_comes, confirm_coming};
pub use edit_agenda::edit_agenda;
pub(crate) use event_facts::event_facts;
pub use get_series::get_series;
pub use get_session::get_session;
pub use list_my_sessions::list_my_sessions;
pub use list_times_to_move::list_times_to_move;
pub use move_series::move_series;
pub use move_session::move_session;
pub use name_to_guests::name_to_guests;
pub use object_to_mark::object_to_mark;
pub use preview_move::preview_move;
pub use preview_series::preview_series;
pub(crate) use take_step::overtaken;
pub use take_step::take_step;
pub(crate) use turns::Turns;
pub use turns::stand_back;

use office_hours::booking::lifecycle::{self, undecided_until};
use office_hours::booking::party::Party;
use office_hours::booking::reliability::{Confirmation, confirmation_due};
use office_hours::booking::rules::check_agenda;
use office_hours::booking::{SessionStatus, SessionView};
use office_hours::time::{LocalTime, Reader, Timestamp, Zone};
use office_hours::{Actor, text};
use store::queries::sessions::SessionRow;

use self::relocate_session::check_move;
use crate::Services;

/// A row as `actor` reads it.
pub(crate) fn session_view(
    services: &Services,
    row: SessionRow,
    actor: &Actor,
    reader: &Reader,
    now: Timestamp,
) -> SessionView {
    let (life, policy) = (row.life(), services.config.cancel_policy);
    let waits = row.status == SessionStatus::Pending;
    let ahead = row.status == SessionStatus::Booked && now < row.starts_at;
    let asked = ahead && row.asked_at.is_some() && !row.confirmed;
    let is_mentee = Party::of(actor, &life.session) == Some(Party::Mentee);
    let release_at = match confirmation_due(&row.coming(), now) {
        Confirmation::Wait { until } if asked => Some(LocalTime::new(until, reader)),
        _ => None,
    };
    SessionView {
        steps: lifecycle::open_steps(actor, &life, policy, now).collect(),
        can_move: check_move(services, actor, &row, true, now).is_ok(),
        can_confirm: asked && is_mentee,
        change_asked: None,
        can_edit_agenda: check_agenda(actor, &life.session, row.ends_at, now).is_ok(),
        release_at,
        confirmed: ahead && row.confirmed,
        can_object: lifecycle::check_objection(actor, &life, now).is_ok(),
        answer_by: waits.then(|| LocalTime::new(undecided_until(row.requested_at, row.starts_at), reader)),
        absent: row.mark.and_then(|mark| mark.absent),
        disputed: row.mark.is_some_and(|mark| mark.disputed),
        reason: row.status_reason,
        session_id: row.session_id,
        mentor_id: row.mentor_id,
        mentor_name: row.mentor_name,
        mentor_headline: row.mentor_headline,
        mentee_id: row.mentee_id,
        mentee_name: row.mentee_name,
        mentee_company: row.mentee_company,
        starts: LocalTime::new(row.starts_at, reader),
        ends: LocalTime::new(row.ends_at, reader),
        zone: reader.zone.name().to_owned(),
        mentor_time: mentor_time(&row.mentor_timezone, row.starts_at, row.ends_at, reader),
        status: row.status,
        location: row.location,
        meeting_url: row.meeting_url,
        note: row.notes,
        agenda_version: row.notes_version,
        agenda_by: row.notes_by,
        series: row.series,
        guests: None,
    }
}

/// The time on the mentor's clock, unless it shows the same. The mentee's zone is not stored.
fn mentor_time(timezone: &str, starts_at: Timestamp, ends_at: Timestamp, reader: &Reader) -> Option<String> {
    let mentor = Reader { zone: Zone::of_stored(timezone), ..reader.clone() };
    let (starts, ends) = (LocalTime::new(starts_at, &mentor), LocalTime::new(ends_at, &mentor));
    let seen = LocalTime::new(starts_at, reader);
    let differs = (&seen.date, &seen.time) != (&starts.date, &starts.time);
    let place = mentor.zone.name().replace('_', " ");
    let (day, from, until) = (starts.day, starts.time, ends.time);
    differs.then(|| text!("{day}, {from}–{until} in {place}", day, from, until, place).say(reader.catalog))
}
