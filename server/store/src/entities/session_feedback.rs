//! What one side thought of a session.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session_feedback")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub session_id: Uuid,
    pub submitter_role: String,
    pub overall_rating: Option<i32>,
    pub expertise_rating: Option<i32>,
    pub communication_rating: Option<i32>,
    pub helpfulness_rating: Option<i32>,
    pub feedback_text: Option<String>,
    pub topics_discussed: Json,
    pub goals_achieved: Option<bool>,
    pub would_recommend: Option<bool>,
    pub follow_up_needed: Option<bool>,
    pub positive_tags: Json,
    pub improvement_tags: Json,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
