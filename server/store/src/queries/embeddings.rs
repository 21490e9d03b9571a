//! Vectors of the passages of profiles and of other texts, one set per model. Searching them is the
//! index's work.

use office_hours::ids::MentorId;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::connection::Db;
use crate::convert::{from_bytes, from_db, to_bytes, to_db};
use crate::entities::{mentor_embeddings, text_embeddings};
use crate::errors::StoreError;
use crate::sql::Sql;

/// The vector of one passage.
#[derive(Clone, Debug, PartialEq)]
pub struct EmbeddingRow {
    /// Whose profile.
    pub mentor_id: MentorId,
    /// Which passage.
    pub part: i32,
    /// What the model made of it.
    pub vector: Vec<f32>,
    /// When.
    pub updated_at: Timestamp,
}

impl From<mentor_embeddings::Model> for EmbeddingRow {
    fn from(row: mentor_embeddings::Model) -> Self {
        Self {
            mentor_id: MentorId(row.mentor_id),
            part: row.part,
            vector: from_bytes(&row.vector),
            updated_at: from_db(row.updated_at),
        }
    }
}

/// The vectors of the model that were written at `since` or later, by mentor and part.
pub async fn list_since(
    db: &impl Db,
    model: &str,
    since: Timestamp,
) -> Result<Vec<EmbeddingRow>, StoreError> {
    let mut rows = mentor_embeddings::Entity::find()
        .filter(mentor_embeddings::COLUMN.model.eq(model))
        .filter(mentor_embeddings::COLUMN.updated_at.gte(to_db(since)))
        .all(db.conn())
        .await?;
    // Sorted here: asked for an order, SQLite walks the whole table in it instead of the few new rows.
    rows.sort_unstable_by_key(|row| (row.mentor_id, row.part));
    Ok(rows.into_iter().map(EmbeddingRow::from).collect())
}

/// A page of all vectors of the model, by mentor and part: at most `limit` of them, of the mentors after
/// the given one. Every mentor in it comes whole; an empty page is the end.
///
/// `limit` is a number of vectors and more than one mentor ever has.
pub async fn list_page(
    db: &impl Db,
    model: &str,
    after: Option<MentorId>,
    limit: u64,
) -> Result<Vec<EmbeddingRow>, StoreError> {
    let mut query = mentor_embeddings::Entity::find().filter(mentor_embeddings::COLUMN.model.eq(model));
    if let Some(after) = after {
        query = query.filter(mentor_embeddings::COLUMN.mentor_id.gt(after.0));
    }
    let mut rows = query
        .order_by_asc(mentor_embeddings::Column::MentorId)
        .order_by_asc(mentor_embeddings::Column::Part)
        .limit(limit)
        .all(db.conn())
        .await?;
    if rows.len() as u64 == limit {
        // The last mentor may have more: the next page begins with it.
        let last = rows.last().map(|row| row.mentor_id);
        rows.retain(|row| Some(row.mentor_id) != last);
    }
    Ok(rows.into_iter().map(EmbeddingRow::from).collect())
}

/// What each vector of the mentor was made of, by part; the vectors themselves stay where they are.
pub async fn list_hashes(
    db: &impl Db,
    model: &str,
    mentor_id: MentorId,
) -> Result<Vec<(i32, String)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        part: i32,
        content_hash: String,
    }
    let rows = Sql::new(db, "SELECT part, content_hash FROM mentor_embeddings WHERE mentor_id = ")
        .bind(mentor_id.0)
        .push(" AND model = ")
        .bind(model)
        .push(" ORDER BY part")
        .all::<Row>()
        .await?;
    Ok(rows.into_iter().map(|row| (row.part, row.content_hash)).collect())
}

/// Writes the given parts, keeps the vectors of `keep_parts`, and removes all others of this mentor
/// and model; up to three statements: hand it a transaction.
///
/// What is kept counts as updated too, so that who asks for what changed gets the mentor whole.
pub async fn replace(
    db: &impl Db,
    model: &str,
    mentor_id: MentorId,
    parts: &[(i32, String, Vec<f32>)],
    keep_parts: &[i32],
    now: Timestamp,
) -> Result<(), StoreError> {
    let staying = parts.iter().map(|(part, ..)| *part).chain(keep_parts.iter().copied());
    mentor_embeddings::Entity::delete_many()
        .filter(mentor_embeddings::COLUMN.mentor_id.eq(mentor_id.0))
        .filter(mentor_embeddings::COLUMN.model.eq(model))
        .filter(mentor_embeddings::COLUMN.part.is_not_in(staying))
        .exec(db.conn())
        .await?;
    mentor_embeddings::Entity::update_many()
        .col_expr(mentor_embeddings::Column::UpdatedAt, Expr::value(to_db(now)))
        .filter(mentor_embeddings::COLUMN.mentor_id.eq(mentor_id.0))
        .filter(mentor_embeddings::COLUMN.model.eq(model))
        .exec(db.conn())
        .await?;
    if parts.is_empty() {
        return Ok(());
    }
    let rows = parts.iter().map(|(part, content_hash, vector)| mentor_embeddings::ActiveModel {
        mentor_id: Set(mentor_id.0),
        part: Set(*part),
        model: Set(model.to_owned()),
        content_hash: Set(content_hash.clone()),
        vector: Set(to_bytes(vector)),
        updated_at: Set(to_db(now)),
    });
    let key = [
        mentor_embeddings::Column::MentorId,
        mentor_embeddings::Column::Part,
        mentor_embeddings::Column::Model,
    ];
    let change = OnConflict::columns(key)
        .update_columns([
            mentor_embeddings::Column::ContentHash,
            mentor_embeddings::Column::Vector,
            mentor_embeddings::Column::UpdatedAt,
        ])
        .to_owned();
    mentor_embeddings::Entity::insert_many(rows)
        .on_conflict(change)
        .exec_without_returning(db.conn())
        .await?;
    Ok(())
}

/// How many mentors have a vector of the model.
pub async fn count_mentors(db: &impl Db, model: &str) -> Result<i64, StoreError> {
    Sql::new(db, "SELECT count(DISTINCT mentor_id) AS count FROM mentor_embeddings WHERE model = ")
        .bind(model)
        .count()
        .await
}

/// Mentors who have no vector of the model since their profile was last saved. Some of these may
/// be up to date: saving need not change a passage.
pub async fn list_stale(db: &impl Db, model: &str) -> Result<Vec<MentorId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        mentor_id: Uuid,
    }
    // The plus keeps SQLite from walking the index on times, which is nearly the whole table, for each
    // mentor.
    let rows = Sql::new(
        db,
        "SELECT m.id AS mentor_id FROM mentors m WHERE NOT EXISTS \
         (SELECT 1 FROM mentor_embeddings e WHERE e.mentor_id = m.id AND ",
    )
    .either("+e.model = ", "e.model = ")
    .bind(model)
    .either(" AND +e.updated_at", " AND e.updated_at")
    .push(" >= m.updated_at) ORDER BY m.id")
    .all::<Row>()
    .await?;
    Ok(rows.into_iter().map(|row| MentorId(row.mentor_id)).collect())
}

/// The vectors of texts that belong to no profile, by the hash of the text.
pub async fn list_texts(db: &impl Db, model: &str) -> Result<Vec<(String, Vec<f32>)>, StoreError> {
    let rows = text_embeddings::Entity::find()
        .filter(text_embeddings::COLUMN.model.eq(model))
        .all(db.conn())
        .await?;
    Ok(rows.into_iter().map(|row| (row.content_hash, from_bytes(&row.vector))).collect())
}

/// Adds vectors of such texts; those that are there stay: the same text has the same vector.
pub async fn add_texts(db: &impl Db, model: &str, rows: &[(String, Vec<f32>)]) -> Result<(), StoreError> {
    let rows = rows.iter().map(|(content_hash, vector)| text_embeddings::ActiveModel {
        model: Set(model.to_owned()),
        content_hash: Set(content_hash.clone()),
        vector: Set(to_bytes(vector)),
    });
    let key = [text_embeddings::Column::Model, text_embeddings::Column::ContentHash];
    text_embeddings::Entity::insert_many(rows)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(db.conn())
        .await?;
    Ok(())
}
