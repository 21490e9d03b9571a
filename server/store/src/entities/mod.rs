//! One file per table, one field per column; never seen outside this crate.
//!
//! Words of enumerations are text here and become domain types in the queries. Columns that only
//! the database keeps (`mentors.search_terms`, `search_vector`), or an older release writes
//! (`office_sessions.exclusive`), are not listed.

#[cfg_attr(
    not(test),
    allow(dead_code, reason = "no provider can be signed in with yet; the tests hold it to its table")
)]
pub(crate) mod accounts;
pub(crate) mod availability;
pub(crate) mod availability_rules;
pub(crate) mod calendar_feeds;
pub(crate) mod calendar_messages;
pub(crate) mod confirmations;
pub(crate) mod events;
pub(crate) mod experiments;
pub(crate) mod expertise;
pub(crate) mod form_drafts;
pub(crate) mod holds;
pub(crate) mod idempotency_keys;
pub(crate) mod login_links;
pub(crate) mod logins;
pub(crate) mod mentees;
pub(crate) mod mentor_embeddings;
pub(crate) mod mentors;
pub(crate) mod office_sessions;
pub(crate) mod outbox;
pub(crate) mod saved_mentors;
#[cfg_attr(
    not(test),
    allow(dead_code, reason = "feedback is only counted so far; the tests hold it to its table")
)]
pub(crate) mod session_feedback;
pub(crate) mod session_series;
pub(crate) mod text_embeddings;
pub(crate) mod users;
pub(crate) mod waiting_list;
pub(crate) mod waiting_offers;
pub(crate) mod weekly_hours;

#[cfg(test)]
mod tests;
