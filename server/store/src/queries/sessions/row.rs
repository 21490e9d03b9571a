//! A session as it is read: the row, with what both sides are called, and the query that all reading begins with.

use chrono::{DateTime, Utc};
use office_hours::availability::SlotTime;
use office_hours::booking::SessionStatus;
use office_hours::booking::lifecycle::{LifeFacts, Mark};
use office_hours::booking::party::{Party, Side};
use office_hours::booking::reliability::Coming;
use office_hours::booking::rules::SessionFacts;
use office_hours::booking::series::{Member, SeriesPlace};
use office_hours::ids::{MenteeId, MentorId, SeriesId, SessionId, UserId};
use office_hours::language::Language;
use office_hours::time::Timestamp;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::convert::{display_name, from_db, language_of, word};
use crate::errors::StoreError;
use crate::queries::series::frequency_of;

/// Those who meet, as a session is shown with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// As shown.
    pub mentor_name: String,
    /// Where mail goes.
    pub mentor_email: String,
    /// In which language they are written to.
    pub mentor_language: Language,
    /// IANA zone.
    pub mentor_timezone: String,
    /// One line.
    pub mentor_headline: Option<String>,
    /// The account behind.
    pub mentee_user_id: UserId,
    /// As shown.
    pub mentee_name: String,
    /// Where mail goes.
    pub mentee_email: String,
    /// In which language they are written to.
    pub mentee_language: Language,
    /// IANA zone; the mentor's until they have told theirs.
    pub mentee_timezone: String,
    /// The venture.
    pub mentee_company: Option<String>,
}

/// A session with what both sides are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// The session.
    pub session_id: SessionId,
    /// Who gives time.
    pub mentor_id: MentorId,
    /// As shown.
    pub mentor_name: String,
    /// Where mail goes.
    pub mentor_email: String,
    /// In which language they are written to.
    pub mentor_language: Language,
    /// IANA zone.
    pub mentor_timezone: String,
    /// One line.
    pub mentor_headline: Option<String>,
    /// Who asked.
    pub mentee_id: MenteeId,
    /// The account behind.
    pub mentee_user_id: UserId,
    /// As shown.
    pub mentee_name: String,
    /// Where mail goes.
    pub mentee_email: String,
    /// In which language they are written to.
    pub mentee_language: Language,
    /// IANA zone; the mentor's until they have told theirs.
    pub mentee_timezone: String,
    /// The venture.
    pub mentee_company: Option<String>,
    /// Inclusive.
    pub starts_at: Timestamp,
    /// Exclusive.
    pub ends_at: Timestamp,
    /// Where it stands.
    pub status: SessionStatus,
    /// The same for all who meet then; none when the mentor is with this mentee alone.
    pub group_id: Option<Uuid>,
    /// Whether the mentee is named to the others of the group.
    pub named_to_guests: bool,
    /// "virtual", a room, a phone number.
    pub location: String,
    /// Where to join.
    pub meeting_url: Option<String>,
    /// What it is about.
    pub notes: Option<String>,
    /// How often that was changed since it was booked.
    pub notes_version: u32,
    /// Which side changed it last; nothing where it is as it was booked, or where somebody did who is no side any more.
    pub notes_by: Option<Side>,
    /// When it was asked for, or moved while it waited for the mentor.
    pub requested_at: Timestamp,
    /// How often its sides have moved it.
    pub moves: u32,
    /// Grows with every change that a calendar has to follow.
    pub ical_sequence: u32,
    /// What its event in calendars is called: another one once another mentor has taken the session over.
    pub event_id: Uuid,
    /// Who organizes that event; nothing where an earlier release booked it and nobody has noted it since.
    pub organizer_email: Option<String>,
    /// What was said of how it went.
    pub mark: Option<Mark>,
    /// Why it stands as it does, in the words of whoever took the last step.
    pub status_reason: Option<String>,
    /// Where it stands among those it repeats with.
    pub series: Option<SeriesPlace>,
    /// Whether it was moved by itself at some time.
    pub moved_alone: bool,
    /// When the mentee was asked whether they are still coming, at this time of the session.
    pub asked_at: Option<Timestamp>,
    /// Whether they said yes.
    pub confirmed: bool,
}

impl SessionRow {
    /// When.
    pub fn time(&self) -> SlotTime {
        SlotTime { starts_at: self.starts_at, ends_at: self.ends_at }
    }

    /// In which language a side is written to.
    pub fn language_of(&self, side: Side) -> Language {
        match side {
            Side::Mentor => self.mentor_language,
            Side::Mentee => self.mentee_language,
        }
    }

    /// In which zone a side reads times.
    pub fn timezone_of(&self, side: Side) -> &str {
        match side {
            Side::Mentor => &self.mentor_timezone,
            Side::Mentee => &self.mentee_timezone,
        }
    }

    /// As the rules of "still coming?" look at it.
    pub fn coming(&self) -> Coming {
        Coming {
            starts_at: self.starts_at,
            booked_at: self.requested_at,
            asked_at: self.asked_at,
            confirmed: self.confirmed,
        }
    }

    /// As the rules of a series look at it.
    pub fn member(&self) -> Member {
        Member { session_id: self.session_id, starts_at: self.starts_at, is_exception: self.moved_alone }
    }

    /// As the rules of a session's life look at it.
    pub fn life(&self) -> LifeFacts {
        let (mentor_id, mentee_id) = (self.mentor_id, self.mentee_id);
        let session = SessionFacts { mentor_id, mentee_id, status: self.status, starts_at: self.starts_at };
        LifeFacts { session, requested_at: self.requested_at, mark: self.mark }
    }
}

/// `s` is the session; `m`, `mu` are the mentor and the account behind, `e`, `eu` the mentee's; `r` is the
/// series, and `o` what it repeats with.
pub(in crate::queries) const SELECT_SESSION: &str = "SELECT s.id, s.mentor_id, s.mentee_id, s.starts_at, s.ends_at, s.status, s.location, s.group_id, s.named_to_guests, \
    s.meeting_url, s.notes, s.notes_version, s.notes_user_id, coalesce(s.requested_at, s.created_at) AS requested_at, s.moves, s.ical_sequence, \
    s.marked_at, s.marked_by, s.absent, s.disputed, s.status_reason, s.series_id, s.moved_alone, s.event_id, \
    s.organizer_email, r.frequency AS series_frequency, \
    (SELECT count(*) FROM office_sessions o WHERE o.series_id = s.series_id) AS series_of, \
    (SELECT count(*) FROM office_sessions o WHERE o.series_id = s.series_id AND (o.starts_at < s.starts_at \
    OR (o.starts_at = s.starts_at AND o.id <= s.id))) AS series_number, c.asked_at, c.confirmed_at, m.user_id AS mentor_user_id, m.timezone AS mentor_timezone, m.headline AS mentor_headline, mu.name AS mentor_name, \
    mu.email AS mentor_email, mu.language AS mentor_language, e.company AS mentee_company, e.user_id AS mentee_user_id, eu.name AS mentee_name, eu.email AS mentee_email, eu.language AS mentee_language, coalesce(eu.timezone, m.timezone) AS mentee_timezone \
    FROM office_sessions s JOIN mentors m ON m.id = s.mentor_id JOIN users mu ON mu.id = m.user_id \
    JOIN mentees e ON e.id = s.mentee_id JOIN users eu ON eu.id = e.user_id \
    LEFT JOIN confirmations c ON c.session_id = s.id AND c.starts_at = s.starts_at \
    LEFT JOIN session_series r ON r.id = s.series_id ";

#[derive(FromQueryResult)]
pub(in crate::queries) struct RawSession {
    id: Uuid,
    mentor_id: Uuid,
    mentee_id: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    status: String,
    location: String,
    group_id: Option<Uuid>,
    named_to_guests: bool,
    meeting_url: Option<String>,
    notes: Option<String>,
    notes_version: i32,
    notes_user_id: Option<Uuid>,
    requested_at: DateTime<Utc>,
    moves: i32,
    ical_sequence: i32,
    marked_at: Option<DateTime<Utc>>,
    marked_by: Option<String>,
    absent: Option<String>,
    disputed: bool,
    status_reason: Option<String>,
    series_id: Option<Uuid>,
    moved_alone: bool,
    event_id: Option<Uuid>,
    organizer_email: Option<String>,
    series_frequency: Option<String>,
    series_of: i64,
    series_number: i64,
    asked_at: Option<DateTime<Utc>>,
    confirmed_at: Option<DateTime<Utc>>,
    mentor_user_id: Uuid,
    mentor_timezone: String,
    mentor_headline: Option<String>,
    mentor_name: Option<String>,
    mentor_email: String,
    mentor_language: String,
    mentee_company: Option<String>,
    mentee_user_id: Uuid,
    mentee_name: Option<String>,
    mentee_email: String,
    mentee_language: String,
    mentee_timezone: String,
}

impl RawSession {
    fn mark(&self) -> Result<Option<Mark>, StoreError> {
        let (Some(at), Some(by)) = (self.marked_at, self.marked_by.as_deref()) else { return Ok(None) };
        let side = |text: &str| word("office_sessions.absent", text, Side::find(text));
        Ok(Some(Mark {
            at: from_db(at),
            by: word("office_sessions.marked_by", by, Party::find(by))?,
            absent: self.absent.as_deref().map(side).transpose()?,
            disputed: self.disputed,
        }))
    }

    fn notes_by(&self) -> Option<Side> {
        let by = self.notes_user_id?;
        let sides = [(Side::Mentor, self.mentor_user_id), (Side::Mentee, self.mentee_user_id)];
        sides.into_iter().find(|(_, user_id)| *user_id == by).map(|(side, _)| side)
    }

    fn series(&self) -> Result<Option<SeriesPlace>, StoreError> {
        let (Some(id), Some(frequency)) = (self.series_id, self.series_frequency.as_deref()) else {
            return Ok(None);
        };
        Ok(Some(SeriesPlace {
            series_id: SeriesId(id),
            frequency: frequency_of(frequency)?,
            number: u32::try_from(self.series_number).unwrap_or_default(),
            of: u32::try_from(self.series_of).unwrap_or_default(),
        }))
    }

    pub(in crate::queries) fn row(self) -> Result<SessionRow, StoreError> {
        Ok(SessionRow {
            mark: self.mark()?,
            notes_by: self.notes_by(),
            notes_version: u32::try_from(self.notes_version).unwrap_or_default(),
            series: self.series()?,
            moved_alone: self.moved_alone,
            group_id: self.group_id,
            named_to_guests: self.named_to_guests,
            event_id: self.event_id.unwrap_or(self.id),
            organizer_email: self.organizer_email,
            requested_at: from_db(self.requested_at),
            moves: u32::try_from(self.moves).unwrap_or_default(),
            ical_sequence: u32::try_from(self.ical_sequence).unwrap_or_default(),
            status_reason: self.status_reason,
            asked_at: self.asked_at.map(from_db),
            confirmed: self.confirmed_at.is_some(),
            session_id: SessionId(self.id),
            mentor_id: MentorId(self.mentor_id),
            mentor_name: display_name(self.mentor_name, &self.mentor_email),
            mentor_email: self.mentor_email,
            mentor_language: language_of(&self.mentor_language),
            mentor_timezone: self.mentor_timezone,
            mentor_headline: self.mentor_headline,
            mentee_id: MenteeId(self.mentee_id),
            mentee_user_id: UserId(self.mentee_user_id),
            mentee_name: display_name(self.mentee_name, &self.mentee_email),
            mentee_email: self.mentee_email,
            mentee_language: language_of(&self.mentee_language),
            mentee_timezone: self.mentee_timezone,
            mentee_company: self.mentee_company,
            starts_at: from_db(self.starts_at),
            ends_at: from_db(self.ends_at),
            status: status_of(&self.status)?,
            location: self.location,
            meeting_url: self.meeting_url,
            notes: self.notes,
        })
    }
}

pub(in crate::queries) fn status_of(text: &str) -> Result<SessionStatus, StoreError> {
    word("office_sessions.status", text, text.parse().ok())
}
