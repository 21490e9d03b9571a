//! Filters as they were asked for, checked.

use office_hours::Failure;
use office_hours::matching::MatchFilters;
use office_hours::matching::need::MAX_QUERY;
use office_hours::profile::rules::{MAX_LINE, optional};
use office_hours::text;

/// The farthest that `available_within_days` can look.
const MAX_DAYS: u32 = 28;
/// Parts of a need that can be left out at once.
const MAX_WITHOUT: usize = 50;
/// The longest key of a part, in characters: as long as what was typed can be.
const MAX_KEY: usize = MAX_QUERY + 20;
/// Areas that a result can be asked to have.
const MAX_AREAS: usize = 10;

/// Trims the filters; an empty one does not narrow.
pub(super) fn check_filters(filters: &MatchFilters) -> Result<MatchFilters, Failure> {
    let text =
        |field: &str, value: &Option<String>| optional(field, value.as_deref().unwrap_or_default(), MAX_LINE);
    if filters.available_within_days.is_some_and(|days| days == 0 || days > MAX_DAYS) {
        return Err(Failure::invalid(
            "available_within_days",
            text!("Look 1 to {max} days ahead.", max = MAX_DAYS),
        ));
    }
    if filters.min_rating.is_some_and(|least| !(1.0..=5.0).contains(&least)) {
        return Err(Failure::invalid("min_rating", "Ratings go from 1 to 5."));
    }
    let mut expertise: Vec<String> = Vec::new();
    for area in &filters.expertise {
        let area = optional("expertise", area, MAX_LINE)?;
        expertise.extend(area.filter(|area| !expertise.contains(area)));
        if expertise.len() > MAX_AREAS {
            return Err(Failure::invalid(
                "expertise",
                text!("Ask for {max} areas at most.", max = MAX_AREAS),
            ));
        }
    }
    Ok(MatchFilters {
        industry: text("industry", &filters.industry)?,
        stage: text("stage", &filters.stage)?,
        expertise,
        language: text("language", &filters.language)?,
        country: text("country", &filters.country)?,
        company: text("company", &filters.company)?,
        min_rating: filters.min_rating,
        available_within_days: filters.available_within_days,
        free_after: text("free_after", &filters.free_after)?,
        free_before: text("free_before", &filters.free_before)?,
    })
}

/// Says on `without` when there are too many keys; unknown ones do nothing.
pub(super) fn check_without(keys: &[String]) -> Result<(), Failure> {
    if keys.len() > MAX_WITHOUT {
        return Err(Failure::invalid("without", text!("Leave out {max} parts at most.", max = MAX_WITHOUT)));
    }
    if keys.iter().any(|key| key.chars().count() > MAX_KEY) {
        return Err(Failure::invalid(
            "without",
            text!("A part's key has {max} characters at most.", max = MAX_KEY),
        ));
    }
    Ok(())
}
