//! Sessions that repeat (table `session_series`). Their sessions are rows of `office_sessions` like any
//! other; when those are, and which of them a change touches, is decided in
//! `office_hours::booking::series`.

use office_hours::booking::series::Frequency;
use office_hours::ids::{MenteeId, MentorId, SeriesId};
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;

use crate::connection::Db;
use crate::convert::{to_db, word};
use crate::entities::session_series;
use crate::errors::StoreError;

/// A series without its sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeriesRow {
    /// The series.
    pub series_id: SeriesId,
    /// Who gives time.
    pub mentor_id: MentorId,
    /// Who asked.
    pub mentee_id: MenteeId,
    /// How often the two meet.
    pub frequency: Frequency,
}

/// Adds a series, before its sessions.
pub async fn insert(db: &impl Db, series: &SeriesRow, now: Timestamp) -> Result<(), StoreError> {
    let row = session_series::ActiveModel {
        id: Set(series.series_id.0),
        mentor_id: Set(series.mentor_id.0),
        mentee_id: Set(series.mentee_id.0),
        frequency: Set(series.frequency.as_str().to_owned()),
        created_at: Set(to_db(now)),
    };
    session_series::Entity::insert(row).exec_without_returning(db.conn()).await?;
    Ok(())
}

/// The series, in one query.
pub async fn find(db: &impl Db, series_id: SeriesId) -> Result<Option<SeriesRow>, StoreError> {
    let row = session_series::Entity::find_by_id(series_id.0).one(db.conn()).await?;
    let series = |row: session_series::Model| {
        Ok(SeriesRow {
            series_id: SeriesId(row.id),
            mentor_id: MentorId(row.mentor_id),
            mentee_id: MenteeId(row.mentee_id),
            frequency: frequency_of(&row.frequency)?,
        })
    };
    row.map(series).transpose()
}

pub(super) fn frequency_of(text: &str) -> Result<Frequency, StoreError> {
    word("session_series.frequency", text, Frequency::find(text))
}
