//! Taking a person out of every table. What was met and how it was rated stays, of somebody without a name.
//!
//! Whatever table is added that says something of a person is to be added here as well.

use office_hours::account::Account;
use office_hours::account::erasure::{FORMER_NAME, erased_address};
use office_hours::ids::{MenteeId, MentorId};
use office_hours::time::Timestamp;
use uuid::Uuid;

use crate::connection::{Db, Tx};
use crate::errors::StoreError;
use crate::sql::Sql;

/// What belongs to a person alone, by `user_id`.
const OF_PERSON: [&str; 8] = [
    "accounts",
    "sessions",
    "calendar_feeds",
    "form_drafts",
    "holds",
    "idempotency_keys",
    "saved_mentors",
    "waiting_offers",
];
/// What belongs to a mentor alone, by `mentor_id`; nobody waits for them any more, or looks for them again.
const OF_MENTOR: [&str; 7] = [
    "expertise",
    "weekly_hours",
    "availability_rules",
    "mentor_embeddings",
    "saved_mentors",
    "waiting_offers",
    "waiting_list",
];

/// Takes name, address, words and pictures of the person away, ends their logins and feeds, and leaves an account that
/// cannot be used. Many statements.
pub async fn erase(db: &Tx, account: &Account, now: Timestamp) -> Result<(), StoreError> {
    Sql::new(db, "UPDATE users SET name = ")
        .bind(FORMER_NAME)
        .push(", email = ")
        .bind(erased_address(account.user_id))
        .push(", email_verified = NULL, image = NULL, last_login_at = NULL, timezone = NULL, status = 'inactive' WHERE id = ")
        .bind(account.user_id.0)
        .execute()
        .await?;
    remove_all(db, &OF_PERSON, "user_id", account.user_id.0).await?;
    // Also of sessions that another mentor has taken over since.
    Sql::new(db, "UPDATE office_sessions SET notes = NULL WHERE notes_user_id = ")
        .bind(account.user_id.0)
        .execute()
        .await?;
    erase_from_journal(db, account).await?;
    Sql::new(db, "DELETE FROM verification_tokens WHERE identifier = ")
        .bind(account.email.as_str())
        .execute()
        .await?;
    if let Some(mentor_id) = account.mentor_id {
        erase_mentor(db, mentor_id, now).await?;
    }
    if let Some(mentee_id) = account.mentee_id {
        erase_mentee(db, mentee_id, now).await?;
    }
    Ok(())
}

/// Times to come go, those of the past stay: they are what utilisation is counted of.
async fn erase_mentor(db: &Tx, mentor_id: MentorId, now: Timestamp) -> Result<(), StoreError> {
    Sql::new(db, "UPDATE mentors SET updated_at = ")
        .bind_time(now)
        .push(
            ", headline = NULL, bio = NULL, company = NULL, title = NULL, photo_url = NULL, linkedin_url = NULL, \
             country = NULL, languages = '[]', external_id = NULL, airtable_record_id = NULL, visibility = 'private', active = FALSE WHERE id = ",
        )
        .bind(mentor_id.0)
        .execute()
        .await?;
    remove_all(db, &OF_MENTOR, "mentor_id", mentor_id.0).await?;
    Sql::new(db, "DELETE FROM availability WHERE mentor_id = ")
        .bind(mentor_id.0)
        .push(" AND starts_at > ")
        .bind_time(now)
        .execute()
        .await?;
    // A place may be an address, or a number.
    for places in [
        "availability SET location = 'virtual'",
        "office_sessions SET location = 'virtual', meeting_url = NULL",
    ] {
        let sql = format!("UPDATE {places} WHERE mentor_id = ");
        Sql::new(db, &sql).bind(mentor_id.0).execute().await?;
    }
    remove_words(db, "mentor", mentor_id.0, now).await
}

async fn erase_mentee(db: &Tx, mentee_id: MenteeId, now: Timestamp) -> Result<(), StoreError> {
    Sql::new(db, "UPDATE mentees SET updated_at = ")
        .bind_time(now)
        .push(", company = NULL, goals = NULL WHERE id = ")
        .bind(mentee_id.0)
        .execute()
        .await?;
    remove_all(db, &["waiting_list"], "mentee_id", mentee_id.0).await?;
    Sql::new(db, "UPDATE office_sessions SET notes = NULL WHERE mentee_id = ")
        .bind(mentee_id.0)
        .execute()
        .await?;
    remove_words(db, "mentee", mentee_id.0, now).await
}

/// What was done, and when, stays in the journal; the words that were typed do not, nor what the person is called
/// elsewhere.
async fn erase_from_journal(db: &Tx, account: &Account) -> Result<(), StoreError> {
    Sql::new(db, "UPDATE events SET props = ")
        .either("json_remove(props, '$.reason')", "props - 'reason'")
        .push(" WHERE actor_user_id = ")
        .bind(account.user_id.0)
        .execute()
        .await?;
    Sql::new(db, "UPDATE events SET props = ")
        .either(
            "json_set(props, '$.request.query', '')",
            "jsonb_set(props, '{request,query}', '\"\"'::jsonb)",
        )
        .push(" WHERE type = 'search.shown' AND actor_user_id = ")
        .bind(account.user_id.0)
        .execute()
        .await?;
    let Some(mentor_id) = account.mentor_id else { return Ok(()) };
    Sql::new(db, "UPDATE events SET props = ")
        .either("json_remove(props, '$.external_id')", "props - 'external_id'")
        .push(" WHERE type = 'mentor.imported' AND entity_id = ")
        .bind(mentor_id.to_string())
        .execute()
        .await
        .map(drop)
}

async fn remove_all(db: &Tx, tables: &[&str], column: &str, id: Uuid) -> Result<(), StoreError> {
    for table in tables {
        Sql::new(db, &format!("DELETE FROM {table} WHERE {column} = ")).bind(id).execute().await?;
    }
    Ok(())
}

/// What one side wrote about sessions; the ratings stay. Why one ended goes too, but where it ends with the account:
/// the other side is still to read that.
async fn remove_words(db: &impl Db, side: &str, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    Sql::new(db, &format!("UPDATE office_sessions SET status_reason = NULL WHERE {side}_id = "))
        .bind(id)
        .push(" AND updated_at < ")
        .bind_time(now)
        .execute()
        .await?;
    let of_side = format!(" AND session_id IN (SELECT id FROM office_sessions WHERE {side}_id = ");
    Sql::new(db, "UPDATE session_feedback SET feedback_text = NULL WHERE submitter_role = ")
        .bind(side)
        .push(&of_side)
        .bind(id)
        .push(")")
        .execute()
        .await
        .map(drop)
}
