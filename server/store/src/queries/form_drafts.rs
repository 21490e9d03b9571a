//! What somebody entered in a form that asks back before it saves: one draft of each form.

use office_hours::ids::UserId;
use office_hours::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, QueryFilter};

use crate::connection::Db;
use crate::convert::to_db;
use crate::entities::form_drafts::{self, COLUMN, Column, Entity};
use crate::errors::StoreError;

/// Which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A mentor's profile.
    Profile,
    /// When and how a mentor can be met.
    Rules,
}

impl Form {
    fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Rules => "rules",
        }
    }
}

/// Keeps what was entered in the place of what was kept before.
pub async fn save(
    db: &impl Db,
    user_id: UserId,
    form: Form,
    entered: &serde_json::Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = form_drafts::ActiveModel {
        user_id: Set(user_id.0),
        form: Set(form.as_str().to_owned()),
        entered: Set(entered.clone()),
        saved_at: Set(to_db(now)),
    };
    let replaced = [Column::Entered, Column::SavedAt];
    Entity::insert(row)
        .on_conflict(OnConflict::columns([Column::UserId, Column::Form]).update_columns(replaced).to_owned())
        .exec_without_returning(db.conn())
        .await?;
    Ok(())
}

/// What was entered and is not saved yet.
pub async fn find(
    db: &impl Db,
    user_id: UserId,
    form: Form,
) -> Result<Option<serde_json::Value>, StoreError> {
    let row = Entity::find_by_id((user_id.0, form.as_str().to_owned())).one(db.conn()).await?;
    Ok(row.map(|row| row.entered))
}

/// Forgets it: it was saved.
pub async fn remove(db: &impl Db, user_id: UserId, form: Form) -> Result<(), StoreError> {
    Entity::delete_by_id((user_id.0, form.as_str().to_owned())).exec(db.conn()).await?;
    Ok(())
}

/// Forgets what nobody came back for before `before`, and says how much that was.
pub async fn remove_old(db: &impl Db, before: Timestamp) -> Result<u64, StoreError> {
    let done = Entity::delete_many().filter(COLUMN.saved_at.lt(to_db(before))).exec(db.conn()).await?;
    Ok(done.rows_affected)
}
