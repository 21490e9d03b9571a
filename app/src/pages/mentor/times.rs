//! When a mentor can be met: the next times, and a calendar of all of them.

use leptos::html;
use leptos::prelude::*;
use office_hours::availability::OpenSlot;
use office_hours::ids::MentorId;

use super::agenda::Agenda;
use super::calendar::Calendar;
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{QUIET, TIME};
use crate::kit::empty::Empty;
use crate::parts::days::by_day;
use crate::parts::links::{self, FoundBy};
use crate::parts::time::ZoneLine;
use crate::state::language::say;
use crate::state::viewer::viewing;

/// Times to choose from without looking at the calendar.
const NEXT_TIMES: usize = 5;

const TIMES: &str = "grid grid-cols-[repeat(auto-fill,minmax(4rem,1fr))] gap-2";

/// Open times.
#[component]
pub fn Times(
    /// What is open.
    agenda: Agenda,
    /// What led here, to take along.
    found_by: FoundBy,
    /// Whether a time was chosen that is not open.
    gone: bool,
    /// Whether the sheet was open before: the keyboard goes on here.
    returning: bool,
) -> impl IntoView {
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move || {
        if let Some(heading) = heading.get().filter(|_| returning) {
            // Without the focus the times can still be used.
            let _ = heading.focus();
        }
    });
    let next = agenda.next(NEXT_TIMES);
    let mentor_id = agenda.mentor_id;
    view! {
        <section aria-labelledby="times" class="grid gap-6">
            <div class="grid gap-1">
                <h2 node_ref=heading id="times" tabindex="-1" class="text-lg outline-none">
                    <Transition>
                        {move || {
                            if is_own(mentor_id) { say("What founders can book") } else { say("Choose a time") }
                        }}
                    </Transition>
                </h2>
                <ZoneLine />
            </div>
            {gone
                .then(|| {
                    view! {
                        <Alert
                            tone=Tone::Note
                            title=say("That time is no longer free")
                            text=say("Somebody else has just taken it, it has passed, or you have another session then. These are the others.")
                        />
                    }
                })}
            {if next.is_empty() {
                view! { <Transition>{move || no_times(is_own(mentor_id))}</Transition> }.into_any()
            } else {
                view! {
                    <NextTimes agenda next found_by=found_by.clone() />
                    <Calendar agenda found_by=found_by.clone() />
                    <DayTimes agenda found_by />
                }
                    .into_any()
            }}
        </section>
    }
}

/// Whether the viewer is the mentor.
fn is_own(mentor_id: MentorId) -> bool {
    viewing().is_some_and(|person| person.mentor_id == Some(mentor_id))
}

fn no_times(own: bool) -> AnyView {
    if own {
        return view! {
            <Empty title=say("No open times") text=say("Nothing can be booked for now. Founders find you by your words, but cannot meet you.")>
                <a class=QUIET href="/hours">
                    {say("Open some hours")}
                </a>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty title=say("No open times") text=say("Nothing is free for now. Others can help as well.")>
            <a class=QUIET href="/find">
                {say("Find another mentor")}
            </a>
        </Empty>
    }
    .into_any()
}

#[component]
fn NextTimes(agenda: Agenda, next: Vec<OpenSlot>, found_by: FoundBy) -> impl IntoView {
    let day = move |slots: Vec<OpenSlot>| {
        let day = slots.first().map(|slot| slot.starts.day.clone());
        view! {
            <li class="grid grid-cols-[5.5rem_1fr] items-start gap-x-3">
                <span class="py-2.5 text-muted">{day}</span>
                <ul class=TIMES>{slots.into_iter().map(|slot| time(agenda, slot, &found_by)).collect_view()}</ul>
            </li>
        }
    };
    view! {
        <section aria-labelledby="next-times" class="grid gap-2">
            <h3 id="next-times" class="text-sm">
                {say("Next times")}
            </h3>
            <ul class="grid gap-2">{by_day(next).into_iter().map(day).collect_view()}</ul>
        </section>
    }
}

/// The times of the day that the calendar is open at.
#[component]
fn DayTimes(agenda: Agenda, found_by: FoundBy) -> impl IntoView {
    let times =
        move || agenda.of_the_day().into_iter().map(|slot| time(agenda, slot, &found_by)).collect_view();
    view! {
        <section aria-labelledby="day-times" class="grid gap-2">
            <h3 id="day-times" aria-live="polite" class="text-sm">
                {move || agenda.heading()}
            </h3>
            <ul class=format!("{TIMES} empty:hidden")>{times}</ul>
        </section>
    }
}

fn time(agenda: Agenda, slot: OpenSlot, found_by: &FoundBy) -> impl IntoView + use<> {
    let href = links::slot(agenda.mentor_id, &slot, found_by);
    view! {
        <li>
            <a
                class=TIME
                href=href
                data-testid="availability-slot"
                data-noscroll
                aria-label=slot.starts.long.clone()
                title=slot.starts.long
            >
                {slot.starts.time}
            </a>
        </li>
    }
}
