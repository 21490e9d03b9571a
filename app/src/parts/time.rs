//! Times as people say them, and the zone they are said in.

use leptos::prelude::*;
use office_hours::text;
use office_hours::time::LocalTime;

use super::links;
use crate::kit::button::LINK;
use crate::kit::icon::{Glyph, Icon};
use crate::state::address::use_here;
use crate::state::language::{say, tell};
use crate::state::viewer::use_viewer;

/// "Tue 24 Nov, 14:00–14:30", with the full date and the zone on hover and for programs.
#[component]
pub fn TimeSpan(
    /// From.
    starts: LocalTime,
    /// To.
    ends: LocalTime,
) -> impl IntoView {
    view! {
        <time datetime=starts.at.to_string() title=starts.long class="whitespace-nowrap tabular-nums">
            {format!("{}, {}–{}", starts.day, starts.time, ends.time)}
        </time>
    }
}

/// What the link of a time does. It holds what is seen of it, so that whoever speaks to the page can say that.
pub fn book(starts: &LocalTime) -> String {
    tell(text!("Book {day} {time}", day = &starts.day, time = &starts.time))
}

/// "Tue 24 Nov 2026, 14:00", with the zone on hover and for programs.
#[component]
pub fn When(
    /// The moment.
    at: LocalTime,
) -> impl IntoView {
    let year = at.date.split('-').next().unwrap_or_default().to_owned();
    view! {
        <time datetime=at.at.to_string() title=at.long class="whitespace-nowrap tabular-nums">
            {tell(text!("{day} {year}, {time}", day = at.day, year, time = at.time))}
        </time>
    }
}

/// The zone of all times on the page, and the way to change it.
#[component]
pub fn ZoneLine() -> impl IntoView {
    let viewer = use_viewer();
    let here = use_here();
    view! {
        <Transition>
            {move || {
                viewer
                    .get()
                    .and_then(Result::ok)
                    .map(|viewer| {
                        view! {
                            <p class="flex flex-wrap items-center gap-x-2 text-xs text-muted">
                                <Icon glyph=Glyph::Clock />
                                <span>{tell(text!("Times in {zone}", zone = spoken_zone(&viewer.zone)))}</span>
                                <a class=LINK href=move || links::zone(&here())>
                                    {say("Change")}
                                </a>
                            </p>
                        }
                    })
            }}
        </Transition>
    }
}

/// `America/New_York` as "America/New York".
pub fn spoken_zone(zone: &str) -> String {
    zone.replace('_', " ")
}
