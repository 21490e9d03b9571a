//! The calendar of open times: one month, with a link for each day on which something is free.
//!
//! Without a script it is a table of links. Once the browser has taken the page over it is a grid with
//! one stop for the Tab key, in which the arrows lead on; days without times can then be reached too.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use office_hours::availability::month::{Date, Month, Step, say_count, say_day};
use office_hours::language::Text;
use office_hours::{msgid, text};

use super::agenda::Agenda;
use crate::kit::button::QUIET;
use crate::kit::keys::key_as_read;
use crate::parts::links::{self, FoundBy};
use crate::parts::weekday_heads::weekday_heads;
use crate::state::hydrated::use_hydrated;
use crate::state::language::{say, tell, week_start};

const DAY: &str = "grid min-h-11 place-items-center rounded-control border tabular-nums transition-colors";

/// What the parts of the calendar share.
#[derive(Clone, Copy)]
struct Grid {
    agenda: Agenda,
    found_by: StoredValue<FoundBy>,
    /// Whether keys are answered yet.
    hydrated: Signal<bool>,
    /// The day that had the focus last.
    focused: RwSignal<Option<Date>>,
}

impl Grid {
    fn day_link(self, day: Date) -> String {
        self.found_by.with_value(|found_by| links::day(self.agenda.mentor_id, &day.to_string(), found_by))
    }

    fn month_link(self, month: Month) -> String {
        self.found_by.with_value(|found_by| links::month(self.agenda.mentor_id, month, found_by))
    }

    fn is_chosen(self, day: Date) -> bool {
        self.agenda.leaf.get().and_then(|leaf| leaf.day) == Some(day)
    }

    /// The one day that the Tab key stops at.
    fn stop(self) -> Option<Date> {
        let leaf = self.agenda.leaf.get()?;
        let focused = self.focused.get().filter(|day| Month::of(*day) == leaf.month);
        focused.or(leaf.day).or_else(|| Some(leaf.month.first()))
    }
}

/// The month and the way to the others.
#[component]
pub fn Calendar(
    /// What is free.
    agenda: Agenda,
    /// What led here, to take along.
    found_by: FoundBy,
) -> impl IntoView {
    let grid = Grid {
        agenda,
        found_by: StoredValue::new(found_by),
        hydrated: use_hydrated(),
        focused: RwSignal::new(None),
    };
    let title = move || agenda.month.get().map(|month| tell(month.title()));
    view! {
        <div class="grid gap-2">
            <div class="flex items-center justify-between gap-2">
                {agenda.in_many_months().then(|| turn(grid, PREVIOUS, Agenda::previous_month))}
                <h3 id="month" aria-live="polite" class="text-sm">
                    {title}
                </h3>
                {agenda.in_many_months().then(|| turn(grid, NEXT, Agenda::next_month))}
            </div>
            <Days grid />
        </div>
    }
}

/// A way to turn, and what the link says.
#[derive(Clone, Copy)]
struct Turn {
    rel: &'static str,
    words: &'static str,
    /// For screen readers, where there is such a month.
    label: &'static str,
    /// The same where there is none.
    end: &'static str,
}

const PREVIOUS: Turn = Turn {
    rel: "prev",
    words: msgid!("Previous"),
    label: msgid!("Previous month, {month}"),
    end: msgid!("Previous month, no free times"),
};

const NEXT: Turn = Turn {
    rel: "next",
    words: msgid!("Next"),
    label: msgid!("Next month, {month}"),
    end: msgid!("Next month, no free times"),
};

/// A link to another month. At the end it rests in its place, so that the focus is not lost.
fn turn(grid: Grid, Turn { rel, words, label, end }: Turn, to: fn(Agenda) -> Option<Month>) -> AnyView {
    let to = move || to(grid.agenda);
    let label = move || match to() {
        Some(month) => tell(Text::from(label).with("month", month.title())),
        None => say(end).to_owned(),
    };
    view! {
        <a
            role="link"
            rel=rel
            href=move || to().map(|month| grid.month_link(month))
            data-noscroll
            tabindex="0"
            class=QUIET
            aria-label=label
            aria-disabled=move || to().is_none().then_some("true")
        >
            {say(words)}
        </a>
    }
    .into_any()
}

#[component]
fn Days(grid: Grid) -> impl IntoView {
    let weeks = move || grid.agenda.month.get().map(|month| weeks(grid, month));
    view! {
        <table
            role=move || grid.hydrated.get().then_some("grid")
            aria-labelledby="month"
            class="-mx-1 w-[calc(100%+0.5rem)] table-fixed border-separate border-spacing-1"
            on:keydown=answer_keys(grid)
        >
            <thead>
                <tr>{weekday_heads(week_start(), 2)}</tr>
            </thead>
            <tbody>{weeks}</tbody>
        </table>
    }
}

fn weeks(grid: Grid, month: Month) -> impl IntoView {
    let cell = move |day: Option<Date>| match day {
        Some(day) => view! { <Day grid day /> }.into_any(),
        None => view! { <td></td> }.into_any(),
    };
    month
        .weeks(week_start())
        .into_iter()
        .map(|week| view! { <tr>{week.map(cell).into_iter().collect_view()}</tr> })
        .collect_view()
}

#[component]
fn Day(grid: Grid, day: Date) -> impl IntoView {
    let count = grid.agenda.count(day);
    let is_today = grid.agenda.today == Some(day);
    let selected = move || grid.hydrated.get().then(|| if grid.is_chosen(day) { "true" } else { "false" });
    let stop = move || grid.hydrated.get().then(|| if grid.stop() == Some(day) { "0" } else { "-1" });
    view! {
        <td aria-selected=selected class="p-0">
            <a
                id=day_id(day)
                role="link"
                href=(count > 0).then(|| grid.day_link(day))
                data-noscroll
                tabindex=stop
                class=move || look(count > 0, grid.is_chosen(day), is_today)
                aria-label=tell(text!("{when}, {free}", when = say_day(day), free = say_count(count)))
                aria-disabled=(count == 0).then_some("true")
                aria-current=is_today.then_some("date")
                on:focus=move |_| grid.focused.set(Some(day))
            >
                {day.day()}
            </a>
        </td>
    }
}

fn look(is_free: bool, is_chosen: bool, is_today: bool) -> String {
    let state = match (is_free, is_chosen) {
        (true, true) => "border-transparent bg-accent font-semibold text-paper",
        (true, false) => {
            "border-transparent bg-accent-soft font-semibold text-accent hover:bg-accent hover:text-paper"
        }
        (false, true) => "border-edge text-muted",
        (false, false) => "border-none text-muted",
    };
    let today = if is_today { "underline decoration-2 underline-offset-4" } else { "" };
    format!("{DAY} {state} {today}")
}

/// Arrows, Home, End and the page keys move the focus; beyond the month they turn to the other one.
fn answer_keys(grid: Grid) -> impl Fn(KeyboardEvent) + 'static {
    let navigate = use_navigate();
    let waiting = StoredValue::new(None::<Date>);
    Effect::new(move || {
        grid.agenda.month.track();
        if let Some(day) = waiting.try_update_value(Option::take).flatten() {
            // By the next frame the days of the other month are there.
            request_animation_frame(move || focus(day));
        }
    });
    move |event| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let Some(from) = untrack(|| grid.stop()) else { return };
        if event.key() == " " {
            event.prevent_default();
            if let Some(link) = element(from) {
                link.click();
            }
            return;
        }
        let Some(step) = step_of(&key_as_read(&event)) else { return };
        event.prevent_default();
        let to = grid.agenda.walk(from, step, week_start());
        grid.focused.set(Some(to));
        if Month::of(to) == Month::of(from) {
            focus(to);
        } else {
            waiting.set_value(Some(to));
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&grid.month_link(Month::of(to)), options);
        }
    }
}

fn step_of(key: &str) -> Option<Step> {
    Some(match key {
        "ArrowLeft" => Step::PreviousDay,
        "ArrowRight" => Step::NextDay,
        "ArrowUp" => Step::PreviousWeek,
        "ArrowDown" => Step::NextWeek,
        "Home" => Step::WeekStart,
        "End" => Step::WeekEnd,
        "PageUp" => Step::PreviousMonth,
        "PageDown" => Step::NextMonth,
        _ => return None,
    })
}

fn day_id(day: Date) -> String {
    format!("day-{day}")
}

fn element(day: Date) -> Option<HtmlElement> {
    document().get_element_by_id(&day_id(day))?.dyn_into().ok()
}

fn focus(day: Date) {
    if let Some(element) = element(day) {
        // Without the focus the day can still be clicked.
        let _ = element.focus();
    }
}
