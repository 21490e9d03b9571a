//! Booking in a founder's place, for the programme's staff.

use leptos::prelude::*;
use office_hours::booking::in_place::BY_WORDS;
use office_hours::booking::rules::MAX_NOTE;
use office_hours::ids::SlotId;

use super::Draft;
use crate::kit::button::Submit;
use crate::kit::field::TextField;
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, derive_field_error, derive_refusal};
use crate::parts::links::FoundBy;
use crate::state::language::say;

/// Whom it is for, and why.
#[component]
pub fn InPlaceForm(
    /// What sends it.
    draft: Draft,
    /// The chosen time.
    slot_id: SlotId,
    /// What led here: the booking counts for the search.
    found_by: FoundBy,
) -> impl IntoView {
    let Draft { book, note, .. } = draft;
    let refusal = derive_refusal(book);
    view! {
        <ActionForm action=book attr:class="grid gap-5">
            <input type="hidden" name="slot_id" value=slot_id.to_string() />
            <input type="hidden" name="search_id" value=found_by.search_id />
            <TextField
                name=BY_WORDS
                label=say("Founder")
                hint=say("The e-mail address or the name of whom you book for.")
                error=derive_field_error(refusal, BY_WORDS)
                max=254
            />
            <TextArea
                name="reason"
                label=say("Reason")
                hint=say("Why you book in their place. The founder and the mentor read it.")
                error=derive_field_error(refusal, "reason")
                rows=2
                max=MAX_NOTE as u32
            />
            <TextArea
                name="note"
                label=say("A note to prepare with")
                hint=say("What the founder wants to leave with; a link to read beforehand.")
                value=note.get_untracked().unwrap_or_default()
                typed=Callback::new(move |text| note.set(Some(text)))
                error=derive_field_error(refusal, "note")
                optional=true
                max=MAX_NOTE as u32
            />
            <FormFailure refusal fields=&[BY_WORDS, "reason", "note"] />
            <Submit label=say("Book for this founder") pending=book.pending() />
        </ActionForm>
    }
}
