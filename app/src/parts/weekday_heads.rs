//! The days of the week over seven columns.

use leptos::prelude::*;
use office_hours::availability::month::WEEKDAYS;
use office_hours::language::WeekStart;

use crate::state::language::say;

/// Seven head cells: whole names for screen readers, the first letters for the eye.
pub fn weekday_heads(start: WeekStart, letters: usize) -> AnyView {
    let mut days = WEEKDAYS;
    days.rotate_left(start.after_monday());
    days.map(|day| {
        let day = say(day);
        let short: String = day.chars().take(letters).collect();
        view! {
            <th scope="col" class="pb-1 text-xs font-medium text-muted">
                <span class="sr-only">{day}</span>
                <span aria-hidden="true">{short}</span>
            </th>
        }
    })
    .into_iter()
    .collect_view()
    .into_any()
}
