//! Holding mentors until a transaction ends. Whoever holds several takes them by id, so that of many who do, nobody
//! waits for the other.

use office_hours::ids::{MentorId, SeriesId, SessionId, SlotId};

use crate::connection::{Db, Edition, Tx};
use crate::errors::StoreError;
use crate::sql::Sql;

/// Holds the mentor until the transaction ends: nobody else changes their profile, hours or places
/// meanwhile. On SQLite the transaction itself is the lock.
pub async fn lock(db: &Tx, mentor_id: MentorId) -> Result<(), StoreError> {
    hold(db, |sql| sql.push(" = ").bind(mentor_id.0)).await
}

/// Holds the mentor of the slot and that of the session, who may be two, as [`lock`] does.
pub async fn lock_both(db: &Tx, slot_id: SlotId, session_id: SessionId) -> Result<(), StoreError> {
    hold(db, |sql| {
        sql.push(" IN (SELECT mentor_id FROM availability WHERE id = ")
            .bind(slot_id.0)
            .push(" UNION SELECT mentor_id FROM office_sessions WHERE id = ")
            .bind(session_id.0)
            .push(")")
    })
    .await
}

/// Holds all mentors whose sessions are in the series, as [`lock`] does.
pub async fn lock_of_series(db: &Tx, series_id: SeriesId) -> Result<(), StoreError> {
    hold(db, |sql| {
        sql.push(" IN (SELECT mentor_id FROM office_sessions WHERE series_id = ").bind(series_id.0).push(")")
    })
    .await
}

/// Holds several mentors, as [`lock`] does.
pub async fn lock_all(db: &Tx, mentor_ids: &[MentorId]) -> Result<(), StoreError> {
    hold(db, |sql| sql.push(" IN ").bind_ids(mentor_ids.iter().map(|id| id.0))).await
}

/// Holds the mentor of the session, if there is one, as [`lock`] does.
pub async fn lock_of_session(db: &Tx, session_id: SessionId) -> Result<(), StoreError> {
    hold(db, |sql| {
        sql.push(" = (SELECT mentor_id FROM office_sessions WHERE id = ").bind(session_id.0).push(")")
    })
    .await
}

/// Those whose id is as `which` goes on to say. References to them may be written meanwhile, hence NO KEY.
async fn hold<'a>(db: &'a Tx, which: impl FnOnce(Sql<'a, Tx>) -> Sql<'a, Tx>) -> Result<(), StoreError> {
    if Edition::of(db.conn()) == Edition::Postgres {
        which(Sql::new(db, "SELECT id FROM mentors WHERE id"))
            .push(" ORDER BY id FOR NO KEY UPDATE")
            .execute()
            .await?;
    }
    Ok(())
}
