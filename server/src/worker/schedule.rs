//! What is done every minute or every hour, and once at the start.
//!
//! Every process does it. Each chore only adds what is missing or removes what is over, so doing it
//! twice, or at the same time elsewhere, changes nothing.

use std::fmt::Display;
use std::time::Duration;

use jiff::SignedDuration;
use office_hours::Actor;
use services::Services;
use services::availability::{clear_expired_holds, expand_hours};
use services::booking::{ask_who_comes, close_sessions, expire_requests};
use services::idempotency::forget_old_answers;
use services::waiting::follow_up_offers;
use store::outbox;
use store::queries::{calendar_messages, form_drafts, job_queue, login_links, logins};
use tokio::time::{Interval, MissedTickBehavior};

use super::apart::apart;
use super::queue::NAME;
use super::stop::Stop;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// How long a job that is done can still be looked up, in the outbox and in the queue. Not for
/// ever: a mail's row holds its text.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Keeps the time until the runner shall stop. A chore that is cut off then is done by the next
/// process that starts.
pub(super) async fn keep_time(services: Services, mut stop: Stop) {
    let (mut minutes, mut hours) = (every(MINUTE), every(HOUR));
    loop {
        let hourly = tokio::select! {
            () = stop.asked() => return,
            _ = hours.tick() => true,
            _ = minutes.tick() => false,
        };
        let chores = async |services: Services| {
            if hourly { apart(do_hourly_chores(services)).await } else { apart(do_chores(services)).await }
        };
        tokio::select! {
            () = stop.asked() => return,
            done = chores(services.clone()) => if done.is_err() {
                tracing::error!(hourly, "the chores panicked; they are done again when their time comes");
            }
        }
    }
}

fn every(period: Duration) -> Interval {
    let mut interval = tokio::time::interval(period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

/// What cannot wait for the hour: somebody waits for it.
async fn do_chores(services: Services) {
    if let Err(failure) = follow_up_offers(&services, &Actor::System).await {
        tracing::warn!(%failure, "offering free places failed; it is done again in a minute");
    }
    if let Err(failure) = ask_who_comes(&services, &Actor::System).await {
        tracing::warn!(%failure, "asking who comes failed; it is done again in a minute");
    }
}

async fn do_hourly_chores(services: Services) {
    let (store, now) = (&services.store, services.now());
    report("adding slots", expand_hours(&services, &Actor::System).await);
    report("letting requests expire", expire_requests(&services, &Actor::System).await);
    report("closing sessions", close_sessions(&services, &Actor::System).await);
    report("forgetting old answers", forget_old_answers(&services).await);
    report("removing holds that are over", clear_expired_holds(&services, &Actor::System).await);
    report("removing logins that are over", logins::remove_expired(store, now).await);
    report("removing login links that are over", login_links::remove_expired(store, now).await);
    report("forgetting drafts of forms", form_drafts::remove_old(store, now - KEPT).await);
    report("emptying the outbox", outbox::remove_delivered(store, now - KEPT).await);
    report("forgetting what calendars were told", calendar_messages::remove_old(store, now - KEPT).await);
    report("clearing the queue of what is done", job_queue::remove_done(store, NAME, now - KEPT).await);
}

/// A chore that fails does not keep the others from being done.
fn report(chore: &str, outcome: Result<u64, impl Display>) {
    match outcome {
        Ok(0) => {}
        Ok(rows) => tracing::info!(chore, rows, "an hourly chore was done"),
        Err(error) => tracing::warn!(chore, %error, "an hourly chore failed; it is done again in an hour"),
    }
}
