//! What an experiment is: how it is shown, its arms, and since when.

use leptos::prelude::*;
use office_hours::experiments::words::changes;
use office_hours::experiments::{Arm, Mode};
use office_hours::language::Text;
use office_hours::msgid;

use crate::kit::bar::percent;
use crate::kit::table::{Cell, Column, Table, TableRow};
use crate::state::language::{say, tell};

/// Who sees what, as a sentence.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Split => say("Each founder sees one of the arms, always the same."),
        Mode::Interleaved => say("Each founder sees both arms, mixed into one list."),
    }
}

const ARM: Column = Column::words(msgid!("Arm"));
const SHOWN_TO: Column = Column::words(msgid!("Shown to"));
const DIFFERS: Column = Column::words(msgid!("What differs from the ranking in use"));

/// What is compared; the first is the control.
#[component]
pub fn Arms(
    /// In their order.
    arms: Vec<Arm>,
    /// How they are shown.
    mode: Mode,
) -> impl IntoView {
    let all: u32 = arms.iter().map(|arm| arm.share).sum();
    let rows = arms
        .into_iter()
        .map(|arm| {
            let share = match mode {
                Mode::Split => percent(f64::from(arm.share) / f64::from(all.max(1))),
                Mode::Interleaved => say("Everybody").to_owned(),
            };
            view! {
                <TableRow>
                    <Cell column=ARM>{arm.name}</Cell>
                    <Cell column=SHOWN_TO>{share}</Cell>
                    <Cell column=DIFFERS>
                        <Changes lines=changes(&arm.settings) />
                    </Cell>
                </TableRow>
            }
        })
        .collect_view();
    view! {
        <Table caption=say("Arms") columns=&[ARM, SHOWN_TO, DIFFERS]>
            {rows}
        </Table>
    }
}

#[component]
fn Changes(lines: Vec<Text>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <span class="text-muted">{say("Nothing: it is the ranking in use")}</span> }
            .into_any();
    }
    let lines = lines.into_iter().map(|line| view! { <li>{tell(line)}</li> }).collect_view();
    view! { <ul class="grid gap-1">{lines}</ul> }.into_any()
}
