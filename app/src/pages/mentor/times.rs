//! When a mentor can be met.

use leptos::html;
use leptos::prelude::*;
use office_hours::availability::{OpenSlot, OpenSlots};
use office_hours::ids::MentorId;

use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{QUIET, TIME};
use crate::kit::empty::Empty;
use crate::parts::days::by_day;
use crate::parts::links::{self, FoundBy};
use crate::parts::time::ZoneLine;

/// Days that show at once; later ones are folded away.
const DAYS_AT_ONCE: usize = 6;

/// Open times by day.
#[component]
pub fn Times(
    /// Whose.
    mentor_id: MentorId,
    /// What is open.
    open: OpenSlots,
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
    let mut days = by_day(open.slots);
    let later = days.split_off(days.len().min(DAYS_AT_ONCE));
    let none = days.is_empty();
    let show = move |days: Vec<Vec<OpenSlot>>| {
        days.into_iter()
            .map(|slots| view! { <Day mentor_id slots found_by=found_by.clone() /> })
            .collect_view()
    };
    let days = show.clone()(days);
    view! {
        <section aria-labelledby="times" class="grid gap-4">
            <div class="grid gap-1">
                <h2 node_ref=heading id="times" tabindex="-1" class="text-lg outline-none">
                    "Choose a time"
                </h2>
                <ZoneLine />
            </div>
            {gone
                .then(|| {
                    view! {
                        <Alert
                            tone=Tone::Note
                            title="That time is no longer free"
                            text="Somebody else has just taken it, it has passed, or you have another session then. These are the others."
                        />
                    }
                })}
            {none.then(|| view! { <NoTimes /> })}
            <div class="grid gap-5">{days}</div>
            {(!later.is_empty())
                .then(|| {
                    view! {
                        <details>
                            <summary class=QUIET>"Later times"</summary>
                            <div class="grid gap-5 pt-5">{show(later)}</div>
                        </details>
                    }
                })}
        </section>
    }
}

#[component]
fn NoTimes() -> impl IntoView {
    view! {
        <Empty title="No open times" text="Nothing is free for now. Others can help as well.">
            <a class=QUIET href="/find">
                "Find another mentor"
            </a>
        </Empty>
    }
}

/// One day; `slots` is never empty.
#[component]
fn Day(mentor_id: MentorId, slots: Vec<OpenSlot>, found_by: FoundBy) -> impl IntoView {
    let day = slots.first().map(|slot| slot.starts.day.clone());
    let times = slots
        .into_iter()
        .map(|slot| {
            view! {
                <li>
                    <a
                        class=TIME
                        href=links::slot(mentor_id, slot.slot_id, &found_by)
                        data-testid="availability-slot"
                        data-noscroll
                        aria-label=slot.starts.long.clone()
                        title=slot.starts.long
                    >
                        {slot.starts.time}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div>
            <h3 class="mb-2 text-sm">{day}</h3>
            <ul class="grid grid-cols-[repeat(auto-fill,minmax(4rem,1fr))] gap-2">{times}</ul>
        </div>
    }
}
