//! Writes that come with a key: a second try, after an answer that was lost on its way, gets the first answer and
//! changes nothing (draft-ietf-httpapi-idempotency-key-header).
//!
//! Each person has keys of their own. An answer is kept for [`KEPT`]; a write that gave none within
//! [`PATIENCE`] died with its process and may be tried again.

use jiff::SignedDuration;
use office_hours::Failure;
use office_hours::ids::UserId;
use office_hours::text;
use store::queries::idempotency_keys::{self, KeptAnswer};

use crate::Services;
use crate::account::digest;
use crate::failure::OrFail;

/// How long an answer is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// Longer than any request takes.
const PATIENCE: SignedDuration = SignedDuration::from_mins(1);
/// The longest key, in characters.
const LONGEST: usize = 255;
const FIELD: &str = "Idempotency-Key";

/// A key that can be used: visible ASCII; the quotation marks of a structured field are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Reads a header.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let text = text.trim();
        let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        let usable =
            (1..=LONGEST).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_graphic());
        if usable {
            Ok(Self(inner.to_owned()))
        } else {
            let message = text!(
                "Use 1 to {max} visible ASCII characters, such as a new UUID for each write.",
                max = LONGEST
            );
            Err(Failure::invalid(FIELD, message))
        }
    }
}

/// A write as it was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Write<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// Path and query string.
    pub path: &'a str,
    /// The text.
    pub body: &'a [u8],
}

/// What is to be done about a write with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is the first of its kind.
    Go,
    /// It was answered before: so.
    Replay(KeptAnswer),
}

/// Begins a write; refuses a key that was used for another one, and one whose first try is not over yet.
pub async fn begin(
    services: &Services,
    user_id: UserId,
    key: &IdempotencyKey,
    write: Write<'_>,
) -> Result<Begun, Failure> {
    let (store, now) = (&services.store, services.now());
    let text = format!("{} {}\n{}", write.method, write.path, String::from_utf8_lossy(write.body));
    let fingerprint = digest(services, &text);
    if idempotency_keys::insert(store, user_id, &key.0, &fingerprint, now).await.or_fail()? {
        return Ok(Begun::Go);
    }
    let Some(row) = idempotency_keys::find(store, user_id, &key.0).await.or_fail()? else {
        return Err(not_over());
    };
    if row.fingerprint != fingerprint {
        return Err(Failure::invalid(
            FIELD,
            "This key was used for another request. Take a new one for each.",
        ));
    }
    if let Some(answer) = row.answer {
        return Ok(Begun::Replay(answer));
    }
    let dead = row.created_at + PATIENCE <= now;
    if dead && idempotency_keys::take_over(store, user_id, &key.0, row.created_at, now).await.or_fail()? {
        return Ok(Begun::Go);
    }
    Err(not_over())
}

/// Keeps the answer to a write that [`begin`] let go. One that says that something broke is not kept: the write
/// can be tried again.
pub async fn end(
    services: &Services,
    user_id: UserId,
    key: &IdempotencyKey,
    answer: &KeptAnswer,
) -> Result<(), Failure> {
    if answer.status >= 500 {
        return idempotency_keys::remove(&services.store, user_id, &key.0).await.or_fail();
    }
    idempotency_keys::keep(&services.store, user_id, &key.0, answer).await.or_fail()
}

/// Forgets old answers; gives how many.
pub async fn forget_old_answers(services: &Services) -> Result<u64, Failure> {
    idempotency_keys::remove_older(&services.store, services.now() - KEPT).await.or_fail()
}

fn not_over() -> Failure {
    Failure::conflict(
        "in_progress",
        "The first request with this key is not over yet. Try again in a moment.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_short_and_visible() {
        let key = |text: &str| IdempotencyKey::parse(text).map(|key| key.0);
        assert_eq!(key("\"8e03978e-40d5\"").as_deref(), Ok("8e03978e-40d5"));
        assert_eq!(key(" abc ").as_deref(), Ok("abc"));
        for bad in ["", "\"\"", "a b", "ä", &"x".repeat(256)] {
            assert!(matches!(key(bad), Err(Failure::Invalid { field, .. }) if field == FIELD), "{bad}");
        }
    }
}
