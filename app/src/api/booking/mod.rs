//! Sessions.

mod book_session;
mod cancel_session;
mod get_session;
mod list_my_sessions;

pub use book_session::{BookSession, book_session};
pub use cancel_session::{CancelSession, cancel_session};
pub use get_session::{GetSession, get_session};
pub use list_my_sessions::{ListMySessions, list_my_sessions};
