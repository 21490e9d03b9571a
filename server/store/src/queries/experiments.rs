//! Rankings that are compared. At most one runs, which the database itself sees to.

use office_hours::experiments::{Experiment, Mode};
use office_hours::ids::ExperimentId;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::connection::Db;
use crate::convert::{from_db, to_db};
use crate::entities::experiments;
use crate::errors::StoreError;

/// Adds one.
pub async fn insert(db: &impl Db, experiment: &Experiment) -> Result<(), StoreError> {
    let row = experiments::ActiveModel {
        id: Set(experiment.id.0),
        key: Set(experiment.key.clone()),
        version: Set(i32::try_from(experiment.version).unwrap_or(i32::MAX)),
        mode: Set(word(experiment.mode).to_owned()),
        arms: Set(serde_json::to_value(&experiment.arms).map_err(unreadable)?),
        started_at: Set(to_db(experiment.started_at)),
        ended_at: Set(experiment.ended_at.map(to_db)),
    };
    experiments::Entity::insert(row).exec_without_returning(db.conn()).await?;
    Ok(())
}

/// The one that runs.
pub async fn find_running(db: &impl Db) -> Result<Option<Experiment>, StoreError> {
    let row =
        experiments::Entity::find().filter(experiments::COLUMN.ended_at.is_null()).one(db.conn()).await?;
    row.map(experiment).transpose()
}

/// The one with this id.
pub async fn get(db: &impl Db, id: ExperimentId) -> Result<Option<Experiment>, StoreError> {
    experiments::Entity::find_by_id(id.0).one(db.conn()).await?.map(experiment).transpose()
}

/// All of them, the latest first.
pub async fn list(db: &impl Db) -> Result<Vec<Experiment>, StoreError> {
    let rows = experiments::Entity::find()
        .order_by_desc(experiments::COLUMN.started_at)
        .order_by_desc(experiments::COLUMN.version)
        .all(db.conn())
        .await?;
    rows.into_iter().map(experiment).collect()
}

/// How often an experiment with this key was started.
pub async fn count_starts(db: &impl Db, key: &str) -> Result<u64, StoreError> {
    Ok(experiments::Entity::find().filter(experiments::COLUMN.key.eq(key)).count(db.conn()).await?)
}

/// Ends it; whether it ran until now.
pub async fn end(db: &impl Db, id: ExperimentId, now: Timestamp) -> Result<bool, StoreError> {
    let done = experiments::Entity::update_many()
        .col_expr(experiments::Column::EndedAt, Expr::value(Some(to_db(now))))
        .filter(experiments::COLUMN.id.eq(id.0))
        .filter(experiments::COLUMN.ended_at.is_null())
        .exec(db.conn())
        .await?;
    Ok(done.rows_affected == 1)
}

fn word(mode: Mode) -> &'static str {
    match mode {
        Mode::Split => "split",
        Mode::Interleaved => "interleaved",
    }
}

fn experiment(row: experiments::Model) -> Result<Experiment, StoreError> {
    Ok(Experiment {
        id: ExperimentId(row.id),
        key: row.key,
        version: u32::try_from(row.version).unwrap_or_default(),
        // The check of the table lets no third word in.
        mode: if row.mode == word(Mode::Interleaved) { Mode::Interleaved } else { Mode::Split },
        arms: serde_json::from_value(row.arms).map_err(unreadable)?,
        started_at: from_db(row.started_at),
        ended_at: row.ended_at.map(from_db),
    })
}

fn unreadable(error: serde_json::Error) -> StoreError {
    StoreError::Other(DbErr::Json(error.to_string()))
}
