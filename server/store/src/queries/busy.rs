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

/// The sessions of several mentors that lie across `asked` and hold their time or count against a cap,
/// member by member; one query. `except` are left out: the sessions that are about to be moved.
pub async fn list_of_mentors(
    db: &impl Db,
    mentor_ids: &[MentorId],
    asked: SlotTime,
    except: &[SessionId],
) -> Result<Vec<(MentorId, Busy)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        mentor_id: Uuid,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        buffer_before_minutes: i32,
        buffer_after_minutes: i32,
        group_id: Option<Uuid>,
        capacity: i32,
        status: String,
    }
    let rows = Sql::new(
        db,
        "SELECT s.id, s.mentor_id, s.starts_at, s.ends_at, s.buffer_before_minutes, s.buffer_after_minutes, \
         s.group_id, s.capacity, s.status FROM ",
    )
    .bind_ids(mentor_ids.iter().map(|id| id.0))
    // CROSS keeps SQLite from walking the index of all that is booked.
    .push(" AS asked CROSS JOIN office_sessions s WHERE s.mentor_id = asked.id AND s.starts_at >= ")
    .bind_time(earlier(asked.starts_at))
    .push(" AND s.starts_at < ")
    .bind_time(asked.ends_at)
    .push(" AND s.ends_at > ")
    .bind_time(asked.starts_at)
    .push(" AND s.status IN ('pending', 'booked', 'completed')")
    .all::<Row>()
    .await?;
    let busy = |row: Row| {
        let status = status_of(&row.status)?;
        let busy = Busy {
            time: SlotTime { starts_at: from_db(row.starts_at), ends_at: from_db(row.ends_at) },
            buffer_before_minutes: row.buffer_before_minutes.into(),
            buffer_after_minutes: row.buffer_after_minutes.into(),
            exclusive: row.group_id.is_none(),
            seats_taken: 1,
            capacity: u32::try_from(row.capacity).unwrap_or(1),
            holds_time: status.holds_time(),
            counts_against_cap: status.counts(),
        };
        Ok((MentorId(row.mentor_id), busy))
    };
    rows.into_iter().filter(|row| !except.contains(&SessionId(row.id))).map(busy).collect()
}

fn earlier(at: Timestamp) -> Timestamp {
    at.checked_sub(LONGEST).unwrap_or(Timestamp::MIN)
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
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        mentor_id: Uuid,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        status: String,
    }
    let rows = Sql::new(
        db,
        "SELECT id, mentor_id, starts_at, ends_at, status FROM office_sessions WHERE mentee_id = ",
    )
    .bind(mentee_id.0)
    .push(" AND starts_at >= ")
    .bind_time(earlier(asked.starts_at))
    .push(" AND starts_at < ")
    .bind_time(asked.ends_at)
    .push(" AND ends_at > ")
    .bind_time(asked.starts_at)
    .push(" AND status IN ('pending', 'booked', 'completed')")
    .all::<Row>()
    .await?;
    let busy = |row: Row| {
        Ok(MenteeBusy {
            session_id: SessionId(row.id),
            mentor_id: MentorId(row.mentor_id),
            time: SlotTime { starts_at: from_db(row.starts_at), ends_at: from_db(row.ends_at) },
            status: status_of(&row.status)?,
        })
    };
    rows.into_iter().map(busy).collect()
}

/// The group that meets with the mentor at exactly that time, and the seats that are taken; nothing
/// while there is nobody.
pub async fn find_group(
    db: &impl Db,
    mentor_id: MentorId,
    time: SlotTime,
) -> Result<Option<(Uuid, Vec<u32>)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        group_id: Uuid,
        seat: i32,
    }
    let rows = Sql::new(db, "SELECT group_id, seat FROM office_sessions WHERE mentor_id = ")
        .bind(mentor_id.0)
        .push(" AND starts_at = ")
        .bind_time(time.starts_at)
        .push(" AND ends_at = ")
        .bind_time(time.ends_at)
        .push(" AND status IN ('pending', 'booked') AND group_id IS NOT NULL ORDER BY seat")
        .all::<Row>()
        .await?;
    let group = rows.first().map(|row| row.group_id);
    let seats = rows.iter().filter_map(|row| u32::try_from(row.seat).ok()).collect();
    Ok(group.map(|group_id| (group_id, seats)))
}
