//! Rules as a form sends them: flat, every list a text of lines.

use serde::{Deserialize, Serialize};

use super::{AvailabilityRules, ExceptionLines, OfferInput, SaveRules, Settlement, TouchedDecision};
use crate::failure::Failure;

/// Rules as the form has them; what is left out is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnteredRules {
    /// Of what was read.
    pub version: i64,
    /// See [`AvailabilityRules::weekly_hours`].
    pub weekly_hours: String,
    /// Sessions a week at most.
    pub load_cap_per_week: String,
    /// Minutes.
    pub session_minutes: String,
    /// Minutes.
    pub interval_minutes: String,
    /// Minutes.
    pub buffer_before_minutes: String,
    /// Minutes.
    pub buffer_after_minutes: String,
    /// Minutes.
    pub notice_minutes: String,
    /// Days.
    pub horizon_days: String,
    /// Places.
    pub capacity: String,
    /// Empty means no cap.
    pub cap_per_mentee: String,
    /// "virtual", a room, a phone number.
    pub location: String,
    /// "instant" or "mentor".
    pub approval: String,
    /// See [`ExceptionLines`].
    pub overrides: String,
    /// See [`ExceptionLines`].
    pub one_offs: String,
    /// See [`ExceptionLines`].
    pub recurrences: String,
    /// See [`ExceptionLines`].
    pub blocks: String,
    /// What becomes of the sessions that no longer fit.
    pub decisions: Vec<TouchedDecision>,
}

impl EnteredRules {
    /// Reads numbers and lines; the field that cannot be read is named. Bounds are not checked.
    pub fn parse(self) -> Result<SaveRules, Failure> {
        let cap_per_mentee = match self.cap_per_mentee.trim() {
            "" => None,
            cap => Some(number("cap_per_mentee", cap)?),
        };
        let offer = OfferInput {
            session_minutes: number("session_minutes", &self.session_minutes)?,
            interval_minutes: number("interval_minutes", &self.interval_minutes)?,
            buffer_before_minutes: number("buffer_before_minutes", &self.buffer_before_minutes)?,
            buffer_after_minutes: number("buffer_after_minutes", &self.buffer_after_minutes)?,
            notice_minutes: number("notice_minutes", &self.notice_minutes)?,
            horizon_days: number("horizon_days", &self.horizon_days)?,
            capacity: number("capacity", &self.capacity)?,
            cap_per_mentee,
            location: self.location,
            approval: self.approval,
        };
        let lines = ExceptionLines {
            overrides: self.overrides,
            one_offs: self.one_offs,
            recurrences: self.recurrences,
            blocks: self.blocks,
        };
        let rules = AvailabilityRules {
            version: self.version,
            weekly_hours: self.weekly_hours,
            load_cap_per_week: number("load_cap_per_week", &self.load_cap_per_week)?,
            offer,
            exceptions: lines.parse()?,
        };
        Ok(SaveRules { rules, settlement: Settlement { keep_booked: false, decisions: self.decisions } })
    }
}

/// A refusal of rules as the form shows it: that of an entry belongs to the field of its list.
pub fn of_the_form(failure: Failure) -> Failure {
    match failure {
        Failure::Invalid { field, message } => Failure::invalid(form_field(&field), message),
        other => other,
    }
}

/// The list of `exceptions.overrides[2].hours` is `overrides`; other fields are their own.
fn form_field(field: &str) -> &str {
    let inner = field.strip_prefix("exceptions.").unwrap_or(field);
    inner.split('[').next().unwrap_or(inner)
}

fn number(field: &str, text: &str) -> Result<i64, Failure> {
    text.trim().parse().map_err(|_| Failure::invalid(field, "Give a whole number."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entered() -> EnteredRules {
        let text = |number: i64| number.to_string();
        let offer = OfferInput::default();
        EnteredRules {
            weekly_hours: "Mon 09:00-10:00".into(),
            load_cap_per_week: "5".into(),
            session_minutes: text(offer.session_minutes),
            interval_minutes: text(offer.interval_minutes),
            buffer_before_minutes: text(offer.buffer_before_minutes),
            buffer_after_minutes: text(offer.buffer_after_minutes),
            notice_minutes: text(offer.notice_minutes),
            horizon_days: text(offer.horizon_days),
            capacity: " 1 ".into(),
            location: offer.location,
            approval: offer.approval,
            ..EnteredRules::default()
        }
    }

    #[test]
    fn what_was_entered_is_read() {
        let saved = entered().parse().unwrap();
        assert_eq!((saved.rules.offer, saved.settlement), (OfferInput::default(), Settlement::default()));
        let with = EnteredRules { cap_per_mentee: "3".into(), ..entered() }.parse().unwrap();
        assert_eq!(with.rules.offer.cap_per_mentee, Some(3));
    }

    #[test]
    fn a_number_that_is_none_is_named() {
        for (field, entered) in [
            ("capacity", EnteredRules { capacity: String::new(), ..entered() }),
            ("cap_per_mentee", EnteredRules { cap_per_mentee: "many".into(), ..entered() }),
            ("load_cap_per_week", EnteredRules { load_cap_per_week: "1.5".into(), ..entered() }),
        ] {
            let refused = entered.parse().unwrap_err();
            assert!(
                matches!(&refused, Failure::Invalid { field: named, .. } if named == field),
                "{refused:?}"
            );
        }
    }

    #[test]
    fn a_refused_entry_belongs_to_the_field_of_its_list() {
        for (field, expected) in [
            ("exceptions.overrides[2].hours", "overrides"),
            ("exceptions.blocks", "blocks"),
            ("notice_minutes", "notice_minutes"),
        ] {
            assert_eq!(of_the_form(Failure::invalid(field, "x")), Failure::invalid(expected, "x"));
        }
    }
}
