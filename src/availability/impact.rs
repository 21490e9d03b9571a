//! Which sessions a change of hours, zone, offer or leave would touch, before it is saved.

use serde::{Deserialize, Serialize};

use super::expand::windows;
use super::slot_time::RangeIndex;
use super::{AvailabilityRules, Hours, Offer, SlotTime};
use crate::booking::SessionView;
use crate::failure::Failure;
use crate::ids::SessionId;
use crate::language::Text;
use crate::text;
use crate::time::Zone;

/// A session to come that holds its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upcoming {
    /// Which one.
    pub session_id: SessionId,
    /// When.
    pub time: SlotTime,
    /// Places sold in all, of the sessions of a group together.
    pub seats_taken: u32,
}

/// Why a session no longer fits; the strongest reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Time off lies across it.
    Blocked,
    /// It is not within the hours.
    OutsideHours,
    /// More places are sold than are offered.
    TooMany,
}

/// A session that the change touches: somebody has to keep it, move it or hand it over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Which one.
    pub session_id: SessionId,
    /// Why.
    pub why: Why,
}

/// Asks what rules would do before they are saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewRules {
    /// The rules.
    pub rules: AvailabilityRules,
    /// The zone they would be in; none means the mentor's own.
    #[serde(default)]
    pub timezone: Option<String>,
}

/// A session that would not fit any more, as its mentor reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TouchedSession {
    /// The session. It stays as it is unless somebody moves or cancels it.
    pub session: SessionView,
    /// Why it would not fit.
    pub why: Why,
}

/// What becomes of a session that a change touches. It stays as it is in any case until somebody moves it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TouchedChoice {
    /// It takes place as agreed.
    #[default]
    Keep,
    /// The mentee is asked to choose another time.
    OfferTimes,
    /// The programme's staff are asked to give it to another mentor.
    HandOver,
}

impl TouchedChoice {
    /// The word in a form and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::OfferTimes => "offer_times",
            Self::HandOver => "hand_over",
        }
    }
}

/// What becomes of one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TouchedDecision {
    /// Which one.
    pub session_id: SessionId,
    /// What.
    pub choice: TouchedChoice,
}

/// What becomes of the sessions that a change touches. One of which nothing is said is named, and nothing is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Settlement {
    /// Whether all of which nothing else is said stay as they are.
    pub keep_booked: bool,
    /// What is said of single ones.
    pub decisions: Vec<TouchedDecision>,
}

impl Settlement {
    /// What becomes of each of these, in their order; refused with their names where it is not said of all.
    pub fn settle(&self, touched: &[TouchedSession]) -> Result<Vec<TouchedChoice>, Failure> {
        let decided = |touched: &TouchedSession| {
            let one = self.decisions.iter().find(|one| one.session_id == touched.session.session_id);
            one.map(|one| one.choice).or(self.keep_booked.then_some(TouchedChoice::Keep))
        };
        let choices: Option<Vec<TouchedChoice>> = touched.iter().map(decided).collect();
        let choices = choices.ok_or_else(|| not_settled(touched))?;
        let cannot = |(touched, choice): (&TouchedSession, &TouchedChoice)| {
            *choice == TouchedChoice::OfferTimes && !touched.session.can_move
        };
        match touched.iter().zip(&choices).find(|pair| cannot(*pair)) {
            Some((touched, _)) => Err(Failure::invalid(
                "decisions",
                text!(
                    "{session} can no longer be moved. Keep it, or have it handed over.",
                    session = named(touched)
                ),
            )),
            None => Ok(choices),
        }
    }
}

/// The code of [`Settlement::settle`]'s refusal.
pub const SESSIONS_TOUCHED: &str = "sessions_touched";

/// Names the sessions, for whoever decides what becomes of them.
fn not_settled(touched: &[TouchedSession]) -> Failure {
    let named: Vec<Text> = touched.iter().map(named).collect();
    let message = Text::counted(
        "Nothing was saved yet: a booked session would no longer fit into these hours: {sessions}. Save them again \
         with what is booked kept, or move or cancel it first.",
        "Nothing was saved yet: booked sessions would no longer fit into these hours: {sessions}. Save them again \
         with what is booked kept, or move or cancel it first.",
        touched.len() as i64,
    );
    Failure::conflict(SESSIONS_TOUCHED, message.with("sessions", Text::in_a_row(&named)))
}

fn named(TouchedSession { session, .. }: &TouchedSession) -> Text {
    let (day, time, mentee) = (&session.starts.day, &session.starts.time, &session.mentee_name);
    text!("{day} {time} with {mentee}", day, time, mentee)
}

/// What a form is filled with: what was saved, or what was entered and would touch sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review<T> {
    /// The entries.
    pub entered: T,
    /// Whether these are the saved ones.
    pub is_saved: bool,
    /// Of which it is to be said what becomes of them.
    pub sessions_touched: Vec<TouchedSession>,
}

impl<T> Review<T> {
    /// Of entries as they were saved.
    pub fn of_saved(entered: T) -> Self {
        Self { entered, is_saved: true, sessions_touched: vec![] }
    }

    /// Of entries that were refused because of the sessions they touched; by now these may be fewer, or none.
    pub fn of_draft(entered: T, sessions_touched: Vec<TouchedSession>) -> Self {
        Self { entered, is_saved: false, sessions_touched }
    }
}

/// What rules would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulesPreview {
    /// Times offered in the next seven days.
    pub times_next_week: u32,
    /// Times offered up to the horizon.
    pub times: u32,
    /// Sessions to come that fit into the rules of today and not into these, next first.
    pub sessions_touched: Vec<TouchedSession>,
}

/// The sessions that would not fit into these hours and this offer, in the order given.
///
/// A session keeps its instants and its length whatever changes, so it needs to lie within the
/// hours, not on the new grid. Some may not fit into today's hours either, when staff booked them:
/// ask for both and take the difference to see what the change itself does.
pub fn touched(sessions: &[Upcoming], hours: &Hours, offer: &Offer, zone: &Zone) -> Vec<Touched> {
    let blocks = hours.blocked(zone).into_iter().map(|block| (block, ()));
    let blocked = RangeIndex::new(blocks);
    let open = |time: SlotTime| {
        let near = windows(hours, offer, zone, time.starts_at, time.ends_at);
        near.iter().any(|window| window.covers(&time))
    };
    let why = |session: &Upcoming| {
        if blocked.overlapping(session.time).next().is_some() {
            Some(Why::Blocked)
        } else if !open(session.time) {
            Some(Why::OutsideHours)
        } else {
            (session.seats_taken > offer.capacity()).then_some(Why::TooMany)
        }
    };
    let touched =
        |session: &Upcoming| why(session).map(|why| Touched { session_id: session.session_id, why });
    sessions.iter().filter_map(touched).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::rules::parse_weekly_hours;
    use super::super::{Block, OfferInput, expand};
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::parse("timezone", name).unwrap()
    }

    fn session(at: &str, minutes: i64, seats_taken: u32) -> Upcoming {
        let time = SlotTime::lasting(at.parse().unwrap(), minutes);
        Upcoming { session_id: SessionId(Uuid::nil()), time, seats_taken }
    }

    #[test]
    fn a_change_touches_what_no_longer_fits() {
        let hours = |text: &str| Hours::weekly(parse_weekly_hours(text).unwrap());
        let christmas =
            Block::days("to", "2026-11-24".parse().unwrap(), "2026-11-24".parse().unwrap()).unwrap();
        // Tuesday, 24 November 2026, 9:00 in Berlin.
        let nine = |minutes, seats| session("2026-11-24T08:00:00Z", minutes, seats);
        let cases = [
            ("as before", hours("Tue 09:00-12:00"), "Europe/Berlin", nine(60, 1), None),
            ("off the grid", hours("Tue 08:50-12:00"), "Europe/Berlin", nine(45, 1), None),
            ("another day", hours("Wed 09:00-12:00"), "Europe/Berlin", nine(60, 1), Some(Why::OutsideHours)),
            (
                "begins too late",
                hours("Tue 09:01-12:00"),
                "Europe/Berlin",
                nine(60, 1),
                Some(Why::OutsideHours),
            ),
            (
                "ends too early",
                hours("Tue 09:00-09:59"),
                "Europe/Berlin",
                nine(60, 1),
                Some(Why::OutsideHours),
            ),
            ("to the minute", hours("Tue 09:00-10:00"), "Europe/Berlin", nine(60, 1), None),
            ("another zone", hours("Tue 09:00-12:00"), "Europe/Lisbon", nine(60, 1), Some(Why::OutsideHours)),
            ("zone and hours", hours("Tue 08:00-12:00"), "Europe/Lisbon", nine(60, 1), None),
            (
                "over midnight",
                hours("Mon 22:00-09:00"),
                "Asia/Tokyo",
                session("2026-11-23T14:30:00Z", 60, 1),
                None,
            ),
            (
                "leave",
                hours("Tue 09:00-12:00").with_blocks([christmas]),
                "Europe/Berlin",
                nine(60, 1),
                Some(Why::Blocked),
            ),
            ("fewer places", hours("Tue 09:00-12:00"), "Europe/Berlin", nine(60, 4), Some(Why::TooMany)),
        ];
        let offer = Offer::parse(&OfferInput { capacity: 3, ..OfferInput::default() }).unwrap();
        for (name, hours, zone_name, upcoming, expected) in cases {
            let why =
                touched(&[upcoming], &hours, &offer, &zone(zone_name)).first().map(|touched| touched.why);
            assert_eq!(why, expected, "{name}");
        }
        assert_eq!(touched(&[], &hours(""), &offer, &Zone::utc()), []);
    }

    #[test]
    fn what_is_offered_is_never_touched() {
        let hours = Hours::weekly(parse_weekly_hours("Mon-Sun 00:00-05:00, Fri 21:00-02:00").unwrap());
        for name in ["America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "America/Santiago"] {
            for (session_minutes, interval_minutes) in [(30, 30), (60, 15), (45, 60), (120, 60)] {
                let input = OfferInput { session_minutes, interval_minutes, ..OfferInput::default() };
                let offer = Offer::parse(&input).unwrap();
                let (from, to) =
                    ("2026-01-01T00:00:00Z".parse().unwrap(), "2026-12-31T00:00:00Z".parse().unwrap());
                let offered = expand(&hours, &offer, &zone(name), from, to);
                let sessions: Vec<Upcoming> = offered
                    .iter()
                    .map(|time| Upcoming { session_id: SessionId(Uuid::nil()), time: *time, seats_taken: 1 })
                    .collect();
                assert_eq!(touched(&sessions, &hours, &offer, &zone(name)), [], "{name}");
            }
        }
    }
}
