//! Meetings of a mentor and a mentee.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "office_sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub mentor_id: Uuid,
    pub mentee_id: Uuid,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub status: String,
    /// Of those who meet together; none when the mentor is with this mentee alone.
    pub group_id: Option<Uuid>,
    pub buffer_before_minutes: i32,
    pub buffer_after_minutes: i32,
    pub capacity: i32,
    pub seat: i32,
    pub named_to_guests: bool,
    pub location: String,
    pub meeting_url: Option<String>,
    pub notes: Option<String>,
    pub notes_version: i32,
    /// None means that they are as they were booked.
    pub notes_user_id: Option<Uuid>,
    /// None means as early as it was made.
    pub requested_at: Option<DateTimeUtc>,
    pub moves: i32,
    pub ical_sequence: i32,
    pub marked_at: Option<DateTimeUtc>,
    pub marked_by: Option<String>,
    pub absent: Option<String>,
    pub disputed: bool,
    pub status_reason: Option<String>,
    /// Of those that repeat.
    pub series_id: Option<Uuid>,
    /// Not with the others of its series.
    pub moved_alone: bool,
    /// None means the session's.
    pub event_id: Option<Uuid>,
    /// None means that an earlier release booked it.
    pub organizer_email: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
