//! Weekly hours and the slots they gave.
//!
//! How hours expand to slots, and which of these can be booked, is decided in
//! `office_hours::availability`.

use chrono::{DateTime, Utc};
use office_hours::availability::{OfferInput, SlotTime, WeeklyWindow};
use office_hours::ids::{MenteeId, MentorId, SlotId, UserId};
use office_hours::profile::{Audience, Visibility};
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::availability_rules;
use super::mentors::limit_of;
use super::sessions::Sides;
use crate::connection::{Db, Edition, Tx};
use crate::convert::{display_name, from_db, language_of, to_db, word};
use crate::entities::{availability, weekly_hours};
use crate::errors::StoreError;
use crate::sql::Sql;

/// Slots of one statement: far below the bind limits (32,766 of SQLite, 65,535 of PostgreSQL).
const CHUNK: usize = 500;

/// Sets the hours of a mentor's week; two statements: hand it a transaction.
pub async fn set_weekly(
    db: &impl Db,
    mentor_id: MentorId,
    windows: &[WeeklyWindow],
) -> Result<(), StoreError> {
    weekly_hours::Entity::delete_many()
        .filter(weekly_hours::COLUMN.mentor_id.eq(mentor_id.0))
        .exec(db.conn())
        .await?;
    if windows.is_empty() {
        return Ok(());
    }
    let rows = windows.iter().map(|window| weekly_hours::ActiveModel {
        mentor_id: Set(mentor_id.0),
        weekday: Set(window.weekday.into()),
        start_minute: Set(window.start_minute.into()),
        end_minute: Set(window.end_minute.into()),
    });
    weekly_hours::Entity::insert_many(rows).exec_without_returning(db.conn()).await?;
    Ok(())
}

/// The hours of a mentor's week, in order.
pub async fn list_weekly(db: &impl Db, mentor_id: MentorId) -> Result<Vec<WeeklyWindow>, StoreError> {
    let rows = weekly_hours::Entity::find()
        .filter(weekly_hours::COLUMN.mentor_id.eq(mentor_id.0))
        .order_by_asc(weekly_hours::COLUMN.weekday)
        .order_by_asc(weekly_hours::COLUMN.start_minute)
        .all(db.conn())
        .await?;
    // The checks of the table keep the numbers in range.
    let window = |row: weekly_hours::Model| WeeklyWindow {
        weekday: row.weekday as u8,
        start_minute: row.start_minute as u16,
        end_minute: row.end_minute as u16,
    };
    Ok(rows.into_iter().map(window).collect())
}

/// Active mentors that offer times by rules, with their zones.
pub async fn list_mentors_with_rules(db: &impl Db) -> Result<Vec<(MentorId, String)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        timezone: String,
    }
    let rows = Sql::new(
        db,
        "SELECT m.id AS mentor_id, m.timezone FROM mentors m JOIN users u ON u.id = m.user_id \
         WHERE m.active = TRUE AND u.status = 'active' \
         AND (EXISTS (SELECT 1 FROM weekly_hours w WHERE w.mentor_id = m.id) \
         OR EXISTS (SELECT 1 FROM availability_rules r WHERE r.mentor_id = m.id)) ORDER BY m.id",
    )
    .all::<Row>()
    .await?;
    Ok(rows.into_iter().map(|row| (MentorId(row.mentor_id), row.timezone)).collect())
}

/// What every slot of a mentor says of itself.
#[derive(Clone, Copy, Debug)]
pub struct SlotTerms<'a> {
    /// Places.
    pub capacity: u32,
    /// "virtual", a room, a phone number.
    pub location: &'a str,
}

impl SlotTerms<'_> {
    fn capacity(&self) -> i32 {
        i32::try_from(self.capacity).unwrap_or(i32::MAX)
    }
}

/// Adds the slots whose times the mentor does not offer yet, and says how many those were.
pub async fn insert_missing(
    db: &impl Db,
    mentor_id: MentorId,
    slots: &[(SlotId, SlotTime)],
    terms: SlotTerms<'_>,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let slots: Vec<_> = slots.iter().filter(|(_, time)| !time.is_empty()).collect();
    let mut added = 0;
    for chunk in slots.chunks(CHUNK) {
        let row = |(slot_id, time): &&(SlotId, SlotTime)| availability::ActiveModel {
            id: Set(slot_id.0),
            mentor_id: Set(mentor_id.0),
            starts_at: Set(to_db(time.starts_at)),
            ends_at: Set(to_db(time.ends_at)),
            capacity: Set(terms.capacity()),
            location: Set(terms.location.to_owned()),
            created_at: Set(to_db(now)),
        };
        added += availability::Entity::insert_many(chunk.iter().map(row))
            .on_conflict(
                OnConflict::columns([
                    availability::Column::MentorId,
                    availability::Column::StartsAt,
                    availability::Column::EndsAt,
                ])
                .do_nothing()
                .to_owned(),
            )
            .exec_without_returning(db.conn())
            .await?;
    }
    Ok(added)
}

/// Lets the mentor's slots to come say something else of themselves.
pub async fn set_terms(
    db: &impl Db,
    mentor_id: MentorId,
    terms: SlotTerms<'_>,
    now: Timestamp,
) -> Result<u64, StoreError> {
    Sql::new(db, "UPDATE availability SET capacity = ")
        .bind(terms.capacity())
        .push(", location = ")
        .bind(terms.location)
        .push(" WHERE mentor_id = ")
        .bind(mentor_id.0)
        .push(" AND starts_at > ")
        .bind_time(now)
        .push(" AND (capacity <> ")
        .bind(terms.capacity())
        .push(" OR location <> ")
        .bind(terms.location)
        .push(")")
        .execute()
        .await
}

/// Offers these times no longer. Sessions in them stay: they hold their own time.
pub async fn remove_slots(db: &impl Db, slots: &[SlotId]) -> Result<u64, StoreError> {
    if slots.is_empty() {
        return Ok(0);
    }
    Sql::new(db, "DELETE FROM availability WHERE id IN ")
        .bind_ids(slots.iter().map(|slot| slot.0))
        .execute()
        .await
}

/// A time that a mentor offers, whether or not it is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotRow {
    /// The slot.
    pub slot_id: SlotId,
    /// Whose time.
    pub mentor_id: MentorId,
    /// When.
    pub time: SlotTime,
}

/// Of `availability a`.
const SELECT_SLOT: &str = "SELECT a.id, a.mentor_id, a.starts_at, a.ends_at FROM ";

#[derive(FromQueryResult)]
struct RawSlot {
    id: Uuid,
    mentor_id: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl From<RawSlot> for SlotRow {
    fn from(row: RawSlot) -> Self {
        Self {
            slot_id: SlotId(row.id),
            mentor_id: MentorId(row.mentor_id),
            time: SlotTime { starts_at: from_db(row.starts_at), ends_at: from_db(row.ends_at) },
        }
    }
}

/// The next slots of several mentors that start in `[from, to)`, at most `per_mentor` of each, by
/// mentor and start; one query. Whether they can be booked is decided in
/// `office_hours::availability`.
///
/// Each mentor's slots are walked in order until there are enough, so that the cost follows what
/// is shown and not what is offered. SQLite has no LATERAL, and PostgreSQL does not turn the
/// subquery into one.
pub async fn list_slots(
    db: &impl Db,
    mentor_ids: &[MentorId],
    from: Timestamp,
    to: Timestamp,
    per_mentor: u64,
) -> Result<Vec<SlotRow>, StoreError> {
    if mentor_ids.is_empty() || per_mentor == 0 {
        return Ok(vec![]);
    }
    let rows = Sql::new(db, SELECT_SLOT)
        .bind_ids(mentor_ids.iter().map(|id| id.0))
        .either(
            " AS asked CROSS JOIN availability a ON a.rowid IN (SELECT a.rowid FROM availability a",
            " AS asked CROSS JOIN LATERAL (SELECT a.* FROM availability a",
        )
        .push(" WHERE a.mentor_id = asked.id AND a.starts_at >= ")
        .bind_time(from)
        .push(" AND a.starts_at < ")
        .bind_time(to)
        .push(" ORDER BY a.starts_at, a.ends_at LIMIT ")
        .bind(limit_of(per_mentor))
        .either(")", ") a")
        .push(" ORDER BY a.mentor_id, a.starts_at, a.ends_at")
        .all::<RawSlot>()
        .await?;
    Ok(rows.into_iter().map(SlotRow::from).collect())
}

/// The slot, with its mentor held until the transaction ends: nobody else counts the places of the
/// slot or the sessions of the mentor's week meanwhile, and the mentor does not change the hours.
///
/// On SQLite the transaction itself is the lock.
pub async fn lock_slot(db: &Tx, slot_id: SlotId) -> Result<Option<SlotRow>, StoreError> {
    if Edition::of(db.conn()) == Edition::Postgres {
        // A statement of its own: one that waits for a lock still sees the sessions as they were
        // when it began. References to the mentor may be written meanwhile, hence NO KEY.
        Sql::new(db, "SELECT id FROM mentors WHERE id = (SELECT mentor_id FROM availability WHERE id = ")
            .bind(slot_id.0)
            .push(") FOR NO KEY UPDATE")
            .execute()
            .await?;
    }
    find_slot(db, slot_id).await
}

/// Holds the slot's mentor like [`lock_slot`], and then the mentee like [`super::mentees::lock`]; one query.
pub async fn lock_pair(db: &Tx, slot_id: SlotId, mentee_id: MenteeId) -> Result<(), StoreError> {
    if Edition::of(db.conn()) == Edition::Postgres {
        // Rows are locked in the order in which the tables are named here.
        Sql::new(db, "SELECT m.id FROM mentors m, mentees e WHERE e.id = ")
            .bind(mentee_id.0)
            .push(" AND m.id = (SELECT mentor_id FROM availability WHERE id = ")
            .bind(slot_id.0)
            .push(") FOR NO KEY UPDATE OF m FOR NO KEY UPDATE OF e")
            .execute()
            .await?;
    }
    Ok(())
}

/// A slot that a mentee wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WantedSlot {
    /// When it begins.
    pub starts_at: Timestamp,
    /// Whose it is.
    pub mentor_id: MentorId,
    /// Whether the mentee has it already.
    pub is_theirs: bool,
    /// Why sessions that begin with it leave no place, if they do. Others may lie across.
    pub taken: Option<Taken>,
}

/// Why a slot has no place left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The mentor meets somebody alone.
    Alone,
    /// All seats of the group are.
    AllSeats,
}

/// Sessions that hold the time of the slot `a` from its start.
const FROM_ITS_START: &str = "FROM office_sessions s WHERE s.mentor_id = a.mentor_id AND s.starts_at = a.starts_at \
                              AND s.status IN ('pending', 'booked')";

/// While an account is not active, its profile is private.
const VISIBILITY: &str = "CASE WHEN u.status = 'active' THEN m.visibility ELSE 'private' END AS visibility";

fn is_seen(visibility: &str, audience: Audience) -> Result<bool, StoreError> {
    let known = Visibility::parse(visibility).ok();
    Ok(audience.sees(word("mentors.visibility", visibility, known)?))
}

/// The slot, if the audience may read its mentor's profile, and whether there is a place left in it; one query.
pub async fn find_wanted(
    db: &impl Db,
    slot_id: SlotId,
    audience: Audience,
    mentee_id: MenteeId,
) -> Result<Option<WantedSlot>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        starts_at: DateTime<Utc>,
        visibility: String,
        is_theirs: bool,
        alone: bool,
        all_seats: bool,
    }
    let row = Sql::new(db, "SELECT a.mentor_id, a.starts_at, ")
        .push(VISIBILITY)
        .push(", EXISTS (SELECT 1 ")
        .push(FROM_ITS_START)
        .push(" AND s.mentee_id = ")
        .bind(mentee_id.0)
        .push(") AS is_theirs, EXISTS (SELECT 1 ")
        .push(FROM_ITS_START)
        .push(" AND s.group_id IS NULL) AS alone, coalesce((SELECT count(*) >= max(s.capacity) ")
        .push(FROM_ITS_START)
        .push(
            " AND s.group_id IS NOT NULL AND s.ends_at = a.ends_at), false) AS all_seats \
             FROM availability a JOIN mentors m ON m.id = a.mentor_id JOIN users u ON u.id = m.user_id \
             WHERE a.id = ",
        )
        .bind(slot_id.0)
        .one::<Row>()
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(is_seen(&row.visibility, audience)?.then(|| WantedSlot {
        starts_at: from_db(row.starts_at),
        mentor_id: MentorId(row.mentor_id),
        is_theirs: row.is_theirs,
        taken: match (row.alone, row.all_seats) {
            (true, _) => Some(Taken::Alone),
            (false, true) => Some(Taken::AllSeats),
            (false, false) => None,
        },
    }))
}

/// A slot that is about to be booked, with its mentor and its mentee, who are held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotToBook {
    /// When.
    pub time: SlotTime,
    /// Whose it is.
    pub mentor_id: MentorId,
    /// What the mentor offers, as far as they said anything.
    pub offer: Option<OfferInput>,
    /// Those who would meet.
    pub sides: Sides,
    /// Whether the mentor can be booked at all.
    pub mentor_active: bool,
    /// The mentor's sessions a week at most.
    pub load_cap_per_week: i32,
    /// Whether the mentee has it already.
    pub is_theirs: bool,
    /// Whether the mentee's account may be used.
    pub mentee_active: bool,
    /// Whether the mentee's standing is to be looked at: a session of theirs did not take place.
    pub missed: bool,
    /// Whether somebody waits for the mentor, or the mentee keeps a time of somebody's.
    pub awaited: bool,
    /// Whether times of the mentor are kept for somebody, or were.
    pub kept: bool,
}

/// The slot, if the audience may read its mentor's profile, and what is asked of those two before calendars are read; one
/// query.
pub async fn find_to_book(
    db: &Tx,
    slot_id: SlotId,
    audience: Audience,
    mentee_id: MenteeId,
) -> Result<Option<SlotToBook>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        offer: Option<serde_json::Value>,
        visibility: String,
        mentor_name: Option<String>,
        mentor_email: String,
        mentor_language: String,
        mentor_timezone: String,
        mentor_headline: Option<String>,
        mentee_user_id: Uuid,
        mentee_name: Option<String>,
        mentee_email: String,
        mentee_language: String,
        mentee_timezone: String,
        mentee_company: Option<String>,
        mentor_active: bool,
        load_cap_per_week: i32,
        mentee_active: bool,
        is_theirs: bool,
        missed: bool,
        awaited: bool,
        kept: bool,
    }
    let row = Sql::new(db, "SELECT a.mentor_id, a.starts_at, a.ends_at, m.load_cap_per_week, r.offer, ")
        .push(VISIBILITY)
        .push(
            ", u.name AS mentor_name, u.email AS mentor_email, u.language AS mentor_language, m.timezone AS mentor_timezone, \
             m.headline AS mentor_headline, e.user_id AS mentee_user_id, eu.name AS mentee_name, \
             eu.email AS mentee_email, eu.language AS mentee_language, coalesce(eu.timezone, m.timezone) AS mentee_timezone, e.company AS mentee_company, \
             (m.active AND u.status = 'active') AS mentor_active, eu.status = 'active' AS mentee_active, \
             EXISTS (SELECT 1 ",
        )
        .push(FROM_ITS_START)
        .push(
            " AND s.mentee_id = e.id) AS is_theirs, \
             EXISTS (SELECT 1 FROM office_sessions s WHERE s.mentee_id = e.id AND s.status = 'no_show') AS missed, \
             EXISTS (SELECT 1 FROM waiting_list w WHERE w.mentor_id = m.id) \
             OR EXISTS (SELECT 1 FROM holds h WHERE h.user_id = e.user_id) AS awaited, \
             EXISTS (SELECT 1 FROM holds h WHERE h.mentor_id = m.id) \
             OR EXISTS (SELECT 1 FROM waiting_offers o WHERE o.mentor_id = m.id) AS kept \
             FROM availability a JOIN mentors m ON m.id = a.mentor_id JOIN users u ON u.id = m.user_id \
             LEFT JOIN availability_rules r ON r.mentor_id = m.id, mentees e JOIN users eu ON eu.id = e.user_id WHERE a.id = ",
        )
        .bind(slot_id.0)
        .push(" AND e.id = ")
        .bind(mentee_id.0)
        .one::<Row>()
        .await?;
    let Some(row) = row else { return Ok(None) };
    if !is_seen(&row.visibility, audience)? {
        return Ok(None);
    }
    Ok(Some(SlotToBook {
        time: SlotTime { starts_at: from_db(row.starts_at), ends_at: from_db(row.ends_at) },
        mentor_id: MentorId(row.mentor_id),
        offer: row.offer.map(availability_rules::read).transpose()?,
        sides: Sides {
            mentor_name: display_name(row.mentor_name, &row.mentor_email),
            mentor_email: row.mentor_email,
            mentor_language: language_of(&row.mentor_language),
            mentor_timezone: row.mentor_timezone,
            mentor_headline: row.mentor_headline,
            mentee_user_id: UserId(row.mentee_user_id),
            mentee_name: display_name(row.mentee_name, &row.mentee_email),
            mentee_email: row.mentee_email,
            mentee_language: language_of(&row.mentee_language),
            mentee_timezone: row.mentee_timezone,
            mentee_company: row.mentee_company,
        },
        mentor_active: row.mentor_active,
        load_cap_per_week: row.load_cap_per_week,
        is_theirs: row.is_theirs,
        mentee_active: row.mentee_active,
        missed: row.missed,
        awaited: row.awaited,
        kept: row.kept,
    }))
}

/// The slot with exactly these bounds.
pub async fn find_slot_at(
    db: &impl Db,
    mentor_id: MentorId,
    time: SlotTime,
) -> Result<Option<SlotRow>, StoreError> {
    let row = Sql::new(db, SELECT_SLOT)
        .push("availability a WHERE a.mentor_id = ")
        .bind(mentor_id.0)
        .push(" AND a.starts_at = ")
        .bind_time(time.starts_at)
        .push(" AND a.ends_at = ")
        .bind_time(time.ends_at)
        .one::<RawSlot>()
        .await?;
    Ok(row.map(SlotRow::from))
}

/// The slot as it is now.
pub async fn find_slot(db: &impl Db, slot_id: SlotId) -> Result<Option<SlotRow>, StoreError> {
    let row = Sql::new(db, SELECT_SLOT)
        .push("availability a WHERE a.id = ")
        .bind(slot_id.0)
        .one::<RawSlot>()
        .await?;
    Ok(row.map(SlotRow::from))
}
