//! The questions that use cases ask, one module per aggregate.
//!
//! `find` may find nothing, `get` should find it, then `list`, `count`, `insert`, `save`, `set`,
//! `remove`. Nothing here opens or commits a transaction, reads a clock or makes up an id.

pub mod analytics;
pub mod availability;
pub mod availability_rules;
pub mod busy;
pub mod calendar_feeds;
pub mod calendar_messages;
pub mod confirmations;
pub mod embeddings;
pub mod erasure;
pub mod events;
pub mod experiments;
pub mod feedback;
pub mod form_drafts;
pub mod guests;
pub mod holds;
pub mod idempotency_keys;
pub mod job_queue;
pub mod login_links;
pub mod logins;
pub mod mentees;
pub mod mentor_signals;
pub mod mentors;
pub mod photos;
pub mod programme;
pub mod saved_mentors;
pub mod series;
pub mod sessions;
pub mod users;
pub mod waiting_list;
