//! What requests pass through, one concern a file.

mod authenticate;
mod idempotency;
mod problems;
mod same_origin;
mod security_headers;

pub(super) use authenticate::authenticate;
pub(super) use idempotency::idempotency;
pub(super) use problems::problems;
pub(super) use same_origin::same_origin;
pub(super) use security_headers::security_headers;
