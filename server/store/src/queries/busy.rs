//! What keeps mentors and mentees from being met (table `office_sessions`), as the engine of
//! availability asks for it.

use chrono::{DateTime, Utc};
use office_hours::availability::{Busy, SlotTime};
use office_hours::booking::SessionStatus;
use office_hours::ids::{MenteeId, MentorId, SessionId};
use office_hours::time::Timestamp;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::sessions::status_of;
use crate::connection::Db;
use crate::convert::from_db;
use crate::errors::StoreError;
use crate::sql::Sql;

/// No session lasts longer: that far back one may have begun that is not over yet.
const LONGEST: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// Of `office_sessions s`; what [`across`] narrows down.
const SELECT_BUSY: &str = "SELECT s.id, s.mentor_id, s.mentee_id, s.starts_at, s.ends_at, s.buffer_before_minutes, \
                           s.buffer_after_minutes, s.group_id, s.seat, s.capacity, s.status FROM ";

/// Narrows to what lies across `asked` and holds its time or counts against a cap.
fn across<D: Db>(sql: Sql<'_, D>, asked: SlotTime) -> Sql<'_, D> {
    let earliest = asked.starts_at.checked_sub(LONGEST).unwrap_or(Timestamp::MIN);
    sql.push(" AND s.starts_at >= ")
        .bind_time(earliest)
        .push(" AND s.starts_at < ")
        .bind_time(asked.ends_at)
        .push(" AND s.ends_at > ")
        .bind_time(asked.starts_at)
        .push(" AND s.status IN ('pending', 'booked', 'completed')")
}

#[derive(FromQueryResult)]
struct RawBusy {
    id: Uuid,
    mentor_id: Uuid,
    mentee_id: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    buffer_before_minutes: i32,
    buffer_after_minutes: i32,
    group_id: Option<Uuid>,
    seat: i32,
    capacity: i32,
    status: String,
}

impl RawBusy {
    fn time(&self) -> SlotTime {
        SlotTime { starts_at: from_db(self.starts_at), ends_at: from_db(self.ends_at) }
    }

    fn of_mentor(&self) -> Result<Busy, StoreError> {
        let status = status_of(&self.status)?;
        Ok(Busy {
            time: self.time(),
            buffer_before_minutes: self.buffer_before_minutes.into(),
            buffer_after_minutes: self.buffer_after_minutes.into(),
            exclusive: self.group_id.is_none(),
            seats_taken: 1,
            capacity: u32::try_from(self.capacity).unwrap_or(1),
            holds_time: status.holds_time(),
            counts_against_cap: status.counts(),
        })
    }

    fn of_mentee(&self) -> Result<MenteeBusy, StoreError> {
        Ok(MenteeBusy {
            session_id: SessionId(self.id),
            mentor_id: MentorId(self.mentor_id),
            time: self.time(),
            status: status_of(&self.status)?,
        })
    }
}

/// The sessions of several mentors that lie across `asked` and hold their time or count against a cap,
/// member by member; one query. `except` are left out: the sessions that are about to be moved.
pub async fn list_of_mentors(
    db: &impl Db,
    mentor_ids: &[MentorId],
    asked: SlotTime,
    except: &[SessionId],
) -> Result<Vec<(MentorId, Busy)>, StoreError> {
    // CROSS keeps SQLite from walking the index of all that is booked.
    let sql = Sql::new(db, SELECT_BUSY)
        .bind_ids(mentor_ids.iter().map(|id| id.0))
        .push(" AS asked CROSS JOIN office_sessions s WHERE s.mentor_id = asked.id");
    let rows = across(sql, asked).all::<RawBusy>().await?;
    let left = rows.into_iter().filter(|row| !except.contains(&SessionId(row.id)));
    left.map(|row| Ok((MentorId(row.mentor_id), row.of_mentor()?))).collect()
}

/// What a mentee has on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MenteeBusy {
    /// The session.
    pub session_id: SessionId,
    /// With whom.
    pub mentor_id: MentorId,
    /// When.
    pub time: SlotTime,
    /// Where it stands: it holds its time, or counts against a cap.
    pub status: SessionStatus,
}

/// The mentee's sessions that lie across `asked` and hold their time or count against a cap; one query.
pub async fn list_of_mentee(
    db: &impl Db,
    mentee_id: MenteeId,
    asked: SlotTime,
) -> Result<Vec<MenteeBusy>, StoreError> {
    let sql = Sql::new(db, SELECT_BUSY).push("office_sessions s WHERE s.mentee_id = ").bind(mentee_id.0);
    across(sql, asked).all::<RawBusy>().await?.iter().map(RawBusy::of_mentee).collect()
}

/// Those who meet at exactly one time of a mentor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The same for all of them.
    pub group_id: Uuid,
    /// The seats they have, the first one first.
    pub seats: Vec<u32>,
}

impl Group {
    fn of<'a>(members: impl Iterator<Item = &'a RawBusy>) -> Option<Self> {
        let mut members = members.peekable();
        let group_id = members.peek()?.group_id?;
        let mut seats: Vec<u32> = members.filter_map(|row| u32::try_from(row.seat).ok()).collect();
        seats.sort_unstable();
        Some(Self { group_id, seats })
    }
}

/// What keeps two people from meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairBusy {
    /// What the mentor has on, member by member.
    pub mentor: Vec<Busy>,
    /// Those who meet with the mentor at exactly the time that was asked about.
    pub group: Option<Group>,
    /// What the mentee has on.
    pub mentee: Vec<MenteeBusy>,
}

/// Like [`list_of_mentors`] of one, [`find_group`] at `time` and [`list_of_mentee`] together, each across its own time;
/// one query.
pub async fn list_of_pair(
    db: &impl Db,
    (mentor_id, asked_of_mentor): (MentorId, SlotTime),
    (mentee_id, asked_of_mentee): (MenteeId, SlotTime),
    time: SlotTime,
) -> Result<PairBusy, StoreError> {
    let sql = Sql::new(db, SELECT_BUSY).push("office_sessions s WHERE s.mentor_id = ").bind(mentor_id.0);
    let sql = across(sql, asked_of_mentor)
        .push(" UNION ")
        .push(SELECT_BUSY)
        .push("office_sessions s WHERE s.mentee_id = ")
        .bind(mentee_id.0);
    let rows = across(sql, asked_of_mentee).all::<RawBusy>().await?;
    // What one has with the other may be found for either; to know more than was asked is no harm.
    let of_mentor = || rows.iter().filter(|row| row.mentor_id == mentor_id.0);
    let of_mentee = rows.iter().filter(|row| row.mentee_id == mentee_id.0);
    let busy = of_mentor().map(RawBusy::of_mentor).collect::<Result<Vec<_>, _>>()?;
    let meets_then =
        |row: &&RawBusy| row.group_id.is_some() && row.status != "completed" && row.time() == time;
    Ok(PairBusy {
        mentor: busy,
        group: Group::of(of_mentor().filter(meets_then)),
        mentee: of_mentee.map(RawBusy::of_mentee).collect::<Result<_, _>>()?,
    })
}

/// The group that meets with the mentor at exactly that time; nothing while there is nobody.
pub async fn find_group(
    db: &impl Db,
    mentor_id: MentorId,
    time: SlotTime,
) -> Result<Option<Group>, StoreError> {
    let rows = Sql::new(db, SELECT_BUSY)
        .push("office_sessions s WHERE s.mentor_id = ")
        .bind(mentor_id.0)
        .push(" AND s.starts_at = ")
        .bind_time(time.starts_at)
        .push(" AND s.ends_at = ")
        .bind_time(time.ends_at)
        .push(" AND s.status IN ('pending', 'booked') AND s.group_id IS NOT NULL")
        .all::<RawBusy>()
        .await?;
    Ok(Group::of(rows.iter()))
}
