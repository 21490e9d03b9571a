//! How a mentee stands who missed sessions.

use jiff::SignedDuration;
use office_hours::Failure;
use office_hours::booking::reliability::{
    HALF_LIFE_DAYS, Standing, Strike, check_upcoming, explain, standing,
};
use office_hours::ids::MenteeId;
use office_hours::time::Timestamp;
use store::Db;
use store::queries::sessions;

use crate::failure::OrFail;
use crate::{Reader, Services};

/// What is older weighs a hundredth and is not looked at.
const LOOKED_AT: SignedDuration = SignedDuration::from_hours(24 * HALF_LIFE_DAYS * 7);

async fn strikes(db: &impl Db, mentee_id: MenteeId, now: Timestamp) -> Result<Vec<Strike>, Failure> {
    sessions::list_strikes(db, mentee_id, now - LOOKED_AT).await.or_fail()
}

/// Refuses another session to a mentee who may hold one at a time and has one. One query for everybody else.
pub(super) async fn check_standing(db: &impl Db, mentee_id: MenteeId, now: Timestamp) -> Result<(), Failure> {
    let standing = standing(&strikes(db, mentee_id, now).await?, now);
    if standing.max_upcoming().is_none() {
        return Ok(());
    }
    let upcoming = sessions::count_upcoming(db, mentee_id, now).await.or_fail()?;
    check_upcoming(standing, usize::try_from(upcoming).unwrap_or(usize::MAX))
}

/// What a mentee who missed sessions should know; nothing for those who did not.
pub(super) async fn notice(
    services: &Services,
    mentee_id: MenteeId,
    reader: &Reader,
) -> Result<Option<String>, Failure> {
    let now = services.now();
    let strikes = strikes(&services.store, mentee_id, now).await?;
    Ok((standing(&strikes, now) != Standing::Good)
        .then(|| explain(&strikes, now, &reader.zone).say(reader.catalog)))
}
