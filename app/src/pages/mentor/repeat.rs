//! Whether the chosen time repeats, how often, and which sessions that would be. The address has it, so
//! that it can be asked without a script as well.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use office_hours::booking::series::{Frequency, SeriesPreview};
use office_hours::ids::SlotId;

use crate::api::ApiError;
use crate::api::booking::{BookSeries, preview_series};
use crate::kit::button::QUIET;
use crate::kit::field::TextField;
use crate::kit::get_form::GetForm;
use crate::kit::select::{Choice, Select};
use crate::parts::form_failure::derive_overtaken;
use crate::parts::links::FoundBy;
use crate::state::address::use_param;
use crate::state::hydrated::use_hydrated;
use crate::state::language::say;
use crate::state::viewer::use_epoch;
use crate::state::wire::{Answer, ask};

/// What the field says at first: as many weeks as most mentors can be booked ahead.
const COUNT: &str = "4";

/// A series in the making, as long as the page is open.
#[derive(Clone, Copy)]
pub struct SeriesDraft {
    /// Sends it.
    pub book: ServerAction<BookSeries>,
    /// `weekly`, `fortnightly`, `monthly`; empty for a single session.
    pub frequency: Memo<String>,
    /// How many sessions.
    pub count: Memo<String>,
    /// Which sessions that would be; nothing for a single one.
    pub preview: Answer<Option<SeriesPreview>>,
}

impl SeriesDraft {
    /// As the address has it. To be called once for the page: what is asked for within an answer would
    /// be counted differently by the browser.
    pub fn new() -> Self {
        let book = ServerAction::<BookSeries>::new();
        let (slot, frequency, count) = (use_param("slot"), use_param("repeat"), use_param("count"));
        let epoch = use_epoch();
        // What cannot be had any more is among the conflicts then.
        let overtaken = derive_overtaken(book);
        let source = move || (slot.get(), frequency.get(), count.get(), epoch.get(), overtaken.get());
        let preview = ask(source, |(slot, frequency, count, ..)| look_up(slot, frequency, count));
        Self { book, frequency, count, preview }
    }

    /// Whether a series is being booked.
    pub fn repeats(self) -> bool {
        self.frequency.try_with(|frequency| !frequency.is_empty()).unwrap_or_default()
    }
}

async fn look_up(slot: String, frequency: String, count: String) -> Result<Option<SeriesPreview>, ApiError> {
    let Some(slot_id) = slot.parse::<SlotId>().ok().filter(|_| !frequency.is_empty()) else {
        return Ok(None);
    };
    // What is no number is refused like one that is out of bounds.
    preview_series(slot_id, frequency, count.parse().unwrap_or_default()).await.map(Some)
}

/// The choice. With a script it is asked as soon as it changes.
#[component]
pub fn Repeat(
    /// What was chosen.
    series: SeriesDraft,
    /// The first time.
    slot_id: SlotId,
    /// What led here, to take along.
    found_by: FoundBy,
) -> impl IntoView {
    let hydrated = use_hydrated();
    let count = move || series.count.try_get().filter(|count| !count.is_empty());
    let count = Signal::derive(move || count().unwrap_or_else(|| COUNT.to_owned()));
    let frequency = Signal::derive(move || series.frequency.try_get().unwrap_or_default());
    view! {
        <GetForm
            action=use_location().pathname.get_untracked()
            class="group grid grid-cols-[1fr_auto] items-end gap-3"
            live=true
        >
            <input type="hidden" name="slot" value=slot_id.to_string() />
            <input type="hidden" name="query" value=found_by.query />
            <input type="hidden" name="search" value=found_by.search_id />
            <Select name="repeat" label=say("Repeat") none=say("Does not repeat") choices=frequencies() value=frequency />
            <div class="w-24 group-has-[option[value='']:checked]:hidden">
                <TextField name="count" label=say("Sessions") kind="number" value=count />
            </div>
            <button type="submit" class=QUIET hidden=move || hydrated.get()>
                {say("Show the times")}
            </button>
        </GetForm>
    }
}

fn frequencies() -> Vec<Choice> {
    let words = |frequency: Frequency| match frequency {
        Frequency::Weekly => say("Every week"),
        Frequency::Fortnightly => say("Every two weeks"),
        Frequency::Monthly => say("Every month, same weekday"),
    };
    let choice = |frequency: Frequency| (frequency.as_str().to_owned(), words(frequency).to_owned());
    Frequency::ALL.map(choice).into()
}
