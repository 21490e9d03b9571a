//! How much of the offered time is used.

use leptos::prelude::*;
use office_hours::analytics::{MentorUtilisation, PageOf};
use office_hours::msgid;

use crate::kit::bar::{Bar, percent};
use crate::kit::button::LINK;
use crate::kit::empty::Empty;
use crate::kit::pager::Pager;
use crate::kit::table::{Cell, Column, Table, TableRow};
use crate::parts::links;
use crate::state::language::say;

const MENTOR: Column = Column::words(msgid!("Mentor"));
const OFFERED: Column = Column::numbers(msgid!("Offered"));
const USED: Column = Column::numbers(msgid!("Used"));
const SHARE: Column = Column::words(msgid!("Share"));

/// Mentors, least used first.
#[component]
pub fn MentorsTable(
    /// The rows.
    mentors: Vec<MentorUtilisation>,
    /// Where they stand among all of them.
    at: PageOf,
    /// The address of another page.
    href: impl Fn(u32) -> String,
) -> impl IntoView {
    if mentors.is_empty() {
        return view! { <Empty title=say("No mentors") text=say("Nobody has joined yet, or nobody has this name.") /> }
            .into_any();
    }
    let rows = mentors.into_iter().map(|mentor| view! { <Row mentor /> }).collect_view();
    view! {
        <Table caption=say("Mentors, least used first") columns=&[MENTOR, OFFERED, USED, SHARE]>
            {rows}
        </Table>
        <Pager page=at.page pages=at.pages href label=say("Pages of mentors") />
    }
    .into_any()
}

#[component]
fn Row(mentor: MentorUtilisation) -> impl IntoView {
    let share = match mentor.utilisation {
        Some(share) => view! {
            <div class="grid grid-cols-[1fr_3.5rem] items-center gap-3 md:min-w-64">
                <Bar value=share />
                <span class="text-end">{percent(share)}</span>
            </div>
        }
        .into_any(),
        None => view! { <span class="text-muted">{say("Nothing offered")}</span> }.into_any(),
    };
    view! {
        <TableRow>
            <Cell column=MENTOR>
                <a class=LINK href=links::mentor(mentor.mentor_id)>
                    {mentor.name}
                </a>
                {(!mentor.active).then(|| view! { <span class="text-muted">" " {say("(on leave)")}</span> })}
            </Cell>
            <Cell column=OFFERED>{mentor.offered}</Cell>
            <Cell column=USED>{mentor.used}</Cell>
            <Cell column=SHARE>{share}</Cell>
        </TableRow>
    }
}
