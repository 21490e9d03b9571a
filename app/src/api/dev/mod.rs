//! What only a development server has.

mod list_mailbox;

pub use list_mailbox::{ListMailbox, list_mailbox};
