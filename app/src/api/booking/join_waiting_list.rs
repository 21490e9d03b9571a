//! Waiting for a place.

use leptos::prelude::*;
use office_hours::ids::MentorId;

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Joins the waiting list of the mentor and leads to the page that shows it; an empty slot means any time.
#[server(prefix = "/fn", endpoint = "join_waiting_list", output = Compact)]
pub async fn join_waiting_list(
    mentor_id: MentorId,
    #[server(default)] slot_id: String,
) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    let slot_id = match slot_id.trim() {
        "" => None,
        id => Some(answer(id.parse().map_err(|_| office_hours::Failure::not_found("time")))?),
    };
    let input = office_hours::booking::JoinWaitingList { mentor_id, slot_id };
    answer(services::waiting::join_waiting_list(&services, &actor, &input, &zone).await)?;
    leptos_axum::redirect("/sessions#waiting");
    Ok(())
}
