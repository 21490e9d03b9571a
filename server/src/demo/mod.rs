//! The demo programme: invented people, so that a newcomer sees every page with life in it.
//!
//! The people are in the files beside this one; here they are imported and given a past and some
//! appointments. The same database always gets the same programme, counted from today.

use office_hours::account::{DEMO_ACCOUNTS, Role};
use office_hours::availability::{SlotTime, rules};
use office_hours::booking::SessionStatus;
use office_hours::ids::{MenteeId, MentorId, SessionId, SlotId, UserId};
use office_hours::profile::import::{self, ImportDraft, ImportRecord};
use office_hours::time::{Timestamp, Zone};
use office_hours::{Actor, Failure};
use serde::Deserialize;
use services::{Services, profile};
use store::queries::availability::SlotTerms;
use store::queries::mentees::SaveMentee;
use store::queries::sessions::NewSession;
use store::queries::{availability, busy, mentees, mentors, sessions, users};
use store::{StoreError, Tx};

const MENTORS: &str = include_str!("mentors.jsonl");
const MENTEES: &str = include_str!("mentees.jsonl");
/// How far the invented past goes back.
const PAST_DAYS: i64 = 14;
/// Every so many of a mentor's past slots was used.
const PAST_STEP: usize = 3;

/// Why the demo programme could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The files in this folder are wrong.
    #[error("the demo people cannot be read: {0}")]
    People(String),
    /// A use case refused them.
    #[error("the demo programme was refused: {0}")]
    Refused(#[from] Failure),
    /// The database refused them.
    #[error("the demo programme could not be written: {0}")]
    Store(#[from] StoreError),
}

#[derive(Debug, Deserialize)]
struct DemoMentee {
    email: String,
    name: String,
    company: String,
    stage: String,
    industry: String,
    goals: String,
}

/// Loads the programme when there is no account yet, all of it or nothing; says whether it did.
pub async fn load_if_empty(services: &Services) -> Result<bool, DemoError> {
    let drafts = read_mentors()?;
    let tx = services.store.begin().await?;
    // Of two processes that start together the second waits here, and then sees the accounts.
    users::lock(&tx).await?;
    if users::count(&tx).await? > 0 {
        return Ok(false);
    }
    profile::import_mentors_within(services, &Actor::System, &tx, &drafts, &[], &|_| {}).await?;
    let mentee_ids = add_mentees(services, &tx).await?;
    add_staff(services, &tx).await?;
    let ids: Vec<(MentorId, ImportDraft)> = {
        let mut found = Vec::with_capacity(drafts.len());
        for draft in drafts {
            if let Some((mentor_id, _)) = mentors::find_by_external_id(&tx, &draft.id).await? {
                found.push((mentor_id, draft));
            }
        }
        found
    };
    add_sessions(services, &tx, &ids, &mentee_ids).await?;
    tx.commit().await?;
    Ok(true)
}

fn read_mentors() -> Result<Vec<ImportDraft>, DemoError> {
    lines(MENTORS)
        .map(|line| {
            let record: ImportRecord =
                serde_json::from_str(line).map_err(|error| DemoError::People(error.to_string()))?;
            Ok(import::parse(&record)?)
        })
        .collect()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty())
}

async fn add_mentees(services: &Services, tx: &Tx) -> Result<Vec<MenteeId>, DemoError> {
    let now = services.now();
    let mut ids = vec![];
    for line in lines(MENTEES) {
        let mentee: DemoMentee =
            serde_json::from_str(line).map_err(|error| DemoError::People(error.to_string()))?;
        let user_id = UserId(services.new_id());
        users::insert(tx, user_id, &mentee.email, Some(&mentee.name), Role::Mentee, now).await?;
        let save = SaveMentee {
            mentee_id: MenteeId(services.new_id()),
            user_id,
            company: Some(&mentee.company),
            stage: Some(&mentee.stage),
            industry: Some(&mentee.industry),
            goals: Some(&mentee.goals),
            now,
        };
        ids.push(mentees::save(tx, &save).await?);
    }
    Ok(ids)
}

async fn add_staff(services: &Services, tx: &Tx) -> Result<(), DemoError> {
    for account in DEMO_ACCOUNTS.iter().filter(|account| account.role.is_staff()) {
        let id = UserId(services.new_id());
        users::insert(tx, id, account.email, Some(account.name), account.role, services.now()).await?;
    }
    Ok(())
}

/// Two weeks of past sessions and one to come for every second mentor. The demo mentee keeps an
/// empty calendar, so that the first booking is theirs.
async fn add_sessions(
    services: &Services,
    tx: &Tx,
    mentors: &[(MentorId, ImportDraft)],
    mentee_ids: &[MenteeId],
) -> Result<(), DemoError> {
    let now = services.now();
    let others: Vec<MenteeId> = mentee_ids.iter().skip(2).copied().collect();
    if others.is_empty() {
        return Ok(());
    }
    for (at, (mentor_id, draft)) in mentors.iter().enumerate() {
        let past = past_slots(draft, now);
        let rows: Vec<(SlotId, SlotTime)> =
            past.iter().map(|slot| (SlotId(services.new_id()), *slot)).collect();
        let terms = SlotTerms { capacity: 1, location: "virtual" };
        availability::insert_missing(tx, *mentor_id, &rows, terms, now).await?;
        let used = past.iter().skip(at % PAST_STEP).step_by(PAST_STEP + at % 2);
        for (n, slot) in used.enumerate() {
            let status = match (at + n) % 7 {
                5 => SessionStatus::Cancelled,
                6 => SessionStatus::NoShow,
                _ => SessionStatus::Completed,
            };
            add_session(services, tx, *mentor_id, others[(at + n) % others.len()], *slot, status).await?;
        }
        if at % 2 == 1 {
            // A mentee may be taken at that time by another mentor; then this one stays free.
            let open = availability::list_slots(tx, &[*mentor_id], now, now + HALF_WEEK, 1).await?;
            let mentee_id = others[at % others.len()];
            if let Some(row) = open.first()
                && !is_busy(tx, mentee_id, row.time).await?
            {
                add_session(services, tx, *mentor_id, mentee_id, row.time, SessionStatus::Booked).await?;
            }
        }
    }
    Ok(())
}

const HALF_WEEK: std::time::Duration = std::time::Duration::from_secs(84 * 3_600);

async fn is_busy(tx: &Tx, mentee_id: MenteeId, time: SlotTime) -> Result<bool, DemoError> {
    let busy = busy::list_of_mentee(tx, mentee_id, time).await?;
    Ok(busy.iter().any(|busy| busy.status.holds_time()))
}

fn past_slots(draft: &ImportDraft, now: Timestamp) -> Vec<SlotTime> {
    let from = now - std::time::Duration::from_secs(24 * 3_600 * PAST_DAYS.unsigned_abs());
    let zone = draft.zone.clone().unwrap_or_else(Zone::utc);
    let mut slots = rules::expand(draft.weekly_hours.as_deref().unwrap_or_default(), &zone, from, now);
    slots.retain(|slot| slot.ends_at <= now);
    slots
}

async fn add_session(
    services: &Services,
    tx: &Tx,
    mentor_id: MentorId,
    mentee_id: MenteeId,
    slot: SlotTime,
    status: SessionStatus,
) -> Result<(), DemoError> {
    let session = NewSession {
        session_id: SessionId(services.new_id()),
        mentor_id,
        mentee_id,
        starts_at: slot.starts_at,
        ends_at: slot.ends_at,
        status,
        buffer_before_minutes: 0,
        buffer_after_minutes: 0,
        seat: None,
        location: "virtual",
        meeting_url: None,
        notes: None,
        series_id: None,
        organizer_email: &services.config.organizer.email,
        now: services.now(),
    };
    Ok(sessions::insert(tx, &session).await?)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_invented_people_can_be_imported_and_the_accounts_are_among_them() {
        let mentors = read_mentors().unwrap();
        assert!(mentors.len() >= 20);
        let mut emails: HashSet<String> = mentors.iter().map(|m| m.email.as_str().to_owned()).collect();
        for line in lines(MENTEES) {
            emails.insert(serde_json::from_str::<DemoMentee>(line).unwrap().email);
        }
        for account in DEMO_ACCOUNTS.iter().filter(|account| !account.role.is_staff()) {
            assert!(emails.contains(account.email), "{}", account.email);
        }
        assert!(mentors.iter().all(|m| m.weekly_hours.as_ref().is_some_and(|hours| !hours.is_empty())));
    }
}
