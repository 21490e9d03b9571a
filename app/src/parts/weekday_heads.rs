//! The days of the week over seven columns.

use leptos::prelude::*;
use office_hours::availability::month::WEEKDAYS;
use office_hours::language::WeekStart;
use office_hours::time::SHORT_WEEKDAYS;

use crate::state::language::say;

/// Seven head cells: whole names for screen readers, at most so many letters of the short ones for the eye.
pub fn weekday_heads(start: WeekStart, letters: usize) -> AnyView {
    let mut days: Vec<(&str, &str)> =
        WEEKDAYS.into_iter().map(say).zip(say(SHORT_WEEKDAYS).split(' ')).collect();
    days.rotate_left(start.after_monday());
    days.into_iter()
        .map(|(day, short)| {
            let short: String = short.chars().take(letters).collect();
            view! {
                <th scope="col" class="pb-1 text-xs font-medium text-muted">
                    <span class="sr-only">{day}</span>
                    <span aria-hidden="true">{short}</span>
                </th>
            }
        })
        .collect_view()
        .into_any()
}
