//! `/mentors/:id`: who a mentor is, when they have time, and booking without leaving.

mod agenda;
mod booking;
mod calendar;
pub(crate) mod edit;
mod for_staff;
mod in_place;
mod profile;
mod repeat;
mod save;
mod series;
mod times;
mod wait;

pub use self::edit::{PhotoNews, RefusedPhoto};

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use office_hours::Failure;
use office_hours::availability::OpenSlots;
use office_hours::ids::MentorId;
use office_hours::profile::MentorProfile;

use self::agenda::Agenda;
use self::booking::Booking;
use self::for_staff::ForStaff;
use self::profile::Profile;
use self::repeat::SeriesDraft;
use self::times::Times;
use self::wait::Wait;
use crate::api::ApiError;
use crate::api::availability::list_open_slots;
use crate::api::booking::BookSession;
use crate::api::profile::get_mentor;
use crate::api::saved::is_saved;
use crate::kit::skeleton;
use crate::parts::form_failure::derive_overtaken;
use crate::parts::links::{self, FoundBy};
use crate::parts::load::load;
use crate::state::address::use_param;
use crate::state::language::say;
use crate::state::title::set_title;
use crate::state::viewer::use_epoch;
use crate::state::wire::{Answer, ask};

/// A mentor with their open times, and what was sent to their page without being done.
type Found = (MentorProfile, OpenSlots, Option<RefusedPhoto>);

async fn look_up(mentor_id: Result<MentorId, Failure>, search_id: String) -> Result<Found, ApiError> {
    // Only the server that answers such a page knows of it.
    let refused = use_context();
    let mentor_id = mentor_id?;
    Ok((get_mentor(mentor_id, search_id).await?, list_open_slots(mentor_id).await?, refused))
}

async fn look_whether_saved(mentor_id: Result<MentorId, Failure>) -> Result<Option<bool>, ApiError> {
    is_saved(mentor_id?).await
}

/// The profile page.
#[component]
pub fn MentorPage() -> impl IntoView {
    let params = use_params_map();
    let mentor_id = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")).unwrap_or_default();
        id.parse::<MentorId>().map_err(|_| Failure::not_found("mentor"))
    });
    let epoch = use_epoch();
    let book = ServerAction::<BookSession>::new();
    // The times shown are those that are left.
    let overtaken = derive_overtaken(book);
    let search_id = use_param("search");
    let source = move || (mentor_id.get(), search_id.get(), epoch.get(), overtaken.get());
    let answer = ask(source, |(mentor_id, search_id, ..)| look_up(mentor_id, search_id));
    let saved = ask(move || (mentor_id.get(), epoch.get()), |(mentor_id, _)| look_whether_saved(mentor_id));
    let draft = Draft { book, note: RwSignal::new(None), series: SeriesDraft::new() };
    set_title(say("Mentor"));
    load(answer, skeleton::text, move |(mentor, open, refused)| page((mentor, refused), open, saved, draft))
}

/// A booking in the making, as long as the page is open.
#[derive(Clone, Copy)]
struct Draft {
    /// Sends it.
    book: ServerAction<BookSession>,
    /// What was typed, whichever time it was typed for; nothing before the first key.
    note: RwSignal<Option<String>>,
    /// The same for several sessions that repeat.
    series: SeriesDraft,
}

fn page(
    (mentor, refused): (MentorProfile, Option<RefusedPhoto>),
    open: OpenSlots,
    saved: Answer<Option<bool>>,
    draft: Draft,
) -> AnyView {
    set_title(mentor.name.as_str());
    #[cfg(feature = "ssr")]
    crate::head::present_mentor(&mentor);
    let slot = use_param("slot");
    let found_by = FoundBy::use_param();
    let (mentor_id, user_id, name) = (mentor.mentor_id, mentor.user_id, mentor.name.clone());
    let (taken, nothing_open) = (open.taken.clone(), open.slots.is_empty());
    let agenda = Agenda::new(mentor_id, open);
    let sheet_was_open = StoredValue::new(false);
    let aside = move || {
        let (slot, found_by) = (slot.get(), found_by.get());
        let chosen = agenda.find(&slot);
        let returning = sheet_was_open.get_value();
        sheet_was_open.set_value(chosen.is_some());
        match chosen {
            Some(chosen) => {
                let back = links::day(mentor_id, &chosen.starts.date, &found_by);
                view! { <Booking draft chosen name=name.clone() found_by back /> }.into_any()
            }
            None => view! {
                <div class="grid gap-8">
                    <Times agenda found_by gone=!slot.is_empty() returning />
                    <Wait mentor_id taken=taken.clone() nothing_open />
                    <ForStaff user_id />
                </div>
            }
            .into_any(),
        }
    };
    view! {
        <div class="grid items-start gap-10 lg:grid-cols-[1fr_24rem] lg:gap-16">
            <Profile mentor saved refused />
            <aside id="book" class="lg:sticky lg:top-24">{aside}</aside>
        </div>
    }
    .into_any()
}
