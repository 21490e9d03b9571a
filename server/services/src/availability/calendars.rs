//! Calendars read from the database, for the one function that says what can be booked.

use std::collections::HashMap;

use jiff::SignedDuration;
use office_hours::availability::{
    Asker, Calendar, CalendarFacts, MENTEE_CAP_DAYS, Offer, SlotTime, facts_needed,
};
use office_hours::ids::{MenteeId, MentorId, SessionId, UserId};
use office_hours::profile::MentorProfile;
use office_hours::time::{Timestamp, Zone};
use office_hours::{Actor, Failure};
use store::Db;
use store::queries::busy::{self, MenteeBusy};
use store::queries::{availability, availability_rules, holds};

use super::rules::Rules;
use crate::failure::OrFail;

/// What a calendar takes from the mentor's profile.
#[derive(Clone, Copy)]
pub(crate) struct Host<'a> {
    /// Whose calendar.
    pub(crate) mentor_id: MentorId,
    /// An IANA name.
    pub(crate) timezone: &'a str,
    /// Whether they can be booked at all.
    pub(crate) active: bool,
    /// Sessions a week at most.
    pub(crate) load_cap_per_week: i32,
}

impl<'a> From<&'a MentorProfile> for Host<'a> {
    fn from(profile: &'a MentorProfile) -> Self {
        Self {
            mentor_id: profile.mentor_id,
            timezone: &profile.timezone,
            active: profile.active,
            load_cap_per_week: profile.load_cap_per_week,
        }
    }
}

/// The calendars of some mentors, complete for times in `asked`; three queries, however many mentors.
/// `offered` are the times that each of them offers; time off is not among the facts, since nothing
/// is offered in it. `except` are the sessions that are about to be moved.
pub(crate) async fn calendars(
    db: &impl Db,
    mentors: &[Host<'_>],
    offered: HashMap<MentorId, Vec<SlotTime>>,
    asked: SlotTime,
    except: &[SessionId],
    now: Timestamp,
) -> Result<HashMap<MentorId, Calendar>, Failure> {
    let known = calendar_facts(db, mentors, offered, asked, except, now).await?;
    Ok(known.into_iter().map(|(mentor_id, facts, zone)| (mentor_id, Calendar::new(facts, &zone))).collect())
}

/// What these calendars are made of, each with the mentor's zone.
pub(crate) async fn calendar_facts(
    db: &impl Db,
    mentors: &[Host<'_>],
    mut offered: HashMap<MentorId, Vec<SlotTime>>,
    asked: SlotTime,
    except: &[SessionId],
    now: Timestamp,
) -> Result<Vec<(MentorId, CalendarFacts, Zone)>, Failure> {
    let ids: Vec<MentorId> = mentors.iter().map(|mentor| mentor.mentor_id).collect();
    let zones: Vec<Zone> = mentors.iter().map(|mentor| Zone::of_stored(mentor.timezone)).collect();
    let needed = zones.iter().map(|zone| facts_needed(asked, zone)).reduce(|all, one| SlotTime {
        starts_at: all.starts_at.min(one.starts_at),
        ends_at: all.ends_at.max(one.ends_at),
    });
    let Some(needed) = needed else { return Ok(vec![]) };
    let mut offers: HashMap<MentorId, Offer> = HashMap::new();
    for (mentor_id, input) in availability_rules::list_offers(db, &ids).await.or_fail()? {
        offers.insert(mentor_id, Offer::parse(&input)?);
    }
    let mut busy = by_mentor(busy::list_of_mentors(db, &ids, needed, except).await.or_fail()?);
    let mut held = by_mentor(holds::list(db, &ids, now).await.or_fail()?);
    let known = mentors.iter().zip(zones).map(|(mentor, zone)| {
        let mentor_id = mentor.mentor_id;
        let facts = CalendarFacts {
            offer: offers.remove(&mentor_id).unwrap_or_default(),
            mentor_active: mentor.active,
            load_cap_per_week: mentor.load_cap_per_week,
            offered: offered.remove(&mentor_id).unwrap_or_default(),
            blocks: vec![],
            sessions: busy.remove(&mentor_id).unwrap_or_default(),
            holds: held.remove(&mentor_id).unwrap_or_default(),
            outside: vec![],
        };
        (mentor_id, facts, zone)
    });
    Ok(known.collect())
}

/// The calendar of one mentor as to this time, whether or not it is offered; where it is not, time off
/// is among the facts, since it may be the reason.
pub(crate) async fn calendar_at(
    db: &impl Db,
    mentor: Host<'_>,
    time: SlotTime,
    now: Timestamp,
) -> Result<Calendar, Failure> {
    let mentor_id = mentor.mentor_id;
    if availability::find_slot_at(db, mentor_id, time).await.or_fail()?.is_some() {
        return calendar_of(db, mentor, time, None, now).await;
    }
    let mut calendars = calendars(db, &[mentor], HashMap::new(), time, &[], now).await?;
    let calendar = calendars.remove(&mentor_id).ok_or_else(|| Failure::not_found("mentor"))?;
    let rules = Rules::read(db, mentor_id, Zone::of_stored(mentor.timezone)).await?;
    Ok(calendar.with_blocks(rules.blocked()))
}

/// The calendar of one mentor who offers exactly this time.
pub(crate) async fn calendar_of(
    db: &impl Db,
    mentor: Host<'_>,
    time: SlotTime,
    except: Option<SessionId>,
    now: Timestamp,
) -> Result<Calendar, Failure> {
    let offered = HashMap::from([(mentor.mentor_id, vec![time])]);
    let mut calendars = calendars(db, &[mentor], offered, time, except.as_slice(), now).await?;
    calendars.remove(&mentor.mentor_id).ok_or_else(|| Failure::not_found("mentor"))
}

fn by_mentor<T>(rows: Vec<(MentorId, T)>) -> HashMap<MentorId, Vec<T>> {
    let mut grouped: HashMap<MentorId, Vec<T>> = HashMap::new();
    for (mentor_id, row) in rows {
        grouped.entry(mentor_id).or_default().push(row);
    }
    grouped
}

/// How far what a mentee has on must be known for times in `asked`: the cap looks as many days around.
pub(super) fn around(asked: SlotTime) -> SlotTime {
    let span = SignedDuration::from_hours(24 * MENTEE_CAP_DAYS);
    SlotTime {
        starts_at: asked.starts_at.checked_sub(span).unwrap_or(Timestamp::MIN),
        ends_at: asked.ends_at.checked_add(span).unwrap_or(Timestamp::MAX),
    }
}

/// What somebody who asks has on, if they are a mentee.
pub(crate) struct MenteeCalendar {
    user_id: UserId,
    busy: Vec<MenteeBusy>,
}

impl MenteeCalendar {
    /// Of what the mentee has on, as far as [`around`] says.
    pub(super) fn new(user_id: UserId, busy: Vec<MenteeBusy>) -> Self {
        Self { user_id, busy }
    }

    /// Complete for times in `asked`, but for the session that is about to be moved; one query.
    pub(crate) async fn read(
        db: &impl Db,
        actor: &Actor,
        asked: SlotTime,
        except: Option<SessionId>,
    ) -> Result<Option<Self>, Failure> {
        let Actor::Person(person) = actor else { return Ok(None) };
        let Some(mentee_id) = person.mentee_id else { return Ok(None) };
        Self::of_mentee(db, mentee_id, person.user_id, asked, except.as_slice()).await.map(Some)
    }

    /// The same of a mentee in whose place somebody acts, and where several sessions move; one query.
    pub(crate) async fn of_mentee(
        db: &impl Db,
        mentee_id: MenteeId,
        user_id: UserId,
        asked: SlotTime,
        except: &[SessionId],
    ) -> Result<Self, Failure> {
        let mut busy = busy::list_of_mentee(db, mentee_id, around(asked)).await.or_fail()?;
        busy.retain(|busy| !except.contains(&busy.session_id));
        Ok(Self { user_id, busy })
    }

    /// As the engine asks of it, towards one mentor.
    pub(crate) fn asker(&self, mentor_id: MentorId) -> Asker {
        self.asker_besides(mentor_id, &[])
    }

    /// The same, as if these times with that mentor were booked as well.
    pub(crate) fn asker_besides(&self, mentor_id: MentorId, taken: &[SlotTime]) -> Asker {
        let holding = self.busy.iter().filter(|busy| busy.status.holds_time()).map(|busy| busy.time);
        let counted = self.busy.iter().filter(|busy| busy.mentor_id == mentor_id && busy.status.counts());
        let counted = counted.map(|busy| busy.time.starts_at);
        Asker::new(
            self.user_id,
            holding.chain(taken.iter().copied()).collect(),
            counted.chain(taken.iter().map(|time| time.starts_at)).collect(),
        )
    }
}
