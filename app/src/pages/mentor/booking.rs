//! The sheet that books a chosen time: beside the profile on wide screens, at the bottom of small ones.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use office_hours::account::Viewer;
use office_hours::availability::{HeldSlot, OpenSlot};
use office_hours::booking::rules::{MAX_NOTE, booking_mentee};
use office_hours::ids::SlotId;
use office_hours::{Actor, Failure, text};

use super::Draft;
use super::in_place::InPlaceForm;
use super::repeat::Repeat;
use super::series::SeriesForm;
use crate::api::availability::{hold_slot, release_hold};
use crate::kit::button::{ACTION, PRIMARY, Submit};
use crate::kit::icon::{Glyph, Icon};
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, derive_field_error, derive_refusal};
use crate::parts::links::{self, FoundBy};
use crate::parts::time::{TimeSpan, ZoneLine};
use crate::state::address::use_here;
use crate::state::language::{say, tell};
use crate::state::viewer::use_viewer;

const SHEET: &str = "fixed inset-x-0 bottom-0 z-40 grid max-h-[85dvh] gap-5 overflow-y-auto rounded-t-card border border-line \
    bg-raised p-5 pb-[calc(1.25rem+env(safe-area-inset-bottom))] shadow-float outline-none animate-rise lg:static lg:z-0 \
    lg:max-h-none lg:rounded-card lg:p-6";

/// The sheet.
#[component]
pub fn Booking(
    /// What it begins with, and what sends it.
    draft: Draft,
    /// The chosen time.
    chosen: OpenSlot,
    /// The mentor's.
    name: String,
    /// What led here: the note begins with the need.
    found_by: FoundBy,
    /// The page without the sheet.
    back: String,
) -> impl IntoView {
    let sheet = NodeRef::<html::Section>::new();
    Effect::new(move || {
        if let Some(sheet) = sheet.get() {
            // Without the focus the sheet can still be used.
            let _ = sheet.focus();
        }
    });
    let navigate = use_navigate();
    let close = back.clone();
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            navigate(&close, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    };
    view! {
        // What lies under the sheet on small screens; the link to go back stands in the sheet.
        <a href=back.clone() data-noscroll tabindex="-1" aria-hidden="true" class="fixed inset-0 z-30 bg-shade lg:hidden"></a>
        <section node_ref=sheet tabindex="-1" aria-labelledby="booking" class=SHEET on:keydown=on_key>
            <a class=ACTION href=back data-noscroll>
                <Icon glyph=Glyph::ArrowBack />
                {say("Back to times")}
            </a>
            <Summary chosen=chosen.clone() name />
            <WayOn draft chosen found_by />
        </section>
    }
}

#[component]
fn Summary(chosen: OpenSlot, name: String) -> impl IntoView {
    let place = match chosen.location.as_str() {
        "virtual" => say("Online, the mentor sends the link").to_owned(),
        place => place.to_owned(),
    };
    view! {
        <div class="grid gap-1">
            <h2 id="booking" class="text-lg">
                {tell(text!("With {name}", name))}
            </h2>
            <p class="text-base font-medium">
                <TimeSpan starts=chosen.starts ends=chosen.ends />
            </p>
            <p class="text-muted">{place}</p>
            <ZoneLine />
        </div>
    }
}

/// The form, or what has to happen before there can be one.
#[component]
fn WayOn(draft: Draft, chosen: OpenSlot, found_by: FoundBy) -> impl IntoView {
    let viewer = use_viewer();
    let here = use_here();
    view! {
        <Transition>
            {move || {
                Some(
                    match viewer.get()?.map_err(|error| error.0).and_then(may_book) {
                        Ok(Books::ForOneself) => {
                            view! { <Forms draft slot_id=chosen.slot_id found_by=found_by.clone() /> }.into_any()
                        }
                        Ok(Books::InPlace) => {
                            view! { <InPlaceForm draft slot_id=chosen.slot_id found_by=found_by.clone() /> }.into_any()
                        }
                        Err(failure) => view! { <Before failure here=here() /> }.into_any(),
                    },
                )
            }}
        </Transition>
    }
}

/// For whom the viewer books.
enum Books {
    ForOneself,
    /// Staff, for a mentee.
    InPlace,
}

fn may_book(viewer: Viewer) -> Result<Books, Failure> {
    let actor = viewer.person.map_or(Actor::Stranger, Actor::Person);
    if actor.is_staff() {
        return Ok(Books::InPlace);
    }
    booking_mentee(&actor).map(|_| Books::ForOneself)
}

#[component]
fn Before(failure: Failure, here: String) -> impl IntoView {
    match failure {
        Failure::NotSignedIn => view! {
            <a class=PRIMARY href=links::sign_in(&here)>
                {say("Sign in to book")}
            </a>
        }
        .into_any(),
        Failure::Conflict { message, .. } => view! {
            <p>{tell(message)}</p>
            <a class=PRIMARY href=links::welcome_mentee(&here)>
                {say("Introduce yourself")}
            </a>
        }
        .into_any(),
        other => view! { <p class="text-muted">{tell(other.text())}</p> }.into_any(),
    }
}

/// One session or several that begin with it.
#[component]
fn Forms(draft: Draft, slot_id: SlotId, found_by: FoundBy) -> impl IntoView {
    let held = keep_while_open(slot_id);
    let repeats = Memo::new(move |_| draft.series.repeats());
    let kept =
        move || held.get().map(|held| tell(text!("Kept for you until {time}.", time = held.until.time)));
    view! {
        <p role="status" class="text-muted empty:hidden">
            {kept}
        </p>
        <Repeat series=draft.series slot_id found_by=found_by.clone() />
        {move || {
            let found_by = found_by.clone();
            match repeats.try_get() {
                Some(true) => view! { <SeriesForm draft slot_id found_by /> }.into_any(),
                Some(false) => view! { <NoteForm draft slot_id found_by /> }.into_any(),
                // What is nested in a view may be told of a new address once more after it is gone.
                None => ().into_any(),
            }
        }}
    }
}

#[component]
fn NoteForm(draft: Draft, slot_id: SlotId, found_by: FoundBy) -> impl IntoView {
    let Draft { book, note, .. } = draft;
    let refusal = derive_refusal(book);
    view! {
        <ActionForm action=book attr:class="grid gap-5">
            <input type="hidden" name="slot_id" value=slot_id.to_string() />
            <input type="hidden" name="search_id" value=found_by.search_id />
            <TextArea
                name="note"
                label=say("A note to prepare with")
                hint=say("What you want to leave with; a link to read beforehand.")
                value=note.get_untracked().unwrap_or(found_by.query)
                typed=Callback::new(move |text| note.set(Some(text)))
                error=derive_field_error(refusal, "note")
                optional=true
                max=MAX_NOTE as u32
            />
            <FormFailure refusal fields=&["note"] />
            <Submit label=say("Confirm Booking") pending=book.pending() />
        </ActionForm>
    }
}

/// Keeps the time while the sheet is open, and lets it go with it. A time that cannot be kept can still
/// be confirmed; the answer to that says why not.
fn keep_while_open(slot_id: SlotId) -> RwSignal<Option<HeldSlot>> {
    let held = RwSignal::new(None);
    Effect::new(move || {
        spawn_local(async move {
            if let Ok(kept) = hold_slot(slot_id).await {
                let hold_id = kept.hold_id;
                if held.try_set(Some(kept)).is_some() {
                    // The sheet was closed before the answer came.
                    let _ = release_hold(hold_id).await;
                }
            }
        });
    });
    on_cleanup(move || {
        if let Some(kept) = held.try_get_untracked().flatten() {
            spawn_local(async move {
                // One that stays ends by itself.
                let _ = release_hold(kept.hold_id).await;
            });
        }
    });
    held
}
