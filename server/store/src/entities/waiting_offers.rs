//! Places that came free and were offered to somebody who waits.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "waiting_offers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub entry_id: Uuid,
    pub mentor_id: Uuid,
    pub user_id: Uuid,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub offered_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub declined_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
