//! Who comes and who does not: strikes for having stayed away, and the question "still coming?".
//!
//! **Strikes** are those of one mentee, one for each session marked as missed by them. They fade: a
//! strike weighs 1 on its day, half of that [`HALF_LIFE_DAYS`] days later, a quarter after twice as
//! long, so that nobody carries an old one for ever and none falls away overnight. A strike that
//! was appealed with success weighs nothing, nor does one that staff still look into. What all weigh together says how the mentee stands:
//! - from [`WARNED_FROM`] on they are warned: one strike warns for 90 days;
//! - from [`LIMITED_FROM`] on they may hold one session to come at a time: the second strike within
//!   90 days of the first limits them.
//!
//! Nobody is ever locked out: whoever comes to the one session may book the next. A mentor who
//! stays away gets no strikes; the programme's staff speak with them.
//!
//! **Still coming?** A session booked, or last moved, more than [`ASK_IF_BOOKED_HOURS`] hours ahead
//! is asked about [`ASK_HOURS`] hours before it begins; what was booked later is fresh in mind.
//! Where no answer has come [`RELEASE_HOURS`] hours before the start, the place is freed for those
//! who wait, but only if there were [`ANSWER_HOURS`] hours to answer: a question that went out
//! late, or at night, must not cost a place. The lifecycle says that only the process frees it, and
//! until when.

use serde::{Deserialize, Serialize};

use crate::availability::{SlotTime, shifted};
use crate::failure::Failure;
use crate::language::Text;
use crate::text;
use crate::time::{Timestamp, Zone, long_date_text};

/// After how many days a strike weighs half.
pub const HALF_LIFE_DAYS: i64 = 90;
/// The weight from which on a mentee is warned.
pub const WARNED_FROM: f64 = 0.5;
/// The weight from which on a mentee is limited.
pub const LIMITED_FROM: f64 = 1.5;
/// How many sessions to come a limited mentee may hold.
pub const LIMITED_UPCOMING: usize = 1;

/// A session must be booked more than so many hours ahead to be asked about.
pub const ASK_IF_BOOKED_HOURS: i64 = 48;
/// How many hours before the start is asked.
pub const ASK_HOURS: i64 = 24;
/// How many hours before the start the place is freed.
pub const RELEASE_HOURS: i64 = 6;
/// How many hours there must have been to answer.
pub const ANSWER_HOURS: i64 = 12;

/// A session that the mentee did not come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strike {
    /// When it began.
    pub at: Timestamp,
    /// Whether the mentee appealed and was right.
    pub appealed_ok: bool,
}

impl Strike {
    /// What it weighs at `now`, 0–1; one that is still to come, by a clock that is off, weighs 1.
    pub fn weight(&self, now: Timestamp) -> f64 {
        if self.appealed_ok {
            return 0.0;
        }
        let age = now.duration_since(self.at).as_secs_f64().max(0.0);
        (-age / half_life()).exp2()
    }
}

/// How a mentee stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// As most people do.
    Good,
    /// The next missed session limits them.
    Warned,
    /// They may hold [`LIMITED_UPCOMING`] session to come.
    Limited,
}

impl Standing {
    fn of(weight: f64) -> Self {
        if weight >= LIMITED_FROM {
            Self::Limited
        } else if weight >= WARNED_FROM {
            Self::Warned
        } else {
            Self::Good
        }
    }

    /// The weight from which on they stand so.
    fn least(self) -> f64 {
        match self {
            Self::Good => 0.0,
            Self::Warned => WARNED_FROM,
            Self::Limited => LIMITED_FROM,
        }
    }

    /// How many sessions to come they may hold; nothing where there is no limit.
    pub fn max_upcoming(self) -> Option<usize> {
        match self {
            Self::Good | Self::Warned => None,
            Self::Limited => Some(LIMITED_UPCOMING),
        }
    }
}

/// How a mentee with these strikes stands at `now`.
pub fn standing(strikes: &[Strike], now: Timestamp) -> Standing {
    Standing::of(weight(strikes, now))
}

/// When a mentee stands better than at `now` unless there are more strikes; nothing when they stand
/// well. To the second, rounded up.
pub fn improves_at(strikes: &[Strike], now: Timestamp) -> Option<Timestamp> {
    let weight = weight(strikes, now);
    let standing = Standing::of(weight);
    if standing == Standing::Good {
        return None;
    }
    let seconds = (half_life() * (weight / standing.least()).log2()).floor();
    let at = now.as_second().saturating_add(seconds as i64).saturating_add(1);
    Timestamp::from_second(at).ok()
}

/// How the mentee stands and what that means, for themselves, who read times in `zone`.
pub fn explain(strikes: &[Strike], now: Timestamp, zone: &Zone) -> Text {
    let until = match improves_at(strikes, now) {
        Some(at) => text!("on {date}", date = long_date_text(at, zone)),
        None => text!("in time"),
    };
    match standing(strikes, now) {
        Standing::Good => text!("You can be relied on; you may book as you like."),
        Standing::Warned => text!(
            "You missed a session. If you miss another one soon, you can hold only one session at a time; \
             cancel in time and nothing happens. This notice ends {until}.",
            until
        ),
        Standing::Limited => text!(
            "You missed several sessions, so you can hold only one session at a time. This ends {until} if \
             you come to those you book. If one was marked by mistake, object to it.",
            until
        ),
    }
}

/// Whether a mentee who stands so and holds `upcoming` sessions to come may book another one.
pub fn check_upcoming(standing: Standing, upcoming: usize) -> Result<(), Failure> {
    match standing.max_upcoming() {
        Some(most) if upcoming >= most => Err(Failure::conflict(
            "limited",
            "You missed several sessions, so you can hold only one session at a time. Book again after the \
             one you have, or cancel it first.",
        )),
        _ => Ok(()),
    }
}

fn weight(strikes: &[Strike], now: Timestamp) -> f64 {
    // The smallest first: so the sum is the same in whatever order the strikes come.
    let mut weights: Vec<f64> = strikes.iter().map(|strike| strike.weight(now)).collect();
    weights.sort_unstable_by(f64::total_cmp);
    weights.iter().sum()
}

/// In seconds.
fn half_life() -> f64 {
    (HALF_LIFE_DAYS * 24 * 3_600) as f64
}

/// What is known of the question whether the mentee is still coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coming {
    /// When the session begins.
    pub starts_at: Timestamp,
    /// When it was booked or last moved.
    pub booked_at: Timestamp,
    /// When the question went out.
    pub asked_at: Option<Timestamp>,
    /// Whether the mentee said yes, to the question or by themselves.
    pub confirmed: bool,
}

/// What is to be done about a session now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// Nothing, nor will there be.
    Done,
    /// Nothing before this instant; then look again.
    Wait {
        /// When.
        until: Timestamp,
    },
    /// The question goes out now.
    Ask {
        /// When the place is freed unless they answer; nothing when it is too late for that.
        answer_by: Option<Timestamp>,
    },
    /// The place is freed now.
    Release,
}

/// What is to be done about a booked session at `now`. At the instant of a limit it is time.
pub fn confirmation_due(coming: &Coming, now: Timestamp) -> Confirmation {
    let before_start = |hours: i64| shifted(coming.starts_at, -hours * 60);
    let (ask_at, release_at) = (before_start(ASK_HOURS), before_start(RELEASE_HOURS));
    let is_fresh = before_start(ASK_IF_BOOKED_HOURS) <= coming.booked_at;
    let answer_by = |asked_at| {
        let fair = SlotTime::lasting(asked_at, ANSWER_HOURS * 60).ends_at <= release_at;
        fair.then_some(release_at)
    };
    if coming.confirmed || is_fresh || coming.starts_at <= now {
        return Confirmation::Done;
    }
    match coming.asked_at.map(answer_by) {
        None if now < ask_at => Confirmation::Wait { until: ask_at },
        None if now < release_at => Confirmation::Ask { answer_by: answer_by(now) },
        Some(Some(until)) if now < until => Confirmation::Wait { until },
        Some(Some(_)) => Confirmation::Release,
        None | Some(None) => Confirmation::Done,
    }
}

#[cfg(test)]
mod tests;
