//! Waiting lists: joining one, what was offered, leaving. Who is offered what is decided in
//! `office_hours::booking::waiting`; an offer is taken by booking its slot.

mod join_waiting_list;
mod list_my_waiting;
mod offer_places;
mod take_waiting_step;

pub use join_waiting_list::join_waiting_list;
pub use list_my_waiting::list_my_waiting;
pub use offer_places::follow_up_offers;
pub(crate) use offer_places::{offer_places, stop_waiting};
pub use take_waiting_step::take_waiting_step;
