//! The days of the week over seven columns.

use leptos::prelude::*;
use office_hours::availability::month::WEEKDAYS;

/// Seven head cells, Monday first: whole names for screen readers, the first letters for the eye.
pub fn weekday_heads(letters: usize) -> AnyView {
    WEEKDAYS
        .map(|day| {
            view! {
                <th scope="col" class="pb-1 text-xs font-medium text-muted">
                    <span class="sr-only">{day}</span>
                    <span aria-hidden="true">{day.get(..letters)}</span>
                </th>
            }
        })
        .into_iter()
        .collect_view()
        .into_any()
}
