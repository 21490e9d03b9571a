//! The sessions of a series before they are booked: what cannot be had first, with the choices, then
//! the rest, then one button.

use leptos::prelude::*;
use office_hours::booking::rules::MAX_NOTE;
use office_hours::booking::series::{Occurrence, OccurrenceConflict, OnConflict, SeriesPreview};
use office_hours::ids::SlotId;
use office_hours::language::Text;
use office_hours::text;

use super::Draft;
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::Submit;
use crate::kit::panel::QUESTION;
use crate::kit::radio::Radio;
use crate::kit::skeleton;
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, derive_field_error, derive_refusal};
use crate::parts::links::FoundBy;
use crate::parts::time::TimeSpan;
use crate::state::language::{say, tell};

/// The form, once it is known which sessions there would be.
#[component]
pub fn SeriesForm(
    /// What it begins with, and what sends it.
    draft: Draft,
    /// The first time.
    slot_id: SlotId,
    /// What led here: the note begins with the need.
    found_by: FoundBy,
) -> impl IntoView {
    let form = move || {
        let found_by = found_by.clone();
        // What is shown is what is booked, also while other sessions are on their way.
        match draft.series.preview.try_get().flatten()? {
            Ok(preview) => {
                preview.map(|preview| view! { <Sessions draft preview slot_id found_by /> }.into_any())
            }
            Err(error) => {
                let (title, text) = (say(error.0.title()), tell(error.0.text()));
                Some(view! { <Alert tone=Tone::Problem title text /> }.into_any())
            }
        }
    };
    view! { <Transition fallback=skeleton::text>{form}</Transition> }
}

#[component]
fn Sessions(draft: Draft, preview: SeriesPreview, slot_id: SlotId, found_by: FoundBy) -> impl IntoView {
    let Draft { series, note, .. } = draft;
    let refusal = derive_refusal(series.book);
    let (count, frequency) = (preview.occurrences.len(), preview.frequency);
    let said = said(preview.conflicts(), count);
    let (conflicts, free): (Vec<Occurrence>, Vec<Occurrence>) =
        preview.occurrences.into_iter().partition(|occurrence| occurrence.conflict.is_some());
    view! {
        <ActionForm action=series.book attr:class="grid gap-5">
            <input type="hidden" name="slot_id" value=slot_id.to_string() />
            <input type="hidden" name="search_id" value=found_by.search_id />
            <input type="hidden" name="frequency" value=frequency.as_str() />
            <input type="hidden" name="count" value=count.to_string() />
            <p role="status" class="font-medium">
                {said}
            </p>
            {conflicts.into_iter().filter_map(conflict).collect_view()}
            <Free occurrences=free />
            <TextArea
                name="note"
                label=say("A note to prepare with")
                hint=say("For all of them: what you want to leave with; a link to read beforehand.")
                value=note.get_untracked().unwrap_or(found_by.query)
                typed=Callback::new(move |text| note.set(Some(text)))
                error=derive_field_error(refusal, "note")
                optional=true
                max=MAX_NOTE as u32
            />
            <FormFailure refusal fields=&["note"] />
            <Submit label=say("Book these sessions") pending=series.book.pending() />
        </ActionForm>
    }
}

fn said(conflicts: usize, count: usize) -> String {
    if conflicts == 0 {
        return tell(text!("All {count} times are free.", count));
    }
    let some = Text::counted(
        "{count} of {all} times cannot be booked. Choose what becomes of it.",
        "{count} of {all} times cannot be booked. Choose what becomes of each.",
        conflicts as i64,
    );
    tell(some.with("all", count))
}

fn conflict(occurrence: Occurrence) -> Option<impl IntoView> {
    let Occurrence { number, starts, ends, conflict } = occurrence;
    let OccurrenceConflict { reason, shift_to, choices } = conflict?;
    let radio = move |choice: OnConflict| {
        let (value, words) = match (choice, &shift_to) {
            (OnConflict::Skip, _) => ("skip".to_owned(), say("Leave it out").into_any()),
            (OnConflict::Stop, _) => ("stop".to_owned(), say("End the series before it").into_any()),
            (OnConflict::Shift, Some(to)) => {
                let (starts, ends) = (to.starts.clone(), to.ends.clone());
                let words = view! {
                    {say("Take")}
                    " "
                    <TimeSpan starts ends />
                    " "
                    {say("instead")}
                };
                (to.slot_id.to_string(), words.into_any())
            }
            (OnConflict::Shift, None) => return None,
        };
        let checked = choice == OnConflict::Skip;
        Some(view! {
            <Radio name=format!("choices[{number}]") value checked>
                {words}
            </Radio>
        })
    };
    Some(view! {
        <fieldset data-testid="series-conflict" class=QUESTION>
            <legend class="px-1 font-semibold">
                {format!("{number}. ")} <TimeSpan starts ends />
            </legend>
            <p class="text-muted">{reason.message}</p>
            {choices.into_iter().filter_map(radio).collect_view()}
        </fieldset>
    })
}

/// Those that can be had.
#[component]
fn Free(occurrences: Vec<Occurrence>) -> impl IntoView {
    let line = |Occurrence { number, starts, ends, .. }: Occurrence| {
        view! {
            <li class="flex gap-2 border-b border-line py-2 last:border-b-0">
                <span class="text-muted">{format!("{number}.")}</span>
                <TimeSpan starts ends />
            </li>
        }
    };
    view! { <ul aria-label=say("Free times") data-testid="series-free" class="empty:hidden">{occurrences.into_iter().map(line).collect_view()}</ul> }
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn what_is_missing_is_said_in_words() {
        assert_eq!(said(0, 4), "All 4 times are free.");
        assert!(said(1, 4).starts_with("1 of 4 times cannot be booked. Choose what becomes of it"));
        assert!(said(3, 4).ends_with("of each."));
    }
}
