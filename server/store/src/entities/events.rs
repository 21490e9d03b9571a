//! The journal of what people did.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub occurred_at: DateTimeUtc,
    pub actor_user_id: Option<Uuid>,
    pub r#type: String,
    pub entity: String,
    pub entity_id: String,
    pub props: Json,
}

impl ActiveModelBehavior for ActiveModel {}
