//! The sessions behind the figures.

use leptos::prelude::*;
use office_hours::analytics::PageOf;
use office_hours::booking::SessionView;
use office_hours::msgid;

use crate::kit::button::LINK;
use crate::kit::empty::Empty;
use crate::kit::pager::Pager;
use crate::kit::table::{Cell, Column, Table, TableRow};
use crate::parts::links;
use crate::parts::session_status::Status;
use crate::parts::time::TimeSpan;
use crate::state::language::say;

const WHEN: Column = Column::words(msgid!("When"));
const MENTOR: Column = Column::words(msgid!("Mentor"));
const FOUNDER: Column = Column::words(msgid!("Founder"));
const STATUS: Column = Column::words(msgid!("Status"));

/// The sessions, latest first.
#[component]
pub fn SessionsTable(
    /// The rows.
    sessions: Vec<SessionView>,
    /// Where they stand among all of them.
    at: PageOf,
    /// The address of another page.
    href: impl Fn(u32) -> String,
) -> impl IntoView {
    if sessions.is_empty() {
        return view! { <Empty title=say("No sessions") text=say("None that the filters let through. A wider range of days may have some.") /> }
            .into_any();
    }
    let rows = sessions.into_iter().map(|session| view! { <Row session /> }).collect_view();
    view! {
        <Table caption=say("Sessions, latest first") columns=&[WHEN, MENTOR, FOUNDER, STATUS]>
            {rows}
        </Table>
        <Pager page=at.page pages=at.pages href label=say("Pages of sessions") />
    }
    .into_any()
}

#[component]
fn Row(session: SessionView) -> impl IntoView {
    let company = session.mentee_company.map(|company| format!(", {company}")).unwrap_or_default();
    view! {
        <TableRow>
            <Cell column=WHEN>
                <a class=LINK href=links::session(session.session_id)>
                    <TimeSpan starts=session.starts ends=session.ends />
                </a>
            </Cell>
            <Cell column=MENTOR>{session.mentor_name}</Cell>
            <Cell column=FOUNDER>{format!("{}{company}", session.mentee_name)}</Cell>
            <Cell column=STATUS>
                <Status status=session.status />
            </Cell>
        </TableRow>
    }
}
