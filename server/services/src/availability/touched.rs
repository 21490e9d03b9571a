//! Sessions that a change of hours, reader, offer or leave touches: found before it is saved, and what their mentor
//! decided of each carried out with it.

use std::collections::{HashMap, HashSet};

use office_hours::account::UserStatus;
use office_hours::availability::{
    Settlement, SlotTime, TouchedChoice, TouchedSession, Upcoming, Why, touched,
};
use office_hours::ids::SessionId;
use office_hours::profile::MentorProfile;
use office_hours::time::{Timestamp, Zone};
use office_hours::{Actor, Failure};
use serde_json::json;
use store::queries::events;
use store::queries::sessions::{self, SessionRow};
use store::queries::users::{self, UserRow};
use store::{Db, Tx};

use super::known_slots::FAR;
use super::rules::Rules;
use crate::booking::{CHANGE_ASKED, session_view};
use crate::failure::OrFail;
use crate::jobs;
use crate::mail::sessions as mails;
use crate::{Reader, Services};

/// The sessions to come that fit into the rules of today and not into `after`, next first.
pub(crate) async fn find_touched(
    db: &impl Db,
    mentor: &MentorProfile,
    after: &Rules,
    now: Timestamp,
) -> Result<Vec<(SessionRow, Why)>, Failure> {
    let today = Zone::of_stored(&mentor.timezone);
    let before = Rules::read(db, mentor.mentor_id, today).await?;
    let rows = sessions::list_upcoming_for_mentor(db, mentor.mentor_id, now).await.or_fail()?;
    let upcoming = upcoming(&rows);
    let misfits = |rules: &Rules| {
        let hours = rules.hours(now, now + FAR)?;
        Ok::<_, Failure>(touched(&upcoming, &hours, &rules.offer, rules.zone()))
    };
    let already: HashSet<SessionId> =
        misfits(&before)?.into_iter().map(|touched| touched.session_id).collect();
    let misfits = misfits(after)?;
    let mut by_id: HashMap<SessionId, SessionRow> =
        rows.into_iter().map(|row| (row.session_id, row)).collect();
    let found = misfits
        .into_iter()
        .filter(|touched| !already.contains(&touched.session_id))
        .filter_map(|touched| Some((by_id.remove(&touched.session_id)?, touched.why)));
    Ok(found.collect())
}

/// The same as their mentor reads them.
pub(crate) fn touched_views(
    services: &Services,
    actor: &Actor,
    found: &[(SessionRow, Why)],
    reader: &Reader,
) -> Vec<TouchedSession> {
    let now = services.now();
    let view = |(row, why): &(SessionRow, Why)| TouchedSession {
        session: session_view(services, row.clone(), actor, reader, now),
        why: *why,
    };
    found.iter().map(view).collect()
}

/// What somebody else has to be asked for, once the change is saved.
#[derive(Debug, Default)]
pub(crate) struct Asked(Vec<(SessionRow, TouchedChoice)>);

/// Whether it is said of every session that `after` touches what becomes of it; refused with their names if not. The
/// mentor must be held, so that no session comes or goes before the change is saved.
pub(crate) async fn settle(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    (mentor, after): (&MentorProfile, &Rules),
    settlement: &Settlement,
    reader: &Reader,
) -> Result<Asked, Failure> {
    // Nobody has to be asked, and nothing moves by itself.
    if settlement.keep_booked && settlement.decisions.is_empty() {
        return Ok(Asked::default());
    }
    let found = find_touched(tx, mentor, after, services.now()).await?;
    let views = touched_views(services, actor, &found, reader);
    let choices = settlement.settle(&views)?;
    let asked = found.into_iter().map(|(row, _)| row).zip(choices);
    Ok(Asked(asked.filter(|(_, choice)| *choice != TouchedChoice::Keep).collect()))
}

/// Asks them, beside the change. The sessions themselves stay as they are until somebody moves them.
pub(crate) async fn ask_others(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    Asked(asked): &Asked,
) -> Result<(), Failure> {
    let now = services.now();
    let hands_over = asked.iter().any(|(_, choice)| *choice == TouchedChoice::HandOver);
    let staff = if hands_over { active_staff(tx).await? } else { vec![] };
    for (row, choice) in asked {
        let letters = match choice {
            TouchedChoice::Keep => continue,
            TouchedChoice::OfferTimes => vec![mails::other_time_wanted(services, row)],
            TouchedChoice::HandOver => {
                staff.iter().map(|member| mails::hand_over_wanted(services, row, member)).collect()
            }
        };
        jobs::enqueue_mails(services, tx, letters).await?;
        let props = json!({ "choice": choice });
        let id = row.session_id.to_string();
        events::insert(tx, now, actor.user_id(), CHANGE_ASKED, "session", &id, props).await.or_fail()?;
    }
    Ok(())
}

/// Those who can hand a session over; refused where there is nobody.
async fn active_staff(tx: &Tx) -> Result<Vec<UserRow>, Failure> {
    let mut staff = users::list_staff(tx).await.or_fail()?;
    staff.retain(|member| member.status == UserStatus::Active);
    if staff.is_empty() {
        return Err(Failure::conflict(
            "no_staff",
            "Nothing was saved: there is nobody yet who could hand a session over. Keep it, or offer new times.",
        ));
    }
    Ok(staff)
}

/// Sessions with the places sold of those who meet together.
fn upcoming(rows: &[SessionRow]) -> Vec<Upcoming> {
    let mut seats: HashMap<SlotTime, u32> = HashMap::new();
    for row in rows {
        *seats.entry(row.time()).or_default() += 1;
    }
    let one = |row: &SessionRow| Upcoming {
        session_id: row.session_id,
        time: row.time(),
        seats_taken: seats.get(&row.time()).copied().unwrap_or(1),
    };
    rows.iter().map(one).collect()
}
