//! `/mentors/:id`: who a mentor is, when they have time, and booking without leaving.

mod booking;
mod profile;
mod times;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use office_hours::Failure;
use office_hours::availability::OpenSlots;
use office_hours::ids::MentorId;
use office_hours::profile::MentorProfile;

use self::booking::Booking;
use self::profile::Profile;
use self::times::Times;
use crate::api::ApiError;
use crate::api::availability::list_open_slots;
use crate::api::booking::BookSession;
use crate::api::profile::get_mentor;
use crate::kit::skeleton;
use crate::parts::links;
use crate::parts::load::load;
use crate::state::address::use_param;
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

/// A mentor with their open times.
type Answer = (MentorProfile, OpenSlots);

async fn look_up(mentor_id: Result<MentorId, Failure>) -> Result<Answer, ApiError> {
    let mentor_id = mentor_id?;
    Ok((get_mentor(mentor_id).await?, list_open_slots(mentor_id).await?))
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
    // A refused booking asks again, so that the times shown are those that are left.
    let source = move || (mentor_id.get(), epoch.get(), book.version().get());
    let answer = ask(source, |(mentor_id, ..)| look_up(mentor_id));
    load(answer, skeleton::text, move |(mentor, open)| page(mentor, open, book))
}

fn page(mentor: MentorProfile, open: OpenSlots, book: ServerAction<BookSession>) -> AnyView {
    let slot = use_param("slot");
    let query = use_param("query");
    let (mentor_id, name) = (mentor.mentor_id, mentor.name.clone());
    let aside = move || {
        let (slot, query) = (slot.get(), query.get());
        let chosen = open.slots.iter().find(|open| open.slot_id.to_string() == slot).cloned();
        match chosen {
            Some(chosen) => {
                let back = links::mentor(mentor_id, &query);
                view! { <Booking book chosen name=name.clone() query back /> }.into_any()
            }
            None => view! { <Times mentor_id open=open.clone() query gone=!slot.is_empty() /> }.into_any(),
        }
    };
    view! {
        <div class="grid items-start gap-10 lg:grid-cols-[1fr_24rem] lg:gap-16">
            <Profile mentor />
            <aside id="book" class="lg:sticky lg:top-24">{aside}</aside>
        </div>
    }
    .into_any()
}
