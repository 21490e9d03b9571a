//! Which sessions of a series would move with one of them, and where to: the same for the preview, for the
//! move itself, which holds them, and for the list of times to choose from.

use office_hours::availability::Reason;
use office_hours::booking::party::Party;
use office_hours::booking::series::{
    AcceptedMove, Change, Member, Move, PreviewMove, Scope, in_scope, moved_along,
};
use office_hours::ids::{MentorId, SessionId, SlotId};
use office_hours::profile::MentorProfile;
use office_hours::text;
use office_hours::time::{Timestamp, Zone, clock_text, day_text};
use office_hours::{Actor, Failure};
use store::Db;
use store::queries::availability::{self, SlotRow};
use store::queries::mentors;
use store::queries::sessions::SessionRow;

use super::desk::{Desk, Pair};
use super::move_session::same_time;
use super::relocate_session::check_move;
use super::series_refusal::{Done, none_done};
use crate::failure::OrFail;
use crate::{Reader, Services};

/// The sessions of a series, and what becomes of them when one of them gets another slot.
pub(super) struct SeriesMoves {
    /// Which are meant.
    pub(super) scope: Scope,
    /// As whom they are moved.
    pub(super) party: Party,
    /// Whose the slot is: who takes them over, where it is not their mentor already.
    mentor: MentorProfile,
    /// All of the series, by start, also those that are not meant.
    rows: Vec<SessionRow>,
    /// Those that are meant and that may be moved, by start. Whether their new times can be had is not known
    /// yet.
    pub(super) moves: Vec<Move>,
    /// Those that are meant and that may not be moved any more, by start.
    pub(super) barred: Vec<(Move, Reason)>,
    /// How many of the others stay because they were moved by themselves before.
    pub(super) moved_alone: usize,
}

/// Who asks, and when.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    /// How they read the answer.
    pub(super) reader: &'a Reader,
    /// Who.
    pub(super) actor: &'a Actor,
    /// Whether they say why.
    pub(super) reason_given: bool,
    /// The present instant.
    pub(super) now: Timestamp,
}

impl SeriesMoves {
    /// Of the sessions of one series and the slot that is wanted, with its mentor. Refused like the move of one
    /// session is what keeps the chosen one from being moved; not found is what is no session of the series, or not
    /// for whoever asks.
    pub(super) fn new(
        services: &Services,
        asking: Asking<'_>,
        input: &PreviewMove,
        rows: Vec<SessionRow>,
        slot: Option<(SlotRow, MentorProfile)>,
    ) -> Result<Self, Failure> {
        let Asking { reader, actor, reason_given, now } = asking;
        let scope = Scope::parse("scope", &input.scope)?;
        let (no_session, no_time) = (|| Failure::not_found("session"), || Failure::not_found("time"));
        let chosen = rows.iter().find(|row| row.session_id == input.session_id).ok_or_else(no_session)?;
        check_move(services, actor, chosen, reason_given, now)?;
        let party = Party::of(actor, &chosen.life().session).ok_or_else(no_session)?;
        let may_hand_over = party.side().is_none();
        let slot = slot.filter(|(slot, _)| slot.mentor_id == chosen.mentor_id || may_hand_over);
        let (slot, mentor) = slot.ok_or_else(no_time)?;
        if slot.time == chosen.time() && slot.mentor_id == chosen.mentor_id {
            return Err(same_time());
        }
        let (from_zone, to_zone) =
            (Zone::of_stored(&chosen.mentor_timezone), Zone::of_stored(&mentor.timezone));
        let (chosen_from, chosen_to) = ((chosen.time(), &from_zone), (slot.time, &to_zone));
        let (meant, moved_alone) = touched(&rows, chosen, scope, now);
        let (mut moves, mut barred) = (vec![], vec![]);
        for row in meant {
            let (session_id, from) = (row.session_id, row.time());
            let to = moved_along(from, chosen_from, chosen_to).ok_or_else(no_time)?;
            let each = Move { session_id, from, to };
            match check_move(services, actor, row, reason_given, now) {
                Ok(()) => moves.push(each),
                Err(Failure::Conflict { code, message }) => {
                    barred.push((each, Reason { code, message: message.say(reader.catalog) }))
                }
                Err(failure) => return Err(failure),
            }
        }
        Ok(Self { scope, party, moves, barred, moved_alone, mentor, rows })
    }

    /// The session of the series.
    pub(super) fn row(&self, session_id: SessionId) -> Option<&SessionRow> {
        self.rows.iter().find(|row| row.session_id == session_id)
    }

    /// Whose the slot is.
    pub(super) fn mentor_id(&self) -> MentorId {
        self.mentor.mentor_id
    }

    /// Which one of its series it is.
    pub(super) fn number(&self, session_id: SessionId) -> u32 {
        self.row(session_id).and_then(|row| row.series).map_or(0, |place| place.number)
    }

    /// To ask for the new times of `moves`, as if those sessions were nowhere yet; all others are where they
    /// are.
    pub(super) async fn desk(&self, db: &impl Db, moves: &[Move], now: Timestamp) -> Result<Desk, Failure> {
        let first = self.rows.first().ok_or_else(|| Failure::not_found("session"))?;
        let pair = Pair { mentor: &self.mentor, mentee_id: first.mentee_id, user_id: first.mentee_user_id };
        let wanted: Vec<_> = moves.iter().map(|each| each.to).collect();
        let going: Vec<SessionId> = moves.iter().map(|each| each.session_id).collect();
        let (desk, _) = Desk::read(db, pair, &wanted, &going, now).await?;
        Ok(desk)
    }

    /// Nothing was moved, because of this session.
    pub(super) fn refused(
        &self,
        failure: Failure,
        session_id: SessionId,
        at: Timestamp,
        zone: &Zone,
    ) -> Failure {
        let place = self.row(session_id).and_then(|row| row.series);
        none_done(failure, Done::Moved, place.map_or((0, 0), |place| (place.number, place.of)), at, zone)
    }

    /// Nothing was moved, because this session is not any more what was accepted.
    pub(super) fn changed(
        &self,
        services: &Services,
        asking: Asking<'_>,
        shown: &AcceptedMove,
        reader: &Reader,
    ) -> Failure {
        let Some(row) = self.row(shown.session_id) else {
            return Failure::invalid("moves", "One of them is no session of this series.");
        };
        let may = check_move(services, asking.actor, row, asking.reason_given, asking.now);
        let failure = may.err().unwrap_or_else(|| {
            let message = text!(
                "It was changed since you looked: it begins on {day}, {time} now. Look at the new times once more.",
                day = day_text(row.starts_at, &reader.zone),
                time = clock_text(row.starts_at, &reader.zone),
            );
            Failure::conflict("series_changed", message)
        });
        self.refused(failure, row.session_id, shown.from, &reader.zone)
    }
}

/// The slot as it is now, with whose it is.
pub(super) async fn find_slot(
    db: &impl Db,
    slot_id: SlotId,
) -> Result<Option<(SlotRow, MentorProfile)>, Failure> {
    let Some(slot) = availability::find_slot(db, slot_id).await.or_fail()? else { return Ok(None) };
    let mentor = mentors::get(db, slot.mentor_id).await.or_fail()?;
    Ok(mentor.map(|mentor| (slot, mentor)))
}

/// The sessions that are meant when `chosen` is moved, by start, and how many more there would be if they had
/// not been moved by themselves before. What is over or called off is left alone, and so is what another
/// mentor took over.
pub(super) fn touched<'a>(
    rows: &'a [SessionRow],
    chosen: &SessionRow,
    scope: Scope,
    now: Timestamp,
) -> (Vec<&'a SessionRow>, usize) {
    let is_open = |row: &&SessionRow| {
        row.mentor_id == chosen.mentor_id && row.status.holds_time() && now < row.starts_at
    };
    let members: Vec<Member> = rows.iter().filter(is_open).map(SessionRow::member).collect();
    let meant = in_scope(&members, chosen.session_id, scope, Change::Edit);
    let all = in_scope(&members, chosen.session_id, scope, Change::Cancel);
    let moved_alone = all.len() - meant.len();
    (rows.iter().filter(|row| meant.contains(&row.session_id)).collect(), moved_alone)
}
