//! Who waits for a place with a mentor, and the places that were offered. Who is offered what is decided in
//! `office_hours::booking::waiting`; an open offer keeps its place as a hold does (`holds::list`).

use chrono::{DateTime, Utc};
use office_hours::availability::SlotTime;
use office_hours::ids::{MenteeId, MentorId, SlotId, UserId, WaitingId};
use office_hours::language::Language;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter};
use uuid::Uuid;

use crate::connection::Db;
use crate::convert::{from_db, language_of, to_db};
use crate::entities::{waiting_list, waiting_offers};
use crate::errors::StoreError;
use crate::sql::Sql;

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRow {
    /// The entry.
    pub entry_id: WaitingId,
    /// With whom a place is wanted.
    pub mentor_id: MentorId,
    /// As shown.
    pub mentor_name: String,
    /// One line.
    pub mentor_headline: Option<String>,
    /// Who waits.
    pub mentee_id: MenteeId,
    /// Their account.
    pub user_id: UserId,
    /// As shown.
    pub mentee_name: String,
    /// Where offers are written to.
    pub mentee_email: String,
    /// In which language they are written to.
    pub mentee_language: Language,
    /// IANA zone; the mentor's until they have told theirs.
    pub mentee_timezone: String,
    /// The one session they want a place in; nothing for any time of the mentor.
    pub wanted: Option<SlotTime>,
    /// Since when.
    pub joined_at: Timestamp,
    /// The slots that have been open ever since: whoever waits for any time wants none of them.
    pub open_since: Vec<SlotId>,
}

/// A place that was offered to somebody who waits, open while it is neither declined nor expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferRow {
    /// To whom.
    pub entry_id: WaitingId,
    /// Of which session.
    pub time: SlotTime,
    /// The slot, as long as the mentor offers it.
    pub slot_id: Option<SlotId>,
    /// Since when.
    pub offered_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// When they said no.
    pub declined_at: Option<Timestamp>,
}

impl OfferRow {
    /// Whether it can still be taken at `now`.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.declined_at.is_none() && now < self.expires_at
    }
}

/// A new entry.
#[derive(Clone, Copy, Debug)]
pub struct NewWaiting<'a> {
    /// The entry.
    pub entry_id: WaitingId,
    /// With whom.
    pub mentor_id: MentorId,
    /// Who waits.
    pub mentee_id: MenteeId,
    /// For which session; nothing for any.
    pub wanted: Option<SlotTime>,
    /// The slots that are open and not wanted.
    pub open_since: &'a [SlotId],
    /// The present instant.
    pub now: Timestamp,
}

/// Adds the entry; whoever waits for the same already keeps the place they have.
pub async fn insert(db: &impl Db, entry: &NewWaiting<'_>) -> Result<(), StoreError> {
    let row = waiting_list::ActiveModel {
        id: Set(entry.entry_id.0),
        mentor_id: Set(entry.mentor_id.0),
        mentee_id: Set(entry.mentee_id.0),
        starts_at: Set(entry.wanted.map(|time| to_db(time.starts_at))),
        ends_at: Set(entry.wanted.map(|time| to_db(time.ends_at))),
        joined_at: Set(to_db(entry.now)),
        open_since: Set(ids(entry.open_since)),
    };
    waiting_list::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(db.conn())
        .await?;
    Ok(())
}

/// `w` is the entry; `mu` the mentor's account, `e`, `eu` the mentee and their account.
const SELECT: &str = "SELECT w.id, w.mentor_id, w.mentee_id, w.starts_at, w.ends_at, w.joined_at, w.open_since, \
    mu.name AS mentor_name, m.headline AS mentor_headline, e.user_id, eu.name AS mentee_name, eu.email AS mentee_email, eu.language AS mentee_language, coalesce(eu.timezone, m.timezone) AS mentee_timezone \
    FROM waiting_list w JOIN mentors m ON m.id = w.mentor_id JOIN users mu ON mu.id = m.user_id \
    JOIN mentees e ON e.id = w.mentee_id JOIN users eu ON eu.id = e.user_id ";

#[derive(FromQueryResult)]
struct RawWaiting {
    id: Uuid,
    mentor_id: Uuid,
    mentor_name: Option<String>,
    mentor_headline: Option<String>,
    mentee_id: Uuid,
    user_id: Uuid,
    mentee_name: Option<String>,
    mentee_email: String,
    mentee_language: String,
    mentee_timezone: String,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    joined_at: DateTime<Utc>,
    open_since: serde_json::Value,
}

fn ids(slots: &[SlotId]) -> serde_json::Value {
    slots.iter().map(ToString::to_string).collect()
}

impl From<RawWaiting> for WaitingRow {
    fn from(row: RawWaiting) -> Self {
        let wanted = row.starts_at.zip(row.ends_at);
        Self {
            entry_id: WaitingId(row.id),
            mentor_id: MentorId(row.mentor_id),
            mentor_name: row.mentor_name.unwrap_or_default(),
            mentor_headline: row.mentor_headline,
            mentee_id: MenteeId(row.mentee_id),
            user_id: UserId(row.user_id),
            mentee_name: row.mentee_name.unwrap_or_default(),
            mentee_email: row.mentee_email,
            mentee_language: language_of(&row.mentee_language),
            mentee_timezone: row.mentee_timezone,
            wanted: wanted.map(|(from, to)| SlotTime { starts_at: from_db(from), ends_at: from_db(to) }),
            joined_at: from_db(row.joined_at),
            open_since: serde_json::from_value(row.open_since).unwrap_or_default(),
        }
    }
}

/// Notes which slots are still open as they were when the entry was made.
pub async fn set_open_since(db: &impl Db, entry_id: WaitingId, slots: &[SlotId]) -> Result<(), StoreError> {
    waiting_list::Entity::update_many()
        .col_expr(waiting_list::Column::OpenSince, Expr::value(ids(slots)))
        .filter(waiting_list::COLUMN.id.eq(entry_id.0))
        .exec(db.conn())
        .await?;
    Ok(())
}

/// Who waits for the mentor, the first to join first; those whose account sleeps are left out.
pub async fn list_of_mentor(db: &impl Db, mentor_id: MentorId) -> Result<Vec<WaitingRow>, StoreError> {
    let rows = Sql::new(db, SELECT)
        .push("WHERE eu.status = 'active' AND w.mentor_id = ")
        .bind(mentor_id.0)
        .push(" ORDER BY w.joined_at, w.id")
        .all::<RawWaiting>()
        .await?;
    Ok(rows.into_iter().map(WaitingRow::from).collect())
}

/// What the mentee waits for, the first joined first.
pub async fn list_of_mentee(db: &impl Db, mentee_id: MenteeId) -> Result<Vec<WaitingRow>, StoreError> {
    let rows = Sql::new(db, SELECT)
        .push("WHERE w.mentee_id = ")
        .bind(mentee_id.0)
        .push(" ORDER BY w.joined_at, w.id")
        .all::<RawWaiting>()
        .await?;
    Ok(rows.into_iter().map(WaitingRow::from).collect())
}

/// The entry as it is now.
pub async fn find(db: &impl Db, entry_id: WaitingId) -> Result<Option<WaitingRow>, StoreError> {
    let row = Sql::new(db, SELECT).push("WHERE w.id = ").bind(entry_id.0).one::<RawWaiting>().await?;
    Ok(row.map(WaitingRow::from))
}

/// The mentors for whom somebody waits.
pub async fn list_awaited(db: &impl Db) -> Result<Vec<MentorId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
    }
    let rows =
        Sql::new(db, "SELECT DISTINCT mentor_id FROM waiting_list ORDER BY mentor_id").all::<Row>().await?;
    Ok(rows.into_iter().map(|row| MentorId(row.mentor_id)).collect())
}

/// How many joined the list of each entry's mentor before it, and wait for any time or for the same one.
pub async fn count_ahead(db: &impl Db, entry_ids: &[WaitingId]) -> Result<Vec<(WaitingId, i64)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        ahead: i64,
    }
    let rows = Sql::new(
        db,
        "SELECT w.id, count(o.id) AS ahead FROM waiting_list w LEFT JOIN waiting_list o \
         ON o.mentor_id = w.mentor_id AND o.mentee_id <> w.mentee_id \
         AND (o.joined_at < w.joined_at OR (o.joined_at = w.joined_at AND o.id < w.id)) \
         AND (o.starts_at IS NULL OR w.starts_at IS NULL OR o.starts_at = w.starts_at) WHERE w.id IN ",
    )
    .bind_ids(entry_ids.iter().map(|id| id.0))
    .push(" GROUP BY w.id")
    .all::<Row>()
    .await?;
    Ok(rows.into_iter().map(|row| (WaitingId(row.id), row.ahead)).collect())
}

/// What was offered to these entries of sessions that begin after `now`, open or not, the first offered first.
pub async fn list_offers(
    db: &impl Db,
    entry_ids: &[WaitingId],
    now: Timestamp,
) -> Result<Vec<OfferRow>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        entry_id: Uuid,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        slot_id: Option<Uuid>,
        offered_at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
        declined_at: Option<DateTime<Utc>>,
    }
    let rows = Sql::new(
        db,
        "SELECT o.entry_id, o.starts_at, o.ends_at, o.offered_at, o.expires_at, o.declined_at, a.id AS slot_id \
         FROM waiting_offers o LEFT JOIN availability a \
         ON a.mentor_id = o.mentor_id AND a.starts_at = o.starts_at AND a.ends_at = o.ends_at \
         WHERE o.entry_id IN ",
    )
    .bind_ids(entry_ids.iter().map(|id| id.0))
    .push(" AND o.starts_at > ")
    .bind_time(now)
    .push(" ORDER BY o.offered_at, o.id")
    .all::<Row>()
    .await?;
    let offer = |row: Row| OfferRow {
        entry_id: WaitingId(row.entry_id),
        time: SlotTime { starts_at: from_db(row.starts_at), ends_at: from_db(row.ends_at) },
        slot_id: row.slot_id.map(SlotId),
        offered_at: from_db(row.offered_at),
        expires_at: from_db(row.expires_at),
        declined_at: row.declined_at.map(from_db),
    };
    Ok(rows.into_iter().map(offer).collect())
}

/// Offers a place to whoever waits with the entry.
pub async fn insert_offer(
    db: &impl Db,
    id: Uuid,
    entry: &WaitingRow,
    time: SlotTime,
    (offered_at, expires_at): (Timestamp, Timestamp),
) -> Result<(), StoreError> {
    let row = waiting_offers::ActiveModel {
        id: Set(id),
        entry_id: Set(entry.entry_id.0),
        mentor_id: Set(entry.mentor_id.0),
        user_id: Set(entry.user_id.0),
        starts_at: Set(to_db(time.starts_at)),
        ends_at: Set(to_db(time.ends_at)),
        offered_at: Set(to_db(offered_at)),
        expires_at: Set(to_db(expires_at)),
        declined_at: Set(None),
    };
    waiting_offers::Entity::insert(row).exec_without_returning(db.conn()).await?;
    Ok(())
}

/// Notes that the open offers of the entry were declined; gives how many that were.
pub async fn decline_offers(db: &impl Db, entry_id: WaitingId, now: Timestamp) -> Result<u64, StoreError> {
    Sql::new(db, "UPDATE waiting_offers SET declined_at = ")
        .bind_time(now)
        .push(" WHERE declined_at IS NULL AND entry_id = ")
        .bind(entry_id.0)
        .push(" AND expires_at > ")
        .bind_time(now)
        .execute()
        .await
}

/// Takes the entries off the list, and with them what was offered.
pub async fn remove(db: &impl Db, entry_ids: &[WaitingId]) -> Result<u64, StoreError> {
    if entry_ids.is_empty() {
        return Ok(0);
    }
    // By themselves, so that the calendar is known to have changed.
    Sql::new(db, "DELETE FROM waiting_offers WHERE entry_id IN ")
        .bind_ids(entry_ids.iter().map(|id| id.0))
        .execute()
        .await?;
    Sql::new(db, "DELETE FROM waiting_list WHERE id IN ")
        .bind_ids(entry_ids.iter().map(|id| id.0))
        .execute()
        .await
}

/// Takes everybody off the list who waits for a session that has begun; gives how many that were.
pub async fn remove_past(db: &impl Db, now: Timestamp) -> Result<u64, StoreError> {
    Sql::new(db, "DELETE FROM waiting_list WHERE starts_at <= ").bind_time(now).execute().await
}
