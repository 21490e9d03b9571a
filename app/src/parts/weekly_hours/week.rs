//! The week to paint on: seven columns of half hours, and what can be done with all of them at once.

use leptos::html;
use leptos::prelude::*;
use office_hours::availability::week_grid::{Cell, Fill, HALVES, clock};
use office_hours::language::WeekStart;
use office_hours::{msgid, text};

use super::editor::Editor;
use super::keys::answer_keys;
use super::pointer::{Hand, cell_of};
use crate::kit::button::{PILL, SWITCH};
use crate::parts::weekday_heads::weekday_heads;
use crate::state::language::{say, tell};

const HELP: &str = msgid!(
    "Drag over the hours you are free; drag again to erase. With a finger: tap, or hold and then drag. \
    With the keyboard: arrows move, Space paints or erases, Shift with an arrow goes on painting."
);

const FREE: &str = "border-s border-line bg-accent forced-color-adjust-none focus-visible:-outline-offset-4 \
    focus-visible:outline-paper";
const PARTLY: &str = "border-s border-line bg-[repeating-linear-gradient(135deg,var(--accent)_0_2px,transparent_2px_6px)] \
    forced-color-adjust-none focus-visible:-outline-offset-2";
const NOT: &str = "border-s border-line bg-raised hover:bg-accent-soft focus-visible:-outline-offset-2";

/// What a button says and what it adds.
const WEEKS: [(&str, &str); 3] = [
    (msgid!("Weekday mornings"), "Mon-Fri 09:00-12:00"),
    (msgid!("Two afternoons"), "Tue 14:00-17:00\nThu 14:00-17:00"),
    (msgid!("Friday"), "Fri 09:00-12:00\nFri 13:00-16:00"),
];

/// The week and its buttons.
#[component]
pub fn Week(
    /// What is painted.
    editor: Editor,
) -> impl IntoView {
    view! {
        <div class="grid gap-3">
            <p id="week-help" class="text-xs text-muted">
                {say(HELP)}
            </p>
            <ReadyMade editor />
            <Table editor />
            <Notes editor />
            <Buttons editor />
        </div>
    }
}

/// Buttons that add ready-made hours.
#[component]
fn ReadyMade(editor: Editor) -> impl IntoView {
    let button = move |(name, hours): (&'static str, &'static str)| {
        let name = say(name);
        let add = move |_| editor.add(hours, tell(text!("{hours} added", hours = name)));
        view! {
            <button type="button" class=PILL on:click=add>
                {name}
            </button>
        }
    };
    view! {
        <div role="group" aria-labelledby="ready-made" class="flex flex-wrap items-center gap-2">
            <span id="ready-made" class="text-xs text-muted">
                {say("Add")}
            </span>
            {WEEKS.map(button).into_iter().collect_view()}
        </div>
    }
}

#[component]
fn Table(editor: Editor) -> impl IntoView {
    let table = NodeRef::<html::Table>::new();
    let hand = Hand::new(editor, table);
    let rows = (0..HALVES).map(|half| view! { <Row editor half /> }).collect_view();
    view! {
        <table
            node_ref=table
            role="grid"
            aria-label=say("Hours you are free")
            aria-describedby="week-help"
            aria-multiselectable="true"
            class="w-full cursor-cell touch-manipulation table-fixed select-none border-separate border-spacing-0 \
            [-webkit-touch-callout:none]"
            on:keydown=answer_keys(editor, table)
            on:focusin=move |event| {
                if let Some(cell) = cell_of(event.target()) {
                    editor.go_to(cell);
                }
            }
            on:pointerdown=move |event| hand.on_down(&event)
            on:pointermove=move |event| hand.on_move(&event)
            on:pointerup=move |event| hand.on_up(&event)
            on:pointercancel=move |_| hand.on_cancel()
            on:touchmove=move |event| hand.on_touch_move(&event)
            on:contextmenu=move |event| hand.on_menu(&event)
            on:click=move |event| hand.on_click(&event)
        >
            // Under the bar on top of the page, so that a day can be told at its end too.
            <thead class="sticky top-16 z-10 bg-paper">
                <tr>
                    <th scope="col" class="w-12">
                        <span class="sr-only">{say("Time")}</span>
                    </th>
                    {weekday_heads(WeekStart::Monday, 3)}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn Row(editor: Editor, half: u8) -> impl IntoView {
    // Full hours are named, and have the stronger line.
    let (line, words) = match half % 2 {
        0 => ("*:border-t *:border-line", ""),
        _ => ("*:border-t *:border-line *:[border-top-style:dashed]", "sr-only"),
    };
    let cells =
        (0..7).filter_map(|day| Cell::new(day, half)).map(|cell| half_hour(editor, cell)).collect_view();
    view! {
        <tr class=format!("h-6 pointer-coarse:h-8 {line}") hidden=move || !editor.rows.read().contains(&half)>
            <th scope="row" class="pe-2 text-end align-top text-xs font-normal tabular-nums leading-none text-muted">
                <span class=words>{clock(half)}</span>
            </th>
            {cells}
        </tr>
    }
}

fn half_hour(editor: Editor, cell: Cell) -> impl IntoView {
    let look = move || match editor.fill(cell) {
        Fill::Free => FREE,
        Fill::Partly => PARTLY,
        Fill::Not => NOT,
    };
    let words = move || {
        let when = cell.say();
        tell(match editor.fill(cell) {
            Fill::Free => text!("{when}, free", when),
            Fill::Partly => text!("{when}, partly free", when),
            Fill::Not => text!("{when}, not free", when),
        })
    };
    let selected = move || if editor.fill(cell) == Fill::Free { "true" } else { "false" };
    view! {
        <td
            data-cell=cell.code()
            tabindex=move || if editor.stop() == cell { "0" } else { "-1" }
            aria-label=words
            aria-selected=selected
            class=look
        ></td>
    }
}

/// What was done, and what the week cannot show.
#[component]
fn Notes(editor: Editor) -> impl IntoView {
    let odd = move || {
        let lines = editor.odd_lines();
        (!lines.is_empty())
            .then(|| tell(text!("Only the lines below can change {hours}.", hours = lines.join(", "))))
    };
    let unreadable = move || {
        (!editor.is_readable())
            .then(|| say("The lines below cannot be read yet. The week waits until they can."))
    };
    view! {
        <div class="grid gap-1 text-xs">
            <div class="flex min-h-5 flex-wrap justify-between gap-x-4">
                <p role="status">{move || editor.said.get()}</p>
                <p class="font-medium">{move || tell(text!("{hours} h a week", hours = editor.hours()))}</p>
            </div>
            <p class="text-muted empty:hidden">{odd}</p>
            <p class="font-medium text-danger empty:hidden">{unreadable}</p>
        </div>
    }
}

#[component]
fn Buttons(editor: Editor) -> impl IntoView {
    let all_hours = editor.all_hours;
    let pressed = move || if all_hours.get() { "true" } else { "false" };
    view! {
        <div role="group" aria-label=say("The whole week") class="flex flex-wrap gap-2">
            <button type="button" class=SWITCH on:click=move |_| editor.copy_monday()>
                {say("Copy Monday to all weekdays")}
            </button>
            <button type="button" class=SWITCH on:click=move |_| editor.clear()>
                {say("Clear")}
            </button>
            <button
                type="button"
                class=SWITCH
                aria-disabled=move || (!editor.can_undo()).then_some("true")
                on:click=move |_| editor.undo()
            >
                {say("Undo")}
            </button>
            <button
                type="button"
                class=SWITCH
                aria-pressed=pressed
                on:click=move |_| all_hours.update(|all| *all = !*all)
            >
                {say("Show all hours")}
            </button>
        </div>
    }
}
