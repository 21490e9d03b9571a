//! What a mentor says about when and how they can be met, as one document with a version. The weekly
//! hours are in `availability`; what the document means is told in `office_hours::availability`.

use office_hours::availability::{Exceptions, OfferInput};
use office_hours::ids::MentorId;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DbErr, EntityTrait, FromQueryResult};
use uuid::Uuid;

use crate::connection::Db;
use crate::convert::to_db;
use crate::entities::availability_rules;
use crate::errors::StoreError;
use crate::sql::Sql;

/// The document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesRow {
    /// Grows with every change; 0 while nothing was saved.
    pub version: i64,
    /// How.
    pub offer: OfferInput,
    /// When, besides the weekly hours.
    pub exceptions: Exceptions,
}

/// The mentor's document; that of somebody who never said anything where there is none.
pub async fn get(db: &impl Db, mentor_id: MentorId) -> Result<RulesRow, StoreError> {
    let row = availability_rules::Entity::find_by_id(mentor_id.0).one(db.conn()).await?;
    let Some(row) = row else { return Ok(RulesRow::default()) };
    Ok(RulesRow { version: row.version, offer: read(row.offer)?, exceptions: read(row.exceptions)? })
}

/// What several mentors offer, one query; mentors that never said anything are left out.
pub async fn list_offers(
    db: &impl Db,
    mentor_ids: &[MentorId],
) -> Result<Vec<(MentorId, OfferInput)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
        offer: serde_json::Value,
    }
    if mentor_ids.is_empty() {
        return Ok(vec![]);
    }
    let rows = Sql::new(db, "SELECT mentor_id, offer FROM availability_rules WHERE mentor_id IN ")
        .bind_ids(mentor_ids.iter().map(|id| id.0))
        .all::<Row>()
        .await?;
    rows.into_iter().map(|row| Ok((MentorId(row.mentor_id), read(row.offer)?))).collect()
}

/// Counts a change of the weekly hours, which belong to the same rules, where there is a document.
pub async fn count_change(db: &impl Db, mentor_id: MentorId, now: Timestamp) -> Result<(), StoreError> {
    Sql::new(db, "UPDATE availability_rules SET version = version + 1, updated_at = ")
        .bind_time(now)
        .push(" WHERE mentor_id = ")
        .bind(mentor_id.0)
        .execute()
        .await
        .map(drop)
}

/// Saves the document; the mentor must be locked.
pub async fn save(
    db: &impl Db,
    mentor_id: MentorId,
    rules: &RulesRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = availability_rules::ActiveModel {
        mentor_id: Set(mentor_id.0),
        version: Set(rules.version),
        offer: Set(write(&rules.offer)?),
        exceptions: Set(write(&rules.exceptions)?),
        updated_at: Set(to_db(now)),
    };
    let every_column = [
        availability_rules::Column::Version,
        availability_rules::Column::Offer,
        availability_rules::Column::Exceptions,
        availability_rules::Column::UpdatedAt,
    ];
    availability_rules::Entity::insert(row)
        .on_conflict(
            OnConflict::column(availability_rules::Column::MentorId).update_columns(every_column).to_owned(),
        )
        .exec_without_returning(db.conn())
        .await?;
    Ok(())
}

pub(super) fn read<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<T, StoreError> {
    serde_json::from_value(value).map_err(|error| DbErr::Json(error.to_string()).into())
}

fn write<T: serde::Serialize>(value: &T) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(value).map_err(|error| DbErr::Json(error.to_string()).into())
}
