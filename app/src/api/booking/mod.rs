//! Sessions.

mod book_series;
mod book_session;
mod cancel_series;
mod confirm_coming;
mod get_series;
mod get_session;
mod join_waiting_list;
mod list_my_sessions;
mod list_times_to_move;
mod move_series;
mod move_session;
mod object_to_mark;
mod preview_move;
mod preview_series;
mod renew_feed;
mod revoke_feed;
mod take_step;
mod take_waiting_step;

pub use book_series::{BookSeries, book_series};
pub use book_session::{BookSession, book_session};
pub use cancel_series::{CancelSeries, cancel_series};
pub use confirm_coming::{ConfirmComing, confirm_coming};
pub use get_series::{GetSeries, get_series};
pub use get_session::{GetSession, get_session};
pub use join_waiting_list::{JoinWaitingList, join_waiting_list};
pub use list_my_sessions::{ListMySessions, list_my_sessions};
pub use list_times_to_move::{ListTimesToMove, list_times_to_move};
pub use move_series::{MoveSeries, move_series};
pub use move_session::{MoveSession, move_session};
pub use object_to_mark::{ObjectToMark, object_to_mark};
pub use preview_move::{PreviewMove, preview_move};
pub use preview_series::{PreviewSeries, preview_series};
pub use renew_feed::{RenewFeed, renew_feed};
pub use revoke_feed::{RevokeFeed, revoke_feed};
pub use take_step::{TakeStep, take_step};
pub use take_waiting_step::{TakeWaitingStep, take_waiting_step};
